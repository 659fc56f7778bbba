using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Placements;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>
/// A park verifies a claimed hire, and it counts (落实). 404 for another park's hire; 409 with every missing thing in words, or because the
/// same person counts elsewhere already, which opens a dispute that both parks see unless it was decided before.
/// </summary>
static class VerifyHire
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/placements/{placementId:guid}/verify", HandleAsync).RequireParkStaff().RequireScope(Scopes.ReviewsWrite);

    static Task<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(Guid placementId, ParkStaff staff, MatchingDb db, CancellationToken cancellation)
    {
        var disputeId = Guid.CreateVersion7();
        return db.WriteAsync<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await Placement.TakeAsync(unit, placementId) is not { } placement || placement.ParkId != staff.ParkId || await HireCase.FindAsync(unit, placementId) is not { } hire)
            {
                return Refusals.NoPlacement();
            }

            if (hire.Hire.CountedAt is not null)
            {
                return Problems.Conflict("hire.counted-before");
            }

            if (hire.Hire.Lost == 1)
            {
                return Problems.Conflict("hire.decided-for-another");
            }

            if (!hire.Verdict.Countable)
            {
                return Missing(hire.Verdict);
            }

            await Ledger.TakeAsync(unit, hire.Hire.Programme);
            if (await CountedHires.HoldersAsync(unit, hire.Hire.Programme, hire.Hire.PersonKey!, placementId) is [var holderId, ..])
            {
                var isOpen = await Disputes.OpenAsync(unit, disputeId, holderId, placement, hire.Hire.PersonKey!, staff.Id);
                return Problems.Conflict(isOpen ? "hire.disputed" : "hire.decided-for-this");
            }

            return TypedResults.Ok(PlacementState.Of(await CountedHires.CountAsync(unit, hire, CountedHires.CountedReason, staff.Id)));
        }, cancellation);
    }

    static Conflict<ProblemDetails> Missing(Countability.Verdict verdict)
    {
        var refusal = Problems.Conflict("hire.cannot-count", ("missing", Argument.List(verdict.Missing)));
        refusal.Value!.Extensions["missing"] = verdict.Missing;
        return refusal;
    }
}
