using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts.Posting;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Posting.Units;

namespace RaMatch.Posting.Positions;

/// <summary>
/// A member submits a new text of a position; a published one stays live until the new one is published. 400 with the linter's errors;
/// 404 for another unit's position; 409 if it is closed, the unit is not verified, or the programme is unknown or over.
/// </summary>
static class RevisePosition
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPut("/positions/{positionId:guid}", HandleAsync).RequireUnitMember().RequireScope(Scopes.PositionsWrite)
        .WithExample(PositionDraft.Example);

    /// <summary>The position as submitted.</summary>
    public sealed record Response(Guid PositionId, long Version, PositionStatus Status, IReadOnlyList<Finding> Findings);

    static Task<Results<Ok<Response>, ValidationProblem, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(
        Guid positionId, PositionDraft request, UnitMember member, PostingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, ValidationProblem, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await PositionRecord.TakeAsync(unit, positionId) is not { } before || before.UnitId != member.UnitId)
            {
                return Problems.NotFound("position.none");
            }

            if (before.Status == PositionStatus.Closed)
            {
                return Problems.Conflict("position.closed");
            }

            if (await UnitRecord.FindAsync(unit, member.UnitId) is not { Status: UnitStatus.Verified })
            {
                return Problems.Conflict("position.unit-not-verified");
            }

            if (before.LiveRevision is not null && request.Programme != before.Programme)
            {
                return Problems.Invalid("programme", "position.programme-fixed");
            }

            var rules = await ProgrammeRules.FindAsync(unit, request.Programme);
            var today = ChinaTime.DayOf(unit.Now);
            if (rules?.ClosesOn < today)
            {
                return Problems.Conflict("position.programme-over", ("programme", rules.Title));
            }

            var findings = Linter.Check(request, rules, today, before.SeatsHeld);
            if (Finding.ErrorsOf(findings) is { Count: > 0 } errors)
            {
                return Problems.Invalid(errors);
            }

            var version = before.Version + 1;
            var revision = before.Revision + 1;
            await unit.ExecuteAsync(UpdatePosition, new { positionId, programme = rules!.Code, status = PositionStatus.Submitted, version, revision, now = unit.Now });
            await request.ToContent().KeepAsync(unit, positionId, revision, findings);
            await PositionRecord.LogAsync(unit, positionId, version, PositionEventKind.Revised, revision, (member.Id, member.Name));
            await unit.PublishAsync(new PositionSubmitted(positionId, version, member.UnitId, before.ParkId, rules.Code, request.Title!, unit.Now));
            return TypedResults.Ok(new Response(positionId, version, PositionStatus.Submitted, findings));
        }, cancellation);

    const string UpdatePosition = """
        UPDATE position
        SET programme = @programme, status = @status, version = @version, revision = @revision, submitted_at = @now
        WHERE position_id = @positionId
        """;
}
