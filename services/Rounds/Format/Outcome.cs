using System.Collections.Immutable;

namespace RaMatch.Rounds.Format;

/// <summary>A round's result, by the numbers of its <see cref="RoundInstance"/>: what <c>assignments.csv</c> and <c>cutoffs.csv</c> say.</summary>
/// <remarks>
/// A cutoff is the <see cref="Priority"/> key of the worst holder of a position, unit or park that is full, 0 where it is not.
/// Full means: as many holders as seats, or as the cap. What is full with nobody in it, no seats or a cap of 0, refuses everybody:
/// its cutoff is <see cref="Closed"/>. A wish is out of reach exactly if its key is below the cutoff of its position, of its unit or
/// of its park; that is all anybody needs to check one graduate alone.
/// </remarks>
public sealed class Outcome
{
    /// <summary>In place of a wish: none was granted.</summary>
    public const int Unseated = -1;

    /// <summary>The cutoff of what can take nobody: above every key.</summary>
    public const ulong Closed = ulong.MaxValue;

    /// <summary>Each applicant's granted wish, as a number into <see cref="RoundInstance.Wishes"/>, or <see cref="Unseated"/>.</summary>
    public required ImmutableArray<int> Granted { get; init; }

    /// <summary>Each position's cutoff.</summary>
    public required ImmutableArray<ulong> PositionCutoffs { get; init; }

    /// <summary>Each unit's cutoff.</summary>
    public required ImmutableArray<ulong> UnitCutoffs { get; init; }

    /// <summary>Each park's cutoff.</summary>
    public required ImmutableArray<ulong> ParkCutoffs { get; init; }
}

/// <summary>What became of a wish, and why: <c>reasons.csv</c>.</summary>
public enum Reason : byte
{
    /// <summary>Granted.</summary>
    Seated,

    /// <summary>A dearer wish was granted.</summary>
    BetterWishGranted,

    /// <summary>Below the cutoff of the position.</summary>
    PositionCutoff,

    /// <summary>Below the cutoff of the unit, all positions together.</summary>
    UnitCutoff,

    /// <summary>Below the cutoff of the park, all units together.</summary>
    ParkCutoff,
}
