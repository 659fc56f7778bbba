using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts.Posting;
using RaMatch.Platform.Web;
using RaMatch.Posting.Positions;
using RaMatch.Posting.Units;

namespace RaMatch.Posting.Review;

/// <summary>
/// Park staff verify a unit, or verify it again after a change, a refusal or a suspension. 404 for another park's unit; 403 if it is
/// suspended, unless the right is to manage; 409 if it is verified already or has changed since it was looked at.
/// </summary>
static class VerifyUnit
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/units/{unitId:guid}/verify", HandleAsync).RequireParkStaff().RequireScope(Scopes.ReviewsWrite)
        .WithExample(_ => new Request(Version: 1));

    /// <summary>What was looked at.</summary>
    /// <param name="Version">The version that was reviewed; null takes the present one.</param>
    public sealed record Request(long? Version);

    /// <summary>The unit after the decision.</summary>
    public sealed record Response(Guid UnitId, UnitStatus Status, long Version);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ProblemHttpResult>> HandleAsync(Guid unitId, Request? request, ParkStaff staff, PostingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ProblemHttpResult>>(async unit =>
        {
            if (await UnitRecord.TakeAsync(unit, unitId) is not { } reviewed || reviewed.ParkId != staff.ParkId)
            {
                return Problems.NotFound("unit.none");
            }

            if (request?.Version is { } seen && seen != reviewed.Version)
            {
                return Problems.Conflict("unit.changed-before-verification");
            }

            if (reviewed.Status == UnitStatus.Verified)
            {
                return Problems.Conflict("unit.verified-before");
            }

            if (reviewed.IsSuspended && staff.Right < Right.Manage)
            {
                // Who may not suspend a unit may not lift it either.
                return Rights.TooSmall(staff);
            }

            var version = reviewed.Version + 1;
            await unit.ExecuteAsync(UpdateUnit, new { unitId, status = UnitStatus.Verified, version, now = unit.Now });
            await UnitRecord.LogAsync(unit, unitId, version, UnitEventKind.Verified, (staff.Id, staff.Name));
            var categories = await UnitRecord.CategoriesAsync(unit, unitId);
            await unit.PublishAsync(new UnitVerified(unitId, version, reviewed.Name, reviewed.ParkId, [.. categories.Select(category => category.Category!.Value)], unit.Now));
            if (reviewed.VerifiedName is not null && reviewed.VerifiedName != reviewed.Name)
            {
                // The published positions carry the name, here and in the copies of the other services.
                foreach (var positionId in await unit.QueryAsync<Guid>(SelectLivePositions, new { unitId }))
                {
                    // Touched, it may turn out to be closed by now.
                    if (await PositionRecord.TakeAsync(unit, positionId) is not { Status: not PositionStatus.Closed, LiveRevision: { } liveRevision } position)
                    {
                        continue;
                    }

                    var next = position.Version + 1;
                    await unit.ExecuteAsync(UpdateVersion, new { position.PositionId, version = next });
                    await PositionRecord.LogAsync(unit, position.PositionId, next, PositionEventKind.UnitRenamed, liveRevision, (staff.Id, staff.Name));
                    await LivePosition.AnnounceAsync(unit, position.PositionId, isRenaming: true);
                }
            }

            return TypedResults.Ok(new Response(unitId, UnitStatus.Verified, version));
        }, cancellation);

    const string UpdateUnit = """
        UPDATE unit
        SET status = @status, version = @version, verified_name = name, trusted_since = COALESCE(trusted_since, @now)
        WHERE unit_id = @unitId
        """;

    const string SelectLivePositions = """
        SELECT position_id FROM position WHERE unit_id = @unitId AND live_revision IS NOT NULL AND status <> 'Closed' ORDER BY position_id
        """;

    const string UpdateVersion = "UPDATE position SET version = @version WHERE position_id = @positionId";
}
