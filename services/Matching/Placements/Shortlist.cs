using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Placements;

/// <summary>A unit puts an applicant on its short list. 404 for another unit's applicant, 409 if the applicant is past that.</summary>
static class Shortlist
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/placements/{placementId:guid}/shortlist", HandleAsync).RequireUnitMember().RequireScope(Scopes.CandidatesWrite);

    static Task<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(Guid placementId, UnitMember member, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await Placement.TakeAsync(unit, placementId, member.UnitId) is not { } placement)
            {
                return Refusals.NoPlacement();
            }

            if (placement.Stage != PlacementStage.Applied)
            {
                return Refusals.WrongStage(placement, "act.shortlist");
            }

            var next = await (placement with { Stage = PlacementStage.Shortlisted }).AdvanceAsync(unit, member.Id);
            return TypedResults.Ok(PlacementState.Of(next));
        }, cancellation);
}
