using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Applicant.Applications;
using RaMatch.Applicant.Graduates;
using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Applicant.Offers;

/// <summary>
/// A graduate accepts or declines an offer; whether it still stands, Matching decides. 404 for another's, 409 if nothing is
/// offered, the time is over, it is answered already, or another offer of the programme is accepted, or the unit is suspended and the offer is to be
/// accepted. The time of an offer runs on while its unit is suspended.
/// </summary>
static class AnswerOffer
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/offers/{placementId:guid}/answer", HandleAsync).RequireGraduate().RequireScope(Scopes.ApplicationsWrite)
        .WithExample(_ => new Request(true));

    /// <summary>True accepts, false declines.</summary>
    public sealed record Request([Required(ErrorMessage = "ramatch:offer.answer-missing")] bool? Accept);

    /// <summary><c>answering</c>: the answer is on its way to Matching.</summary>
    public sealed record Response(string State);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(
        Guid placementId, Request request, Graduate graduate, ApplicantDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            await GraduateVersion.TouchAsync(unit, graduate.Id);
            if (await unit.FindAsync<Row>(SelectOffer, new { placementId, graduateId = graduate.Id }) is not { } offer)
            {
                return Problems.NotFound("offer.none");
            }

            if (ObjectionTo(offer, unit.Now) is { } objection)
            {
                return Problems.Conflict(objection);
            }

            var accepted = request.Accept!.Value;
            if (accepted && offer.Acceptances > 0)
            {
                return Problems.Conflict("offer.accepted-elsewhere");
            }

            if (accepted && offer.Suspensions > 0)
            {
                return Problems.Conflict("offer.unit-suspended");
            }

            unit.Concerns(offer.ParkId);
            var version = await ApplicationVersion.AdvanceAsync(unit, placementId, offer.Version);
            if (accepted)
            {
                await unit.ExecuteAsync(InsertAcceptance, new { graduateId = graduate.Id, offer.Programme, placementId });
            }

            await unit.ExecuteAsync(InsertAnswer, new { placementId, placementVersion = offer.PlacementVersion, accepted = accepted ? 1 : 0, answeredAt = unit.Now });
            await unit.PublishAsync(new OfferAnswered(placementId, version, graduate.Id, accepted, unit.Now));
            return TypedResults.Ok(new Response("answering"));
        }, cancellation);

    static Sentence? ObjectionTo(Row offer, DateTimeOffset now) => offer switch
    {
        { WithdrawnAt: not null } => Sentence.Of("offer.withdrawn-by-graduate"),
        { Stage: PlacementStage.Expired } => Sentence.Of("offer.answer-late"),
        { Stage: { } stage } when stage.IsTaken() => Sentence.Of("offer.accepted-before"),
        { Stage: not PlacementStage.Offered } => Sentence.Of("offer.not-open"),
        { Answers: > 0 } => Sentence.Of("offer.answering"),
        { OfferExpiresAt: { } expiry } when expiry <= now => Sentence.Of("offer.answer-late"),
        _ => null,
    };

    sealed record Row
    {
        public long Version { get; init; }
        public string ParkId { get; init; } = "";
        public string Programme { get; init; } = "";
        public DateTimeOffset? WithdrawnAt { get; init; }
        public long PlacementVersion { get; init; }
        public PlacementStage? Stage { get; init; }
        public DateTimeOffset? OfferExpiresAt { get; init; }
        public long Answers { get; init; }
        public long Acceptances { get; init; }
        public long Suspensions { get; init; }
    }

    const string SelectOffer = """
        SELECT a.version, a.park_id, a.programme, a.withdrawn_at, l.version AS placement_version, l.stage, l.offer_expires_at,
               (SELECT COUNT(*) FROM offer_answer o WHERE o.placement_id = l.placement_id AND o.placement_version = l.version) AS answers,
               (SELECT COUNT(*) FROM acceptance c WHERE c.graduate_id = a.graduate_id AND c.programme = a.programme) AS acceptances,
               (SELECT COUNT(*) FROM unit_standing u WHERE u.unit_id = a.unit_id AND u.suspended = 1) AS suspensions
        FROM application a
        LEFT JOIN placement l ON l.placement_id = a.application_id
        WHERE a.application_id = @placementId AND a.graduate_id = @graduateId
        """;

    const string InsertAcceptance = """
        INSERT INTO acceptance (graduate_id, programme, placement_id)
        VALUES (@graduateId, @programme, @placementId)
        """;

    const string InsertAnswer = """
        INSERT INTO offer_answer (placement_id, placement_version, accepted, answered_at)
        VALUES (@placementId, @placementVersion, @accepted, @answeredAt)
        """;
}
