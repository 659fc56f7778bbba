using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts.Posting;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Posting.Units;

namespace RaMatch.Posting.Positions;

/// <summary>
/// A member submits a position for review by the park; the draft it was written in, if that is named, goes with it, and stays where the position is
/// refused. 400 with the linter's errors by field; 404 if there is no such draft; 409 if the unit is not verified, the programme is unknown or over, or the
/// draft was saved since it was opened (<c>draftVersion</c>; without it the present one goes).
/// </summary>
static class SubmitPosition
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/positions", HandleAsync).RequireUnitMember().RequireScope(Scopes.PositionsWrite)
        .WithExample(PositionDraft.Example);

    /// <summary>The position as submitted.</summary>
    public sealed record Response(Guid PositionId, long Version, PositionStatus Status, IReadOnlyList<Finding> Findings);

    static Task<Results<Created<Response>, ValidationProblem, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(
        PositionDraft request, Guid? draftId, long? draftVersion, UnitMember member, PostingDb db, CancellationToken cancellation)
    {
        var positionId = Guid.CreateVersion7();
        return db.WriteAsync<Results<Created<Response>, ValidationProblem, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            var employer = await UnitRecord.TakeAsync(unit, member.UnitId);
            var draft = draftId is { } named ? await DraftRecord.FindAsync(unit, named, member) : null;
            if (draftId is not null && draft is null)
            {
                return Problems.NotFound("position.no-draft");
            }

            if (draft?.IsStill(draftVersion) == false)
            {
                return Problems.Conflict("position.draft-changed-meanwhile");
            }

            if (employer is not { Status: UnitStatus.Verified })
            {
                return Problems.Conflict("position.unit-not-verified");
            }

            var rules = await ProgrammeRules.FindAsync(unit, request.Programme);
            if (rules is null && !string.IsNullOrWhiteSpace(request.Programme))
            {
                return Problems.Conflict("position.programme-unknown");
            }

            var today = ChinaTime.DayOf(unit.Now);
            if (rules?.ClosesOn < today)
            {
                return Problems.Conflict("position.programme-over", ("programme", rules.Title));
            }

            var findings = Linter.Check(request, rules, today);
            if (Finding.ErrorsOf(findings) is { Count: > 0 } errors)
            {
                return Problems.Invalid(errors);
            }

            const long version = 1;
            const long revision = 1;
            await unit.ExecuteAsync(InsertPosition, new
            {
                positionId,
                member.UnitId,
                employer.ParkId,
                programme = rules!.Code,
                status = PositionStatus.Submitted,
                version,
                revision,
                createdAt = unit.Now,
            });
            await request.ToContent().KeepAsync(unit, positionId, revision, findings);
            await PositionRecord.LogAsync(unit, positionId, version, PositionEventKind.Submitted, revision, (member.Id, member.Name));
            await unit.PublishAsync(new PositionSubmitted(positionId, version, member.UnitId, employer.ParkId, rules.Code, request.Title!, unit.Now));
            if (draft is not null)
            {
                await DraftRecord.DeleteAsync(unit, draft.DraftId);
            }

            unit.Concerns(employer.ParkId, "position", positionId);
            return TypedResults.Created($"/api/posting/positions/{positionId}", new Response(positionId, version, PositionStatus.Submitted, findings));
        }, cancellation);
    }

    const string InsertPosition = """
        INSERT INTO position (position_id, unit_id, park_id, programme, status, version, revision, seats_held, seats_version, created_at, submitted_at)
        VALUES (@positionId, @unitId, @parkId, @programme, @status, @version, @revision, 0, 0, @createdAt, @createdAt)
        """;
}
