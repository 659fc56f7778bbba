using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Matching.Placements;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>
/// A unit reports the signed agreement as it stands on paper, or corrects it until the hire counts, and reads at once what in it will not count, at which
/// field, and what is missing besides.
/// 400 for a signing day to come, 404 for another unit's hire, 409 before acceptance and once counted.
/// </summary>
static class SignAgreement
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/placements/{placementId:guid}/sign", HandleAsync).RequireUnitMember().RequireScope(Scopes.CandidatesWrite)
        .WithExample(today => new Request(AgreementForm.LabourContract, today, today, TermMonths: 24, PayFen: 800_000));

    public sealed record Request(
        [Required(ErrorMessage = "ramatch:agreement.form-missing")] AgreementForm? Form,
        [Required(ErrorMessage = "ramatch:request.no-value")] DateOnly? SignedOn,
        [Required(ErrorMessage = "ramatch:request.no-value")] DateOnly? StartsOn,
        [Range(1, 120, ErrorMessage = "ramatch:agreement.term-range?least={1}&most={2}")] int TermMonths,
        [Range(1d, 100_000_000d, ErrorMessage = "ramatch:pay.range")] long PayFen);

    /// <param name="PlacementId">The placement.</param>
    /// <param name="Version">Its version.</param>
    /// <param name="Stage">Its stage.</param>
    /// <param name="Missing">What stands in the way of counting, in words.</param>
    /// <param name="Faults">Those of them that lie in the agreement, with the fields of the request.</param>
    public sealed record Response(Guid PlacementId, long Version, PlacementStage Stage, IReadOnlyList<Sentence> Missing, IReadOnlyList<Countability.Fault> Faults);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>> HandleAsync(
        Guid placementId, Request request, UnitMember member, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            if (await Placement.TakeAsync(unit, placementId, member.UnitId) is not { } placement)
            {
                return Refusals.NoPlacement();
            }

            if (placement.Stage is not (PlacementStage.Accepted or PlacementStage.Signed or PlacementStage.OnDuty))
            {
                return Refusals.WrongStage(placement, "act.sign");
            }

            if (request.SignedOn > ChinaTime.DayOf(unit.Now))
            {
                return Problems.Invalid("signedOn", "agreement.signed-in-future");
            }

            if (Math.Abs(request.StartsOn!.Value.DayNumber - request.SignedOn!.Value.DayNumber) > 366)
            {
                return Problems.Invalid("startsOn", "agreement.start-far-off");
            }

            var wasReady = await ReadyHires.IsReadyAsync(unit, placementId);
            var next = await (placement with
            {
                Stage = placement.Stage == PlacementStage.Accepted ? PlacementStage.Signed : placement.Stage,
                Form = request.Form,
                SignedOn = request.SignedOn,
                StartsOn = request.StartsOn,
                TermMonths = request.TermMonths,
                PayFen = request.PayFen,
                ReturnedReason = null,
            }).AdvanceAsync(unit, member.Id);
            var verdict = (await ReadyHires.TellAsync(unit, placementId, wasReady))?.Verdict;
            return TypedResults.Ok(new Response(placementId, next.Version, next.Stage, verdict?.Missing ?? [Sentence.Of("missing.programme")], verdict?.Faults ?? []));
        }, cancellation);
}
