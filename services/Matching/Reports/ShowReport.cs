using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Reports;

/// <summary>A park looks at its frozen report, a supervisor at any: what stands around the table, what has become of it, and the rows, a page at a time. 404 for an unknown report or another park's.</summary>
static class ShowReport
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/reports/{reportId:guid}", ShowAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.NumbersRead)
            .WithName("ShowReport");
        api.MapGet("/reports/{reportId:guid}/rows", RowsAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.NumbersRead)
            .WithName("ListReportRows");
    }

    /// <summary>A frozen report.</summary>
    /// <param name="Report">Where it comes from and what has become of it.</param>
    /// <param name="Sheet">What stands around the table.</param>
    /// <param name="Steps">Its history, earliest first.</param>
    public sealed record Response(ListReports.Line Report, ReportSheet Sheet, IReadOnlyList<Step> Steps);

    /// <summary>A step of its history.</summary>
    public sealed record Step
    {
        public ReportState State { get; init; }
        public string? Reason { get; init; }
        public DateTimeOffset OccurredAt { get; init; }
    }

    /// <summary>A park, or a supervisor, looks at a frozen report.</summary>
    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> ShowAsync(Guid reportId, Caller caller, Layouts layouts, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(async reader =>
            await Report.FindAsync(reader, reportId, caller) is { } report && layouts.Find(report.Layout, report.Edition) is { } layout
                ? TypedResults.Ok(new Response(ListReports.Line.Of(report), ReportSheet.Of(layout, Json.Read<ReportFile.Head>(report.Head)), await reader.QueryAsync<Step>(SelectSteps, new { reportId })))
                : Report.None(), cancellation);

    /// <summary>A park, or a supervisor, reads the rows of a frozen report.</summary>
    static Task<Results<Ok<PageOf<ReportCells>>, NotFound<ProblemDetails>>> RowsAsync(Guid reportId, Caller caller, Page page, Layouts layouts, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<PageOf<ReportCells>>, NotFound<ProblemDetails>>>(async reader =>
        {
            if (await Report.FindAsync(reader, reportId, caller) is not { } report || layouts.Find(report.Layout, report.Edition) is not { } layout)
            {
                return Report.None();
            }

            var rows = await reader.PageAsync<ReportFile.StoredRow>(ReportFile.SelectRows, CountRows, new { reportId }, page);
            return TypedResults.Ok(rows.Select(row => new ReportCells(row.RowKey, ReportFile.CellsOf(layout, row.Read().Facts))));
        }, cancellation);

    const string CountRows = "SELECT COUNT(*) FROM report_row WHERE report_id = @reportId";

    const string SelectSteps = """
        SELECT state, reason, occurred_at
        FROM report_event
        WHERE report_id = @reportId
        ORDER BY version
        """;
}
