using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Positions;

/// <summary>A member lists the unit's positions in every state, last submitted first, each with its latest text. Whoever goes through all of them names the last one read, as <c>after</c>.</summary>
static class ListOwnPositions
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/positions/mine", HandleAsync).RequireUnitMember().RequireScope(Scopes.PositionsRead);

    /// <summary>What is looked for.</summary>
    public sealed record Query
    {
        /// <summary>Where the latest text stands.</summary>
        public Named<PositionStatus>? Status { get; init; }

        /// <summary>Part of the title.</summary>
        public string? Q { get; init; }

        /// <summary>The last position read: those behind it, whatever has been submitted meanwhile.</summary>
        public Guid? After { get; init; }
    }

    /// <summary>One position as a list shows it.</summary>
    /// <param name="PositionId">The position.</param>
    /// <param name="Programme">The programme's code.</param>
    /// <param name="Title">The latest title.</param>
    /// <param name="Kind">Which of the six kinds.</param>
    /// <param name="Status">Where the latest text stands.</param>
    /// <param name="Live">Whether graduates see a text of it; not so after the closing date.</param>
    /// <param name="Version">For the guard of decisions.</param>
    /// <param name="Revision">The latest text, counted from 1.</param>
    /// <param name="LiveRevision">The text graduates see.</param>
    /// <param name="City">The city of work.</param>
    /// <param name="PayMinimumFen">Lowest monthly pay, fen.</param>
    /// <param name="PayMaximumFen">Highest monthly pay, fen.</param>
    /// <param name="Seats">Seats of the latest text.</param>
    /// <param name="SeatsHeld">Held by offers and hires.</param>
    /// <param name="HiresCounted">Hires that count.</param>
    /// <param name="ClosesOn">Last day for applications.</param>
    /// <param name="SubmittedAt">When the latest text was submitted.</param>
    /// <param name="PublishedAt">When the live text was published.</param>
    public sealed record Item(
        Guid PositionId,
        string Programme,
        string Title,
        PositionKind Kind,
        PositionStatus Status,
        bool Live,
        long Version,
        long Revision,
        long? LiveRevision,
        string City,
        long PayMinimumFen,
        long PayMaximumFen,
        int Seats,
        int SeatsHeld,
        long HiresCounted,
        DateOnly ClosesOn,
        DateTimeOffset SubmittedAt,
        DateTimeOffset? PublishedAt);

    static Task<Ok<PageOf<Item>>> HandleAsync([AsParameters] Query query, UnitMember member, Page page, PostingDb db, CancellationToken cancellation) =>
        db.ReadAsync(
            async reader =>
            {
                var rows = await reader.PageAsync<Row>(SelectPositions, CountPositions, new { member.UnitId, status = query.Status?.Value, pattern = Like.Containing(query.Q), query.After }, page);
                var today = ChinaTime.DayOf(reader.Now);
                return TypedResults.Ok(rows.Select(row => new Item(
                    row.PositionId,
                    row.Programme,
                    row.Title,
                    row.Kind,
                    row.Status,
                    row.LiveRevision is not null && row.Status != PositionStatus.Closed && row.TrustedSince is not null && row.LiveClosesOn >= today,
                    row.Version,
                    row.Revision,
                    row.LiveRevision,
                    row.City,
                    row.PayMinimumFen,
                    row.PayMaximumFen,
                    (int)row.Seats,
                    (int)row.SeatsHeld,
                    row.HiresCounted,
                    row.ClosesOn,
                    row.SubmittedAt,
                    row.PublishedAt)));
            },
            cancellation);

    sealed record Row
    {
        public Guid PositionId { get; init; }
        public string Programme { get; init; } = "";
        public string Title { get; init; } = "";
        public PositionKind Kind { get; init; }
        public PositionStatus Status { get; init; }
        public long Version { get; init; }
        public long Revision { get; init; }
        public long? LiveRevision { get; init; }
        public string City { get; init; } = "";
        public long PayMinimumFen { get; init; }
        public long PayMaximumFen { get; init; }
        public long Seats { get; init; }
        public long SeatsHeld { get; init; }
        public long HiresCounted { get; init; }
        public DateOnly ClosesOn { get; init; }
        public DateOnly? LiveClosesOn { get; init; }
        public DateTimeOffset? TrustedSince { get; init; }
        public DateTimeOffset SubmittedAt { get; init; }
        public DateTimeOffset? PublishedAt { get; init; }
    }

    const string Matching = """
        FROM position
        JOIN position_revision AS latest ON latest.position_id = position.position_id AND latest.revision = position.revision
        JOIN unit ON unit.unit_id = position.unit_id
        LEFT JOIN position_revision AS live ON live.position_id = position.position_id AND live.revision = position.live_revision
        WHERE position.unit_id = @unitId
            AND (@status IS NULL OR position.status = @status)
            AND (@pattern IS NULL OR latest.title LIKE @pattern ESCAPE '\')
            AND (@after IS NULL OR EXISTS (
                SELECT 1 FROM position last_read
                WHERE last_read.position_id = @after AND last_read.unit_id = position.unit_id
                    AND (position.submitted_at < last_read.submitted_at OR position.submitted_at = last_read.submitted_at AND position.position_id < last_read.position_id)))
        """;

    const string SelectPositions = $"""
        SELECT position.position_id, position.programme, latest.title, latest.kind, position.status, position.version, position.revision, position.live_revision,
            latest.city, latest.pay_minimum_fen, latest.pay_maximum_fen, latest.seats, position.seats_held, latest.closes_on, live.closes_on AS live_closes_on,
            unit.trusted_since, position.submitted_at, position.published_at,
            (SELECT COUNT(*) FROM hire WHERE hire.position_id = position.position_id AND hire.counted = 1) AS hires_counted
        {Matching}
        ORDER BY position.submitted_at DESC, position.position_id DESC
        """;

    const string CountPositions = $"""
        SELECT COUNT(*)
        {Matching}
        """;
}
