using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Posting.Units;

namespace RaMatch.Posting.Positions;

/// <summary>
/// A member throws a draft of the unit away for good. <c>version</c> is the one that was seen; without it the present one goes. 404 for another unit's
/// draft and for one that is submitted or discarded; 409 if it was saved since.
/// </summary>
static class DiscardDraft
{
    public static void Map(IEndpointRouteBuilder app) => app.MapDelete("/positions/drafts/{draftId:guid}", HandleAsync).RequireUnitMember().RequireScope(Scopes.PositionsWrite);

    static Task<Results<NoContent, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(Guid draftId, long? version, UnitMember member, PostingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<NoContent, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            await UnitRecord.TakeAsync(unit, member.UnitId);
            if (await DraftRecord.FindAsync(unit, draftId, member) is not { } draft)
            {
                return Problems.NotFound("position.no-draft");
            }

            if (!draft.IsStill(version))
            {
                return Problems.Conflict("position.draft-changed-meanwhile");
            }

            await DraftRecord.DeleteAsync(unit, draftId);
            return TypedResults.NoContent();
        }, cancellation);
}
