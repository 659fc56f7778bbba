using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Placements;

/// <summary>
/// A unit turns an applicant down and tells why. 404 for another unit's applicant, 409 once an offer is out, which is withdrawn instead, or while
/// a round is deciding.
/// </summary>
static class Reject
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/placements/{placementId:guid}/reject", HandleAsync).RequireUnitMember().RequireScope(Scopes.CandidatesWrite)
        .WithExample(_ => new Request("专业方向与岗位要求不符"));

    public sealed record Request([Required(ErrorMessage = "ramatch:placement.rejection-reason-missing"), Characters(300, ErrorMessage = "ramatch:placement.reason-too-long?most={1}")] string Reason);

    static Task<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(
        Guid placementId, Request request, UnitMember member, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await Placement.FindAsync(unit, placementId, member.UnitId) is not { } found)
            {
                return Refusals.NoPlacement();
            }

            var hold = await RoundHold.FindAsync(unit, found);
            var placement = (await Placement.TakeAsync(unit, placementId))!;

            if (placement.Stage is not (PlacementStage.Applied or PlacementStage.Shortlisted or PlacementStage.Interviewing))
            {
                return Refusals.WrongStage(placement, "act.reject");
            }

            if (hold is not null)
            {
                return Problems.Conflict(hold.Refusal("act.reject"));
            }

            var next = await (placement with { Stage = PlacementStage.Rejected, Reason = Sentence.Said(request.Reason) }).AdvanceAsync(unit, member.Id);
            return TypedResults.Ok(PlacementState.Of(next));
        }, cancellation);
}
