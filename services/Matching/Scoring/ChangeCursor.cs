using System.Collections.Immutable;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// How far a log has been read whose numbers are handed out before the commit: a transaction that began earlier may show its number later. Every number
/// passed over is remembered and asked for again; most belong to transactions that were rolled back and never come.
/// </summary>
/// <param name="Last">The highest number seen.</param>
/// <param name="Gaps">The numbers below it that have not been seen, and when they were first missed.</param>
sealed record ChangeCursor(long Last, ImmutableSortedDictionary<long, DateTimeOffset> Gaps)
{
    /// <summary>Nothing has been read.</summary>
    public static ChangeCursor Start { get; } = new(0, ImmutableSortedDictionary<long, DateTimeOffset>.Empty);

    /// <summary>Longer than a transaction can last here: each of its statements is given up after half a minute, and it has some dozens.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // A statement takes so many parameters. Who has rolled back more than that within ten minutes has the oldest let go, which were missed longest.
    const int MostGaps = 1000;

    // More than there can be transactions at once. SQL Server leaves out a thousand numbers when it starts again, and no transaction lives through that.
    const long LargestGap = 999;

    /// <summary>The numbers to ask for again.</summary>
    public IReadOnlyList<long> Missing => [.. Gaps.Keys];

    /// <summary>The cursor after these numbers, in ascending order.</summary>
    public ChangeCursor After(IEnumerable<long> numbers, DateTimeOffset now)
    {
        var gaps = Gaps.ToBuilder();
        gaps.RemoveRange(Gaps.Where(gap => gap.Value < now - Patience).Select(gap => gap.Key));
        var last = Last;
        foreach (var number in numbers)
        {
            if (number <= last)
            {
                gaps.Remove(number);
                continue;
            }

            if (number - last - 1 <= LargestGap)
            {
                for (var missing = last + 1; missing < number; missing++)
                {
                    gaps[missing] = now;
                }
            }

            last = number;
        }

        gaps.RemoveRange(gaps.Keys.Take(gaps.Count - MostGaps).ToList());
        return new ChangeCursor(last, gaps.ToImmutable());
    }
}
