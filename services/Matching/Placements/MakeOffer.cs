using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Placements;

/// <summary>
/// A unit offers an applicant a seat, which the offer holds until it is answered, withdrawn or expires, at the latest with the programme's last day: a hire
/// signed after it can never count. 400 for an expiry gone by or after the programme, 404 for another unit's applicant, 409 if no seat is free, the programme
/// is over, a round is deciding on them, the unit is suspended or the applicant is not that far; whoever has accepted elsewhere has nothing open any more.
/// </summary>
static class MakeOffer
{
    const int LongestOfferDays = 60;

    public static void Map(RouteGroupBuilder api) => api.MapPost("/placements/{placementId:guid}/offer", HandleAsync).RequireUnitMember().RequireScope(Scopes.CandidatesWrite)
        .WithExample(_ => new Request(PayFen: 800_000));

    public sealed record Request(
        [Range(1d, 100_000_000d, ErrorMessage = "ramatch:pay.range")] long PayFen,
        DateTimeOffset? ExpiresAt = null);

    static Task<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>> HandleAsync(
        Guid placementId, Request request, UnitMember member, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<PlacementState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            if (await Placement.FindAsync(unit, placementId, member.UnitId) is not { } found)
            {
                return Refusals.NoPlacement();
            }

            var hold = await RoundHold.FindAsync(unit, found);
            var placement = (await Placement.TakeWithGraduateAsync(unit, placementId, member.UnitId))!;

            if (placement.Stage is not (PlacementStage.Shortlisted or PlacementStage.Interviewing))
            {
                return Refusals.WrongStage(placement, "act.make-offer");
            }

            if (request.ExpiresAt is { } asked && (asked <= unit.Now || asked > unit.Now.AddDays(LongestOfferDays)))
            {
                return Problems.Invalid("expiresAt", "placement.expiry-range", ("days", LongestOfferDays));
            }

            // Its last day stays what it is until the offer is there.
            var programme = await Programme.TakeAsync(unit, placement.Programme);
            if (await RefusalAsync(unit, placement, programme, hold) is { } refusal)
            {
                return Problems.Conflict(refusal);
            }

            if (request.ExpiresAt > programme?.Ends)
            {
                return Problems.Invalid("expiresAt", "placement.expiry-after-programme", ("last", programme.ClosesOn));
            }

            if (!await Seats.HoldAsync(unit, placement))
            {
                return Problems.Conflict("placement.no-seat-free");
            }

            var offer = placement with
            {
                Stage = PlacementStage.Offered,
                OfferPayFen = request.PayFen,
                OfferExpiresAt = request.ExpiresAt ?? UsualExpiry(unit.Now, programme),
            };
            return TypedResults.Ok(PlacementState.Of(await offer.AdvanceAsync(unit, member.Id)));
        }, cancellation);

    static async Task<Sentence?> RefusalAsync(UnitOfWork unit, Placement placement, Programme? programme, RoundHold? hold)
    {
        if (unit.Now >= programme?.Ends)
        {
            return Sentence.Of("placement.programme-over", ("last", programme.ClosesOn));
        }

        if (await unit.GetAsync<long>(CountPositions, new { placement.PositionId }) == 0)
        {
            return Sentence.Of("placement.position-not-known");
        }

        if (await unit.GetAsync<long>(CountSuspensions, new { placement.UnitId }) > 0)
        {
            return Sentence.Of("placement.unit-suspended");
        }

        return hold?.Refusal("act.make-offer");
    }

    static DateTimeOffset UsualExpiry(DateTimeOffset now, Programme? programme)
    {
        const int daysWithoutProgramme = 7;
        var usual = now.AddDays(programme?.RulesInForce.OfferDays ?? daysWithoutProgramme);
        return usual > programme?.Ends ? programme.Ends : usual;
    }

    const string CountPositions = "SELECT COUNT(*) FROM position WHERE position_id = @positionId";

    const string CountSuspensions = "SELECT COUNT(*) FROM unit_status WHERE unit_id = @unitId AND suspended_version > verified_version";
}
