using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts.Posting;
using RaMatch.Platform.Web;
using RaMatch.Posting.Positions;

namespace RaMatch.Posting.Review;

/// <summary>
/// Park staff return a submitted position with at least one note to a field; an earlier text stays live. 404 for another park's
/// position; 409 if it is not waiting or has changed since it was looked at.
/// </summary>
static class ReturnPosition
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/positions/{positionId:guid}/return", HandleAsync).RequireParkStaff().RequireScope(Scopes.ReviewsWrite)
        .WithExample(_ => new Request([new ReviewNote("duties", "请写明研究课题和实验设备。")], Version: null));

    /// <summary>The decision.</summary>
    /// <param name="Notes">What is to be changed where.</param>
    /// <param name="Version">The version that was reviewed; null takes the present one.</param>
    public sealed record Request(
        [Required(ErrorMessage = "ramatch:position.no-note")]
        [MinLength(1, ErrorMessage = "ramatch:position.no-note")]
        [MaxLength(50, ErrorMessage = "ramatch:position.too-many-notes?most={1}")]
        IReadOnlyList<ReviewNote> Notes,
        long? Version);

    /// <summary>The position after the decision.</summary>
    public sealed record Response(Guid PositionId, long Version, PositionStatus Status);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(Guid positionId, Request request, ParkStaff staff, PostingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await PositionRecord.TakeAsync(unit, positionId) is not { } reviewed || reviewed.ParkId != staff.ParkId)
            {
                return Problems.NotFound("position.none");
            }

            if (request.Version is { } seen && seen != reviewed.Version)
            {
                return Problems.Conflict("position.reviewed-meanwhile");
            }

            if (reviewed.Status != PositionStatus.Submitted)
            {
                return Problems.Conflict("position.not-submitted");
            }

            var version = reviewed.Version + 1;
            await unit.ExecuteAsync(UpdatePosition, new { positionId, status = PositionStatus.Returned, version });
            await PositionRecord.LogAsync(unit, positionId, version, PositionEventKind.Returned, reviewed.Revision, (staff.Id, staff.Name), notes: request.Notes);
            await unit.PublishAsync(new PositionReturned(positionId, version, reviewed.UnitId, reviewed.ParkId, unit.Now));
            return TypedResults.Ok(new Response(positionId, version, PositionStatus.Returned));
        }, cancellation);

    const string UpdatePosition = "UPDATE position SET status = @status, version = @version WHERE position_id = @positionId";
}
