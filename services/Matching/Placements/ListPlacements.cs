using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Contracts;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Placements;

/// <summary>A unit reads its pipeline, of all its positions or one, and how many stand at each stage.</summary>
static class ListPlacements
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/placements", ListAsync).RequireUnitMember().RequireScope(Scopes.CandidatesRead)
            .WithName("ListPlacements");
        api.MapGet("/placements/stages", StagesAsync).RequireUnitMember().RequireScope(Scopes.CandidatesRead)
            .WithName("CountPlacements");
    }

    /// <summary>An applicant in the pipeline; who it is stands with the Applicant service, by the placement's id.</summary>
    public sealed record Line
    {
        public Guid PlacementId { get; init; }
        public long Version { get; init; }
        public Guid PositionId { get; init; }
        public string? PositionTitle { get; init; }
        public string Programme { get; init; } = "";
        public Guid GraduateId { get; init; }
        public PlacementStage Stage { get; init; }
        public DateTimeOffset StageSince { get; init; }
        public Sentence? Reason { get; init; }
        public DateTimeOffset AppliedAt { get; init; }
        public DateTimeOffset? InterviewAt { get; init; }
        public string? InterviewPlace { get; init; }
        public long? OfferPayFen { get; init; }
        public DateTimeOffset? OfferExpiresAt { get; init; }
        public AgreementForm? Form { get; init; }
        public DateOnly? SignedOn { get; init; }
        public DateOnly? StartsOn { get; init; }
        public long? TermMonths { get; init; }
        public long? PayFen { get; init; }

        /// <summary>Why the park sent the evidence back.</summary>
        public string? ReturnedReason { get; init; }

        /// <summary>When the graduate confirmed the hire.</summary>
        public DateTimeOffset? ConfirmedAt { get; init; }
    }

    /// <summary>How many placements stand at a stage now.</summary>
    public sealed record AtStage
    {
        public PlacementStage Stage { get; init; }
        public long Placements { get; init; }
    }

    /// <summary>A unit lists those who have applied to its positions, last to apply first. Whoever goes through all names the last placement read, as <c>after</c>: who applies meanwhile moves nothing.</summary>
    static async Task<Ok<PageOf<Line>>> ListAsync(Guid? position, Named<PlacementStage>? stage, Guid? after, UnitMember member, Page page, MatchingDb db, CancellationToken cancellation) =>
        TypedResults.Ok(await db.ReadAsync(reader => reader.PageAsync<Line>(SelectLines, CountLines, ScopeOf(member, position, stage?.Value, after), page), cancellation));

    /// <summary>A unit counts its applicants by stage.</summary>
    static async Task<Ok<IReadOnlyList<AtStage>>> StagesAsync(Guid? position, UnitMember member, MatchingDb db, CancellationToken cancellation) =>
        TypedResults.Ok(await db.ReadAsync(reader => CountAsync(reader, member, position), cancellation));

    /// <summary>How many stand at each stage.</summary>
    public static Task<IReadOnlyList<AtStage>> CountAsync(Reader reader, UnitMember member, Guid? position) =>
        reader.QueryAsync<AtStage>(position is null ? SelectStages : SelectStagesOfPosition, new { member.UnitId, position });

    /// <summary>A page of those who stand at a stage, last to apply first.</summary>
    public static Task<IReadOnlyList<Line>> ReadAsync(Reader reader, UnitMember member, Guid? position, PlacementStage stage, Page page) =>
        reader.PartAsync<Line>(position is null ? SelectAtStage : SelectAtStageOfPosition, new { member.UnitId, position, stage }, page);

    static object ScopeOf(UnitMember member, Guid? position, PlacementStage? stage, Guid? after) =>
        new { member.UnitId, position = position ?? Guid.Empty, anyPosition = position is null ? 1 : 0, stage = stage?.ToString() ?? "", after };

    const string Lines = """
        SELECT placement.placement_id, placement.version, placement.position_id, position.title AS position_title, placement.programme, placement.graduate_id,
            placement.stage, placement.stage_since, placement.reason, placement.applied_at, placement.interview_at, placement.interview_place,
            placement.offer_pay_fen, placement.offer_expires_at, placement.form, placement.signed_on, placement.starts_on, placement.term_months,
            placement.pay_fen, placement.returned_reason, confirmation.confirmed_at
        FROM placement
        LEFT JOIN position ON position.position_id = placement.position_id
        LEFT JOIN confirmation ON confirmation.placement_id = placement.placement_id AND confirmation.graduate_id = placement.graduate_id
        """;

    const string AfterOther = """
        (@after IS NULL OR EXISTS (
            SELECT 1 FROM placement last_read
            WHERE last_read.placement_id = @after AND last_read.unit_id = placement.unit_id
                AND (placement.applied_at < last_read.applied_at OR placement.applied_at = last_read.applied_at AND placement.placement_id > last_read.placement_id)))
        """;

    const string SelectLines = $"""
        {Lines}
        WHERE placement.unit_id = @unitId AND (@anyPosition = 1 OR placement.position_id = @position) AND (@stage = '' OR placement.stage = @stage) AND {AfterOther}
        ORDER BY placement.applied_at DESC, placement.placement_id
        """;

    // Each with its own text: where either may be meant, no index is used.
    const string SelectAtStage = $"""
        {Lines}
        WHERE placement.unit_id = @unitId AND placement.stage = @stage
        ORDER BY placement.applied_at DESC, placement.placement_id
        """;

    const string SelectAtStageOfPosition = $"""
        {Lines}
        WHERE placement.position_id = @position AND placement.unit_id = @unitId AND placement.stage = @stage
        ORDER BY placement.applied_at DESC, placement.placement_id
        """;

    const string CountLines = $"""
        SELECT COUNT(*)
        FROM placement
        WHERE unit_id = @unitId AND (@anyPosition = 1 OR position_id = @position) AND (@stage = '' OR stage = @stage) AND {AfterOther}
        """;

    const string SelectStages = """
        SELECT stage, SUM(placements) AS placements
        FROM stage_sum
        WHERE unit_id = @unitId
        GROUP BY stage
        HAVING SUM(placements) > 0
        """;

    const string SelectStagesOfPosition = """
        SELECT stage, COUNT(*) AS placements
        FROM placement
        WHERE position_id = @position AND unit_id = @unitId
        GROUP BY stage
        """;
}
