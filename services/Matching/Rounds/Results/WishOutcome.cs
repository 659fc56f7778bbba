namespace RaMatch.Matching.Rounds.Results;

/// <summary>What became of a wish, and why: the format's reasons, and what a repair of floors in force did.</summary>
public enum WishOutcome
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

    /// <summary>Not granted because a park's floor was repaired.</summary>
    FloorRepair,
}
