using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Matching.Placements;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Matching.Counting;

/// <summary>
/// A unit takes a wrong document out of a hire's evidence, with a reason; the document and the record stay for inspection. 400 without a
/// reason, 404 for another unit's evidence, 409 once the hire counts.
/// </summary>
static class SupersedeEvidence
{
    public static void Map(RouteGroupBuilder api) => api.MapDelete("/evidence/{evidenceId:guid}", HandleAsync).RequireUnitMember().RequireScope(Scopes.EvidenceWrite);

    static Task<Results<NoContent, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>> HandleAsync(
        Guid evidenceId, string? reason, UnitMember member, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<NoContent, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            if (TextRules.ObjectionToLine(reason, out var why) is { } objection)
            {
                return Problems.Invalid("reason", objection);
            }

            if (Characters.Count(why) is 0 or > 300)
            {
                return Problems.Invalid("reason", "evidence.superseding-reason");
            }

            if (await unit.FindAsync<Guid?>(SelectPlacementId, new { evidenceId }) is not { } placementId
                || await Placement.TakeAsync(unit, placementId, member.UnitId) is not { } placement)
            {
                return Problems.NotFound("evidence.none");
            }

            if (placement.Stage is not (PlacementStage.Signed or PlacementStage.OnDuty))
            {
                return Refusals.WrongStage(placement, "act.supersede-evidence");
            }

            var wasReady = await ReadyHires.IsReadyAsync(unit, placementId);
            // What is taken out already stays so, for the reason and by the one that did it.
            if (await unit.ExecuteAsync(Supersede, new { evidenceId, reason = why, actorId = member.Id, supersededAt = unit.Now }) > 0)
            {
                var left = await unit.QueryAsync<EvidenceOnFile>(SelectKinds, new { placementId });
                await (placement with { EvidenceKinds = Placement.BitsOf(left.Select(one => one.Kind)) }).AdvanceAsync(unit, member.Id);
                await ReadyHires.TellAsync(unit, placementId, wasReady);
            }

            return TypedResults.NoContent();
        }, cancellation);

    const string SelectPlacementId = "SELECT placement_id FROM evidence WHERE evidence_id = @evidenceId";

    const string SelectKinds = "SELECT DISTINCT kind FROM evidence WHERE placement_id = @placementId AND superseded_at IS NULL";

    const string Supersede = """
        UPDATE evidence
        SET superseded_at = @supersededAt, superseded_reason = @reason, superseded_by = @actorId
        WHERE evidence_id = @evidenceId AND superseded_at IS NULL
        """;
}
