using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform.Audit;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Parks;

/// <summary>Park staff download their own frozen reports as Excel files, supervisors all; one that cannot be read leads back to the list.</summary>
static class ReportFiles
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/park/reports/{reportId:guid}/report.xlsx", SendAsync).RequireParkStaff().LimitedAsExport().RecordedIn<PortalDb>().ExcludeFromDescription();
        app.MapGet("/supervisor/reports/{reportId:guid}/report.xlsx", SendAsync).RequireSupervisor().LimitedAsExport().RecordedIn<PortalDb>().ExcludeFromDescription();
    }

    static async Task<Results<RelayedFile, RedirectHttpResult>> SendAsync(Guid reportId, HttpContext http, ServiceClient services)
    {
        var response = await services.DownloadAsync("matching", $"reports/{reportId}/report.xlsx", http.Request.Headers);
        http.Response.RegisterForDispose(response);
        if (RelayedFile.Is(response))
        {
            return new RelayedFile(response, $"report-{reportId}.xlsx");
        }

        new Notice(Tone.Bad, "没有找到这份统计表。").Leave(http);
        return SeeOther.To(http, http.Caller().ParkId is null ? "/supervisor/reports" : "/park/reports");
    }
}
