using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Reports;

/// <summary>
/// A park hands in the report with which it answers a milestone; after the milestone froze it is late. 404 for an unknown report or another park's; 409 where it answers no milestone, or one that has been moved, where it has been
/// handed in before, or another one has been and was not returned.
/// </summary>
static class HandInReport
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/reports/{reportId:guid}/hand-in", HandleAsync).RequireParkStaff().RequireScope(Scopes.AdministrationWrite);

    /// <summary>The report after the act.</summary>
    public sealed record Response(Guid ReportId, ReportState State, bool Late);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(Guid reportId, Caller caller, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            // The programme goes before the report: what its milestones ask for stays as it is read.
            if (await Report.FindAsync(unit, reportId, caller) is not { } found || await Programme.TakeAsync(unit, found.Programme) is not { } programme || await Report.TakeAsync(unit, reportId, caller) is not { } report)
            {
                return Report.None();
            }

            if (report.MilestoneOn is not { } day)
            {
                return Problems.Conflict("report.no-milestone");
            }

            if (report.State != ReportState.Frozen)
            {
                return Problems.Conflict("report.handed-in-before", ("state", report.State));
            }

            if (DueMilestone.Of(programme).FirstOrDefault(one => one.On == day) is not { } milestone)
            {
                return Problems.Conflict("report.milestone-moved", ("on", day));
            }

            if (await unit.ExecuteAsync(InsertStanding, new { report.Programme, report.ParkId, milestoneOn = day, reportId }) == 0)
            {
                return Problems.Conflict("report.answered-before", ("on", day));
            }

            var handedIn = await (report with { State = ReportState.HandedIn, HandedInAt = unit.Now, DueAt = milestone.FreezesAt }).AdvanceAsync(unit, caller.Id);
            return TypedResults.Ok(new Response(reportId, handedIn.State, handedIn.IsLate));
        }, cancellation);

    const string InsertStanding = """
        INSERT INTO report_standing (programme, park_id, milestone_on, report_id)
        SELECT @programme, @parkId, @milestoneOn, @reportId
        WHERE NOT EXISTS (SELECT 1 FROM report_standing WHERE programme = @programme AND park_id = @parkId AND milestone_on = @milestoneOn)
        """;
}
