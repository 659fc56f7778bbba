using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts.Posting;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Positions;

/// <summary>
/// The unit closes a position for good, or its park takes it down, saying why; placements under way go on. 404 for another unit's or
/// park's position; 409 if it is closed already or has changed since it was looked at.
/// </summary>
static class ClosePosition
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/positions/{positionId:guid}/close", HandleAsync).RequireRoles(Roles.UnitMember, Roles.ParkStaff).RequireScope(Scopes.PositionsWrite)
            .WithExample(_ => new Request("已招满", Version: null));

    /// <summary>The decision.</summary>
    /// <param name="Reason">Shown to whoever has applied.</param>
    /// <param name="Version">The version that was looked at; null takes the present one.</param>
    public sealed record Request(
        [Required(ErrorMessage = "ramatch:position.closing-reason-missing"), Characters(500, ErrorMessage = "ramatch:review.reason-too-long?most={1}")] string Reason,
        long? Version);

    /// <summary>The position after the decision.</summary>
    public sealed record Response(Guid PositionId, long Version, PositionStatus Status);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(Guid positionId, Request request, Caller caller, PostingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await PositionRecord.TakeAsync(unit, positionId) is not { } before || !before.MayManage(caller))
            {
                return Problems.NotFound("position.none");
            }

            if (request.Version is { } seen && seen != before.Version)
            {
                return Problems.Conflict("position.changed-meanwhile");
            }

            if (before.Status == PositionStatus.Closed)
            {
                return Problems.Conflict("position.closed-before");
            }

            var version = before.Version + 1;
            await unit.ExecuteAsync(UpdatePosition, new { positionId, status = PositionStatus.Closed, version });
            await PositionRecord.LogAsync(unit, positionId, version, PositionEventKind.Closed, before.Revision, (caller.Id, caller.Name), request.Reason);
            if (before.LiveRevision is not null)
            {
                await LivePosition.RemoveAsync(unit, positionId);
            }

            // One that was never published waits for somebody too: its review, or its mending.
            await unit.PublishAsync(new PositionClosed(positionId, version, request.Reason, unit.Now));

            return TypedResults.Ok(new Response(positionId, version, PositionStatus.Closed));
        }, cancellation);

    const string UpdatePosition = "UPDATE position SET status = @status, version = @version WHERE position_id = @positionId";
}
