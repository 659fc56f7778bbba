using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Placements;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>
/// Two placements claim the same person. Both parks see the dispute with both proofs (kinds, days and hashes; documents only of their own);
/// a supervisor decides whose it is, once: while the winner counts, the loser neither waits nor disputes again. 400 for a winner that is no party, 404 for an unknown dispute, 409 if it is decided or the winner cannot count.
/// </summary>
static class Disputes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/disputes", ListAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.ReviewsRead)
            .WithName("ListDisputes");
        api.MapPost("/disputes/{disputeId:guid}/decide", DecideAsync).RequireSupervisor().RequireScope(Scopes.AdministrationWrite)
            .WithName("DecideDispute")
            .WithExample(_ => new Request(Example.Id, "该单位的到岗证明和社保记录在先。"));
    }

    public sealed record Request(
        Guid WinnerPlacementId,
        [Required(ErrorMessage = "ramatch:dispute.reason-missing"), Characters(500, ErrorMessage = "ramatch:dispute.reason-too-long?most={1}"), ManyLines] string Reason);

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

    /// <summary>Opens a dispute over a person unless these two have had one. False: it was decided before.</summary>
    public static async Task<bool> OpenAsync(UnitOfWork unit, Guid disputeId, Guid holderId, Placement claimant, string personKey, Guid openedBy)
    {
        var holder = (await Placement.FindAsync(unit, holderId))!;
        var opened = await unit.ExecuteAsync(InsertDispute, new
        {
            disputeId,
            claimant.Programme,
            personKey,
            holderId,
            holderParkId = holder.ParkId,
            claimantId = claimant.PlacementId,
            claimantParkId = claimant.ParkId,
            openedBy,
            openedAt = unit.Now,
        });
        if (opened > 0)
        {
            await unit.PublishAsync(new DisputeOpened(disputeId, Version: 1, claimant.Programme, holder.ParkId, claimant.ParkId, unit.Now));
        }

        return await unit.GetAsync<long>(CountOpen, new { holderId, claimantId = claimant.PlacementId, personKey }) > 0;
    }

    /// <summary>The parks concerned and supervisors list the disputes over people who are claimed twice, last opened first. Whoever goes through all of them names the last one read, as <c>after</c>.</summary>
    static Task<Ok<PageOf<Response>>> ListAsync(bool? open, Guid? after, Caller caller, Page page, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync(async reader =>
        {
            var scope = new { park = caller.ParkId ?? "", open = open switch { true => 1, false => 0, null => -1 }, after };
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

    /// <summary>A supervisor decides which of two claims holds.</summary>
    static Task<Results<NoContent, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>> DecideAsync(
        Guid disputeId, Request request, Supervisor supervisor, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<NoContent, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            if (await unit.FindAsync<Row>(SelectOne, new { disputeId }) is not { } found)
            {
                return Problems.NotFound("dispute.none");
            }

            // The parties in the order of their ids, then the programme's account; then it is looked at again.
            foreach (var party in new[] { found.HolderPlacementId, found.ClaimantPlacementId }.Order())
            {
                await Placement.TakeAsync(unit, party);
            }

            await Ledger.TakeAsync(unit, found.Programme);
            var dispute = await unit.GetAsync<Row>(SelectOne, new { disputeId });
            if (dispute.DecidedAt is not null)
            {
                return Problems.Conflict("dispute.decided-before");
            }

            if (request.WinnerPlacementId != dispute.HolderPlacementId && request.WinnerPlacementId != dispute.ClaimantPlacementId)
            {
                return Problems.Invalid("winnerPlacementId", "dispute.winner-unknown");
            }

            var winner = (await HireCase.FindAsync(unit, request.WinnerPlacementId))!;
            var loserId = request.WinnerPlacementId == dispute.HolderPlacementId ? dispute.ClaimantPlacementId : dispute.HolderPlacementId;
            if (await ObjectionAsync(unit, winner, loserId) is { } sentence)
            {
                return Problems.Conflict(sentence);
            }

            // Whoever decides at the same moment finds it decided.
            if (await unit.ExecuteAsync(Decide, new { disputeId, winner = request.WinnerPlacementId, reason = request.Reason, actorId = supervisor.Id, decidedAt = unit.Now }) == 0)
            {
                throw new LostRaceException($"dispute {disputeId}");
            }

            await SettleAsync(unit, dispute, winner, loserId, Sentence.Of("ledger.dispute-decided", ("reason", request.Reason)), supervisor.Id);
            await unit.PublishAsync(new DisputeDecided(disputeId, Version: 2, dispute.Programme, dispute.HolderParkId, dispute.ClaimantParkId, unit.Now));
            return TypedResults.NoContent();
        }, cancellation);

    /// <summary>Why the winner cannot count, or null. Its person may be another one by now, whom a third hire counts for.</summary>
    static async Task<Sentence?> ObjectionAsync(UnitOfWork unit, HireCase winner, Guid loserId) => winner switch
    {
        { Hire.CountedAt: not null } => null,
        { Verdict: { Countable: false } verdict } => Sentence.Of("dispute.winner-cannot-count", ("missing", Argument.List(verdict.Missing))),
        _ when (await CountedHires.HoldersAsync(unit, winner.Hire.Programme, winner.Hire.PersonKey!, winner.Hire.PlacementId)).Any(holderId => holderId != loserId) =>
            Sentence.Of("dispute.person-counts-elsewhere"),
        _ => null,
    };

    /// <summary>The loser counts no more for the person, under whichever key it was; the winner counts.</summary>
    static async Task SettleAsync(UnitOfWork unit, Row dispute, HireCase winner, Guid loserId, Sentence reason, Guid actorId)
    {
        if (await unit.GetAsync<long>(CountAsPerson, new { loserId, dispute.PersonKey, winnerKey = winner.Hire.PersonKey ?? dispute.PersonKey }) > 0)
        {
            var loser = await UncountHire.StepBackAsync(unit, (await Placement.FindAsync(unit, loserId))!, actorId);
            await CountedHires.UncountAsync(unit, loser, reason, actorId);
        }

        if (winner.Hire.CountedAt is null)
        {
            await CountedHires.CountAsync(unit, winner, reason, actorId);
        }
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
        public string HolderParkId { get; init; } = "";
        public Guid ClaimantPlacementId { get; init; }
        public string ClaimantParkId { get; init; } = "";
        public DateTimeOffset OpenedAt { get; init; }
        public Guid? WinnerPlacementId { get; init; }
        public string? Decision { get; init; }
        public DateTimeOffset? DecidedAt { get; init; }
    }

    const string InsertDispute = """
        INSERT INTO dispute (dispute_id, programme, person_key, holder_placement_id, holder_park_id, claimant_placement_id, claimant_park_id, opened_by, opened_at)
        SELECT @disputeId, @programme, @personKey, @holderId, @holderParkId, @claimantId, @claimantParkId, @openedBy, @openedAt
        WHERE NOT EXISTS (
            SELECT 1 FROM dispute
            WHERE person_key = @personKey
                AND ((holder_placement_id = @holderId AND claimant_placement_id = @claimantId) OR (holder_placement_id = @claimantId AND claimant_placement_id = @holderId)))
        """;

    const string CountOpen = """
        SELECT COUNT(*)
        FROM dispute
        WHERE person_key = @personKey AND decided_at IS NULL
            AND ((holder_placement_id = @holderId AND claimant_placement_id = @claimantId) OR (holder_placement_id = @claimantId AND claimant_placement_id = @holderId))
        """;

    const string Behind = """
        (@after IS NULL OR EXISTS (
            SELECT 1 FROM dispute last_read
            WHERE last_read.dispute_id = @after
                AND (dispute.opened_at < last_read.opened_at OR dispute.opened_at = last_read.opened_at AND dispute.dispute_id > last_read.dispute_id)))
        """;

    const string SelectDisputes = $"""
        SELECT dispute_id, programme, person_key, holder_placement_id, holder_park_id, claimant_placement_id, claimant_park_id, opened_at, winner_placement_id, decision, decided_at
        FROM dispute
        WHERE (@park = '' OR holder_park_id = @park OR claimant_park_id = @park)
            AND (@open = -1 OR (@open = 1 AND decided_at IS NULL) OR (@open = 0 AND decided_at IS NOT NULL))
            AND {Behind}
        ORDER BY opened_at DESC, dispute_id
        """;

    const string CountDisputes = $"""
        SELECT COUNT(*)
        FROM dispute
        WHERE (@park = '' OR holder_park_id = @park OR claimant_park_id = @park)
            AND (@open = -1 OR (@open = 1 AND decided_at IS NULL) OR (@open = 0 AND decided_at IS NOT NULL))
            AND {Behind}
        """;

    const string SelectOne = """
        SELECT dispute_id, programme, person_key, holder_placement_id, holder_park_id, claimant_placement_id, claimant_park_id, opened_at, winner_placement_id, decision, decided_at
        FROM dispute
        WHERE dispute_id = @disputeId
        """;

    const string CountAsPerson = """
        SELECT COUNT(*)
        FROM counted_hire
        LEFT JOIN later_confirmation ON later_confirmation.placement_id = counted_hire.placement_id
        WHERE counted_hire.placement_id = @loserId
            AND (counted_hire.person_key IN (@personKey, @winnerKey) OR later_confirmation.person_key IN (@personKey, @winnerKey))
        """;

    const string Decide = """
        UPDATE dispute
        SET winner_placement_id = @winner, decision = @reason, decided_by = @actorId, decided_at = @decidedAt
        WHERE dispute_id = @disputeId AND decided_at IS NULL
        """;
}
