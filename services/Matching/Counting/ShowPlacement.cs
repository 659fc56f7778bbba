using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Matching.Placements;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>
/// The unit, its park, a supervisor or the graduate opens one placement: its stages with their dates, the evidence on file and what is missing
/// for counting. 404 for everyone else.
/// </summary>
static class ShowPlacement
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/placements/{placementId:guid}", HandleAsync).RequireRoles(Roles.UnitMember, Roles.ParkStaff, Roles.Supervisor, Roles.Graduate).RequireScope(Scopes.CandidatesRead, Scopes.ApplicationsRead);

    public sealed record Step
    {
        public PlacementStage Stage { get; init; }
        public Sentence? Reason { get; init; }
        public DateTimeOffset OccurredAt { get; init; }
    }

    /// <param name="Hire">The placement.</param>
    /// <param name="PositionTitle">The post's title.</param>
    /// <param name="UnitName">The unit's name.</param>
    /// <param name="PayMinimumFen">The lowest monthly pay of the post as published, in fen; null where it is not known here.</param>
    /// <param name="PayMaximumFen">The highest.</param>
    /// <param name="Verdict">What is there and what is missing for counting; null where the programme is not known.</param>
    /// <param name="Evidence">The evidence on file, without the documents.</param>
    /// <param name="Steps">Every stage reached, in order.</param>
    public sealed record Response(
        Placement Hire,
        string? PositionTitle,
        string? UnitName,
        long? PayMinimumFen,
        long? PayMaximumFen,
        Countability.Verdict? Verdict,
        IReadOnlyList<EvidenceOnFile> Evidence,
        IReadOnlyList<Step> Steps);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> HandleAsync(Guid placementId, Caller caller, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(async reader =>
            await Placement.FindAsync(reader, placementId) is { } placement && placement.IsVisibleTo(caller)
                ? TypedResults.Ok(await ReadAsync(reader, placement))
                : Refusals.NoPlacement(), cancellation);

    static async Task<Response> ReadAsync(Reader reader, Placement placement)
    {
        var hire = await HireCase.FindAsync(reader, placement.PlacementId);
        var post = await reader.FindAsync<Post>(SelectPost, new { placement.PositionId });
        var steps = await reader.QueryAsync<Step>(SelectSteps, new { placement.PlacementId });
        return new Response(placement, post?.Title, post?.UnitName, post?.PayMinimumFen, post?.PayMaximumFen, hire?.Verdict, hire?.Evidence ?? [], steps);
    }

    sealed record Post
    {
        public string Title { get; init; } = "";
        public string UnitName { get; init; } = "";
        public long PayMinimumFen { get; init; }
        public long PayMaximumFen { get; init; }
    }

    const string SelectPost = """
        SELECT position.title, COALESCE(unit_status.name, position.unit_name) AS unit_name, position.pay_minimum_fen, position.pay_maximum_fen
        FROM position
        LEFT JOIN unit_status ON unit_status.unit_id = position.unit_id
        WHERE position.position_id = @positionId
        """;

    const string SelectSteps = """
        SELECT stage, reason, occurred_at
        FROM placement_stage
        WHERE placement_id = @placementId
        ORDER BY version
        """;
}
