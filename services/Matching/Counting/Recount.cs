using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>
/// A supervisor has all that counts judged anew under the rules in force, with a reason: what does not hold is taken out, and a report says which and why. Adopting rules does not do that by itself.
/// 404 for an unknown programme, 409 once it is closed or where the rules are others than those that were looked at; 202 where it takes longer than a moment. Parks read their part.
/// </summary>
static class Recount
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/programmes/{code}/recounts", HandleAsync).RequireSupervisor().RequireScope(Scopes.ProgrammesWrite).RequireRight(Right.Manage)
            .WithName("Recount")
            .WithExample(_ => new Request(2, "按新版规则重新认定"));
        api.MapGet("/programmes/{code}/recounts", ListAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.NumbersRead)
            .WithName("ListRecounts");
        api.MapGet("/programmes/{code}/recounts/{recountId:guid}", ShowAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.NumbersRead)
            .WithName("ShowRecount");
        api.MapGet("/programmes/{code}/recounts/{recountId:guid}/hires", ListHiresAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.NumbersRead)
            .WithName("ListRecountedHires");
    }

    /// <summary>What is asked for.</summary>
    /// <param name="RulesVersion">The version that was looked at, and has to be the one in force.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Request(
        long RulesVersion,
        [Required(ErrorMessage = "ramatch:recount.reason-missing"), Characters(500, ErrorMessage = "ramatch:rules.reason-too-long?most={1}")] string Reason);

    /// <summary>A recount as it is stored.</summary>
    public sealed record Row
    {
        public Guid RecountId { get; init; }
        public string Programme { get; init; } = "";
        public long RulesVersion { get; init; }
        public Sentence Reason { get; init; } = Sentence.Said("");
        public Guid ActorId { get; init; }
        public DateTimeOffset AskedAt { get; init; }
        public DateTimeOffset? EndedAt { get; init; }
        public Sentence? BrokenOff { get; init; }
        public long Counted { get; init; }
        public long Uncounted { get; init; }
    }

    /// <summary>A recount, as far as it has come.</summary>
    /// <param name="RecountId">Its id.</param>
    /// <param name="RulesVersion">The rules it judges by.</param>
    /// <param name="Reason">Why it was asked for.</param>
    /// <param name="AskedAt">When.</param>
    /// <param name="EndedAt">When it ended; null while it goes on.</param>
    /// <param name="BrokenOff">Why it ended before all was judged; null otherwise.</param>
    /// <param name="Counted">Hires that counted where it has been: all of them, once it has ended.</param>
    /// <param name="Uncounted">Those of them that count no more.</param>
    public sealed record Line(Guid RecountId, long RulesVersion, Sentence Reason, DateTimeOffset AskedAt, DateTimeOffset? EndedAt, Sentence? BrokenOff, long Counted, long Uncounted);

    /// <summary>Its report.</summary>
    /// <param name="Recount">The recount.</param>
    /// <param name="Work">The work as long as it goes on, or what has failed of it.</param>
    /// <param name="Parks">The parks it has been through, of which a park reads its own.</param>
    public sealed record Response(Line Recount, JobState? Work, IReadOnlyList<ParkPart> Parks);

    /// <summary>A park's part.</summary>
    /// <param name="ParkId">The park.</param>
    /// <param name="Counted">Its hires that counted before.</param>
    /// <param name="Uncounted">Those that count no more.</param>
    /// <param name="Ready">Those that wait for nothing but its verification under these rules.</param>
    public sealed record ParkPart(string ParkId, long Counted, long Uncounted, long Ready);

    /// <summary>A hire that counted before and does no more.</summary>
    /// <param name="PlacementId">The hire.</param>
    /// <param name="ParkId">Its park.</param>
    /// <param name="UnitName">Its unit.</param>
    /// <param name="PositionTitle">Its post.</param>
    /// <param name="CountedUnder">The version of the rules it had been counted under.</param>
    /// <param name="Missing">What stands in its way.</param>
    /// <param name="CountsAgain">Whether it counts again now, after the unit has mended it.</param>
    public sealed record Excluded(Guid PlacementId, string ParkId, string? UnitName, string? PositionTitle, long CountedUnder, IReadOnlyList<Sentence> Missing, bool CountsAgain);

    /// <summary>The recount of an id.</summary>
    public static Task<Row?> FindAsync(Reader reader, Guid recountId) => reader.FindAsync<Row>(SelectOne, new { recountId, park = "" });

    /// <summary>Where its report is read.</summary>
    public static string AddressOf(Row recount) => $"/api/{MatchingService.ServiceName}/programmes/{recount.Programme}/recounts/{recount.RecountId}";

    static async Task<Results<Ok<Response>, Accepted<JobState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(
        string code, Request request, Supervisor supervisor, JobDesk jobs, MatchingDb db, CancellationToken cancellation)
    {
        var recountId = Guid.CreateVersion7();
        var begun = await db.WriteAsync<Results<Accepted<JobState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await Programme.TakeAsync(unit, code) is not { } programme)
            {
                return Problems.NotFound("programme.none");
            }

            if (programme.ClosedAt is not null)
            {
                return Problems.Conflict("programme.closed-before");
            }

            if (request.RulesVersion != programme.RulesVersion)
            {
                return Problems.Conflict("rules.changed-before", ("seen", request.RulesVersion), ("now", programme.RulesVersion));
            }

            // One at a time: whoever asks while it goes on, or after it has failed, gets that one.
            if (await unit.FindAsync<Guid?>(SelectOpen, new { code, request.RulesVersion }) is not { } open)
            {
                await unit.ExecuteAsync(Insert, new { recountId, code, request.RulesVersion, reason = Sentence.Said(request.Reason), actorId = supervisor.Id, askedAt = unit.Now });
                open = recountId;
            }

            return JobDesk.Accepted(MatchingService.ServiceName, await JobDesk.AskAsync(unit, Recounting.Kind, open, supervisor.Id));
        }, cancellation);
        switch (begun.Result)
        {
            case NotFound<ProblemDetails> none:
                return none;
            case Conflict<ProblemDetails> refused:
                return refused;
        }

        var job = await jobs.EndAsync(db, ((Accepted<JobState>)begun.Result).Value!.JobId, cancellation);
        return job.State switch
        {
            JobStage.Done => TypedResults.Ok(await db.ReadAsync(async reader => await TellAsync(reader, (await FindAsync(reader, job.Subject))!, ""), cancellation)),
            JobStage.Failed when JobState.Of(job).Error is { Status: StatusCodes.Status409Conflict } error => TypedResults.Conflict(error.Problem()),
            _ => JobDesk.Accepted(MatchingService.ServiceName, job),
        };
    }

    /// <summary>The recounts of a programme, the newest first.</summary>
    static Task<Results<Ok<IReadOnlyList<Line>>, NotFound<ProblemDetails>>> ListAsync(string code, Caller caller, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<IReadOnlyList<Line>>, NotFound<ProblemDetails>>>(async reader =>
        {
            if (await Programme.FindAsync(reader, code) is null)
            {
                return Problems.NotFound("programme.none");
            }

            var rows = await reader.QueryAsync<Row>(SelectAll, new { code, park = caller.ParkId ?? "" });
            return TypedResults.Ok<IReadOnlyList<Line>>([.. rows.Select(LineOf)]);
        }, cancellation);

    /// <summary>The report of a recount. A park reads its own part of it.</summary>
    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> ShowAsync(string code, Guid recountId, Caller caller, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(async reader =>
            await reader.FindAsync<Row>(SelectOne, new { recountId, park = caller.ParkId ?? "" }) is { } row && row.Programme == code
                ? TypedResults.Ok(await TellAsync(reader, row, caller.ParkId ?? ""))
                : Problems.NotFound("recount.none"),
            cancellation);

    /// <summary>The hires that count no more, in the order of their ids, with what stands in the way of each.</summary>
    static Task<Results<Ok<PageOf<Excluded>>, NotFound<ProblemDetails>>> ListHiresAsync(string code, Guid recountId, string? park, Caller caller, Page page, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<PageOf<Excluded>>, NotFound<ProblemDetails>>>(async reader =>
        {
            if (await FindAsync(reader, recountId) is not { } row || row.Programme != code)
            {
                return Problems.NotFound("recount.none");
            }

            var hires = await reader.PageAsync<Hire>(SelectHires, CountHires, new { recountId, park = caller.ParkId ?? park ?? "" }, page);
            return TypedResults.Ok(hires.Select(hire => new Excluded(
                hire.PlacementId, hire.ParkId, hire.UnitName, hire.PositionTitle, hire.CountedUnder, Json.Read<IReadOnlyList<Sentence>>(hire.Missing), hire.CountsAgain == 1)));
        }, cancellation);

    static async Task<Response> TellAsync(Reader reader, Row row, string park)
    {
        var parks = await reader.QueryAsync<ParkRow>(SelectParks, new { row.RecountId, park });
        var work = await Job.FindCurrentAsync(reader, row.RecountId, [Recounting.Kind]);
        return new Response(LineOf(row), work is { State: not JobStage.Done } ? JobState.Of(work) : null, [.. parks.Select(one => new ParkPart(one.ParkId, one.Counted, one.Uncounted, one.Ready))]);
    }

    static Line LineOf(Row row) => new(row.RecountId, row.RulesVersion, row.Reason, row.AskedAt, row.EndedAt, row.BrokenOff, row.Counted, row.Uncounted);

    sealed record ParkRow
    {
        public string ParkId { get; init; } = "";
        public long Counted { get; init; }
        public long Uncounted { get; init; }
        public long Ready { get; init; }
    }

    sealed record Hire
    {
        public Guid PlacementId { get; init; }
        public string ParkId { get; init; } = "";
        public string? UnitName { get; init; }
        public string? PositionTitle { get; init; }
        public long CountedUnder { get; init; }
        public string Missing { get; init; } = "[]";
        public long CountsAgain { get; init; }
    }

    const string Columns = """
        SELECT recount.recount_id, recount.programme, recount.rules_version, recount.reason, recount.actor_id, recount.asked_at, recount.ended_at, recount.broken_off,
            (SELECT COALESCE(SUM(recount_park.counted), 0) FROM recount_park WHERE recount_park.recount_id = recount.recount_id AND (@park = '' OR recount_park.park_id = @park)) AS counted,
            (SELECT COUNT(*) FROM recount_hire WHERE recount_hire.recount_id = recount.recount_id AND (@park = '' OR recount_hire.park_id = @park)) AS uncounted
        FROM recount
        """;

    const string SelectOne = $"{Columns} WHERE recount.recount_id = @recountId";

    const string SelectAll = $"{Columns} WHERE recount.programme = @code ORDER BY recount.asked_at DESC, recount.recount_id DESC";

    const string SelectOpen = "SELECT recount_id FROM recount WHERE programme = @code AND rules_version = @rulesVersion AND ended_at IS NULL";

    const string Insert = """
        INSERT INTO recount (recount_id, programme, rules_version, reason, actor_id, asked_at)
        VALUES (@recountId, @code, @rulesVersion, @reason, @actorId, @askedAt)
        """;

    const string SelectParks = """
        SELECT recount_park.park_id, recount_park.counted, recount_park.ready,
            (SELECT COUNT(*) FROM recount_hire WHERE recount_hire.recount_id = @recountId AND recount_hire.park_id = recount_park.park_id) AS uncounted
        FROM recount_park
        WHERE recount_park.recount_id = @recountId AND (@park = '' OR recount_park.park_id = @park)
        ORDER BY recount_park.park_id
        """;

    const string CountHires = "SELECT COUNT(*) FROM recount_hire WHERE recount_id = @recountId AND (@park = '' OR park_id = @park)";

    const string SelectHires = """
        SELECT recount_hire.placement_id, recount_hire.park_id, recount_hire.counted_under, recount_hire.missing, COALESCE(unit_status.name, position.unit_name) AS unit_name,
            position.title AS position_title, (SELECT COUNT(*) FROM counted_hire WHERE counted_hire.placement_id = recount_hire.placement_id) AS counts_again
        FROM recount_hire
        JOIN placement ON placement.placement_id = recount_hire.placement_id
        LEFT JOIN position ON position.position_id = placement.position_id
        LEFT JOIN unit_status ON unit_status.unit_id = placement.unit_id
        WHERE recount_hire.recount_id = @recountId AND (@park = '' OR recount_hire.park_id = @park)
        ORDER BY recount_hire.park_id, recount_hire.placement_id
        """;
}
