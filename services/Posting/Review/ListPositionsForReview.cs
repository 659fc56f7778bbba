using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Posting.Positions;

namespace RaMatch.Posting.Review;

/// <summary>Park staff see the positions that wait for them, oldest first, with what the linter found and for how long they wait.</summary>
static class ListPositionsForReview
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/review/positions", HandleAsync).RequireParkStaff().RequireScope(Scopes.ReviewsRead);

    /// <summary>One position that waits.</summary>
    /// <param name="PositionId">The position.</param>
    /// <param name="Version">For the guard of the decision.</param>
    /// <param name="UnitId">The unit.</param>
    /// <param name="UnitName">Its name.</param>
    /// <param name="Programme">The programme's code.</param>
    /// <param name="Title">The post's title.</param>
    /// <param name="Kind">Which of the six kinds.</param>
    /// <param name="Seats">Seats.</param>
    /// <param name="MinimumDegree">The lowest degree accepted.</param>
    /// <param name="City">The city of work.</param>
    /// <param name="PayMinimumFen">Lowest monthly pay, fen.</param>
    /// <param name="PayMaximumFen">Highest monthly pay, fen.</param>
    /// <param name="ClosesOn">Last day for applications.</param>
    /// <param name="Revision">The text that waits, counted from 1.</param>
    /// <param name="IsRevision">Whether an earlier text is live.</param>
    /// <param name="Findings">What the linter said at submission.</param>
    /// <param name="SubmittedAt">Since when it waits.</param>
    /// <param name="WaitingDays">Whole days of waiting, 0 on the day of submission.</param>
    public sealed record Item(
        Guid PositionId,
        long Version,
        Guid UnitId,
        string UnitName,
        string Programme,
        string Title,
        PositionKind Kind,
        int Seats,
        DegreeLevel MinimumDegree,
        string City,
        long PayMinimumFen,
        long PayMaximumFen,
        DateOnly ClosesOn,
        long Revision,
        bool IsRevision,
        IReadOnlyList<Finding> Findings,
        DateTimeOffset SubmittedAt,
        int WaitingDays);

    static Task<Ok<PageOf<Item>>> HandleAsync(ParkStaff staff, Page page, PostingDb db, CancellationToken cancellation) =>
        db.ReadAsync(
            async reader =>
            {
                var rows = await reader.PageAsync<Row>(SelectWaiting, CountWaiting, new { staff.ParkId }, page);
                var today = ChinaTime.DayOf(reader.Now);
                return TypedResults.Ok(rows.Select(row => new Item(
                    row.PositionId,
                    row.Version,
                    row.UnitId,
                    row.UnitName,
                    row.Programme,
                    row.Title,
                    row.Kind,
                    (int)row.Seats,
                    row.MinimumDegree,
                    row.City,
                    row.PayMinimumFen,
                    row.PayMaximumFen,
                    row.ClosesOn,
                    row.Revision,
                    row.LiveRevision is not null,
                    Json.Read<IReadOnlyList<Finding>>(row.Findings),
                    row.SubmittedAt,
                    today.DayNumber - ChinaTime.DayOf(row.SubmittedAt).DayNumber)));
            },
            cancellation);

    sealed record Row
    {
        public Guid PositionId { get; init; }
        public long Version { get; init; }
        public Guid UnitId { get; init; }
        public string UnitName { get; init; } = "";
        public string Programme { get; init; } = "";
        public string Title { get; init; } = "";
        public PositionKind Kind { get; init; }
        public long Seats { get; init; }
        public DegreeLevel MinimumDegree { get; init; }
        public string City { get; init; } = "";
        public long PayMinimumFen { get; init; }
        public long PayMaximumFen { get; init; }
        public DateOnly ClosesOn { get; init; }
        public long Revision { get; init; }
        public long? LiveRevision { get; init; }
        public string Findings { get; init; } = "";
        public DateTimeOffset SubmittedAt { get; init; }
    }

    const string SelectWaiting = """
        SELECT position.position_id, position.version, position.unit_id, unit.name AS unit_name, position.programme, position_revision.title,
            position_revision.kind, position_revision.seats, position_revision.minimum_degree, position_revision.city, position_revision.pay_minimum_fen,
            position_revision.pay_maximum_fen, position_revision.closes_on, position.revision, position.live_revision, position_revision.findings,
            position.submitted_at
        FROM position
        JOIN position_revision ON position_revision.position_id = position.position_id AND position_revision.revision = position.revision
        JOIN unit ON unit.unit_id = position.unit_id
        WHERE position.park_id = @parkId AND position.status = 'Submitted'
        ORDER BY position.submitted_at, position.position_id
        """;

    const string CountWaiting = "SELECT COUNT(*) FROM position WHERE park_id = @parkId AND status = 'Submitted'";
}
