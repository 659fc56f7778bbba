using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Programmes;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>
/// A unit reports that an accepted hire has ended: the seat is free, the graduate may accept elsewhere, and up to the last day of the term the hire
/// counts no more if the rules say so. 400 for a day to come or before the hire was agreed, 404 for another unit's hire, 409 before acceptance.
/// </summary>
static class Terminate
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/placements/{placementId:guid}/terminate", HandleAsync).RequireUnitMember().RequireScope(Scopes.CandidatesWrite)
        .WithExample(today => new Request(today, "本人提出离职"));

    public sealed record Request(
        [Required(ErrorMessage = "ramatch:request.no-value")] DateOnly? On,
        [Required(ErrorMessage = "ramatch:termination.reason-missing"), Characters(300, ErrorMessage = "ramatch:termination.reason-too-long?most={1}")] string Reason);

    static Task<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>> HandleAsync(
        Guid placementId, Request request, UnitMember member, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            if (await Placement.TakeWithGraduateAsync(unit, placementId, member.UnitId) is not { } placement)
            {
                return Refusals.NoPlacement();
            }

            if (placement.Stage != PlacementStage.Accepted && !placement.IsClaimed)
            {
                return Refusals.WrongStage(placement, "act.terminate");
            }

            if (request.On > ChinaTime.DayOf(unit.Now))
            {
                return Problems.Invalid("on", "termination.in-future");
            }

            var begun = placement.SignedOn ?? ChinaTime.DayOf(placement.StageSince);
            if (request.On < begun)
            {
                return Problems.Invalid("on", "termination.before-it-began", ("day", begun.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            }

            var reason = request.Reason;
            var next = await (placement with { Stage = PlacementStage.Terminated, Reason = Sentence.Said(reason), TerminatedOn = request.On }).AdvanceAsync(unit, member.Id);
            await unit.ExecuteAsync(DeleteAcceptance, new { placementId });
            await Seats.ReleaseAsync(unit, placement);
            if (await UncountsAsync(unit, next, request.On!.Value))
            {
                await CountedHires.UncountAsync(unit, next, Sentence.Of("ledger.terminated", ("reason", reason)), member.Id);
            }

            return TypedResults.Ok(PlacementState.Of(next));
        }, cancellation);

    static async Task<bool> UncountsAsync(UnitOfWork unit, Placement placement, DateOnly on) =>
        await Programme.FindAsync(unit, placement.Programme) is { RulesInForce.TerminationUncounts: true }
        && on <= placement.TermEndsOn;

    const string DeleteAcceptance = "DELETE FROM acceptance WHERE placement_id = @placementId";
}
