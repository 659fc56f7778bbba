using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Posting.Positions;

namespace RaMatch.Posting.Review;

/// <summary>
/// Park staff publish a submitted position: from now on graduates see this text. 404 for another park's position; 409 if it is not
/// waiting, has changed since it was looked at, has passed its closing date, or its unit is not in good standing.
/// </summary>
static class PublishPosition
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/positions/{positionId:guid}/publish", HandleAsync).RequireParkStaff();

    /// <summary>What was looked at.</summary>
    /// <param name="Version">The version that was reviewed; null takes the present one.</param>
    public sealed record Request(long? Version);

    /// <summary>The position after the decision.</summary>
    public sealed record Response(Guid PositionId, long Version, PositionStatus Status);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(Guid positionId, Request? request, ParkStaff staff, PostingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await PositionRecord.TakeAsync(unit, positionId) is not { Status: not PositionStatus.Draft } reviewed || reviewed.ParkId != staff.ParkId)
            {
                return Problems.NotFound("position.none");
            }

            if (request?.Version is { } seen && seen != reviewed.Version)
            {
                return Problems.Conflict("position.reviewed-meanwhile");
            }

            if (reviewed.Status != PositionStatus.Submitted)
            {
                return Problems.Conflict("position.not-submitted");
            }

            if (reviewed.TrustedSince is null)
            {
                return Problems.Conflict("position.unit-not-trusted");
            }

            var content = await PositionContent.ReadAsync(unit, positionId, reviewed.Revision);
            if (content.ClosesOn < ChinaTime.DayOf(unit.Now))
            {
                return Problems.Conflict("position.closing-passed");
            }

            var version = reviewed.Version + 1;
            await unit.ExecuteAsync(UpdatePosition, new { positionId, status = PositionStatus.Published, version, now = unit.Now });
            await PositionRecord.LogAsync(unit, positionId, version, PositionEventKind.Published, reviewed.Revision, (staff.Id, staff.Name));
            await LivePosition.AnnounceAsync(unit, positionId);
            return TypedResults.Ok(new Response(positionId, version, PositionStatus.Published));
        }, cancellation);

    const string UpdatePosition = """
        UPDATE position
        SET status = @status, version = @version, live_revision = revision, published_at = @now
        WHERE position_id = @positionId
        """;
}
