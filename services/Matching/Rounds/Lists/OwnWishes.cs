using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Rounds.Lists;

/// <summary>One graduate's part in a round: as the lists stand while it is open, as they were frozen from then on.</summary>
/// <param name="Wishes">Those that take part, dearest first.</param>
/// <param name="Absences">Those that do not, and why.</param>
/// <param name="Ranked">Whether the graduate has said which is dearest.</param>
/// <param name="RankedAt">When the graduate last ranked.</param>
/// <param name="Lottery">The lottery number; null while the lists are open.</param>
sealed record OwnWishes(
    IReadOnlyList<OwnWishes.Wish> Wishes,
    IReadOnlyList<OwnWishes.Absence> Absences,
    bool Ranked,
    DateTimeOffset? RankedAt,
    long? Lottery)
{
    /// <summary>A wish that takes part.</summary>
    public sealed record Wish
    {
        public Guid PlacementId { get; init; }
        public Guid PositionId { get; init; }
        public string Title { get; init; } = "";
        public string UnitName { get; init; } = "";
        public long Rank { get; init; }
        public long FitScore { get; init; }
        public long? Grade { get; init; }
        public long Score { get; init; }
    }

    /// <summary>A placement that takes no part, and why.</summary>
    public sealed record Absence
    {
        public Guid PlacementId { get; init; }
        public Guid PositionId { get; init; }
        public string Title { get; init; } = "";
        public required Sentence Sentence { get; init; }
    }

    /// <summary>The round is the graduate's business.</summary>
    public bool Concerned => Wishes.Count + Absences.Count > 0;

    /// <summary>Reads the graduate's part.</summary>
    public static async Task<OwnWishes> ReadAsync(Reader reader, Market market, Round round, Guid graduateId)
    {
        var scope = new { round.RoundId, graduateId, round.Programme };
        if (round.HasLiveLists)
        {
            var lists = await WishLists.ReadAsync(reader, market, round, graduateId: graduateId);
            var titles = (await reader.QueryAsync<Titled>(SelectTitles, scope)).ToDictionary(position => position.PositionId);
            var entries = lists.Wishes.ToList();
            return new OwnWishes(
                [.. entries.OrderBy(entry => entry.Rank).Select(entry => new Wish
                {
                    PlacementId = entry.PlacementId,
                    PositionId = entry.PositionId,
                    Title = titles[entry.PositionId].Title,
                    UnitName = titles[entry.PositionId].UnitName,
                    Rank = entry.Rank,
                    FitScore = entry.FitScore,
                })],
                [.. lists.Entries.Where(entry => !entry.IsWish).Select(entry => new Absence
                {
                    PlacementId = entry.PlacementId,
                    PositionId = entry.PositionId,
                    Title = titles.GetValueOrDefault(entry.PositionId)?.Title ?? "",
                    Sentence = entry.Absence!,
                })],
                entries.Count > 0 && lists.IsRanked(graduateId, entries),
                lists.Rankings.GetValueOrDefault(graduateId)?.RankedAt,
                null);
        }

        var list = await FrozenList.OfGraduateAsync(reader, round, graduateId);
        return new OwnWishes(
            list is null ? [] : await WishesAsync(reader, round, list),
            await reader.QueryAsync<Absence>(SelectAbsences, scope),
            list is not null,
            null,
            list?.Lottery);
    }

    static async Task<IReadOnlyList<Wish>> WishesAsync(Reader reader, Round round, FrozenList list)
    {
        var titles = (await reader.QueryAsync<Titled>(SelectFrozenTitles, new { round.RoundId, positions = list.Wishes.Select(wish => wish.PositionId) }))
            .ToDictionary(position => position.PositionId);
        return [.. list.Wishes.Select((wish, index) => new Wish
        {
            PlacementId = wish.PlacementId,
            PositionId = wish.PositionId,
            Title = titles[wish.PositionId].Title,
            UnitName = titles[wish.PositionId].UnitName,
            Rank = index + 1,
            FitScore = wish.FitScore,
            Grade = wish.Grade,
            Score = round.ScoreOf(wish.FitScore, wish.Grade),
        })];
    }

    sealed record Titled
    {
        public Guid PositionId { get; init; }
        public string Title { get; init; } = "";
        public string UnitName { get; init; } = "";
    }

    const string SelectTitles = """
        SELECT DISTINCT position.position_id, position.title, COALESCE(unit_status.name, position.unit_name) AS unit_name
        FROM position
        LEFT JOIN unit_status ON unit_status.unit_id = position.unit_id
        JOIN placement ON placement.position_id = position.position_id
        WHERE placement.graduate_id = @graduateId AND placement.programme = @programme
        """;

    const string SelectFrozenTitles = """
        SELECT round_position.position_id, round_position.title, COALESCE(unit_status.name, round_position.unit_name) AS unit_name
        FROM round_position
        LEFT JOIN unit_status ON unit_status.unit_id = round_position.unit_id
        WHERE round_position.round_id = @roundId AND round_position.position_id IN @positions
        """;

    const string SelectAbsences = """
        SELECT round_absence.placement_id, round_absence.position_id, COALESCE(position.title, '') AS title, round_absence.sentence
        FROM round_absence
        LEFT JOIN position ON position.position_id = round_absence.position_id
        WHERE round_absence.round_id = @roundId AND round_absence.graduate_id = @graduateId
        ORDER BY title, round_absence.placement_id
        """;
}
