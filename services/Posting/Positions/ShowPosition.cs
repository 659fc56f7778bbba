using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Posting.Positions;

/// <summary>
/// Anyone looks at a position that was published, and sees its live text; the unit, its park and supervisors see the latest text with
/// the state of its review. 404 for the others while nothing is published.
/// </summary>
static class ShowPosition
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/positions/{positionId:guid}", HandleAsync).AllowPublic();

    /// <summary>A position.</summary>
    /// <param name="PositionId">The position.</param>
    /// <param name="Version">For the guard of decisions.</param>
    /// <param name="Status">Where the shown text stands; the public reads published or closed.</param>
    /// <param name="Open">Whether it takes applications today.</param>
    /// <param name="Programme">The programme's code.</param>
    /// <param name="UnitId">The unit.</param>
    /// <param name="UnitName">Its verified name.</param>
    /// <param name="ParkId">The park.</param>
    /// <param name="ParkName">Its short name.</param>
    /// <param name="Title">The post's title.</param>
    /// <param name="Kind">Which of the six kinds.</param>
    /// <param name="Duties">What is to be done.</param>
    /// <param name="Seats">Seats.</param>
    /// <param name="SeatsHeld">Of them held by offers and hires.</param>
    /// <param name="MinimumDegree">The lowest degree accepted.</param>
    /// <param name="Majors">Accepted majors as code prefixes; empty means any.</param>
    /// <param name="MajorNames">The same in words.</param>
    /// <param name="RequiredSkills">Skills asked for.</param>
    /// <param name="WishedSkills">Skills that help.</param>
    /// <param name="City">The city of work.</param>
    /// <param name="PayMinimumFen">Lowest monthly pay, fen.</param>
    /// <param name="PayMaximumFen">Highest monthly pay, fen.</param>
    /// <param name="TermMonths">The agreement's term.</param>
    /// <param name="ClosesOn">Last day for applications.</param>
    /// <param name="PublishedAt">When the live text was published.</param>
    /// <param name="Review">The review, for those who take part in it.</param>
    public sealed record Response(
        Guid PositionId,
        long Version,
        PositionStatus Status,
        bool Open,
        string Programme,
        Guid UnitId,
        string UnitName,
        string ParkId,
        string ParkName,
        string Title,
        PositionKind Kind,
        string Duties,
        int Seats,
        int SeatsHeld,
        DegreeLevel MinimumDegree,
        IReadOnlyList<string> Majors,
        IReadOnlyList<string> MajorNames,
        IReadOnlyList<string> RequiredSkills,
        IReadOnlyList<string> WishedSkills,
        string City,
        long PayMinimumFen,
        long PayMaximumFen,
        int TermMonths,
        DateOnly ClosesOn,
        DateTimeOffset? PublishedAt,
        ReviewState? Review);

    /// <summary>The state of the review.</summary>
    /// <param name="Revision">The text shown, counted from 1.</param>
    /// <param name="LiveRevision">The text graduates see; null if none yet.</param>
    /// <param name="SubmittedAt">When the text was submitted.</param>
    /// <param name="Findings">What the linter said at submission.</param>
    /// <param name="Notes">The park's notes, where it returned the text.</param>
    public sealed record ReviewState(long Revision, long? LiveRevision, DateTimeOffset SubmittedAt, IReadOnlyList<Finding> Findings, IReadOnlyList<ReviewNote> Notes);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> HandleAsync(Guid positionId, ClaimsPrincipal user, PostingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(
            async reader =>
            {
                var caller = user.Identity?.IsAuthenticated == true ? Caller.Of(user) : null;
                if (await PositionRecord.FindAsync(reader, positionId) is not { } position)
                {
                    return Problems.NotFound("position.none");
                }

                var insider = caller is not null && position.MaySeeReview(caller);
                return insider || position.LiveRevision is not null
                    ? TypedResults.Ok(await AnswerAsync(reader, position, insider))
                    : Problems.NotFound("position.none");
            },
            cancellation);

    static async Task<Response> AnswerAsync(Reader reader, PositionRecord position, bool insider)
    {
        var revision = insider ? position.Revision : position.LiveRevision!.Value;
        var text = await PositionContent.ReadAsync(reader, position.PositionId, revision);
        var content = text.ToContent();
        var row = await reader.GetAsync<Row>(SelectSurroundings, new { position.PositionId });
        var live = position.LiveRevision is { } shown && shown != revision ? await PositionContent.ReadAsync(reader, position.PositionId, shown) : text;
        return new Response(
            position.PositionId,
            position.Version,
            insider || position.Status == PositionStatus.Closed ? position.Status : PositionStatus.Published,
            position.IsLive && live.ClosesOn >= ChinaTime.DayOf(reader.Now),
            position.Programme,
            position.UnitId,
            row.UnitName,
            position.ParkId,
            Parks.ShortNameOf(position.ParkId),
            content.Title,
            content.Kind,
            content.Duties,
            insider ? content.Seats : (int)Math.Max(content.Seats, position.SeatsHeld),
            (int)position.SeatsHeld,
            content.MinimumDegree,
            content.Majors,
            [.. content.Majors.Select(PositionContent.NameOf)],
            content.RequiredSkills,
            content.WishedSkills,
            content.City,
            content.PayMinimumFen,
            content.PayMaximumFen,
            content.TermMonths,
            content.ClosesOn,
            row.PublishedAt,
            insider ? await ReviewAsync(reader, position, row, text) : null);
    }

    static async Task<ReviewState> ReviewAsync(Reader reader, PositionRecord position, Row row, PositionContent.Row text)
    {
        var notes = position.Status == PositionStatus.Returned
            ? await reader.GetAsync<string>(SelectNotes, new { position.PositionId })
            : "[]";
        return new ReviewState(
            position.Revision,
            position.LiveRevision,
            row.SubmittedAt,
            Json.Read<IReadOnlyList<Finding>>(text.Findings),
            Json.Read<IReadOnlyList<ReviewNote>>(notes));
    }

    sealed record Row
    {
        public string UnitName { get; init; } = "";
        public DateTimeOffset SubmittedAt { get; init; }
        public DateTimeOffset? PublishedAt { get; init; }
    }

    const string SelectSurroundings = """
        SELECT unit.verified_name AS unit_name, position.submitted_at, position.published_at
        FROM position
        JOIN unit ON unit.unit_id = position.unit_id
        WHERE position.position_id = @positionId
        """;

    const string SelectNotes = """
        SELECT notes
        FROM position_event
        WHERE position_id = @positionId
            AND version = (SELECT MAX(version) FROM position_event WHERE position_id = @positionId AND event = 'Returned')
        """;
}
