using RaMatch.Matching.Scoring;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Rounds.Lists;

/// <summary>
/// The lists of an open round as they stand: what its closing would freeze now. Applications and rankings are those made before the lists close, by the clock of
/// the service where they were made, however late it is told; what takes a wish away holds whenever it comes.
/// </summary>
/// <param name="Positions">Positions that are open, with their free seats.</param>
/// <param name="Entries">Every placement at a position of the covered parks that no offer, rejection or withdrawal has ended.</param>
/// <param name="Rankings">The rankings of the graduates who sent one.</param>
sealed record WishLists(IReadOnlyList<WishLists.Position> Positions, IReadOnlyList<WishLists.Entry> Entries, IReadOnlyDictionary<Guid, WishLists.Ranking> Rankings)
{
    // A round asks whether graduate and position suit each other; whether applications are still taken is another question. Who has applied has said yes to
    // city and pay, whatever the profile wishes for; and a unit's list must not tell by whom it leaves out.
    const Requirements OfPair = UnitView.Told;

    /// <summary>A position with the seats no offer or hire holds.</summary>
    public sealed record Position(Guid PositionId, Guid UnitId, string ParkId, string Title, string UnitName, long Seats, long PayMinimumFen);

    /// <summary>A placement in or out of the lists.</summary>
    /// <param name="PlacementId">The placement.</param>
    /// <param name="GraduateId">Whose it is.</param>
    /// <param name="PositionId">Where.</param>
    /// <param name="UnitId">Whose position.</param>
    /// <param name="ParkId">The unit's park.</param>
    /// <param name="Rank">Among the graduate's wishes that take part, from 1 without gaps; 0 if it does not.</param>
    /// <param name="FitScore">0 to 1000.</param>
    /// <param name="Grade">The unit's grade; null if it has given none.</param>
    /// <param name="RefusedReason">Why the unit refuses the candidate, if it does.</param>
    /// <param name="Absence">Why it takes no part, said to the graduate; null if it does.</param>
    public sealed record Entry(
        Guid PlacementId,
        Guid GraduateId,
        Guid PositionId,
        Guid UnitId,
        string ParkId,
        int Rank,
        int FitScore,
        long? Grade,
        string? RefusedReason,
        Sentence? Absence)
    {
        /// <summary>A wish that takes part.</summary>
        public bool IsWish => Absence is null;

        /// <summary>A unit decides on it, or has refused it.</summary>
        public bool IsCandidate => IsWish || RefusedReason is not null;
    }

    /// <summary>What a graduate has ranked, each application with its place from 0, and when.</summary>
    public sealed record Ranking(IReadOnlyDictionary<Guid, int> Places, DateTimeOffset? RankedAt);

    /// <summary>The wishes that take part, each graduate's together, dearest first.</summary>
    public IEnumerable<Entry> Wishes => Entries.Where(entry => entry.IsWish);

    /// <summary>Whether a graduate with these wishes has said which is dearest: by a ranking of them all, or by having but one.</summary>
    public bool IsRanked(Guid graduateId, IReadOnlyCollection<Entry> wishes) =>
        wishes.Count == 1 || (Rankings.TryGetValue(graduateId, out var ranking) && wishes.All(wish => ranking.Places.ContainsKey(wish.PlacementId)));

    /// <summary>Reads the lists, or the part of them of one park, unit or graduate.</summary>
    public static async Task<WishLists> ReadAsync(Reader reader, Market market, Round round, string? park = null, Guid? unitId = null, Guid? graduateId = null)
    {
        var today = ChinaTime.DayOf(reader.Now).DayNumber;
        var covered = (await reader.QueryAsync<string>(SelectParks, new { round.RoundId })).Where(id => park is null || id == park).ToHashSet(StringComparer.Ordinal);
        var scope = new { round.RoundId, round.Programme, park = park ?? "", unitId, graduateId, round.ListsCloseAt };
        // A statement each, so that each finds its rows by its own index, whoever asks in a round of the whole country.
        var (placements, rankings) = (unitId, graduateId) switch
        {
            (_, not null) => (SelectOfGraduate, SelectRankingOfGraduate),
            (not null, null) => (SelectOfUnit, null),
            _ => (SelectOfParks, SelectRankings),
        };
        var rows = await reader.QueryAsync<Row>(placements, scope);
        // Whether a graduate has ranked is none of a unit's business.
        var ranked = rankings is null ? [] : (await reader.QueryAsync<RankingRow>(rankings, scope)).ToDictionary(row => row.GraduateId, row => row.Ranking());
        var (rules, supplyOf, demandOf) = await market.AskAsync(reader, now => (
            now.RulesOf(round.Programme)!,
            now.Positions.Where(supply => supply.Vacancy.Programme == round.Programme).ToDictionary(supply => supply.Vacancy.PositionId),
            rows.Select(row => row.GraduateId).Distinct().Select(now.FindGraduate).OfType<Demand>().ToDictionary(demand => demand.Candidate.GraduateId)));
        var positions = supplyOf.Values
            .Select(supply => supply.Vacancy)
            .Where(vacancy => covered.Contains(vacancy.ParkId) && (unitId is null || vacancy.UnitId == unitId))
            .Where(vacancy => !vacancy.Closed && vacancy.Seats > vacancy.SeatsHeld)
            .Select(vacancy => new Position(vacancy.PositionId, vacancy.UnitId, vacancy.ParkId, vacancy.Title, vacancy.UnitName, vacancy.Seats - vacancy.SeatsHeld, vacancy.PayMinimumFen))
            .ToList();

        var entries = new List<Entry>();
        foreach (var graduate in rows.GroupBy(row => row.GraduateId))
        {
            var demand = demandOf.GetValueOrDefault(graduate.Key);
            var rank = 0;
            var taken = new HashSet<Guid>();
            // What was applied for after the ranking in force comes behind it.
            var places = ranked.GetValueOrDefault(graduate.Key)?.Places;
            foreach (var row in graduate
                .OrderBy(row => places is not null && places.TryGetValue(row.PlacementId, out var place) ? place : int.MaxValue)
                .ThenBy(row => row.AppliedAt)
                .ThenBy(row => row.Rank)
                .ThenBy(row => row.PlacementId))
            {
                var supply = supplyOf.GetValueOrDefault(row.PositionId);
                var absence = row.AppliedAt >= round.ListsCloseAt ? Sentence.Of("absence.applied-late", ("on", round.ListsCloseAt)) : AbsenceOf(supply, demand, rules, today) ?? (taken.Add(row.PositionId) ? null : Sentence.Of("absence.same-position"));
                var refused = absence is null ? row.RefusedReason : null;
                var fit = supply is null || demand is null ? 0 : UnitView.Score(supply.Features, demand.Features, rules, today);
                absence ??= refused is null ? null : Sentence.Of("absence.refused", ("reason", refused));
                entries.Add(new Entry(row.PlacementId, row.GraduateId, row.PositionId, row.UnitId, row.ParkId, absence is null ? ++rank : 0, fit, row.Grade, refused, absence));
            }
        }

        return new WishLists(positions, entries, ranked);
    }

    static Sentence? AbsenceOf(Supply? supply, Demand? demand, FitRules rules, int today)
    {
        if (demand is null)
        {
            return Sentence.Of("absence.no-profile");
        }

        if (supply is null || supply.Vacancy.Closed)
        {
            return Sentence.Of("absence.position-closed");
        }

        if (supply.Vacancy.Seats <= supply.Vacancy.SeatsHeld)
        {
            return Sentence.Of("absence.no-free-seat");
        }

        var failed = Fit.Failed(supply.Features, demand.Features, rules, today) & OfPair;
        return failed == Requirements.None ? null : Sentence.Of("absence.requirements", ("refusals", Argument.List(Wording.ForGraduate.Refusals(failed, supply.Vacancy, demand.Candidate, rules))));
    }

    sealed record Row
    {
        public Guid PlacementId { get; init; }
        public Guid GraduateId { get; init; }
        public Guid PositionId { get; init; }
        public Guid UnitId { get; init; }
        public string ParkId { get; init; } = "";
        public long Rank { get; init; }
        public DateTimeOffset AppliedAt { get; init; }
        public long? Grade { get; init; }
        public string? RefusedReason { get; init; }
    }

    sealed record RankingRow
    {
        public Guid GraduateId { get; init; }
        public string Applications { get; init; } = "[]";
        public DateTimeOffset? RankedAt { get; init; }

        public Ranking Ranking() => new(Json.Read<List<Guid>>(Applications).Index().ToDictionary(one => one.Item, one => one.Index), RankedAt);
    }

    const string SelectParks = "SELECT park_id FROM round_park WHERE round_id = @roundId";

    const string SelectPlacements = """
        SELECT placement.placement_id, placement.graduate_id, placement.position_id, placement.unit_id, placement.park_id, placement.rank, placement.applied_at,
            round_grade.grade, round_grade.refused_reason
        FROM placement
        JOIN round_park ON round_park.round_id = @roundId AND round_park.park_id = placement.park_id
        LEFT JOIN round_grade ON round_grade.round_id = @roundId AND round_grade.placement_id = placement.placement_id
        WHERE placement.programme = @programme AND placement.stage IN ('Applied', 'Shortlisted', 'Interviewing')
        """;

    const string SelectOfParks = SelectPlacements + " AND (@park = '' OR placement.park_id = @park)";

    const string SelectOfUnit = SelectPlacements + " AND placement.unit_id = @unitId";

    const string SelectOfGraduate = SelectPlacements + " AND placement.graduate_id = @graduateId";

    // The newest of those made in time; a ranking taken in before its instant was kept is older than any round that asks.
    const string InForce = """
        SELECT graduate_id, applications, ranked_at
        FROM ranking
        WHERE programme = @programme
            AND version = (
                SELECT MAX(made.version)
                FROM ranking AS made
                WHERE made.graduate_id = ranking.graduate_id AND made.programme = ranking.programme AND (made.ranked_at IS NULL OR made.ranked_at < @listsCloseAt))

        """;

    const string SelectRankings = InForce + """
            AND EXISTS (
                SELECT 1
                FROM placement
                JOIN round_park ON round_park.round_id = @roundId AND round_park.park_id = placement.park_id
                WHERE placement.graduate_id = ranking.graduate_id AND placement.programme = ranking.programme)
        """;

    const string SelectRankingOfGraduate = InForce + " AND graduate_id = @graduateId";
}
