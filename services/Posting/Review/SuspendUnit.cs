using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Posting.Units;

namespace RaMatch.Posting.Review;

/// <summary>
/// Park staff suspend a verified unit, saying why. Its positions disappear and take no more applications.
/// 404 for another park's unit; 409 if there is nothing to decide or the unit has changed since it was looked at.
/// </summary>
static class SuspendUnit
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/units/{unitId:guid}/suspend", HandleAsync).RequireParkStaff().RequireScope(Scopes.AdministrationWrite).RequireRight(Right.Manage)
        .WithExample(_ => new Request("提供的证书已失效，请更新后联系园区。", Version: null));

    /// <summary>The decision.</summary>
    /// <param name="Reason">Shown to the unit and kept.</param>
    /// <param name="Version">The version that was reviewed; null takes the present one.</param>
    public sealed record Request(
        [Required(ErrorMessage = "ramatch:unit.suspension-reason-missing"), Characters(500, ErrorMessage = "ramatch:review.reason-too-long?most={1}"), ManyLines] string Reason,
        long? Version);

    /// <summary>The unit after the decision.</summary>
    public sealed record Response(Guid UnitId, UnitStatus Status, long Version);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(Guid unitId, Request request, ParkStaff staff, PostingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await UnitRecord.TakeAsync(unit, unitId) is not { } reviewed || reviewed.ParkId != staff.ParkId)
            {
                return Problems.NotFound("unit.none");
            }

            if (request.Version is { } seen && seen != reviewed.Version)
            {
                return Problems.Conflict("unit.changed-meanwhile");
            }

            if (reviewed.TrustedSince is null)
            {
                return Problems.Conflict("unit.not-verified");
            }

            var version = await reviewed.DistrustAsync(unit, UnitStatus.Suspended, UnitEventKind.Suspended, staff, request.Reason);
            return TypedResults.Ok(new Response(unitId, UnitStatus.Suspended, version));
        }, cancellation);
}
