using RaMatch.Matching.Rounds.Lists;
using RaMatch.Matching.Rounds.Results;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;

namespace RaMatch.Matching.Rounds;

/// <summary>A candidate as the unit sees it. How the graduate ranks the position is not among what it sees.</summary>
/// <param name="PlacementId">The placement.</param>
/// <param name="GraduateId">The graduate's pseudonym.</param>
/// <param name="PositionId">The position.</param>
/// <param name="Title">Its title.</param>
/// <param name="FitScore">0 to 1000.</param>
/// <param name="Grade">The unit's grade, 0 to 100; null counts as the round says.</param>
/// <param name="RefusedReason">Why the unit refuses the candidate.</param>
/// <param name="Score">The points in the round.</param>
/// <param name="Outcome">What became of it, once published.</param>
sealed record UnitCandidate(
    Guid PlacementId,
    Guid GraduateId,
    Guid PositionId,
    string Title,
    long FitScore,
    long? Grade,
    string? RefusedReason,
    long Score,
    WishOutcome? Outcome)
{
    /// <summary>The unit's candidates, most points first and the refused last: as the lists stand while the round is open, as they were frozen from then on.</summary>
    public static async Task<IReadOnlyList<UnitCandidate>> ReadAsync(Reader reader, Market market, Round round, Guid unitId)
    {
        var candidates = round.HasLiveLists ? await ReadLiveAsync(reader, market, round, unitId) : await ReadFrozenAsync(reader, round, unitId);
        return [.. candidates.OrderBy(one => one.RefusedReason is not null).ThenByDescending(one => one.Score).ThenBy(one => one.PlacementId)];
    }

    static async Task<IEnumerable<UnitCandidate>> ReadLiveAsync(Reader reader, Market market, Round round, Guid unitId)
    {
        var lists = await WishLists.ReadAsync(reader, market, round, unitId: unitId);
        var titles = lists.Positions.ToDictionary(position => position.PositionId, position => position.Title);
        return lists.Entries.Where(entry => entry.IsCandidate).Select(entry => new UnitCandidate(
            entry.PlacementId,
            entry.GraduateId,
            entry.PositionId,
            titles[entry.PositionId],
            entry.FitScore,
            entry.Grade,
            entry.RefusedReason,
            round.ScoreOf(entry.FitScore, entry.Grade),
            null));
    }

    static async Task<IEnumerable<UnitCandidate>> ReadFrozenAsync(Reader reader, Round round, Guid unitId)
    {
        var scope = new { round.RoundId, unitId };
        var titles = (await reader.QueryAsync<Titled>(SelectTitles, scope)).ToDictionary(position => position.PositionId, position => position.Title);
        var lists = await FrozenList.OfUnitAsync(reader, round, unitId);
        var verdicts = round.Stage == RoundStage.Published ? await Verdicts.OfUnitAsync(reader, round, unitId, lists) : null;
        var wishes = lists.SelectMany(list => list.Wishes.Index().Where(one => titles.ContainsKey(one.Item.PositionId)).Select(one => (list.GraduateId, Rank: one.Index + 1, Wish: one.Item)));
        var refused = await reader.QueryAsync<Refused>(SelectRefused, scope);
        return wishes
            .Select(one => new UnitCandidate(
                one.Wish.PlacementId,
                one.GraduateId,
                one.Wish.PositionId,
                titles[one.Wish.PositionId],
                one.Wish.FitScore,
                one.Wish.Grade,
                null,
                round.ScoreOf(one.Wish.FitScore, one.Wish.Grade),
                verdicts?.Of(one.GraduateId, one.Rank, one.Wish.PositionId, round.ScoreOf(one.Wish.FitScore, one.Wish.Grade)).Outcome))
            .Concat(refused.Select(row => new UnitCandidate(row.PlacementId, row.GraduateId, row.PositionId, titles[row.PositionId], 0, row.Grade, row.RefusedReason, 0, null)));
    }

    sealed record Titled
    {
        public Guid PositionId { get; init; }
        public string Title { get; init; } = "";
    }

    sealed record Refused
    {
        public Guid PlacementId { get; init; }
        public Guid GraduateId { get; init; }
        public Guid PositionId { get; init; }
        public long? Grade { get; init; }
        public string RefusedReason { get; init; } = "";
    }

    const string SelectTitles = "SELECT position_id, title FROM round_position WHERE round_id = @roundId AND unit_id = @unitId";

    const string SelectRefused = """
        SELECT round_absence.placement_id, round_absence.graduate_id, round_absence.position_id, round_grade.grade, round_grade.refused_reason
        FROM round_absence
        JOIN round_position ON round_position.round_id = round_absence.round_id AND round_position.position_id = round_absence.position_id
        JOIN round_grade ON round_grade.round_id = round_absence.round_id AND round_grade.placement_id = round_absence.placement_id
        WHERE round_absence.round_id = @roundId AND round_position.unit_id = @unitId AND round_grade.refused_reason IS NOT NULL
        """;
}
