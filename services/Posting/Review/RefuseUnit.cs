using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts.Posting;
using RaMatch.Platform.Web;
using RaMatch.Posting.Units;

namespace RaMatch.Posting.Review;

/// <summary>
/// Park staff turn a unit away, saying why. Positions it has published disappear and take no more applications.
/// 404 for another park's unit; 403 if it was trusted until now, unless the right is to manage; 409 if there is nothing to decide or the unit has changed since it was looked at.
/// </summary>
static class RefuseUnit
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/units/{unitId:guid}/refuse", HandleAsync).RequireParkStaff().RequireScope(Scopes.ReviewsWrite)
        .WithExample(_ => new Request("请补充高新技术企业证书编号。", Version: 1));

    /// <summary>The decision.</summary>
    /// <param name="Reason">Shown to the unit and kept.</param>
    /// <param name="Version">The version that was reviewed; null takes the present one.</param>
    public sealed record Request(
        [Required(ErrorMessage = "ramatch:unit.refusal-reason-missing"), Characters(500, ErrorMessage = "ramatch:review.reason-too-long?most={1}"), ManyLines] string Reason,
        long? Version);

    /// <summary>The unit after the decision.</summary>
    public sealed record Response(Guid UnitId, UnitStatus Status, long Version);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ProblemHttpResult>> HandleAsync(Guid unitId, Request request, ParkStaff staff, PostingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ProblemHttpResult>>(async unit =>
        {
            if (await UnitRecord.TakeAsync(unit, unitId) is not { } reviewed || reviewed.ParkId != staff.ParkId)
            {
                return Problems.NotFound("unit.none");
            }

            if (request.Version is { } seen && seen != reviewed.Version)
            {
                return Problems.Conflict("unit.changed-meanwhile");
            }

            if (reviewed.Status == UnitStatus.Refused)
            {
                return Problems.Conflict("unit.refused-before");
            }

            if ((reviewed.TrustedSince is not null || reviewed.IsSuspended) && staff.Right < Right.Manage)
            {
                // Turned away after a verification, a unit is suspended; and what a suspended one is told is the park's to say.
                return Rights.TooSmall(staff);
            }

            var version = await reviewed.DistrustAsync(unit, UnitStatus.Refused, UnitEventKind.Refused, staff, request.Reason);
            if (reviewed is { Status: UnitStatus.Pending, TrustedSince: null })
            {
                await unit.PublishAsync(new UnitRefused(unitId, version, reviewed.ParkId, unit.Now));
            }

            return TypedResults.Ok(new Response(unitId, UnitStatus.Refused, version));
        }, cancellation);
}
