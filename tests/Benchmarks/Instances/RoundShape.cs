namespace RaMatch.Benchmarks.Instances;

/// <summary>How large a made-up round is and what is peculiar about it; docs/benchmarks.md describes what comes out.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Parks">Parks.</param>
/// <param name="Units">Units, at least one a park.</param>
/// <param name="Positions">Positions, at least one a unit.</param>
/// <param name="Applicants">Graduates, each with 10 to 20 wishes.</param>
public sealed record RoundShape(string Name, int Parks, int Units, int Positions, int Applicants)
{
    /// <summary>One park's round.</summary>
    public static RoundShape Park { get; } = new("park", 1, 40, 250, 2_000);

    /// <summary>A tenth of the national set.</summary>
    public static RoundShape Tenth { get; } = new("tenth", 17, 160, 5_500, 18_300);

    /// <summary>The national online fair as a round: its parks, units, positions and résumés.</summary>
    public static RoundShape National { get; } = new("national", 173, 1_600, 55_000, 183_000);

    /// <summary>Ten times the national set, in as many parks.</summary>
    public static RoundShape TenFold { get; } = new("10x", 173, 16_000, 550_000, 1_830_000);

    /// <summary>All of a year's graduates.</summary>
    public static RoundShape TwelveMillion { get; } = new("65x", 173, 105_000, 3_600_000, 12_000_000);

    /// <summary>All of them, the smallest first.</summary>
    public static IReadOnlyList<RoundShape> All { get; } = [Park, Tenth, National, TenFold, TwelveMillion];

    /// <summary>Same seed, same instance, bit by bit.</summary>
    public ulong Seed { get; init; } = 20_220_628;

    /// <summary>
    /// Which share of the wishes, in percent, has a score in whole hundreds, of which there are eleven; the others have one that nobody
    /// else has (for up to 1,048,576 applicants). Null: whole points from 0 to 1000, as the product gives them.
    /// </summary>
    public int? Ties { get; init; }

    /// <summary>Whether parks and units have caps, and parks floors.</summary>
    public bool Capped { get; init; } = true;
}
