using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Posting.Units;

namespace RaMatch.Posting.Positions;

/// <summary>
/// A member copies the latest text of a position of the unit, whatever its state, into a draft. 404 for another unit's position; 409 if the unit has as
/// many drafts as it may.
/// </summary>
static class CopyPosition
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/positions/{positionId:guid}/copy", HandleAsync).RequireUnitMember().RequireScope(Scopes.PositionsWrite);

    /// <summary>The draft.</summary>
    /// <param name="DraftId">The draft.</param>
    /// <param name="Version">For the guard of whatever is done with it next.</param>
    public sealed record Response(Guid DraftId, long Version);

    static Task<Results<Created<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(Guid positionId, UnitMember member, PostingDb db, CancellationToken cancellation)
    {
        var draftId = Guid.CreateVersion7();
        return db.WriteAsync<Results<Created<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            await UnitRecord.TakeAsync(unit, member.UnitId);
            if (await PositionRecord.FindAsync(unit, positionId) is not { } original || original.UnitId != member.UnitId)
            {
                return Problems.NotFound("position.none");
            }

            var text = await PositionContent.ReadAsync(unit, positionId, original.Revision);
            return await DraftRecord.AddAsync(unit, draftId, member, TypedDraft.Of(original.Programme, text.ToContent()))
                ? TypedResults.Created($"/api/posting/positions/drafts/{draftId}", new Response(draftId, 1))
                : Problems.Conflict("position.too-many-drafts", ("most", DraftRecord.Most));
        }, cancellation);
    }
}
