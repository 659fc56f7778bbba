using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Matching.Placements;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>A park or a supervisor takes a hire out of the counter, with a reason: the ledger gets a counter-entry. 404 for another park's hire, 409 if it does not count.</summary>
static class UncountHire
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/placements/{placementId:guid}/uncount", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.AdministrationWrite).RequireRight(Right.Manage)
            .WithExample(_ => new Request("社保缴费记录与单位不符"));

    public sealed record Request([Required(ErrorMessage = "ramatch:hire.uncount-reason-missing"), Characters(300, ErrorMessage = "ramatch:placement.reason-too-long?most={1}")] string Reason);

    static Task<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(
        Guid placementId, Request request, Caller caller, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await Placement.TakeAsync(unit, placementId) is not { } placement || (caller.ParkId is not null && caller.ParkId != placement.ParkId))
            {
                return Refusals.NoPlacement();
            }

            if (await unit.GetAsync<long>(CountCounted, new { placementId }) == 0)
            {
                return Problems.Conflict("hire.not-counted");
            }

            var next = await StepBackAsync(unit, placement, caller.Id);
            await CountedHires.UncountAsync(unit, next, Sentence.Said(request.Reason), caller.Id);
            return TypedResults.Ok(PlacementState.Of(next));
        }, cancellation);

    /// <summary>Puts a counted placement back to what its evidence supports; a terminated one stays terminated.</summary>
    public static async Task<Placement> StepBackAsync(UnitOfWork unit, Placement placement, Guid actorId)
    {
        var onDuty = await unit.GetAsync<long>(CountDutyProofs, new { placement.PlacementId }) > 0;
        var stage = placement.Stage != PlacementStage.Counted ? placement.Stage : onDuty ? PlacementStage.OnDuty : PlacementStage.Signed;
        return await (placement with { Stage = stage }).AdvanceAsync(unit, actorId);
    }

    const string CountCounted = "SELECT COUNT(*) FROM counted_hire WHERE placement_id = @placementId";

    const string CountDutyProofs = "SELECT COUNT(*) FROM evidence WHERE placement_id = @placementId AND kind = 'OnDuty' AND superseded_at IS NULL";
}
