namespace RaMatch.Rounds.Format;

/// <summary>What a round does where a park stays below its floor; announced at its opening.</summary>
public enum FloorPolicy
{
    /// <summary>Says what is missing and what of it could be repaired, and leaves the stable result as it is.</summary>
    Report,

    /// <summary>Puts the repair in force. The result is then not stable, and the round not strategy-proof.</summary>
    Repair,
}
