using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Placements;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Counting;

/// <summary>A park sends a claimed hire's evidence back to the unit and says what to mend. 404 for another park's hire, 409 unless it waits for verification.</summary>
static class ReturnHire
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/placements/{placementId:guid}/return", HandleAsync).RequireParkStaff().RequireScope(Scopes.ReviewsWrite)
        .WithExample(_ => new Request("协议缺少单位盖章页"));

    public sealed record Request([Required(ErrorMessage = "ramatch:hire.return-reason-missing"), Characters(300, ErrorMessage = "ramatch:hire.return-reason-too-long?most={1}")] string Reason);

    static Task<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(
        Guid placementId, Request request, ParkStaff staff, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await Placement.TakeAsync(unit, placementId) is not { } placement || placement.ParkId != staff.ParkId)
            {
                return Refusals.NoPlacement();
            }

            if (placement.Stage is not (PlacementStage.Signed or PlacementStage.OnDuty))
            {
                return Refusals.WrongStage(placement, "act.return-evidence");
            }

            var next = await (placement with { ReturnedReason = request.Reason }).AdvanceAsync(unit, staff.Id);
            await unit.PublishAsync(new EvidenceReturned(placementId, next.Version, next.Programme, next.ParkId, next.UnitId, next.PositionId, unit.Now));
            return TypedResults.Ok(PlacementState.Of(next));
        }, cancellation);
}
