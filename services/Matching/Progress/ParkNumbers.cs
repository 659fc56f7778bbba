using RaMatch.Matching.Counting;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Scoring;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Reference;

namespace RaMatch.Matching.Progress;

/// <summary>
/// Where a park stands, each number a sum over its units of what is kept with the rows (<see cref="StageSums"/>, <see cref="SupplySums"/>,
/// <see cref="HireSums"/>), so that it costs the same at the end of a season as at its beginning. The stages stand side by side and are never added together: claimed by the unit,
/// evidenced by documents, counted by the park.
/// </summary>
/// <param name="ParkId">The park.</param>
/// <param name="ParkName">Its usual short name.</param>
/// <param name="Target">Its target; 0 where none is set.</param>
/// <param name="PublishedPositions">Positions published in the programme.</param>
/// <param name="PublishedSeats">Their seats (发布).</param>
/// <param name="SeatsOpen">Seats of open positions that nobody holds.</param>
/// <param name="OffersPending">Offers waiting for an answer.</param>
/// <param name="Claimed">Hires whose agreement the unit has reported and that have not ended.</param>
/// <param name="Evidenced">Those of them whose required evidence is on file.</param>
/// <param name="Counted">Hires that count (落实).</param>
/// <param name="OfCohort">Those of them of this year's cohort (应届).</param>
/// <param name="Compared">The number that the rules compare with the target: <see cref="Counted"/> or <see cref="OfCohort"/>.</param>
/// <param name="RateBasisPoints">Compared to target in basis points, rounded half up; null without a target.</param>
/// <param name="PlanToday">What the plan expects by the end of today.</param>
/// <param name="Gap">Compared minus plan: negative means behind.</param>
/// <param name="UnitsPublished">Units with a published position.</param>
/// <param name="UnitsHired">Units with a counted hire.</param>
sealed record ParkNumbers(
    string ParkId,
    string ParkName,
    long Target,
    long PublishedPositions,
    long PublishedSeats,
    long SeatsOpen,
    long OffersPending,
    long Claimed,
    long Evidenced,
    long Counted,
    long OfCohort,
    long Compared,
    long? RateBasisPoints,
    long PlanToday,
    long Gap,
    long UnitsPublished,
    long UnitsHired)
{
    // Ids are lower-case ASCII.
    const string BehindAllParks = "~";

    /// <summary>The parks with a target or any row in the programme, or only one of them, which is there even with nothing in it.</summary>
    public static async Task<IReadOnlyList<ParkNumbers>> ReadAsync(Reader reader, Programme programme, string? parkId = null)
    {
        var rules = programme.RulesInForce;
        var milestones = programme.MilestonesByDay;
        var today = ChinaTime.DayOf(reader.Now);
        var required = Placement.BitsOf(rules.RequiredEvidence);
        // One park or all, by a range: with an OR no index would be used.
        var scope = new { programme = programme.Code, firstPark = parkId ?? "", lastPark = parkId ?? BehindAllParks, today, required };

        var targets = await RowsAsync<TargetRow>(SelectTargets);
        var supply = await RowsAsync<SupplyRow>(SelectSupply);
        var open = await RowsAsync<OpenRow>(SelectOpen);
        var stages = await RowsAsync<StageRow>(SelectStages);
        var counted = await RowsAsync<CountedRow>(SelectCounted);
        var parks = targets.Keys.Concat(supply.Keys).Concat(stages.Keys).Concat(counted.Keys).Concat(parkId is null ? [] : [parkId]);
        return [.. parks.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Of)];

        async Task<Dictionary<string, T>> RowsAsync<T>(string sql)
            where T : Row =>
            (await reader.QueryAsync<T>(sql, scope)).ToDictionary(row => row.ParkId, StringComparer.Ordinal);

        ParkNumbers Of(string park)
        {
            var target = targets.GetValueOrDefault(park)?.Target ?? 0;
            var offered = supply.GetValueOrDefault(park) ?? new SupplyRow();
            var stage = stages.GetValueOrDefault(park) ?? new StageRow();
            var hires = counted.GetValueOrDefault(park) ?? new CountedRow();
            var compared = rules.Counter == Counter.Cohort ? hires.OfCohort : hires.Counted;
            var plan = Plan.On(programme.OpensOn, programme.ClosesOn, milestones, target, today);
            return new ParkNumbers(
                park,
                Parks.ShortNameOf(park),
                target,
                offered.Positions,
                offered.Seats,
                open.GetValueOrDefault(park)?.SeatsOpen ?? 0,
                stage.Offered,
                stage.Claimed,
                stage.Evidenced,
                hires.Counted,
                hires.OfCohort,
                compared,
                target == 0 ? null : (compared * 20_000 + target) / (2 * target),
                plan,
                compared - plan,
                offered.Units,
                hires.Units);
        }
    }

    abstract record Row
    {
        public string ParkId { get; init; } = "";
    }

    sealed record TargetRow : Row
    {
        public long Target { get; init; }
    }

    sealed record SupplyRow : Row
    {
        public long Positions { get; init; }
        public long Seats { get; init; }
        public long Units { get; init; }
    }

    sealed record OpenRow : Row
    {
        public long SeatsOpen { get; init; }
    }

    sealed record StageRow : Row
    {
        public long Offered { get; init; }
        public long Claimed { get; init; }
        public long Evidenced { get; init; }
    }

    sealed record CountedRow : Row
    {
        public long Counted { get; init; }
        public long OfCohort { get; init; }
        public long Units { get; init; }
    }

    const string SelectTargets = """
        SELECT park_id, seats AS target
        FROM target
        WHERE programme = @programme AND park_id BETWEEN @firstPark AND @lastPark
            AND revision = (SELECT MAX(newest.revision) FROM target AS newest WHERE newest.programme = target.programme AND newest.park_id = target.park_id)
        """;

    const string SelectSupply = """
        SELECT park_id, SUM(positions) AS positions, SUM(seats) AS seats, SUM(CASE WHEN positions > 0 THEN 1 ELSE 0 END) AS units
        FROM supply_sum
        WHERE programme = @programme AND park_id BETWEEN @firstPark AND @lastPark
        GROUP BY park_id
        """;

    const string SelectOpen = """
        SELECT park_id, SUM(CASE WHEN seats > seats_held THEN seats - seats_held ELSE 0 END) AS seats_open
        FROM position
        WHERE programme = @programme AND closed_at IS NULL AND park_id BETWEEN @firstPark AND @lastPark AND closes_on >= @today
        GROUP BY park_id
        """;

    const string SelectStages = """
        SELECT park_id,
            SUM(CASE WHEN stage = 'Offered' THEN placements ELSE 0 END) AS offered,
            SUM(CASE WHEN stage = 'Offered' THEN 0 ELSE placements END) AS claimed,
            SUM(CASE WHEN stage <> 'Offered' AND evidence_kinds & @required = @required THEN placements ELSE 0 END) AS evidenced
        FROM stage_sum
        WHERE programme = @programme AND park_id BETWEEN @firstPark AND @lastPark AND stage IN ('Offered', 'Signed', 'OnDuty', 'Counted')
        GROUP BY park_id
        """;

    const string SelectCounted = """
        SELECT park_id, SUM(counted) AS counted, SUM(of_cohort) AS of_cohort, SUM(CASE WHEN counted > 0 THEN 1 ELSE 0 END) AS units
        FROM hire_sum
        WHERE programme = @programme AND park_id BETWEEN @firstPark AND @lastPark
        GROUP BY park_id
        """;
}
