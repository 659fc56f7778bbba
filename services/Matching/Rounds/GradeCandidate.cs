using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// A unit grades a candidate of an open round, refuses one with a reason the graduate reads, or takes either back. 404 for another unit's candidate or
/// one that takes no part, 409 once the lists are closed.
/// </summary>
static class GradeCandidate
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPut("/unit/rounds/{roundId:guid}/candidates/{placementId:guid}", GradeAsync).RequireUnitMember();
        api.MapPost("/unit/rounds/{roundId:guid}/candidates/{placementId:guid}/refusal", RefuseAsync).RequireUnitMember();
        api.MapDelete("/unit/rounds/{roundId:guid}/candidates/{placementId:guid}/refusal", UndoAsync).RequireUnitMember();
    }

    /// <summary>Null takes the grade back.</summary>
    public sealed record Grading([Range(0, 100, ErrorMessage = "评价应为 0 至 100 分。")] int? Grade = null);

    public sealed record Refusal(
        [Required(ErrorMessage = "请填写不列入人选的原因。"),
        RegularExpression(@"\s*\S[\s\S]{3,}\S\s*", ErrorMessage = "原因为 5 至 200 个字，毕业生会看到。"),
        StringLength(200, ErrorMessage = "原因为 5 至 200 个字，毕业生会看到。")] string Reason);

    static Task<Results<Ok<UnitCandidate>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> GradeAsync(
        Guid roundId, Guid placementId, Grading request, UnitMember member, Market market, MatchingDb db, CancellationToken ct) =>
        DecideAsync(roundId, placementId, member, market, db, candidate => (request.Grade, candidate.RefusedReason), ct);

    static Task<Results<Ok<UnitCandidate>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> RefuseAsync(
        Guid roundId, Guid placementId, Refusal request, UnitMember member, Market market, MatchingDb db, CancellationToken ct) =>
        DecideAsync(roundId, placementId, member, market, db, candidate => (candidate.Grade, request.Reason.Trim()), ct);

    static Task<Results<Ok<UnitCandidate>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> UndoAsync(
        Guid roundId, Guid placementId, UnitMember member, Market market, MatchingDb db, CancellationToken ct) =>
        DecideAsync(roundId, placementId, member, market, db, candidate => (candidate.Grade, null), ct);

    static Task<Results<Ok<UnitCandidate>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> DecideAsync(
        Guid roundId,
        Guid placementId,
        UnitMember member,
        Market market,
        MatchingDb db,
        Func<UnitCandidate, (long? Grade, string? RefusedReason)> decide,
        CancellationToken ct) =>
        db.WriteAsync<Results<Ok<UnitCandidate>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await ListRoundCandidates.FindAsync(unit, roundId, member.UnitId) is not { } round
                || await CandidateAsync(unit, market, round, placementId, member) is not { } candidate)
            {
                return Problems.NotFound("本轮没有这位候选人。");
            }

            var parkId = await unit.GetAsync<string>(SelectPark, new { placementId });
            if (!await OpenLists.HoldAsync(unit, round, parkId))
            {
                return (await Round.FindAsync(unit, roundId))!.WrongStage("再评价候选人");
            }

            var (grade, refusedReason) = decide(candidate);
            var row = new { roundId, placementId, grade, refusedReason, actorId = member.Id, decidedAt = unit.Now };
            if (await unit.ExecuteAsync(UpdateGrade, row) == 0)
            {
                await unit.ExecuteAsync(InsertGrade, row);
            }

            return TypedResults.Ok(candidate with { Grade = grade, RefusedReason = refusedReason, Score = round.ScoreOf((int)candidate.FitScore, grade) });
        }, ct);

    static async Task<UnitCandidate?> CandidateAsync(Reader reader, Market market, Round round, Guid placementId, UnitMember member) =>
        (await UnitCandidate.ReadAsync(reader, market, round, member.UnitId)).SingleOrDefault(candidate => candidate.PlacementId == placementId);

    const string SelectPark = "SELECT park_id FROM placement WHERE placement_id = @placementId";

    const string UpdateGrade = """
        UPDATE round_grade
        SET grade = @grade, refused_reason = @refusedReason, actor_id = @actorId, decided_at = @decidedAt
        WHERE round_id = @roundId AND placement_id = @placementId
        """;

    const string InsertGrade = """
        INSERT INTO round_grade (round_id, placement_id, grade, refused_reason, actor_id, decided_at)
        VALUES (@roundId, @placementId, @grade, @refusedReason, @actorId, @decidedAt)
        """;
}
