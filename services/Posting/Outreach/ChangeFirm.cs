using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Posting.Outreach;

/// <summary>
/// Park staff correct what is known of a firm, such as the credit code by which it will be the unit that registers. 404 for another park's; 409 if
/// code or name is that of another firm of the park, or it has changed since it was looked at.
/// </summary>
static class ChangeFirm
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPut("/firms/{firmId:guid}", HandleAsync).RequireParkStaff().RequireScope(Scopes.OutreachWrite)
        .WithExample(_ => FirmFacts.Example);

    /// <summary>The firm after the change.</summary>
    /// <param name="FirmId">The firm.</param>
    /// <param name="Version">Counted from 1.</param>
    public sealed record Response(Guid FirmId, long Version);

    static Task<Results<Ok<Response>, ValidationProblem, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(
        Guid firmId, FirmFacts typed, long? version, ParkStaff staff, PostingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, ValidationProblem, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            var kept = await FirmRecord.TakeAllAsync(unit, staff.ParkId);
            if (await FirmRecord.TakeAsync(unit, firmId, staff.ParkId) is not { } before)
            {
                return Problems.NotFound("outreach.no-firm");
            }

            var request = typed.InOneSpelling();
            if (request.Check().ToLookup(one => one.Field, one => one.Sentence) is { Count: > 0 } errors)
            {
                return Problems.Invalid(errors.ToDictionary(one => one.Key, one => (Sentence[])[.. one], StringComparer.Ordinal));
            }

            if (version is { } seen && seen != before.Version)
            {
                return Problems.Conflict("outreach.firm-changed-meanwhile");
            }

            if (KnownFirms.Of(kept.Where(one => one.Firm.FirmId != firmId)).Find(request) is not null)
            {
                return Problems.Conflict("outreach.firm-known");
            }

            await FirmRecord.UpdateAsync(unit, firmId, request);
            return TypedResults.Ok(new Response(firmId, before.Version + 1));
        }, cancellation);
}
