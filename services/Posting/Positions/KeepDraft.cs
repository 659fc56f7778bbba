using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Posting.Units;

namespace RaMatch.Posting.Positions;

/// <summary>
/// A member of a unit, verified or not yet, has a draft of a position kept as it was typed, complete or not. 404 before the registration; 409 if the unit
/// has as many drafts as it may.
/// </summary>
static class KeepDraft
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/positions/drafts", HandleAsync).RequireUnitMember().RequireScope(Scopes.PositionsWrite)
            .WithExample(_ => TypedDraft.Example);
        app.MapPut("/positions/drafts/{draftId:guid}", ChangeAsync).RequireUnitMember().RequireScope(Scopes.PositionsWrite)
            .WithName("ChangeDraft")
            .WithExample(_ => TypedDraft.Example);
    }

    /// <summary>The draft as kept.</summary>
    /// <param name="DraftId">The draft.</param>
    /// <param name="Version">For the guard of whatever is done with it next, counted from 1.</param>
    public sealed record Response(Guid DraftId, long Version);

    static Task<Results<Created<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(TypedDraft request, UnitMember member, PostingDb db, CancellationToken cancellation)
    {
        var draftId = Guid.CreateVersion7();
        return db.WriteAsync<Results<Created<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await UnitRecord.TakeAsync(unit, member.UnitId) is null)
            {
                return Problems.NotFound("unit.not-registered");
            }

            return await DraftRecord.AddAsync(unit, draftId, member, request)
                ? TypedResults.Created($"/api/posting/positions/drafts/{draftId}", new Response(draftId, 1))
                : Problems.Conflict("position.too-many-drafts", ("most", DraftRecord.Most));
        }, cancellation);
    }

    /// <summary>
    /// A member saves a draft of the unit again, instead of what was kept. <c>version</c> is the one that was opened; without it the present one is
    /// replaced. What is kept already is not kept again. 404 for another unit's draft and for one that is submitted or discarded; 409 if it was saved since.
    /// </summary>
    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> ChangeAsync(
        Guid draftId, TypedDraft request, long? version, UnitMember member, PostingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            await UnitRecord.TakeAsync(unit, member.UnitId);
            if (await DraftRecord.FindAsync(unit, draftId, member) is not { } before)
            {
                return Problems.NotFound("position.no-draft");
            }

            var typed = Json.Text(request);
            if (typed == before.Typed)
            {
                // Sent twice, or again because its answer was lost.
                return TypedResults.Ok(new Response(draftId, before.Version));
            }

            if (!before.IsStill(version))
            {
                return Problems.Conflict("position.draft-changed-meanwhile");
            }

            var next = before.Version + 1;
            await unit.ExecuteAsync(UpdateDraft, new { draftId, next, typed, savedBy = member.Name, savedAt = unit.Now });
            return TypedResults.Ok(new Response(draftId, next));
        }, cancellation);

    const string UpdateDraft = "UPDATE position_draft SET version = @next, typed = @typed, saved_by = @savedBy, saved_at = @savedAt WHERE draft_id = @draftId";
}
