namespace RaMatch.Rounds.Verifying;

/// <summary>The first thing in which a result is not what its round makes it.</summary>
/// <param name="File">The result's file.</param>
/// <param name="Line">From 1, where the row stands or, if it is missing, would stand; 0 where the file as a whole is meant.</param>
/// <param name="Reason">What is wrong, without a full stop.</param>
public sealed record Violation(string File, int Line, string Reason)
{
    /// <summary>As compilers print.</summary>
    public override string ToString() => Line == 0 ? $"{File}: {Reason}" : $"{File}:{Line}: {Reason}";
}
