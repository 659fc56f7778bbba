using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Positions;

/// <summary>A member opens a draft of the unit, as it was typed. 404 for another unit's draft and for one that is submitted or discarded.</summary>
static class ShowDraft
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/positions/drafts/{draftId:guid}", HandleAsync).RequireUnitMember().RequireScope(Scopes.PositionsRead);

    /// <summary>A draft.</summary>
    /// <param name="DraftId">The draft.</param>
    /// <param name="Version">For the guard of whatever is done with it next.</param>
    /// <param name="Typed">What was typed.</param>
    /// <param name="SavedBy">Who saved it last.</param>
    /// <param name="SavedAt">When.</param>
    public sealed record Response(Guid DraftId, long Version, TypedDraft Typed, string SavedBy, DateTimeOffset SavedAt);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> HandleAsync(Guid draftId, UnitMember member, PostingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(
            async reader => await DraftRecord.FindAsync(reader, draftId, member) is { } draft
                ? TypedResults.Ok(new Response(draftId, draft.Version, draft.Read(), draft.SavedBy, draft.SavedAt))
                : Problems.NotFound("position.no-draft"),
            cancellation);
}
