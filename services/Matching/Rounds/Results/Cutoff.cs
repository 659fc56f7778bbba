namespace RaMatch.Matching.Rounds.Results;

/// <summary>Where a cutoff stands.</summary>
public enum CutoffScope
{
    /// <summary>A position.</summary>
    Position,

    /// <summary>A unit, all its positions together.</summary>
    Unit,

    /// <summary>A park, all its units together.</summary>
    Park,
}

/// <summary>The worst holder of a position, unit or park that is full; of one that takes nobody, score and number are null.</summary>
public sealed record Cutoff
{
    /// <summary>Of what.</summary>
    public CutoffScope Scope { get; init; }

    /// <summary>The holder's score.</summary>
    public long? Score { get; init; }

    /// <summary>The holder's lottery number.</summary>
    public long? Lottery { get; init; }
}
