using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Positions;

/// <summary>
/// A member gets the unit's positions to choose from, the last submitted first, by their latest titles and no more. The position named by
/// <c>also</c> comes along, last, where the page would not hold it.
/// </summary>
static class ListOwnTitles
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/positions/mine/titles", HandleAsync).RequireUnitMember().RequireScope(Scopes.PositionsRead);

    /// <summary>One position to choose.</summary>
    /// <param name="PositionId">The position.</param>
    /// <param name="Title">The latest title.</param>
    /// <param name="Seats">Seats of the latest text.</param>
    public sealed record Item(Guid PositionId, string Title, long Seats);

    static Task<Ok<PageOf<Item>>> HandleAsync(UnitMember member, Page page, Guid? also, PostingDb db, CancellationToken cancellation) =>
        db.ReadAsync(
            async reader =>
            {
                var titles = await reader.PageAsync<Row>(SelectTitles, CountTitles, new { member.UnitId }, page);
                if (also is { } positionId && titles.Items.All(row => row.PositionId != positionId)
                    && await reader.FindAsync<Row>(SelectTitle, new { member.UnitId, positionId }) is { } one)
                {
                    titles = titles with { Items = [.. titles.Items, one] };
                }

                return TypedResults.Ok(titles.Select(row => new Item(row.PositionId, row.Title, row.Seats)));
            },
            cancellation);

    sealed record Row
    {
        public Guid PositionId { get; init; }
        public string Title { get; init; } = "";
        public long Seats { get; init; }
    }

    const string SelectOwn = """
        SELECT position.position_id, position_revision.title, position_revision.seats
        FROM position
        JOIN position_revision ON position_revision.position_id = position.position_id AND position_revision.revision = position.revision
        WHERE position.unit_id = @unitId
        """;

    const string SelectTitle = SelectOwn + " AND position.position_id = @positionId";

    const string SelectTitles = SelectOwn + " ORDER BY position.submitted_at DESC, position.position_id DESC";

    const string CountTitles = "SELECT COUNT(*) FROM position WHERE unit_id = @unitId";
}
