using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Parks;

/// <summary>A park freezes its report, a supervisor the roll-up, and is shown it; or back to where it was asked for, with the reason.</summary>
static class MakeReport
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/park/reports/freeze", FreezeAsync).RequireParkStaff().ExcludeFromDescription();
        app.MapPost("/supervisor/reports/freeze", FreezeAsync).RequireSupervisor().ExcludeFromDescription();
    }

    static async Task<RedirectHttpResult> FreezeAsync(
        HttpContext http,
        ServiceClient services,
        [FromForm] string? key,
        [FromForm] string? programme,
        [FromForm(Name = "milestone")] string? milestoneText,
        [FromForm(Name = "asOf")] string? asOfText)
    {
        var root = http.Caller().ParkId is null ? "/supervisor/reports" : "/park/reports";
        var asOf = Typed.Moment(asOfText ?? "");
        if (asOf is null && !string.IsNullOrWhiteSpace(asOfText))
        {
            new Notice(Tone.Bad, Typed.NoMoment(asOfText)).Leave(http);
            return SeeOther.To(http, $"{root}?programme={Uri.EscapeDataString(programme ?? "")}");
        }

        DateOnly? milestoneOn = DateOnly.TryParseExact(milestoneText, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        var answer = await services.PostAsync<FrozenReport>("matching", "reports", new { programme, milestoneOn, asOf }, key);
        return Deed.Report(http, answer.Refusal, "统计表已生成，内容不会再变。", answer.Value is { } frozen ? $"{root}/{frozen.ReportId}" : $"{root}?programme={Uri.EscapeDataString(programme ?? "")}");
    }
}
