using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Matching.Programmes;

/// <summary>A supervisor sets or changes a park's target, always with a reason; earlier targets stay on record. 404 for an unknown programme or park, 409 once the programme is closed.</summary>
static class SetTarget
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPut("/programmes/{code}/targets/{parkId}", HandleAsync).RequireSupervisor().RequireScope(Scopes.ProgrammesWrite).RequireRight(Right.Manage)
            .WithExample(_ => new Request(120, "年度任务"));
        api.MapGet("/programmes/{code}/targets", ListAsync).RequireRoles(Roles.Supervisor, Roles.ParkStaff, Roles.Service).RequireScope(Scopes.NumbersRead)
            .WithName("ListTargets");
    }

    public sealed record Request(
        [Range(0, 1_000_000, ErrorMessage = "ramatch:target.range?least={1}&most={2}")] int Target,
        [Required(ErrorMessage = "ramatch:target.reason-missing"), Characters(500, ErrorMessage = "ramatch:target.reason-too-long?most={1}")] string Reason);

    public sealed record Response(string ParkId, long Target, long Revision);

    /// <summary>One target ever set; the highest revision of a park holds.</summary>
    public sealed record Line
    {
        public string ParkId { get; init; } = "";
        public long Revision { get; init; }
        public long Target { get; init; }
        public string Reason { get; init; } = "";
        public Guid ActorId { get; init; }
        public DateTimeOffset SetAt { get; init; }
    }

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(string code, string parkId, Request request, Supervisor supervisor, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (!Parks.TryFind(parkId, out _) || await Programme.TakeAsync(unit, code) is not { } programme)
            {
                return Problems.NotFound("programme.none-or-park");
            }

            if (programme.ClosedAt is not null)
            {
                return Problems.Conflict("programme.closed-before");
            }

            // Two at once take the same revision: the key refuses one, which runs again.
            var revision = await unit.GetAsync<long>(SelectNextRevision, new { code, parkId });
            await unit.ExecuteAsync(InsertTarget, new { code, parkId, revision, request.Target, request.Reason, actorId = supervisor.Id, setAt = unit.Now });
            return TypedResults.Ok(new Response(parkId, request.Target, revision));
        }, cancellation);

    /// <summary>Officials list the targets ever set in a programme; a park sees its own.</summary>
    static Task<Results<Ok<IReadOnlyList<Line>>, NotFound<ProblemDetails>>> ListAsync(string code, Caller caller, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<IReadOnlyList<Line>>, NotFound<ProblemDetails>>>(
            async reader => await Programme.FindAsync(reader, code) is null
                ? Problems.NotFound("programme.none")
                : TypedResults.Ok(await reader.QueryAsync<Line>(SelectTargets, new { code, park = caller.ParkId ?? "" })),
            cancellation);

    const string SelectNextRevision = "SELECT COALESCE(MAX(revision), 0) + 1 FROM target WHERE programme = @code AND park_id = @parkId";

    const string InsertTarget = """
        INSERT INTO target (programme, park_id, revision, seats, reason, actor_id, set_at)
        VALUES (@code, @parkId, @revision, @target, @reason, @actorId, @setAt)
        """;

    const string SelectTargets = """
        SELECT park_id, revision, seats AS target, reason, actor_id, set_at
        FROM target
        WHERE programme = @code AND (@park = '' OR park_id = @park)
        ORDER BY park_id, revision DESC
        """;
}
