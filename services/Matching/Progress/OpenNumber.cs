using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Matching.Progress;

/// <summary>
/// A park or a supervisor opens a number of the progress page onto its rows; the list's total is the number, unless a unit or post is looked for among them or those behind the last one read (<c>after</c>). 400 for a number that is none,
/// 404 for an unknown programme or another park's page.
/// </summary>
static class OpenNumber
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/progress/{park}/hires", HiresAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.NumbersRead)
            .WithName("OpenHires");
        api.MapGet("/progress/{park}/positions", PositionsAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.NumbersRead)
            .WithName("OpenPositions");
    }

    /// <summary>A placement behind a number; no name, no number of a person.</summary>
    public sealed record Hire
    {
        public Guid PlacementId { get; init; }
        public Guid GraduateId { get; init; }
        public Guid UnitId { get; init; }
        public string? UnitName { get; init; }
        public Guid PositionId { get; init; }
        public string? PositionTitle { get; init; }
        public PlacementStage Stage { get; init; }
        public DateTimeOffset StageSince { get; init; }
        public DateTimeOffset AppliedAt { get; init; }
        public AgreementForm? Form { get; init; }
        public DateOnly? SignedOn { get; init; }
        public DateOnly? StartsOn { get; init; }
        public long? TermMonths { get; init; }
        public long? PayFen { get; init; }
        public DegreeLevel? Degree { get; init; }
        public long? GraduationYear { get; init; }
        public DateTimeOffset? ConfirmedAt { get; init; }
        public DateTimeOffset? CountedAt { get; init; }
        public long? OfCohort { get; init; }
    }

    /// <summary>A published position behind the numbers of supply.</summary>
    public sealed record Post
    {
        public Guid PositionId { get; init; }
        public string Title { get; init; } = "";
        public Guid UnitId { get; init; }
        public string UnitName { get; init; } = "";
        public PositionKind Kind { get; init; }
        public long Seats { get; init; }
        public long SeatsHeld { get; init; }
        public DateOnly ClosesOn { get; init; }
        public DateTimeOffset? ClosedAt { get; init; }
        public DateTimeOffset PublishedAt { get; init; }
    }

    /// <summary>A park, or a supervisor, opens a number onto the hires behind it.</summary>
    static Task<Results<Ok<PageOf<Hire>>, NotFound<ProblemDetails>, ValidationProblem>> HiresAsync(
        string park, string programme, string? number, Named<PlacementStage>? reached, string? q, Guid? after, Caller caller, Page page, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<PageOf<Hire>>, NotFound<ProblemDetails>, ValidationProblem>>(async reader =>
        {
            if (await ScopeAsync(reader, park, programme, caller) is not { } found)
            {
                return Problems.NotFound("programme.none-or-park");
            }

            var required = Placement.BitsOf(found.RulesInForce.RequiredEvidence);
            var scope = new { programme, park, required, reached = Beyond(reached?.Value), like = Like.Containing(q), after };
            if (FilterOf(number, reached?.Value) is not { } filter)
            {
                return Problems.Invalid("number", "progress.number-unknown");
            }

            return TypedResults.Ok(await reader.PageAsync<Hire>(SelectHires + filter + Called + BehindHire + HiresOrder, CountHires + filter + Called + BehindHire, scope, page));
        }, cancellation);

    /// <summary>A park, or a supervisor, opens a number onto the published positions behind it.</summary>
    static Task<Results<Ok<PageOf<Post>>, NotFound<ProblemDetails>>> PositionsAsync(string park, string programme, Guid? after, Caller caller, Page page, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<PageOf<Post>>, NotFound<ProblemDetails>>>(async reader =>
            await ScopeAsync(reader, park, programme, caller) is null
                ? Problems.NotFound("programme.none-or-park")
                : TypedResults.Ok(await reader.PageAsync<Post>(SelectPosts, CountPosts, new { programme, park, after }, page)), cancellation);

    static async Task<Programme?> ScopeAsync(Reader reader, string park, string programme, Caller caller) =>
        Parks.TryFind(park, out _) && (caller.ParkId is null || caller.ParkId == park) ? await Programme.FindAsync(reader, programme) : null;

    /// <summary>A stage and, on the way to counting, those after it: who skipped it has come past it.</summary>
    static IReadOnlyList<string> Beyond(PlacementStage? stage) =>
        [.. Enum.GetValues<PlacementStage>().Where(one => one == stage || (one > stage && one <= PlacementStage.Counted)).Select(one => one.ToString())];

    static string? FilterOf(string? number, PlacementStage? reached) => (number, reached) switch
    {
        (null or "", >= PlacementStage.Signed and <= PlacementStage.Counted) => Holding,
        (null or "", not null) => Reached,
        ("claimed", null) => Claimed,
        ("evidenced", null) => Claimed + Evidenced,
        ("counted", null) => Counted,
        ("ofCohort", null) => Counted + OfCohort,
        ("offersPending", null) => OffersPending,
        _ => null,
    };

    const string SelectHires = """
        SELECT placement.placement_id, placement.graduate_id, placement.unit_id, COALESCE(unit_status.name, position.unit_name) AS unit_name,
            placement.position_id, position.title AS position_title, placement.stage, placement.stage_since, placement.applied_at, placement.form, placement.signed_on, placement.starts_on, placement.term_months,
            placement.pay_fen, placement.degree, placement.graduation_year, confirmation.confirmed_at, counted_hire.counted_at, counted_hire.of_cohort
        FROM placement
        LEFT JOIN position ON position.position_id = placement.position_id
        LEFT JOIN unit_status ON unit_status.unit_id = placement.unit_id
        LEFT JOIN confirmation ON confirmation.placement_id = placement.placement_id AND confirmation.graduate_id = placement.graduate_id
        LEFT JOIN counted_hire ON counted_hire.placement_id = placement.placement_id
        WHERE placement.programme = @programme AND placement.park_id = @park
        """;

    const string CountHires = """
        SELECT COUNT(*)
        FROM placement
        LEFT JOIN position ON position.position_id = placement.position_id
        LEFT JOIN unit_status ON unit_status.unit_id = placement.unit_id
        LEFT JOIN counted_hire ON counted_hire.placement_id = placement.placement_id
        WHERE placement.programme = @programme AND placement.park_id = @park
        """;

    const string HiresOrder = " ORDER BY placement.stage_since DESC, placement.placement_id";

    const string Called = " AND (@like IS NULL OR COALESCE(unit_status.name, position.unit_name) LIKE @like ESCAPE '\\' OR position.title LIKE @like ESCAPE '\\')";

    const string BehindHire = """
         AND (@after IS NULL OR EXISTS (
            SELECT 1 FROM placement last_read
            WHERE last_read.placement_id = @after AND last_read.park_id = placement.park_id
                AND (placement.stage_since < last_read.stage_since OR placement.stage_since = last_read.stage_since AND placement.placement_id > last_read.placement_id)))
        """;

    const string Claimed = " AND placement.stage IN ('Signed', 'OnDuty', 'Counted')";

    const string Evidenced = " AND placement.evidence_kinds & @required = @required";

    const string Counted = " AND counted_hire.placement_id IS NOT NULL";

    const string OfCohort = " AND counted_hire.of_cohort = 1";

    const string OffersPending = " AND placement.stage = 'Offered'";

    const string Reached = """
         AND EXISTS (SELECT 1 FROM placement_stage WHERE placement_stage.placement_id = placement.placement_id AND placement_stage.stage IN @reached)
        """;

    const string Holding = " AND (placement.stage IN @reached OR counted_hire.placement_id IS NOT NULL)";

    const string BehindPost = """
        (@after IS NULL OR EXISTS (
            SELECT 1 FROM position last_read
            WHERE last_read.position_id = @after AND last_read.park_id = position.park_id
                AND (position.published_at < last_read.published_at OR position.published_at = last_read.published_at AND position.position_id > last_read.position_id)))
        """;

    const string SelectPosts = $"""
        SELECT position.position_id, position.title, position.unit_id, COALESCE(unit_status.name, position.unit_name) AS unit_name, position.kind, position.seats,
            position.seats_held, position.closes_on, position.closed_at, position.published_at
        FROM position
        LEFT JOIN unit_status ON unit_status.unit_id = position.unit_id
        WHERE position.programme = @programme AND position.park_id = @park AND {BehindPost}
        ORDER BY position.published_at DESC, position.position_id
        """;

    const string CountPosts = $"SELECT COUNT(*) FROM position WHERE programme = @programme AND park_id = @park AND {BehindPost}";
}
