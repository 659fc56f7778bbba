using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Placements;

/// <summary>A unit takes back an offer that is not answered yet, and its seat is free again. 404 for another unit's applicant, 409 if no offer is open.</summary>
static class WithdrawOffer
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/placements/{placementId:guid}/withdraw-offer", HandleAsync).RequireUnitMember().RequireScope(Scopes.CandidatesWrite)
        .WithExample(_ => new Request("岗位所在项目暂停"));

    public sealed record Request([Required(ErrorMessage = "ramatch:placement.withdrawal-reason-missing"), Characters(300, ErrorMessage = "ramatch:placement.reason-too-long?most={1}")] string Reason);

    static Task<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(
        Guid placementId, Request request, UnitMember member, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await Placement.TakeAsync(unit, placementId, member.UnitId) is not { } placement)
            {
                return Refusals.NoPlacement();
            }

            if (placement.Stage != PlacementStage.Offered)
            {
                return Refusals.WrongStage(placement, "act.withdraw-offer");
            }

            var next = await (placement with { Stage = PlacementStage.Rejected, Reason = Sentence.Of("placement.offer-withdrawn", ("reason", request.Reason)) }).AdvanceAsync(unit, member.Id);
            await Seats.ReleaseAsync(unit, placement);
            return TypedResults.Ok(PlacementState.Of(next));
        }, cancellation);
}
