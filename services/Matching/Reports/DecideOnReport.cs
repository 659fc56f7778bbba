using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Reports;

/// <summary>A supervisor accepts a report that was handed in, or returns it with a reason; then its park may hand in another one. 404 for an unknown report, 409 with what stands where it does not wait for a decision.</summary>
static class DecideOnReport
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/reports/{reportId:guid}/accept", AcceptAsync).RequireSupervisor().RequireScope(Scopes.AdministrationWrite).RequireRight(Right.Manage)
            .WithName("AcceptReport");
        api.MapPost("/reports/{reportId:guid}/return", ReturnAsync).RequireSupervisor().RequireScope(Scopes.AdministrationWrite).RequireRight(Right.Manage)
            .WithName("ReturnReport")
            .WithExample(_ => new Request("落实人数与台账不符，请核对后重新生成"));
    }

    public sealed record Request([Required(ErrorMessage = "ramatch:report.reason-missing"), Characters(500, ErrorMessage = "ramatch:report.reason-too-long?most={1}")] string Reason);

    /// <summary>The report after the act.</summary>
    public sealed record Response(Guid ReportId, ReportState State);

    /// <summary>A supervisor accepts a report.</summary>
    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> AcceptAsync(Guid reportId, Caller caller, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync(unit => DecideAsync(unit, reportId, caller, ReportState.Accepted, reason: null), cancellation);

    /// <summary>A supervisor returns a report.</summary>
    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> ReturnAsync(Guid reportId, Request request, Caller caller, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync(async unit =>
        {
            var answer = await DecideAsync(unit, reportId, caller, ReportState.Returned, request.Reason);
            if (answer.Result is Ok<Response>)
            {
                await unit.ExecuteAsync(DeleteStanding, new { reportId });
            }

            return answer;
        }, cancellation);

    static async Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> DecideAsync(UnitOfWork unit, Guid reportId, Caller caller, ReportState state, string? reason)
    {
        if (await Report.TakeAsync(unit, reportId, caller) is not { } report)
        {
            return Report.None();
        }

        if (report.State != ReportState.HandedIn)
        {
            return Problems.Conflict("report.not-waiting", ("state", report.State));
        }

        var decided = await (report with { State = state, DecidedAt = unit.Now, Reason = reason }).AdvanceAsync(unit, caller.Id);
        return TypedResults.Ok(new Response(reportId, decided.State));
    }

    const string DeleteStanding = "DELETE FROM report_standing WHERE report_id = @reportId";
}
