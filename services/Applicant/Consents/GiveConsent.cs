using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Applicant.Graduates;
using RaMatch.Platform.Web;

namespace RaMatch.Applicant.Consents;

/// <summary>
/// A graduate consents to one purpose in its present words. Given twice it is given once. 404 for an unknown purpose, 400 if the
/// words have changed since they were read.
/// </summary>
static class GiveConsent
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPut("/consents/{purpose}", HandleAsync).RequireGraduate().RequireScope(Scopes.ProfileWrite)
        .WithExample(_ => new Request(1));

    /// <summary>The version of the words that were read.</summary>
    public sealed record Request([Required(ErrorMessage = "ramatch:consent.version-missing")] int? Version);

    /// <summary>The consent is in force.</summary>
    public sealed record Response(string Purpose, int Version, bool Given);

    static async Task<Results<Ok<Response>, NotFound<ProblemDetails>, ValidationProblem>> HandleAsync(
        string purpose, Request request, Graduate graduate, ApplicantDb db, CancellationToken cancellation)
    {
        if (ConsentText.Find(purpose) is not { } text)
        {
            return Problems.NotFound("consent.none");
        }

        if (request.Version != text.Version)
        {
            return Problems.Invalid("version", "consent.words-changed");
        }

        return await db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            await GraduateVersion.TouchAsync(unit, graduate.Id);
            if (await unit.ExecuteAsync(InsertConsent, new { graduateId = graduate.Id, text.Purpose, textVersion = text.Version, givenAt = unit.Now }) == 1
                && text.Purpose == ConsentPurpose.Matching)
            {
                await ProfileAnnouncement.PublishAsync(unit, graduate.Id, await GraduateVersion.NextAsync(unit, graduate.Id));
            }

            return TypedResults.Ok(new Response(text.Key, text.Version, true));
        }, cancellation);
    }

    const string InsertConsent = """
        INSERT INTO consent (graduate_id, purpose, number, text_version, given_at)
        SELECT @graduateId, @purpose, (SELECT COUNT(*) + 1 FROM consent WHERE graduate_id = @graduateId AND purpose = @purpose), @textVersion, @givenAt
        WHERE NOT EXISTS (
            SELECT 1 FROM consent
            WHERE graduate_id = @graduateId AND purpose = @purpose AND text_version = @textVersion AND withdrawn_at IS NULL)
        """;
}
