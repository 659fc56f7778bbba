using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Applicant.Graduates;
using RaMatch.Contracts.Applicant;
using RaMatch.Platform.Web;

namespace RaMatch.Applicant.Consents;

/// <summary>
/// A graduate withdraws the consent to one purpose; what was applied for before goes on. Withdrawn twice it is withdrawn once.
/// 404 for an unknown purpose.
/// </summary>
static class WithdrawConsent
{
    public static void Map(IEndpointRouteBuilder app) => app.MapDelete("/consents/{purpose}", HandleAsync).RequireGraduate().RequireScope(Scopes.ProfileWrite);

    static async Task<Results<NoContent, NotFound<ProblemDetails>>> HandleAsync(string purpose, Graduate graduate, ApplicantDb db, CancellationToken cancellation)
    {
        if (ConsentText.Find(purpose) is not { } text)
        {
            return Problems.NotFound("consent.none");
        }

        return await db.WriteAsync<Results<NoContent, NotFound<ProblemDetails>>>(async unit =>
        {
            await GraduateVersion.TouchAsync(unit, graduate.Id);
            if (await unit.ExecuteAsync(EndConsent, new { graduateId = graduate.Id, text.Purpose, withdrawnAt = unit.Now }) > 0
                && text.Purpose == ConsentPurpose.Matching)
            {
                await unit.PublishAsync(new ProfileWithdrawn(graduate.Id, await GraduateVersion.NextAsync(unit, graduate.Id), unit.Now));
            }

            return TypedResults.NoContent();
        }, cancellation);
    }

    const string EndConsent = """
        UPDATE consent
        SET withdrawn_at = @withdrawnAt
        WHERE graduate_id = @graduateId AND purpose = @purpose AND withdrawn_at IS NULL
        """;
}
