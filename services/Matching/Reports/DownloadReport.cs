using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Sheets.Writing;

namespace RaMatch.Matching.Reports;

/// <summary>A park takes its frozen report away as .xlsx, a supervisor any. It never changes: the hash is the ETag, 304 and ranges hold. 404 for an unknown report or another park's.</summary>
static class DownloadReport
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/reports/{reportId:guid}/report.xlsx", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.NumbersRead).SendsFileInRanges(WorkbookFile.ContentType);

    static async Task<Results<FileStreamHttpResult, NotFound<ProblemDetails>>> HandleAsync(Guid reportId, Caller caller, MatchingDb db, CancellationToken cancellation)
    {
        if (await db.ReadAsync(reader => Report.FindAsync(reader, reportId, caller), cancellation) is not { } report)
        {
            return Report.None();
        }

        var file = new StoredFile { Hash = report.Hash, Size = report.Size };
        return TypedResults.Stream(file.Open(db), WorkbookFile.ContentType, $"{report.Layout}-{reportId}.xlsx", entityTag: new EntityTagHeaderValue($"\"{report.Hash}\""), enableRangeProcessing: true);
    }
}
