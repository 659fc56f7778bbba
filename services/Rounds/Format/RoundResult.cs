using System.Collections.Immutable;

namespace RaMatch.Rounds.Format;

/// <summary>A result as its files say it, by the numbers of its round; whether it is true is the verifier's business.</summary>
/// <param name="Outcome">Seats and cutoffs.</param>
/// <param name="Reasons">Of each wish of <see cref="RoundInstance.Wishes"/>.</param>
/// <param name="Certificate">What it says of itself.</param>
/// <param name="ResultHash">The hash of the files as they are.</param>
public sealed record RoundResult(Outcome Outcome, ImmutableArray<Reason> Reasons, Certificate Certificate, string ResultHash)
{
    /// <summary>What the files of a repair say; null where the certificate tells of none.</summary>
    public FloorProof? Floors { get; init; }

    /// <summary>The hash of the files of a repair as they are.</summary>
    public string? RepairHash { get; init; }
}
