using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Posting.Positions;

namespace RaMatch.Posting.Review;

/// <summary>
/// Park staff publish a submitted position: from now on graduates see this text. What was judged at its submission is judged again, because offers,
/// the programme's rules and the day have gone on meanwhile. 404 for another park's position; 409 if it is not waiting, has changed since it was
/// looked at, its unit is not in good standing, or the linter finds an error now, such as fewer seats than are held.
/// </summary>
static class PublishPosition
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/positions/{positionId:guid}/publish", HandleAsync).RequireParkStaff().RequireScope(Scopes.ReviewsWrite)
        .WithExample(_ => new Request(Version: 1));

    /// <summary>What was looked at.</summary>
    /// <param name="Version">The version that was reviewed; null takes the present one.</param>
    public sealed record Request(long? Version);

    /// <summary>The position after the decision.</summary>
    public sealed record Response(Guid PositionId, long Version, PositionStatus Status);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(Guid positionId, Request? request, ParkStaff staff, PostingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await PositionRecord.TakeAsync(unit, positionId) is not { } reviewed || reviewed.ParkId != staff.ParkId)
            {
                return Problems.NotFound("position.none");
            }

            if (request?.Version is { } seen && seen != reviewed.Version)
            {
                return Problems.Conflict("position.reviewed-meanwhile");
            }

            if (reviewed.Status != PositionStatus.Submitted)
            {
                return Problems.Conflict("position.not-submitted");
            }

            if (reviewed.TrustedSince is null)
            {
                return Problems.Conflict("position.unit-not-trusted");
            }

            if (await ObjectionToAsync(unit, reviewed) is { } objection)
            {
                return Problems.Conflict(objection);
            }

            var version = reviewed.Version + 1;
            await unit.ExecuteAsync(UpdatePosition, new { positionId, status = PositionStatus.Published, version, now = unit.Now });
            await PositionRecord.LogAsync(unit, positionId, version, PositionEventKind.Published, reviewed.Revision, (staff.Id, staff.Name));
            await LivePosition.AnnounceAsync(unit, positionId, isRenaming: false);
            return TypedResults.Ok(new Response(positionId, version, PositionStatus.Published));
        }, cancellation);

    static async Task<Sentence?> ObjectionToAsync(UnitOfWork unit, PositionRecord reviewed)
    {
        var content = (await PositionContent.ReadAsync(unit, reviewed.PositionId, reviewed.Revision)).ToContent();
        var today = ChinaTime.DayOf(unit.Now);
        if (content.ClosesOn < today)
        {
            return Sentence.Of("position.closing-passed");
        }

        var rules = await ProgrammeRules.FindAsync(unit, reviewed.Programme);
        List<Sentence> errors =
        [
            .. Linter.Check(content.ToDraft(reviewed.Programme), rules, today, reviewed.SeatsHeld)
                .Where(finding => finding.Severity == Severity.Error)
                .Select(finding => finding.Sentence),
        ];
        return errors.Count == 0 ? null : Sentence.Of("position.errors-by-now", ("errors", Argument.List(errors)));
    }

    const string UpdatePosition = """
        UPDATE position
        SET status = @status, version = @version, live_revision = revision, published_at = @now
        WHERE position_id = @positionId
        """;
}
