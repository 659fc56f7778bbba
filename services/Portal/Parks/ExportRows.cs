using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform;
using RaMatch.Platform.Audit;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;
using RaMatch.Reference;

namespace RaMatch.Portal.Parks;

/// <summary>
/// An official takes the rows behind a park's numbers away as a table: hires, ledger, and the course day by day, all rows that the page shows, with what
/// it is narrowed by, and names as masked as there. Back to the page with the reason if there is no such list.
/// </summary>
static class ExportRows
{
    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var root in new[] { "park", "supervisor/parks/{parkId}" })
        {
            app.MapGet($"/{root}/hires.csv", HiresAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).LimitedAsExport().RecordedIn<PortalDb>().ExcludeFromDescription();
            app.MapGet($"/{root}/ledger.csv", LedgerAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).LimitedAsExport().RecordedIn<PortalDb>().ExcludeFromDescription();
            app.MapGet($"/{root}/progress.csv", ProgressAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).LimitedAsExport().RecordedIn<PortalDb>().ExcludeFromDescription();
        }
    }

    static async Task<Results<FileContentHttpResult, RedirectHttpResult>> HiresAsync(
        string? parkId, [FromQuery] string? programme, [FromQuery] string? number, [FromQuery] string? reached, [FromQuery] string? q, HttpContext http, ServiceClient services)
    {
        var park = ParkOf(http, parkId);
        var filter = string.IsNullOrEmpty(reached) ? $"number={Uri.EscapeDataString(number ?? "")}" : $"reached={Uri.EscapeDataString(reached)}";
        var (hires, refusal) = await Csv.AllAsync(page => services.GetAsync<PageOf<HireLine>>(
            "matching", $"progress/{Uri.EscapeDataString(park)}/hires?programme={Uri.EscapeDataString(programme ?? "")}&{filter}&q={Uri.EscapeDataString(q ?? "")}&{page}"));
        if (refusal is not null)
        {
            return Back(http, refusal, park, "hires");
        }

        var people = await PeopleAsync(services, hires.Select(hire => hire.PlacementId));
        return Csv.File(http, $"{park}-{programme}-hires.csv",
        [
            ["毕业生", "学历", "届别", "单位", "岗位", "阶段", "协议形式", "签约日期", "到岗日期", "期限（月）", "本人确认时间", "落实时间", "应届"],
            .. hires.Select(hire => (string[])
            [
                people.GetValueOrDefault(hire.PlacementId, "毕业生"),
                hire.Degree is { } degree ? Labels.Of(degree) : "",
                Number(hire.GraduationYear),
                hire.UnitName ?? "",
                hire.PositionTitle ?? "",
                Labels.Of(hire.Stage),
                hire.Form is { } form ? Labels.Of(form) : "",
                Wording.Iso(hire.SignedOn),
                Wording.Iso(hire.StartsOn),
                Number(hire.TermMonths),
                Minute(hire.ConfirmedAt),
                Minute(hire.CountedAt),
                hire.OfCohort == 1 ? "是" : "",
            ]),
        ]);
    }

    static async Task<Results<FileContentHttpResult, RedirectHttpResult>> LedgerAsync(
        string? parkId, [FromQuery] string? programme, [FromQuery] string? q, HttpContext http, ServiceClient services)
    {
        var park = ParkOf(http, parkId);
        var (entries, refusal) = await Csv.AllAsync(page => services.GetAsync<PageOf<LedgerEntry>>(
            "matching", $"ledger?programme={Uri.EscapeDataString(programme ?? "")}&park={Uri.EscapeDataString(park)}&q={Uri.EscapeDataString(q ?? "")}&{page}"));
        if (refusal is not null)
        {
            return Back(http, refusal, park, "ledger");
        }

        var people = await PeopleAsync(services, entries.Select(entry => entry.PlacementId));
        return Csv.File(http, $"{park}-{programme}-ledger.csv",
        [
            ["编号", "变动", "毕业生", "单位", "岗位", "应届", "原因", "时间", "规则版本", "校验值"],
            .. entries.Select(entry => (string[])
            [
                Number(entry.Number),
                Number(entry.Delta),
                people.GetValueOrDefault(entry.PlacementId, "毕业生"),
                entry.UnitName ?? "",
                entry.PositionTitle ?? "",
                entry.OfCohort == 1 ? "是" : "",
                entry.Reason,
                Minute(entry.OccurredAt),
                Number(entry.RulesVersion),
                entry.Hash,
            ]),
        ]);
    }

    static async Task<Results<FileContentHttpResult, RedirectHttpResult>> ProgressAsync(string? parkId, [FromQuery] string? programme, HttpContext http, ServiceClient services)
    {
        var park = ParkOf(http, parkId);
        var answer = await services.GetAsync<ParkProgress>("matching", $"progress/{Uri.EscapeDataString(park)}?programme={Uri.EscapeDataString(programme ?? "")}");
        return answer.Refusal is { } refusal ? Back(http, refusal, park, "") : Csv.File(http, $"{park}-{programme}-progress.csv",
        [
            ["日期", "累计落实", "计划"],
            .. answer.Value!.Trend.Select(day => (string[])[Wording.Iso(day.On), Number(day.Counted), Number(day.Plan)]),
        ]);
    }

    // Masked, as officials read them.
    static async Task<Dictionary<Guid, string>> PeopleAsync(ServiceClient services, IEnumerable<Guid> placements)
    {
        const int atOnce = 200;
        var people = new Dictionary<Guid, string>();
        foreach (var some in placements.Distinct().Chunk(atOnce))
        {
            var answer = await services.PostAsync<IReadOnlyList<Candidate>>("applicant", "candidates", new { placementIds = some });
            foreach (var one in answer.Value ?? [])
            {
                people[one.PlacementId] = one.Name;
            }
        }

        return people;
    }

    // Staff see their own park whatever the address says.
    static string ParkOf(HttpContext http, string? parkId) => http.Caller().ParkId ?? parkId ?? "";

    static RedirectHttpResult Back(HttpContext http, Refusal refusal, string park, string page)
    {
        new Notice(Tone.Bad, refusal.Sentence).Leave(http);
        return SeeOther.To(http, $"{(http.Caller().Role == Roles.Supervisor ? $"/supervisor/parks/{Uri.EscapeDataString(park)}" : "/park")}/{page}".TrimEnd('/'));
    }

    static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";


    static string Minute(DateTimeOffset? instant) => instant is { } at ? ChinaTime.MinuteOf(at) : "";
}
