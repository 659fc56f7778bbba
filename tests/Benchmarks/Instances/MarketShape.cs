namespace RaMatch.Benchmarks.Instances;

/// <summary>How large a made-up market for recommendations is.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Positions">Open positions.</param>
/// <param name="Graduates">Graduates who consent to matching.</param>
public sealed record MarketShape(string Name, int Positions, int Graduates)
{
    /// <summary>One park's market.</summary>
    public static MarketShape Park { get; } = new("park", 250, 2_000);

    /// <summary>A tenth of the national set.</summary>
    public static MarketShape Tenth { get; } = new("tenth", 5_500, 18_300);

    /// <summary>The national online fair: 10.07 · 10^9 pairs.</summary>
    public static MarketShape National { get; } = new("national", 55_000, 183_000);

    /// <summary>Same seed, same market, bit by bit.</summary>
    public ulong Seed { get; init; } = 20_220_628;
}
