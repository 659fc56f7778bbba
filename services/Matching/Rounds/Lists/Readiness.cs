namespace RaMatch.Matching.Rounds.Lists;

/// <summary>How far both sides are, counted. A candidate is an eligible placement; a unit waits while one of its candidates is neither graded nor refused.</summary>
public sealed record Readiness(
    long Graduates,
    long Ranked,
    long NotRanked,
    long Candidates,
    long Graded,
    long Refused,
    long Ungraded,
    long UnitsWaiting,
    long Positions,
    long Seats)
{
    /// <summary>Of a round that was cancelled before its lists were closed.</summary>
    public static Readiness None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    internal static Readiness Of(WishLists lists)
    {
        var byGraduate = lists.Wishes.GroupBy(wish => wish.GraduateId).ToList();
        var ranked = byGraduate.Count(graduate => lists.IsRanked(graduate.Key, [.. graduate]));
        var candidates = lists.Entries.Where(entry => entry.IsCandidate).ToList();
        var refused = candidates.Count(candidate => !candidate.IsWish);
        var graded = candidates.Count(candidate => candidate is { IsWish: true, Grade: not null });
        return new Readiness(
            byGraduate.Count,
            ranked,
            byGraduate.Count - ranked,
            candidates.Count,
            graded,
            refused,
            candidates.Count - graded - refused,
            candidates.Where(candidate => candidate is { IsWish: true, Grade: null }).Select(candidate => candidate.UnitId).Distinct().LongCount(),
            lists.Positions.Count,
            lists.Positions.Sum(position => position.Seats));
    }
}
