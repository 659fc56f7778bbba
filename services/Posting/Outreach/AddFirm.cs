using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Posting.Outreach;

/// <summary>Park staff note a firm of their park that is to be contacted. 409 if it is known already, by its credit code or, without one, by its name.</summary>
static class AddFirm
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/firms", HandleAsync).RequireParkStaff().RequireScope(Scopes.OutreachWrite)
        .WithExample(_ => FirmFacts.Example);

    /// <summary>The firm as noted.</summary>
    /// <param name="FirmId">The firm.</param>
    /// <param name="Version">Counted from 1.</param>
    public sealed record Response(Guid FirmId, long Version);

    static Task<Results<Created<Response>, ValidationProblem, Conflict<ProblemDetails>>> HandleAsync(FirmFacts typed, ParkStaff staff, PostingDb db, CancellationToken cancellation)
    {
        var firmId = Guid.CreateVersion7();
        return db.WriteAsync<Results<Created<Response>, ValidationProblem, Conflict<ProblemDetails>>>(async unit =>
        {
            var request = typed.InOneSpelling();
            if (request.Check().ToLookup(one => one.Field, one => one.Sentence) is { Count: > 0 } errors)
            {
                return Problems.Invalid(errors.ToDictionary(one => one.Key, one => (Sentence[])[.. one], StringComparer.Ordinal));
            }

            var kept = KnownFirms.Of(await FirmRecord.TakeAllAsync(unit, staff.ParkId));
            var facts = FirmRecord.WithCodeOf(await FirmRecord.UnitsAsync(unit, staff.ParkId), request);
            if (kept.Find(facts) is not null)
            {
                return Problems.Conflict("outreach.firm-known");
            }

            await FirmRecord.InsertAsync(unit, [(firmId, facts)], staff.ParkId);
            unit.Concerns(staff.ParkId, "firm", firmId);
            return TypedResults.Created($"/api/posting/firms/{firmId}", new Response(firmId, 1));
        }, cancellation);
    }
}
