using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// A unit grades candidates of an open round, one or many with one request, refuses one with a reason the graduate reads, or takes either back. 404 for another
/// unit's candidate or one that takes no part, 409 once the lists are closed. Of many all are saved or, with 400 and a sentence for each that is wrong, none.
/// </summary>
static class GradeCandidate
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPut("/unit/rounds/{roundId:guid}/candidates", GradeAllAsync).RequireUnitMember().RequireScope(Scopes.CandidatesWrite)
            .WithName("GradeCandidates")
            .WithExample(_ => new Gradings([new OneGrading(Example.Id, 80), new OneGrading(Example.OtherId)]));
        api.MapPut("/unit/rounds/{roundId:guid}/candidates/{placementId:guid}", GradeAsync).RequireUnitMember().RequireScope(Scopes.CandidatesWrite)
            .WithName("GradeCandidate")
            .WithExample(_ => new Grading(80));
        api.MapPost("/unit/rounds/{roundId:guid}/candidates/{placementId:guid}/refusal", RefuseAsync).RequireUnitMember().RequireScope(Scopes.CandidatesWrite)
            .WithName("RefuseCandidate")
            .WithExample(_ => new Refusal("与岗位要求不符"));
        api.MapDelete("/unit/rounds/{roundId:guid}/candidates/{placementId:guid}/refusal", UndoAsync).RequireUnitMember().RequireScope(Scopes.CandidatesWrite)
            .WithName("UndoRefusal");
    }

    /// <summary>Null takes the grade back.</summary>
    public sealed record Grading([Range(0, 100, ErrorMessage = "ramatch:grade.range?least={1}&most={2}")] int? Grade = null);

    /// <summary>Grades of many candidates; who is not named keeps what is given.</summary>
    public sealed record Gradings(
        [Required(ErrorMessage = "ramatch:grade.missing"), MaxLength(200, ErrorMessage = "ramatch:grade.too-many?most={1}")] IReadOnlyList<OneGrading> Grades);

    /// <param name="PlacementId">The candidate.</param>
    /// <param name="Grade">Null takes the grade back.</param>
    public sealed record OneGrading(Guid PlacementId, [Range(0, 100, ErrorMessage = "ramatch:grade.range?least={1}&most={2}")] int? Grade = null);

    /// <param name="Changed">How many grades are others than before.</param>
    public sealed record Graded(int Changed);

    public sealed record Refusal(
        [Required(ErrorMessage = "ramatch:grade.refusal-reason-missing"),
        Characters(200, 5, ErrorMessage = "ramatch:grade.refusal-reason-length")] string Reason);

    /// <summary>A unit grades many candidates of a round at once, all or none.</summary>
    static Task<Results<Ok<Graded>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>> GradeAllAsync(
        Guid roundId, Gradings request, UnitMember member, Market market, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Graded>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            if (await ListRoundCandidates.FindAsync(unit, roundId, member.UnitId) is not { } round)
            {
                return Round.None();
            }

            foreach (var parkId in await unit.QueryAsync<string>(SelectParks, new { roundId, member.UnitId }))
            {
                if (!await OpenLists.HoldAsync(unit, round, parkId))
                {
                    return (await Round.FindAsync(unit, roundId))!.WrongStage("act.grade", unit.Now);
                }

                unit.Concerns(parkId);
            }

            var candidates = (await UnitCandidate.ReadAsync(unit, market, round, member.UnitId)).ToDictionary(candidate => candidate.PlacementId);
            var wrong = request.Grades.Index()
                .Where(one => !candidates.ContainsKey(one.Item.PlacementId) || request.Grades.Take(one.Index).Any(other => other.PlacementId == one.Item.PlacementId))
                .ToDictionary(one => $"grades[{one.Index}].placementId", one => new[] { Sentence.Of(candidates.ContainsKey(one.Item.PlacementId) ? "grade.candidate-twice" : "grade.no-candidate") });
            if (wrong.Count > 0)
            {
                return Problems.Invalid(wrong);
            }

            var changed = request.Grades.Where(one => candidates[one.PlacementId].Grade != one.Grade).ToList();
            foreach (var one in changed)
            {
                await WriteAsync(unit, round, member, candidates[one.PlacementId], one.Grade, candidates[one.PlacementId].RefusedReason);
            }

            return TypedResults.Ok(new Graded(changed.Count));
        }, cancellation);

    /// <summary>A unit grades one candidate of a round, or takes the grade back.</summary>
    static Task<Results<Ok<UnitCandidate>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> GradeAsync(
        Guid roundId, Guid placementId, Grading request, UnitMember member, Market market, MatchingDb db, CancellationToken cancellation) =>
        DecideAsync(roundId, placementId, member, market, db, candidate => (request.Grade, candidate.RefusedReason), cancellation);

    /// <summary>A unit refuses a candidate of a round, saying why.</summary>
    static Task<Results<Ok<UnitCandidate>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> RefuseAsync(
        Guid roundId, Guid placementId, Refusal request, UnitMember member, Market market, MatchingDb db, CancellationToken cancellation) =>
        DecideAsync(roundId, placementId, member, market, db, candidate => (candidate.Grade, request.Reason), cancellation);

    /// <summary>A unit takes the refusal of a candidate back.</summary>
    static Task<Results<Ok<UnitCandidate>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> UndoAsync(
        Guid roundId, Guid placementId, UnitMember member, Market market, MatchingDb db, CancellationToken cancellation) =>
        DecideAsync(roundId, placementId, member, market, db, candidate => (candidate.Grade, null), cancellation);

    static Task<Results<Ok<UnitCandidate>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> DecideAsync(
        Guid roundId,
        Guid placementId,
        UnitMember member,
        Market market,
        MatchingDb db,
        Func<UnitCandidate, (long? Grade, string? RefusedReason)> decide,
        CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<UnitCandidate>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await ListRoundCandidates.FindAsync(unit, roundId, member.UnitId) is not { } round
                || await unit.FindAsync<string>(SelectPark, new { placementId, member.UnitId }) is not { } parkId)
            {
                return Problems.NotFound("grade.no-candidate");
            }

            // The park's row before the candidate: who grades and who refuses at the same moment write the same row.
            var open = await OpenLists.HoldAsync(unit, round, parkId);
            if (await CandidateAsync(unit, market, round, placementId, member) is not { } candidate)
            {
                return Problems.NotFound("grade.no-candidate");
            }

            if (!open)
            {
                return (await Round.FindAsync(unit, roundId))!.WrongStage("act.grade", unit.Now);
            }

            unit.Concerns(parkId);
            var (grade, refusedReason) = decide(candidate);
            await WriteAsync(unit, round, member, candidate, grade, refusedReason);
            return TypedResults.Ok(candidate with { Grade = grade, RefusedReason = refusedReason, Score = round.ScoreOf((int)candidate.FitScore, grade) });
        }, cancellation);

    static async Task WriteAsync(UnitOfWork unit, Round round, UnitMember member, UnitCandidate candidate, long? grade, string? refusedReason)
    {
        var row = new { round.RoundId, candidate.PlacementId, grade, refusedReason, actorId = member.Id, decidedAt = unit.Now };
        if (await unit.ExecuteAsync(UpdateGrade, row) == 0)
        {
            await unit.ExecuteAsync(InsertGrade, row);
        }
    }

    static async Task<UnitCandidate?> CandidateAsync(Reader reader, Market market, Round round, Guid placementId, UnitMember member) =>
        (await UnitCandidate.ReadAsync(reader, market, round, member.UnitId)).SingleOrDefault(candidate => candidate.PlacementId == placementId);

    const string SelectPark = "SELECT park_id FROM placement WHERE placement_id = @placementId AND unit_id = @unitId";

    // A unit lies in one park; in a fixed order all the same.
    const string SelectParks = """
        SELECT DISTINCT position.park_id
        FROM position
        JOIN round_park ON round_park.park_id = position.park_id AND round_park.round_id = @roundId
        WHERE position.unit_id = @unitId
        ORDER BY position.park_id
        """;

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
