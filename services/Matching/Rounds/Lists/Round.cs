using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts.Matching;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Rounds.Format;

namespace RaMatch.Matching.Rounds.Lists;

/// <summary>A matching round (撮合轮次) of a programme: what it was announced with and how far it has come.</summary>
sealed record Round
{
    public Guid RoundId { get; init; }
    public string Programme { get; init; } = "";
    public string Title { get; init; } = "";
    public RoundStage Stage { get; init; }

    /// <summary>The park whose staff opened it; null for a supervisor's.</summary>
    public string? OwnerParkId { get; init; }

    public DateTimeOffset RankBy { get; init; }

    /// <summary>When an official closed the lists before <see cref="RankBy"/>; null if nobody did.</summary>
    public DateTimeOffset? ClosedEarlyAt { get; init; }

    public DateTimeOffset PublishOn { get; init; }
    public DateTimeOffset AnswerBy { get; init; }
    public DateTimeOffset? SupplementaryOn { get; init; }
    public Guid? SupplementaryOf { get; init; }
    public long PointsPerGrade { get; init; }
    public long Ungraded { get; init; }

    /// <summary>What is done where a park stays below its floor; null for a round opened before that was announced, which reports.</summary>
    public FloorPolicy? FloorPolicy { get; init; }

    public string LotteryCommitment { get; init; } = "";
    public string SealedSeed { get; init; } = "";
    public string SealedKey { get; init; } = "";

    /// <summary>The seed, 64 hex digits; null before the round is solved.</summary>
    public string? LotterySeed { get; init; }

    /// <summary>The version of the programme's rules by which the lists were closed; null before.</summary>
    public long? RulesVersion { get; init; }

    /// <summary>How many wishes a list may hold; null before the lists were closed.</summary>
    public long? ListLimit { get; init; }

    /// <summary>The <see cref="Readiness"/> at closing, as JSON; null before.</summary>
    public string? Readiness { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>How often it was told when the lists close.</summary>
    public long Announced { get; init; }

    /// <summary>
    /// The instant the lists close: what is ranked, applied for or graded from then on is not in them, whenever they are written down. What was done in the
    /// millisecond in which an official closes them is.
    /// </summary>
    public DateTimeOffset ListsCloseAt => ClosedEarlyAt?.AddMilliseconds(1) ?? RankBy;

    /// <summary>The lists are as they stand, not as they were frozen.</summary>
    public bool HasLiveLists => Stage is RoundStage.Open or RoundStage.Closing;

    /// <summary>The lists are frozen and the offers are not all out: the round's positions take no other offers.</summary>
    public bool IsDeciding => Stage is RoundStage.Closing or RoundStage.Closed or RoundStage.Solved or RoundStage.Publishing;

    /// <summary>The result may be seen by officials.</summary>
    public bool HasResult => Stage is RoundStage.Solved or RoundStage.Publishing or RoundStage.Published;

    /// <summary>The points a wish has in this round: the published formula.</summary>
    public int ScoreOf(int fitScore, long? grade) => (int)(fitScore + PointsPerGrade * (grade ?? Ungraded));

    /// <summary>A supervisor steers every round, park staff those their park opened.</summary>
    public bool MayBeSteeredBy(Caller caller) => caller.Role == Roles.Supervisor || (caller.ParkId is { } park && park == OwnerParkId);

    /// <summary>The round of an id, whoever asks, or null.</summary>
    public static Task<Round?> FindAsync(Reader reader, Guid roundId) => reader.FindAsync<Round>(SelectRound, new { roundId });

    /// <summary>The round if it covers the official's park (a supervisor's is every park), or null.</summary>
    public static Task<Round?> FindAsync(Reader reader, Guid roundId, Caller official) =>
        reader.FindAsync<Round>(SelectCovering, new { roundId, park = official.ParkId ?? "", anyPark = official.Role == Roles.Supervisor ? 1 : 0 });

    /// <summary>Whether whoever asks is an official whom the round concerns: who may read it may read how far work on it is.</summary>
    public static async Task<bool> MayReadAsync(Reader reader, Guid roundId, HttpContext http) =>
        http.User.Identity is { IsAuthenticated: true } && Caller.Of(http.User) is { Role: Roles.Supervisor or Roles.ParkStaff } caller && await FindAsync(reader, roundId, caller) is not null;

    /// <summary>Where the round is read.</summary>
    public static string AddressOf(Guid roundId) => $"/api/{MatchingService.ServiceName}/rounds/{roundId}";

    /// <summary>The stage anybody is shown: the clock closes the lists, whether or not they are written down.</summary>
    public RoundStage ShownAt(DateTimeOffset now) => Shown(Stage, RankBy, now);

    /// <summary>Lists are taken: the round is open and its announced end is not reached.</summary>
    public bool IsOpenAt(DateTimeOffset now) => ShownAt(now) == RoundStage.Open;

    /// <summary>What anybody is shown of a stage.</summary>
    public static RoundStage Shown(RoundStage stage, DateTimeOffset rankBy, DateTimeOffset now) => stage switch
    {
        RoundStage.Open when now >= rankBy => RoundStage.Closed,
        RoundStage.Closing => RoundStage.Closed,
        RoundStage.Publishing => RoundStage.Solved,
        _ => stage,
    };

    /// <summary>Moves on from the stage this round was read in. False: somebody else has moved it meanwhile.</summary>
    public async Task<bool> MoveAsync(UnitOfWork unit, RoundStage to, Guid? actorId, Sentence? reason = null)
    {
        if (!await PassAsync(unit, to))
        {
            return false;
        }

        await RecordStageAsync(unit, RoundId, to, actorId, reason);
        return true;
    }

    /// <summary>The same for a stage that is no step of the round's history.</summary>
    public async Task<bool> PassAsync(UnitOfWork unit, RoundStage to) => await unit.ExecuteAsync(UpdateStage, new { RoundId, from = Stage, to }) > 0;

    /// <summary>Writes down that a stage was reached.</summary>
    public static async Task RecordStageAsync(UnitOfWork unit, Guid roundId, RoundStage stage, Guid? actorId, Sentence? reason) =>
        await unit.ExecuteAsync(InsertStage, new
        {
            roundId,
            number = await unit.GetAsync<long>(SelectNextStage, new { roundId }),
            stage,
            reason,
            actorId,
            occurredAt = unit.Now,
        });

    /// <summary>It is over: its parks are free for another round of the programme, and its wishes may be ordered anew.</summary>
    public async Task EndAsync(UnitOfWork unit)
    {
        await unit.ExecuteAsync(DeleteUnfinished, new { RoundId });
        await AnnounceAsync(unit, RoundId, isOver: true);
    }

    /// <summary>Calls it off. False: somebody else has moved it meanwhile.</summary>
    public async Task<bool> CancelAsync(UnitOfWork unit, Guid? actorId, Sentence reason)
    {
        if (!await MoveAsync(unit, RoundStage.Cancelled, actorId, reason))
        {
            return false;
        }

        await unit.ExecuteAsync(DeleteSupplement, new { RoundId });
        await EndAsync(unit);
        return true;
    }

    /// <summary>Tells when the lists of a round close, as it now stands, to whoever lets wishes be ordered.</summary>
    public static async Task AnnounceAsync(UnitOfWork unit, Guid roundId, bool isOver = false)
    {
        await unit.ExecuteAsync(UpdateAnnounced, new { roundId });
        var round = (await FindAsync(unit, roundId))!;
        await unit.PublishAsync(new RoundAnnounced(
            roundId,
            round.Announced,
            round.Programme,
            round.Title,
            await unit.QueryAsync<string>(SelectParks, new { roundId }),
            round.ListsCloseAt,
            isOver,
            unit.Now,
            isOver ? round.Stage == RoundStage.Cancelled : null));
    }

    /// <summary>404: no such round, or none that concerns whoever asks.</summary>
    public static NotFound<ProblemDetails> None() => Problems.NotFound("round.none");

    /// <summary>409: the stage does not allow the act, of which the code is given.</summary>
    public Conflict<ProblemDetails> WrongStage(string act, DateTimeOffset now) => Problems.Conflict("round.wrong-stage", ("state", StateAt(now)), ("act", Sentence.Of(act)));

    /// <summary>409: only who opened the round steers it.</summary>
    public static Conflict<ProblemDetails> NotOwn() => Problems.Conflict("round.not-own");

    /// <summary>The stage as in "本轮已公布".</summary>
    public Sentence StateAt(DateTimeOffset now) => ShownAt(now) switch
    {
        RoundStage.Open => Sentence.Of("round-state.open"),
        RoundStage.Closed => Sentence.Of("round-state.closed", ("at", ListsCloseAt)),
        RoundStage.Solved => Sentence.Of("round-state.solved"),
        RoundStage.Published => Sentence.Of("round-state.published"),
        _ => Sentence.Of("round-state.cancelled"),
    };

    const string Columns = """
        SELECT round.round_id, round.programme, round.title, round.stage, round.owner_park_id, round.rank_by, round.closed_early_at, round.publish_on, round.answer_by,
            round.supplementary_on, round.supplementary_of, round.points_per_grade, round.ungraded, round.floor_policy, round.lottery_commitment,
            round.sealed_seed, round.sealed_key, round.lottery_seed, round.rules_version, round.list_limit, round.readiness, round.opened_at,
            round.announced
        FROM round
        """;

    /// <summary>Rounds that cover <c>@park</c> or, with <c>@anyPark</c>, all; of <c>@programme</c> unless it is empty. Newest first.</summary>
    public const string SelectOfPark = Columns + """

        WHERE (@programme = '' OR round.programme = @programme)
            AND (@anyPark = 1 OR EXISTS (SELECT 1 FROM round_park WHERE round_park.round_id = round.round_id AND round_park.park_id = @park))
        ORDER BY round.opened_at DESC, round.round_id DESC
        """;

    /// <summary>Counts the rows of <see cref="SelectOfPark"/>.</summary>
    public const string CountOfPark = """
        SELECT COUNT(*)
        FROM round
        WHERE (@programme = '' OR round.programme = @programme)
            AND (@anyPark = 1 OR EXISTS (SELECT 1 FROM round_park WHERE round_park.round_id = round.round_id AND round_park.park_id = @park))
        """;

    /// <summary>Rounds that cover a park in which <c>@unitId</c> has positions. Newest first.</summary>
    public const string SelectOfUnit = Columns + """

        WHERE EXISTS (
            SELECT 1
            FROM round_park
            JOIN position ON position.park_id = round_park.park_id AND position.programme = round.programme
            WHERE round_park.round_id = round.round_id AND position.unit_id = @unitId)
        ORDER BY round.opened_at DESC, round.round_id DESC
        """;

    /// <summary>Rounds that cover a park in which <c>@graduateId</c> has applied for a position. Newest first.</summary>
    public const string SelectOfGraduate = Columns + """

        WHERE EXISTS (
            SELECT 1
            FROM round_park
            JOIN placement ON placement.park_id = round_park.park_id AND placement.programme = round.programme
            WHERE round_park.round_id = round.round_id AND placement.graduate_id = @graduateId)
        ORDER BY round.opened_at DESC, round.round_id DESC
        """;

    const string SelectRound = Columns + """

        WHERE round.round_id = @roundId
        """;

    const string SelectCovering = Columns + """

        WHERE round.round_id = @roundId
            AND (@anyPark = 1 OR EXISTS (SELECT 1 FROM round_park WHERE round_park.round_id = round.round_id AND round_park.park_id = @park))
        """;

    const string UpdateAnnounced = "UPDATE round SET announced = announced + 1 WHERE round_id = @roundId";

    const string SelectParks = "SELECT park_id FROM round_park WHERE round_id = @roundId ORDER BY park_id";

    const string UpdateStage = "UPDATE round SET stage = @to WHERE round_id = @roundId AND stage = @from";

    const string SelectNextStage = "SELECT COALESCE(MAX(number), 0) + 1 FROM round_stage WHERE round_id = @roundId";

    const string InsertStage = """
        INSERT INTO round_stage (round_id, number, stage, reason, actor_id, occurred_at)
        VALUES (@roundId, @number, @stage, @reason, @actorId, @occurredAt)
        """;

    const string DeleteSupplement = "DELETE FROM supplementary_round WHERE round_id = @roundId";

    const string DeleteUnfinished = "DELETE FROM unfinished_round WHERE round_id = @roundId";
}
