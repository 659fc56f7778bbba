using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Reference;
using RaMatch.Rounds.Format;

namespace RaMatch.Matching.Rounds;

/// <summary>An official opens a round: dates, parks with their caps and floors, readiness, and from the solving on the result. 404 if it does not cover the own park.</summary>
static class ShowRound
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/rounds/{roundId:guid}", HandleAsync).RequireRoles(Roles.Supervisor, Roles.ParkStaff).RequireScope(Scopes.RoundsRead);

    /// <param name="RoundId">The round.</param>
    /// <param name="Programme">The programme's code.</param>
    /// <param name="Title">What it is called.</param>
    /// <param name="Stage">How far it has come.</param>
    /// <param name="Steerable">Whether whoever asks may close, solve, publish and cancel it.</param>
    /// <param name="OpenedAt">When it was opened.</param>
    /// <param name="RankBy">Until when wishes are ranked and candidates graded.</param>
    /// <param name="PublishOn">When the result will be published.</param>
    /// <param name="AnswerBy">Until when the offers can be answered.</param>
    /// <param name="SupplementaryOn">When a supplementary round may open.</param>
    /// <param name="SupplementaryOf">The round it supplements.</param>
    /// <param name="PointsPerGrade">Points a grade point is worth.</param>
    /// <param name="Ungraded">The grade an ungraded candidate counts with.</param>
    /// <param name="FloorPolicy">What is done where a park stays below its floor; null for a round opened before that was announced.</param>
    /// <param name="LotteryCommitment">SHA-256 of the seed, 64 hex digits.</param>
    /// <param name="LotterySeed">The seed, once solved.</param>
    /// <param name="CancelReason">Why it was cancelled.</param>
    /// <param name="Readiness">How far both sides are; from the closing on, how far they were then.</param>
    /// <param name="CountedAt">Of which instant the readiness is; a large round is not counted at every look. Null once the lists are frozen.</param>
    /// <param name="Parks">Covered parks that have seats, a cap or a floor; staff see their own.</param>
    /// <param name="Units">Units with a cap.</param>
    /// <param name="Result">What the solving gave.</param>
    /// <param name="History">Every stage reached, in order.</param>
    /// <param name="Work">What is being done to it, or failed last; null where nothing is.</param>
    public sealed record Response(
        Guid RoundId,
        string Programme,
        string Title,
        RoundStage Stage,
        bool Steerable,
        DateTimeOffset OpenedAt,
        DateTimeOffset RankBy,
        DateTimeOffset PublishOn,
        DateTimeOffset AnswerBy,
        DateTimeOffset? SupplementaryOn,
        Guid? SupplementaryOf,
        long PointsPerGrade,
        long Ungraded,
        FloorPolicy? FloorPolicy,
        string LotteryCommitment,
        string? LotterySeed,
        Sentence? CancelReason,
        Readiness Readiness,
        DateTimeOffset? CountedAt,
        IReadOnlyList<ParkLine> Parks,
        IReadOnlyList<UnitLine> Units,
        ResultPart? Result,
        IReadOnlyList<Step> History,
        JobState? Work);

    /// <param name="ParkId">The park.</param>
    /// <param name="Name">Its short name.</param>
    /// <param name="Cap">The most it takes.</param>
    /// <param name="Floor">The fewest it is to get.</param>
    /// <param name="Positions">Positions with free seats.</param>
    /// <param name="Seats">Their free seats.</param>
    /// <param name="Graduates">Graduates with a wish there.</param>
    /// <param name="Seated">Graduates seated there, once solved.</param>
    /// <param name="Deficit">Seated fewer than the floor by so many, once solved.</param>
    /// <param name="Repairable">Of the deficit, how many could be moved there at the price of justified envy.</param>
    public sealed record ParkLine(string ParkId, string Name, long? Cap, long? Floor, long Positions, long Seats, long Graduates, long? Seated, long? Deficit, long? Repairable);

    /// <summary>A unit with the most it takes over all its positions.</summary>
    public sealed record UnitLine
    {
        public Guid UnitId { get; init; }
        public string Name { get; init; } = "";
        public string ParkId { get; init; } = "";
        public long Cap { get; init; }
    }

    /// <param name="InputHash">Of the folder, by the documented format.</param>
    /// <param name="ResultHash">Of the result, by the documented format.</param>
    /// <param name="Seated">Graduates seated.</param>
    /// <param name="Unseated">Graduates whose every wish is below a cutoff.</param>
    /// <param name="ByRank">How many got their first wish, their second, …</param>
    /// <param name="BlockingPairs">Pairs that would both rather have each other, proved by the verifier: 0, or the price of the repair in force.</param>
    /// <param name="LargestPossible">The most that any assignment could seat, stable or not; null where it was not computed.</param>
    /// <param name="Lapsed">Seats that were given and lapsed before the publication.</param>
    /// <param name="SolvedAt">When.</param>
    /// <param name="Milliseconds">How long the solving took, the verification aside.</param>
    /// <param name="Repair">What the repair of missed floors changed; null if none is in force.</param>
    public sealed record ResultPart(
        string InputHash,
        string ResultHash,
        long Seated,
        long Unseated,
        IReadOnlyList<AtRank> ByRank,
        long BlockingPairs,
        long? LargestPossible,
        long Lapsed,
        DateTimeOffset SolvedAt,
        long Milliseconds,
        RepairPart? Repair);

    /// <param name="StableSeated">Graduates seated before it.</param>
    /// <param name="Moved">Graduates who sit elsewhere by it, or at last.</param>
    /// <param name="RepairHash">Of its files, by the documented format.</param>
    public sealed record RepairPart(long StableSeated, long Moved, string RepairHash);

    /// <summary>How many were granted the wish of a rank.</summary>
    public sealed record AtRank
    {
        public long Rank { get; init; }
        public long Graduates { get; init; }
    }

    /// <summary>A stage reached.</summary>
    public sealed record Step
    {
        public RoundStage Stage { get; init; }
        public DateTimeOffset At { get; init; }
        public Guid? ActorId { get; init; }
        public Sentence? Reason { get; init; }
    }

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> HandleAsync(Guid roundId, Caller caller, Tallies tallies, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(async reader =>
            await Round.FindAsync(reader, roundId, caller) is { } round ? TypedResults.Ok(await TellAsync(reader, round, caller, tallies)) : Round.None(), cancellation);

    /// <summary>The round as <paramref name="caller"/> may see it.</summary>
    public static async Task<Response> TellAsync(Reader reader, Round round, Caller caller, Tallies tallies)
    {
        var history = await reader.QueryAsync<Step>(SelectHistory, new { round.RoundId });
        var tally = round.HasLiveLists ? await tallies.OfAsync(reader, round, caller.ParkId) : null;
        return new Response(
            round.RoundId,
            round.Programme,
            round.Title,
            round.ShownAt(reader.Now),
            round.MayBeSteeredBy(caller),
            round.OpenedAt,
            round.RankBy,
            round.PublishOn,
            round.AnswerBy,
            round.SupplementaryOn,
            round.SupplementaryOf,
            round.PointsPerGrade,
            round.Ungraded,
            round.FloorPolicy,
            round.LotteryCommitment,
            round.LotterySeed,
            history.LastOrDefault(step => step.Stage == RoundStage.Cancelled)?.Reason,
            tally?.Readiness ?? Frozen(round),
            tally?.CountedAt,
            await ParksAsync(reader, round, caller, tally),
            [.. (await reader.QueryAsync<UnitLine>(SelectUnits, new { round.RoundId, park = caller.ParkId ?? "" })).OrderBy(unit => unit.Name, Pinyin.Order).ThenBy(unit => unit.UnitId)],
            await ResultAsync(reader, round),
            history,
            await RoundWork.ShownAsync(reader, round.RoundId));
    }

    /// <summary>How far both sides are, or were when the lists closed; of an open round, park staff are told of the own park.</summary>
    public static async Task<Readiness> ReadinessAsync(Reader reader, Round round, Caller caller, Tallies tallies) =>
        round.HasLiveLists ? (await tallies.OfAsync(reader, round, caller.ParkId)).Readiness : Frozen(round);

    static Readiness Frozen(Round round) => round.Readiness is { } counted ? Json.Read<Readiness>(counted) : Readiness.None;

    static async Task<IReadOnlyList<ParkLine>> ParksAsync(Reader reader, Round round, Caller caller, Tally? tally)
    {
        var scope = new { round.RoundId, park = caller.ParkId ?? "" };
        var parks = await reader.QueryAsync<ParkRow>(SelectParks, scope);
        var counts = tally?.Parks ?? await FrozenAsync(reader, parks, scope);
        var seated = round.HasResult
            ? (await reader.QueryAsync<Counted>(SelectSeated, scope)).ToDictionary(park => park.ParkId, park => park.Graduates, StringComparer.Ordinal)
            : null;
        return [.. parks.Select(Tell).Where(park => park.Positions > 0 || park.Cap is not null || park.Floor is not null)];

        ParkLine Tell(ParkRow park) => new(
            park.ParkId,
            Parks.ShortNameOf(park.ParkId),
            park.Cap,
            park.Floor,
            counts.GetValueOrDefault(park.ParkId)?.Positions ?? 0,
            counts.GetValueOrDefault(park.ParkId)?.Seats ?? 0,
            counts.GetValueOrDefault(park.ParkId)?.Graduates ?? 0,
            seated?.GetValueOrDefault(park.ParkId),
            park.Deficit,
            park.Repairable);
    }

    static async Task<IReadOnlyDictionary<string, Tally.OfPark>> FrozenAsync(Reader reader, IReadOnlyList<ParkRow> parks, object scope)
    {
        var supply = (await reader.QueryAsync<Supplied>(SelectFrozenSupply, scope)).ToDictionary(park => park.ParkId, StringComparer.Ordinal);
        return parks.ToDictionary(
            park => park.ParkId,
            park => new Tally.OfPark(supply.GetValueOrDefault(park.ParkId)?.Positions ?? 0, supply.GetValueOrDefault(park.ParkId)?.Seats ?? 0, park.Graduates ?? 0),
            StringComparer.Ordinal);
    }

    static async Task<ResultPart?> ResultAsync(Reader reader, Round round) =>
        await reader.FindAsync<ResultRow>(SelectResult, new { round.RoundId }) is not { } row
            ? null
            : new ResultPart(
                row.InputHash,
                row.ResultHash,
                row.Seated,
                row.Unseated,
                await reader.QueryAsync<AtRank>(SelectByRank, new { round.RoundId }),
                row.BlockingPairs ?? 0,
                row.LargestPossible,
                await reader.GetAsync<long>(CountLapsed, new { round.RoundId }),
                row.SolvedAt,
                row.Milliseconds,
                row is { StableSeated: { } stable, Moved: { } moved, RepairHash: { } hash } ? new RepairPart(stable, moved, hash) : null);

    sealed record ParkRow
    {
        public string ParkId { get; init; } = "";
        public long? Cap { get; init; }
        public long? Floor { get; init; }
        public long? Deficit { get; init; }
        public long? Repairable { get; init; }
        public long? Graduates { get; init; }
    }

    sealed record Supplied
    {
        public string ParkId { get; init; } = "";
        public long Positions { get; init; }
        public long Seats { get; init; }
    }

    sealed record Counted
    {
        public string ParkId { get; init; } = "";
        public long Graduates { get; init; }
    }

    sealed record ResultRow
    {
        public string InputHash { get; init; } = "";
        public string ResultHash { get; init; } = "";
        public long Seated { get; init; }
        public long Unseated { get; init; }
        public long? LargestPossible { get; init; }
        public long Milliseconds { get; init; }
        public DateTimeOffset SolvedAt { get; init; }
        public long? StableSeated { get; init; }
        public long? Moved { get; init; }
        public long? BlockingPairs { get; init; }
        public string? RepairHash { get; init; }
    }

    const string SelectHistory = """
        SELECT stage, occurred_at AS at, actor_id, reason
        FROM round_stage
        WHERE round_id = @roundId AND stage <> 'Publishing'
        ORDER BY number
        """;

    const string SelectParks = """
        SELECT park_id, cap, floor, deficit, repairable, graduates
        FROM round_park
        WHERE round_id = @roundId AND (@park = '' OR park_id = @park)
        ORDER BY park_id
        """;

    const string SelectFrozenSupply = """
        SELECT park_id, COUNT(*) AS positions, SUM(seats) AS seats
        FROM round_position
        WHERE round_id = @roundId AND (@park = '' OR park_id = @park)
        GROUP BY park_id
        """;

    const string SelectSeated = """
        SELECT park_id, COUNT(*) AS graduates
        FROM round_seat
        WHERE round_id = @roundId AND (@park = '' OR park_id = @park)
        GROUP BY park_id
        """;

    const string SelectUnits = """
        SELECT round_unit.unit_id, COALESCE(MAX(unit_status.name), MAX(position.unit_name)) AS name, round_unit.park_id, round_unit.cap
        FROM round_unit
        JOIN position ON position.unit_id = round_unit.unit_id
        LEFT JOIN unit_status ON unit_status.unit_id = round_unit.unit_id
        WHERE round_unit.round_id = @roundId AND (@park = '' OR round_unit.park_id = @park)
        GROUP BY round_unit.unit_id, round_unit.park_id, round_unit.cap
        """;

    const string SelectResult = """
        SELECT input_hash, result_hash, seated, unseated, largest_possible, milliseconds, solved_at, stable_seated, moved, blocking_pairs, repair_hash
        FROM round_result
        WHERE round_id = @roundId
        """;

    const string SelectByRank = """
        SELECT rank, COUNT(*) AS graduates
        FROM round_seat
        WHERE round_id = @roundId
        GROUP BY rank
        ORDER BY rank
        """;

    const string CountLapsed = "SELECT COUNT(*) FROM round_seat WHERE round_id = @roundId AND lapsed IS NOT NULL";
}
