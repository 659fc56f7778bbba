using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Contracts;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Placements;

/// <summary>A graduate reads how far the own applications have come, with the offer and the agreement as the unit reports them.</summary>
static class ListMyPlacements
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/placements/mine", HandleAsync).RequireGraduate().RequireScope(Scopes.ApplicationsRead);

    public sealed record Line
    {
        public Guid PlacementId { get; init; }
        public Guid PositionId { get; init; }
        public string? PositionTitle { get; init; }
        public string? UnitName { get; init; }
        public string Programme { get; init; } = "";
        public long Rank { get; init; }
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
        public DateTimeOffset? ConfirmedAt { get; init; }
    }

    static async Task<Ok<PageOf<Line>>> HandleAsync(Graduate graduate, Page page, MatchingDb db, CancellationToken cancellation) =>
        TypedResults.Ok(await db.ReadAsync(reader => reader.PageAsync<Line>(SelectLines, CountLines, new { graduateId = graduate.Id }, page), cancellation));

    const string SelectLines = """
        SELECT placement.placement_id, placement.position_id, position.title AS position_title, COALESCE(unit_status.name, position.unit_name) AS unit_name, placement.programme, placement.rank,
            placement.stage, placement.stage_since, placement.reason, placement.applied_at, placement.interview_at, placement.interview_place,
            placement.offer_pay_fen, placement.offer_expires_at, placement.form, placement.signed_on, placement.starts_on, placement.term_months,
            placement.pay_fen, confirmation.confirmed_at
        FROM placement
        LEFT JOIN position ON position.position_id = placement.position_id
        LEFT JOIN unit_status ON unit_status.unit_id = placement.unit_id
        LEFT JOIN confirmation ON confirmation.placement_id = placement.placement_id AND confirmation.graduate_id = placement.graduate_id
        WHERE placement.graduate_id = @graduateId
        ORDER BY placement.programme, placement.rank, placement.applied_at
        """;

    const string CountLines = "SELECT COUNT(*) FROM placement WHERE graduate_id = @graduateId";
}
