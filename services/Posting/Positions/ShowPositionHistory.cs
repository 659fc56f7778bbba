using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Positions;

/// <summary>
/// The unit, its park or a supervisor reads what happened to a position: its texts with what changed, and the decisions. 404 for
/// anybody else's position.
/// </summary>
static class ShowPositionHistory
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/positions/{positionId:guid}/history", HandleAsync).RequireRoles(Roles.UnitMember, Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.PositionsRead);

    /// <summary>One entry.</summary>
    /// <param name="Version">The position's version after it.</param>
    /// <param name="Event">What happened.</param>
    /// <param name="Revision">The text it was about, counted from 1.</param>
    /// <param name="ActorName">Who did it.</param>
    /// <param name="Reason">Why, where a reason was asked for.</param>
    /// <param name="Notes">The park's notes, where it returned the text.</param>
    /// <param name="Changes">What a revision changed in the text before it.</param>
    /// <param name="OccurredAt">When.</param>
    public sealed record Entry(
        long Version,
        PositionEventKind Event,
        long Revision,
        string ActorName,
        string? Reason,
        IReadOnlyList<ReviewNote> Notes,
        IReadOnlyList<PositionContent.Change> Changes,
        DateTimeOffset OccurredAt);

    static Task<Results<Ok<IReadOnlyList<Entry>>, NotFound<ProblemDetails>>> HandleAsync(Guid positionId, Caller caller, PostingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<IReadOnlyList<Entry>>, NotFound<ProblemDetails>>>(
            async reader =>
            {
                if (await PositionRecord.FindAsync(reader, positionId) is not { } position || !position.MaySeeReview(caller))
                {
                    return Problems.NotFound("position.none");
                }

                var rows = await reader.QueryAsync<Row>(SelectEvents, new { positionId });
                var texts = (await PositionContent.HistoryAsync(reader, positionId)).ToDictionary(row => row.Revision, row => row.ToContent());
                return TypedResults.Ok<IReadOnlyList<Entry>>([.. rows.Select(row => new Entry(
                    row.Version,
                    row.Event,
                    row.Revision,
                    row.ActorName,
                    row.Reason,
                    Json.Read<IReadOnlyList<ReviewNote>>(row.Notes),
                    row.Event == PositionEventKind.Revised ? texts[row.Revision].ChangesFrom(texts[row.Revision - 1]) : [],
                    row.OccurredAt))]);
            },
            cancellation);

    sealed record Row
    {
        public long Version { get; init; }
        public PositionEventKind Event { get; init; }
        public long Revision { get; init; }
        public string ActorName { get; init; } = "";
        public string? Reason { get; init; }
        public string Notes { get; init; } = "";
        public DateTimeOffset OccurredAt { get; init; }
    }

    const string SelectEvents = """
        SELECT version, event, revision, actor_name, reason, notes, occurred_at
        FROM position_event
        WHERE position_id = @positionId
        ORDER BY version
        """;
}
