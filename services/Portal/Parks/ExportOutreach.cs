using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Audit;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;
using RaMatch.Reference;

namespace RaMatch.Portal.Parks;

/// <summary>Park staff take the list of known units, or that of contacts, away as a table, narrowed as the page is. Back to the page with the reason if it cannot be read.</summary>
static class ExportOutreach
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/park/firms.csv", FirmsAsync).RequireParkStaff().LimitedAsExport().RecordedIn<PortalDb>().ExcludeFromDescription();
        app.MapGet("/park/outreach.csv", ContactsAsync).RequireParkStaff().LimitedAsExport().RecordedIn<PortalDb>().ExcludeFromDescription();
    }

    static async Task<Results<FileContentHttpResult, RedirectHttpResult>> FirmsAsync(
        [FromQuery] string? programme, [FromQuery] string? q, [FromQuery] string? state, [FromQuery] string? category, HttpContext http, ServiceClient services)
    {
        var (firms, refusal) = await Csv.AllAsync(page => services.GetAsync<PageOf<KnownFirm>>(
            "posting", $"firms?programme={Uri.EscapeDataString(programme ?? "")}&q={Uri.EscapeDataString(q ?? "")}&state={Uri.EscapeDataString(state ?? "")}&category={Uri.EscapeDataString(category ?? "")}&{page}"));
        return refusal is not null ? Back(http, refusal, "/park/firms") : Csv.File(http, $"{http.Caller().ParkId}-{programme}-firms.csv",
        [
            ["单位名称", "统一社会信用代码", "单位类别", "职工人数", "登记状态", "联系人", "联系电话", "对接次数", "最近对接", "结果", "跟进日期", "下一步", "承诺名额", "发布名额", "落实人数"],
            .. firms.Select(firm => (string[])
            [
                firm.Name,
                firm.Uscc ?? "",
                string.Join('、', firm.Categories.Select(Labels.Of)),
                Number(firm.Headcount),
                firm.Status is { } status ? Words.Of(status) : "未登记",
                firm.ContactName ?? "",
                firm.ContactPhone ?? "",
                Number(firm.Contacts),
                Wording.Iso(firm.LastOn),
                firm.LastOutcome is { } outcome ? Words.Of(outcome) : "",
                Wording.Iso(firm.FollowUpOn),
                firm.NextStep ?? "",
                Number(firm.SeatsPromised),
                Number(firm.SeatsPublished),
                Number(firm.HiresCounted),
            ]),
        ]);
    }

    static async Task<Results<FileContentHttpResult, RedirectHttpResult>> ContactsAsync(
        [FromQuery] string? programme, [FromQuery] string? q, [FromQuery] string? channel, [FromQuery] string? outcome, [FromQuery] string? briefing, HttpContext http, ServiceClient services)
    {
        var (contacts, refusal) = await Csv.AllAsync(page => services.GetAsync<PageOf<ContactLine>>(
            "posting", $"outreach/contacts?programme={Uri.EscapeDataString(programme ?? "")}&q={Uri.EscapeDataString(q ?? "")}&channel={Uri.EscapeDataString(channel ?? "")}&outcome={Uri.EscapeDataString(outcome ?? "")}&briefing={Uri.EscapeDataString(briefing ?? "")}&{page}"));
        return refusal is not null ? Back(http, refusal, "/park/outreach") : Csv.File(http, $"{http.Caller().ParkId}-{programme}-contacts.csv",
        [
            ["单位名称", "日期", "方式", "对接部门", "工作专班", "结果", "承诺名额", "跟进日期", "下一步", "登记人"],
            .. contacts.Select(contact => (string[])
            [
                contact.Name,
                Wording.Iso(contact.OnDay),
                Words.Of(contact.Channel),
                contact.Department,
                contact.WorkingGroup ?? "",
                Words.Of(contact.Outcome),
                Number(contact.SeatsPromised),
                Wording.Iso(contact.FollowUpOn),
                contact.NextStep ?? "",
                contact.ActorName,
            ]),
        ]);
    }

    static RedirectHttpResult Back(HttpContext http, Refusal refusal, string page)
    {
        new Notice(Tone.Bad, refusal.Sentence).Leave(http);
        return SeeOther.To(http, page);
    }

    static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
