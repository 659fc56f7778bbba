using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Positions;

/// <summary>A member lists the drafts of the unit, last saved first.</summary>
static class ListDrafts
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/positions/drafts", HandleAsync).RequireUnitMember().RequireScope(Scopes.PositionsRead);

    /// <summary>One draft as a list shows it.</summary>
    /// <param name="DraftId">The draft.</param>
    /// <param name="Version">For the guard of whatever is done with it next.</param>
    /// <param name="Title">The title as far as it is typed; null or empty if it is not.</param>
    /// <param name="SavedBy">Who saved it last.</param>
    /// <param name="SavedAt">When.</param>
    public sealed record Item(Guid DraftId, long Version, string? Title, string SavedBy, DateTimeOffset SavedAt);

    static Task<Ok<PageOf<Item>>> HandleAsync(UnitMember member, Page page, PostingDb db, CancellationToken cancellation) =>
        db.ReadAsync(
            async reader =>
            {
                var drafts = await reader.PageAsync<DraftRecord>(SelectDrafts, CountDrafts, new { member.UnitId }, page);
                return TypedResults.Ok(drafts.Select(draft => new Item(draft.DraftId, draft.Version, draft.Read().Title, draft.SavedBy, draft.SavedAt)));
            },
            cancellation);

    const string SelectDrafts = """
        SELECT draft_id, version, typed, saved_by, saved_at
        FROM position_draft
        WHERE unit_id = @unitId
        ORDER BY saved_at DESC, draft_id DESC
        """;

    const string CountDrafts = "SELECT COUNT(*) FROM position_draft WHERE unit_id = @unitId";
}
