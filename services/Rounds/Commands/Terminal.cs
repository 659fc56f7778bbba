using System.Diagnostics;

namespace RaMatch.Rounds.Commands;

/// <summary>Where a command speaks.</summary>
/// <param name="Output">Standard output: what was asked for.</param>
/// <param name="Errors">Standard error: progress and complaints.</param>
/// <param name="IsWatched">Whether standard error is a screen, so that a line of it may be written over.</param>
/// <param name="Clock">The timestamp of <see cref="Stopwatch"/>, by which lines follow each other.</param>
sealed record Terminal(TextWriter Output, TextWriter Errors, bool IsWatched, Func<long> Clock)
{
    /// <summary>That of this process.</summary>
    public static Terminal Own() => new(Console.Out, Console.Error, !Console.IsErrorRedirected, Stopwatch.GetTimestamp);
}
