using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Applicant.Applications;
using RaMatch.Applicant.Graduates;
using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Applicant.Hires;

/// <summary>
/// A graduate confirms being hired, with the ID number. Confirmed twice with the same number it is confirmed once; another number
/// corrects the first until the hire is counted. 400 for a wrong number and for somebody not of working age on the day of the confirmation (the first day of
/// work is Matching's), 404 for another's, 409 before signing and after counting.
/// </summary>
static class ConfirmHire
{
    // Labour Law, article 15: nobody under sixteen may be employed.
    const int YoungestAge = 16;

    // No labour contract begins above the statutory age of retirement: 63 at most, put off by three years at most (decision on raising it gradually, in force
    // since 1 January 2025). A number that says more is somebody else's.
    const int OldestAge = 66;

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/hires/{placementId:guid}/confirm", HandleAsync).RequireGraduate().RequireScope(Scopes.HiresConfirm)
        .WithExample(_ => new Request("990001200001010019"));

    /// <summary>公民身份号码, eighteen characters.</summary>
    public sealed record Request([Required(ErrorMessage = "ramatch:hire.id-number-missing"), Folded(MayHoldIdNumber = true)] string IdNumber);

    /// <summary>When the hire was confirmed.</summary>
    public sealed record Response(Guid PlacementId, DateTimeOffset ConfirmedAt);

    static Task<Results<Ok<Response>, ValidationProblem, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(
        Guid placementId, Request request, Graduate graduate, ApplicantDb db, IdNumberVault vault, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, ValidationProblem, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            await GraduateVersion.TouchAsync(unit, graduate.Id);
            if (await unit.FindAsync<Row>(SelectPlacement, new { placementId, graduateId = graduate.Id }) is not { } placement)
            {
                return Problems.NotFound("hire.none");
            }

            var idNumber = ResidentIdNumber.Normalize(request.IdNumber);
            if (!ResidentIdNumber.IsValid(idNumber, out var reason, ChinaTime.DayOf(unit.Now)))
            {
                return Problems.Invalid("idNumber", reason);
            }

            if (ResidentIdNumber.AgeOn(idNumber, ChinaTime.DayOf(unit.Now)) is < YoungestAge or > OldestAge)
            {
                return Problems.Invalid("idNumber", "hire.not-of-working-age", ("youngest", YoungestAge), ("oldest", OldestAge));
            }

            if (placement.Stage is not (PlacementStage.Signed or PlacementStage.OnDuty))
            {
                return Problems.Conflict(placement.Stage == PlacementStage.Counted ? "hire.counted" : "hire.not-signed");
            }

            var personKey = vault.PersonKey(await SecretAsync(unit, placement.Programme, vault), idNumber);
            unit.Concerns(placement.ParkId);
            if (placement.PersonKey == personKey)
            {
                return TypedResults.Ok(new Response(placementId, placement.ConfirmedAt!.Value));
            }

            var version = await ApplicationVersion.AdvanceAsync(unit, placementId, placement.Version);
            var hire = new { placementId, graduateId = graduate.Id, placement.Programme, idNumber = vault.Protect(graduate.Id, idNumber), personKey, confirmedAt = unit.Now };
            await unit.ExecuteAsync(placement.PersonKey is null ? InsertHire : UpdateHire, hire);
            await unit.PublishAsync(new HireConfirmed(placementId, version, graduate.Id, personKey, unit.Now));
            return TypedResults.Ok(new Response(placementId, unit.Now));
        }, cancellation);

    /// <summary>The programme's secret, made when the first hire is confirmed.</summary>
    static async Task<string> SecretAsync(UnitOfWork unit, string programme, IdNumberVault vault)
    {
        if (await unit.FindAsync<string>(SelectSecret, new { programme }) is { } secret)
        {
            return secret;
        }

        var made = vault.NewProgrammeSecret();
        await unit.ExecuteAsync(InsertSecret, new { programme, secret = made, createdAt = unit.Now });
        return made;
    }

    sealed record Row
    {
        public long Version { get; init; }
        public string ParkId { get; init; } = "";
        public string Programme { get; init; } = "";
        public PlacementStage? Stage { get; init; }
        public string? PersonKey { get; init; }
        public DateTimeOffset? ConfirmedAt { get; init; }
    }

    const string SelectPlacement = """
        SELECT a.version, a.park_id, a.programme, l.stage, h.person_key, h.confirmed_at
        FROM application a
        LEFT JOIN placement l ON l.placement_id = a.application_id
        LEFT JOIN hire h ON h.placement_id = a.application_id
        WHERE a.application_id = @placementId AND a.graduate_id = @graduateId
        """;

    const string SelectSecret = "SELECT secret FROM programme_key WHERE programme = @programme";

    const string InsertSecret = "INSERT INTO programme_key (programme, secret, created_at) VALUES (@programme, @secret, @createdAt)";

    const string InsertHire = """
        INSERT INTO hire (placement_id, graduate_id, programme, id_number, person_key, confirmed_at)
        VALUES (@placementId, @graduateId, @programme, @idNumber, @personKey, @confirmedAt)
        """;

    const string UpdateHire = """
        UPDATE hire
        SET id_number = @idNumber, person_key = @personKey, confirmed_at = @confirmedAt
        WHERE placement_id = @placementId
        """;
}
