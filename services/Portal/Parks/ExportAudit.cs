using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform;
using RaMatch.Platform.Audit;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Parks;

/// <summary>
/// A park's administrator or a supervisor takes the audit trail away as a table: all rows that the page shows part by part, narrowed as there. Back to the page with the reason if there is none.
/// That it was taken is part of the trail.
/// </summary>
static class ExportAudit
{
    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var root in new[] { "park", "supervisor" })
        {
            app.MapGet($"/{root}/audit.csv", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).LimitedAsExport().RecordedIn<PortalDb>().ExcludeFromDescription();
        }
    }

    static async Task<Results<FileContentHttpResult, RedirectHttpResult>> HandleAsync(HttpContext http, ServiceClient services)
    {
        var isSupervisor = http.Caller().Role == Roles.Supervisor;
        var filter = new AuditFilter(http.Request.Query);
        var asked = filter.Asked();
        // What cannot be read is said on the page, at its field.
        var (lines, objection) = filter.Wrong.Count > 0 ? ([], "还没有导出：请先改正标出的条件。") : await AuditTrail.ReadAllAsync(services, asked);
        if (objection is not null)
        {
            new Notice(Tone.Bad, objection).Leave(http);
            return SeeOther.To(http, filter.With(isSupervisor ? "/supervisor/audit" : "/park/audit"));
        }

        return Csv.File(http, "audit.csv",
        [
            ["时间", "人员", "身份", "人员编号", "代表", "操作", "类别", "对象", "对象编号", "园区", "程序", "网络地址", "明细", "序号", "校验值"],
            .. lines.Select(line => (string[])
            [
                ChinaTime.MinuteOf(line.OccurredAt),
                AuditWords.Who(line),
                AuditWords.Role(line),
                line.AccountId.ToString(),
                line.ActsFor ?? "",
                AuditWords.Of(line.Action),
                line.IsReading == 1 ? "查看" : "办理",
                line.SubjectKind is null ? "" : AuditWords.Subject(line.SubjectKind),
                line.SubjectId ?? "",
                line.ParkId is { } park ? Wording.ParkOf(park) : "",
                line.App ?? "",
                line.Address ?? "",
                line.Detail ?? "",
                line.ChainNo?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
                line.Hash ?? "",
            ]),
        ]);
    }
}
