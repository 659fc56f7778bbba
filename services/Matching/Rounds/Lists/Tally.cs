namespace RaMatch.Matching.Rounds.Lists;

/// <summary>An open round, or the part of it in one park, counted.</summary>
/// <param name="CountedAt">The instant whose state was counted.</param>
/// <param name="Readiness">How far both sides are.</param>
/// <param name="Parks">By park, where there is a position or a wish.</param>
/// <param name="Graduates">Who has wishes in it, those who have not ranked first.</param>
/// <param name="Units">Which units have candidates in it, those with most to grade first.</param>
sealed record Tally(
    DateTimeOffset CountedAt,
    Readiness Readiness,
    IReadOnlyDictionary<string, Tally.OfPark> Parks,
    IReadOnlyList<Tally.GraduateLine> Graduates,
    IReadOnlyList<Tally.UnitLine> Units)
{
    /// <summary>A graduate with wishes in the round; who has only one need not rank.</summary>
    /// <param name="GraduateId">The pseudonym.</param>
    /// <param name="PlacementId">One of the wishes, not the dearest but the oldest: by it an official reads who it is as far as officials may.</param>
    /// <param name="Wishes">How many.</param>
    /// <param name="Ranked">Whether they are ranked.</param>
    /// <param name="RankedAt">When.</param>
    public sealed record GraduateLine(Guid GraduateId, Guid PlacementId, int Wishes, bool Ranked, DateTimeOffset? RankedAt);

    /// <summary>A unit with candidates in the round.</summary>
    public sealed record UnitLine(Guid UnitId, string UnitName, string ParkId, int Positions, int Candidates, int Graded, int Refused, int Ungraded);

    /// <summary>A park's positions with their free seats, and the graduates with a wish there.</summary>
    public sealed record OfPark(long Positions, long Seats, long Graduates);

    /// <summary>Counts the lists.</summary>
    public static Tally Of(WishLists lists, DateTimeOffset countedAt)
    {
        var graduates = lists.Wishes.GroupBy(wish => wish.GraduateId)
            .Select(graduate => new GraduateLine(
                graduate.Key,
                graduate.Min(wish => wish.PlacementId),
                graduate.Count(),
                lists.IsRanked(graduate.Key, [.. graduate]),
                lists.Rankings.GetValueOrDefault(graduate.Key)?.RankedAt))
            .OrderBy(line => line.Ranked)
            .ThenBy(line => line.GraduateId)
            .ToList();
        var positions = lists.Positions.ToLookup(position => position.UnitId);
        var units = lists.Entries.Where(entry => entry.IsCandidate).GroupBy(entry => entry.UnitId)
            .Select(unit => new UnitLine(
                unit.Key,
                positions[unit.Key].First().UnitName,
                positions[unit.Key].First().ParkId,
                positions[unit.Key].Count(),
                unit.Count(),
                unit.Count(entry => entry is { IsWish: true, Grade: not null }),
                unit.Count(entry => !entry.IsWish),
                unit.Count(entry => entry is { IsWish: true, Grade: null })))
            .OrderByDescending(line => line.Ungraded)
            .ThenBy(line => line.UnitId)
            .ToList();
        var supply = lists.Positions.ToLookup(position => position.ParkId, StringComparer.Ordinal);
        var demand = lists.Wishes.GroupBy(wish => wish.ParkId, StringComparer.Ordinal)
            .ToDictionary(park => park.Key, park => park.Select(wish => wish.GraduateId).Distinct().LongCount(), StringComparer.Ordinal);
        return new Tally(
            countedAt,
            Readiness.Of(lists),
            supply.Select(park => park.Key).Union(demand.Keys, StringComparer.Ordinal).ToDictionary(
                park => park,
                park => new OfPark(supply[park].LongCount(), supply[park].Sum(position => position.Seats), demand.GetValueOrDefault(park)),
                StringComparer.Ordinal),
            graduates,
            units);
    }
}
