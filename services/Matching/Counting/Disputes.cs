using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Matching.Placements;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Counting;

/// <summary>
/// Two placements claim the same person. Both parks see the dispute with both proofs (kinds, days and hashes; documents only of their own);
/// a supervisor decides whose it is. 400 for a winner that is no party, 404 for an unknown dispute, 409 if it is decided or the winner cannot count.
/// </summary>
static class Disputes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/disputes", ListAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor);
        api.MapPost("/disputes/{disputeId:guid}/decide", DecideAsync).RequireSupervisor();
    }

    public sealed record Request(
        Guid WinnerPlacementId,
        [Required(ErrorMessage = "请填写裁定理由。"), StringLength(500, ErrorMessage = "裁定理由不超过 500 个字。")] string Reason);

    /// <summary>A dispute with the proofs of both sides.</summary>
    public sealed record Response(
        Guid DisputeId,
        string Programme,
        Side Holder,
        Side Claimant,
        DateTimeOffset OpenedAt,
        Guid? WinnerPlacementId,
        string? Decision,
        DateTimeOffset? DecidedAt);

    /// <summary>One side: enough to judge the claim, nothing that says who the person is.</summary>
    public sealed record Side(
        Guid PlacementId,
        string ParkId,
        string? UnitName,
        string? PositionTitle,
        PlacementStage Stage,
        DateOnly? SignedOn,
        DateOnly? StartsOn,
        long? TermMonths,
        DateTimeOffset? ConfirmedAt,
        IReadOnlyList<EvidenceOnFile> Evidence);

    /// <summary>Opens a dispute unless these two already have one over this person.</summary>
    public static async Task OpenAsync(UnitOfWork unit, Guid disputeId, Guid holderId, HireCase claimant, Guid openedBy)
    {
        var holder = (await Placement.FindAsync(unit, holderId))!;
        await unit.ExecuteAsync(InsertDispute, new
        {
            disputeId,
            claimant.Hire.Programme,
            claimant.Hire.PersonKey,
            holderId,
            holderParkId = holder.ParkId,
            claimantId = claimant.Hire.PlacementId,
            claimantParkId = claimant.Hire.ParkId,
            openedBy,
            openedAt = unit.Now,
        });
    }

    static Task<Ok<PageOf<Response>>> ListAsync(bool? open, Caller caller, Page page, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync(async reader =>
        {
            var scope = new { park = caller.ParkId ?? "", open = open switch { true => 1, false => 0, null => -1 } };
            var rows = await reader.PageAsync<Row>(SelectDisputes, CountDisputes, scope, page);
            var disputes = new List<Response>();
            foreach (var row in rows.Items)
            {
                disputes.Add(new Response(
                    row.DisputeId,
                    row.Programme,
                    await SideAsync(reader, row.HolderPlacementId),
                    await SideAsync(reader, row.ClaimantPlacementId),
                    row.OpenedAt,
                    row.WinnerPlacementId,
                    row.Decision,
                    row.DecidedAt));
            }

            return TypedResults.Ok(new PageOf<Response>(disputes, rows.Total, rows.Number, rows.Size));
        }, cancellation);

    static Task<Results<NoContent, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>> DecideAsync(
        Guid disputeId, Request request, Supervisor supervisor, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<NoContent, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            if (await unit.FindAsync<Row>(SelectOne, new { disputeId }) is not { } dispute)
            {
                return Problems.NotFound("没有这条争议。");
            }

            if (dispute.DecidedAt is not null)
            {
                return Problems.Conflict("这条争议已经裁定。");
            }

            if (request.WinnerPlacementId != dispute.HolderPlacementId && request.WinnerPlacementId != dispute.ClaimantPlacementId)
            {
                return Problems.Invalid("winnerPlacementId", "裁定对象应是争议双方之一。");
            }

            if (await CannotCountAsync(unit, request.WinnerPlacementId) is { } sentence)
            {
                return Problems.Conflict(sentence);
            }

            // Whoever decides at the same moment finds it decided.
            if (await unit.ExecuteAsync(Decide, new { disputeId, winner = request.WinnerPlacementId, reason = request.Reason.Trim(), actorId = supervisor.Id, decidedAt = unit.Now }) == 0)
            {
                throw new LostRaceException($"dispute {disputeId}");
            }

            await SettleAsync(unit, dispute.PersonKey, dispute.Programme, request.WinnerPlacementId, "争议裁定：" + request.Reason.Trim(), supervisor.Id);
            return TypedResults.NoContent();
        }, cancellation);

    static async Task<string?> CannotCountAsync(UnitOfWork unit, Guid winnerId) =>
        await HireCase.FindAsync(unit, winnerId) is { Hire.CountedAt: null, Verdict: { Countable: false } verdict }
            ? "被认定的一方暂不能计入落实：" + string.Concat(verdict.Missing)
            : null;

    static async Task SettleAsync(UnitOfWork unit, string personKey, string programme, Guid winnerId, string reason, Guid actorId)
    {
        var counted = await CountedHires.HolderAsync(unit, programme, personKey);
        if (counted == winnerId)
        {
            return;
        }

        if (counted is { } loserId)
        {
            var loser = await UncountHire.StepBackAsync(unit, (await Placement.FindAsync(unit, loserId))!, actorId);
            await CountedHires.UncountAsync(unit, loser, reason, actorId);
        }

        await CountedHires.CountAsync(unit, (await HireCase.FindAsync(unit, winnerId))!, reason, actorId);
    }

    static async Task<Side> SideAsync(Reader reader, Guid placementId)
    {
        var hire = (await HireCase.FindAsync(reader, placementId))!;
        return new Side(
            placementId,
            hire.Hire.ParkId,
            hire.Hire.UnitName,
            hire.Hire.PositionTitle,
            hire.Hire.Stage,
            hire.Hire.SignedOn,
            hire.Hire.StartsOn,
            hire.Hire.TermMonths,
            hire.Hire.ConfirmedAt,
            hire.Evidence);
    }

    sealed record Row
    {
        public Guid DisputeId { get; init; }
        public string Programme { get; init; } = "";
        public string PersonKey { get; init; } = "";
        public Guid HolderPlacementId { get; init; }
        public Guid ClaimantPlacementId { get; init; }
        public DateTimeOffset OpenedAt { get; init; }
        public Guid? WinnerPlacementId { get; init; }
        public string? Decision { get; init; }
        public DateTimeOffset? DecidedAt { get; init; }
    }

    const string InsertDispute = """
        INSERT INTO dispute (dispute_id, programme, person_key, holder_placement_id, holder_park_id, claimant_placement_id, claimant_park_id, opened_by, opened_at)
        SELECT @disputeId, @programme, @personKey, @holderId, @holderParkId, @claimantId, @claimantParkId, @openedBy, @openedAt
        WHERE NOT EXISTS (SELECT 1 FROM dispute WHERE holder_placement_id = @holderId AND claimant_placement_id = @claimantId AND person_key = @personKey)
        """;

    const string SelectDisputes = """
        SELECT dispute_id, programme, person_key, holder_placement_id, claimant_placement_id, opened_at, winner_placement_id, decision, decided_at
        FROM dispute
        WHERE (@park = '' OR holder_park_id = @park OR claimant_park_id = @park)
            AND (@open = -1 OR (@open = 1 AND decided_at IS NULL) OR (@open = 0 AND decided_at IS NOT NULL))
        ORDER BY opened_at DESC, dispute_id
        """;

    const string CountDisputes = """
        SELECT COUNT(*)
        FROM dispute
        WHERE (@park = '' OR holder_park_id = @park OR claimant_park_id = @park)
            AND (@open = -1 OR (@open = 1 AND decided_at IS NULL) OR (@open = 0 AND decided_at IS NOT NULL))
        """;

    const string SelectOne = """
        SELECT dispute_id, programme, person_key, holder_placement_id, claimant_placement_id, opened_at, winner_placement_id, decision, decided_at
        FROM dispute
        WHERE dispute_id = @disputeId
        """;

    const string Decide = """
        UPDATE dispute
        SET winner_placement_id = @winner, decision = @reason, decided_by = @actorId, decided_at = @decidedAt
        WHERE dispute_id = @disputeId AND decided_at IS NULL
        """;
}
