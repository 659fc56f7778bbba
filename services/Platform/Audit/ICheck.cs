using RaMatch.Platform.Data;

namespace RaMatch.Platform.Audit;

/// <summary>Something of a service that can be proved true from its rows alone; the command <c>check</c> proves it.</summary>
public interface ICheck
{
    /// <summary>The service whose database it reads.</summary>
    string Service { get; }

    /// <summary>What is proved, in English, for who runs the command.</summary>
    string What { get; }

    /// <summary>Proves it.</summary>
    Task<Checked> CheckAsync(Reader reader);
}

/// <summary>What a check has found.</summary>
/// <param name="Entries">How many entries it has looked at.</param>
/// <param name="Differences">What is not as it was written, a sentence each; empty where all is.</param>
/// <param name="End">The hash at the end; whoever writes everything anew cannot make that one again.</param>
public sealed record Checked(long Entries, IReadOnlyList<string> Differences, string End = "");
