using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform.Audit;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Parks;

/// <summary>
/// An official takes the units that an open round waits for away as a table, with whom to call: the product itself writes to nobody. Back to the
/// round's page with the reason if there is no such list. Graduates are pseudonyms to officials, so there is no such table of them.
/// </summary>
static class ExportReadiness
{
    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var root in new[] { "park", "supervisor" })
        {
            app.MapGet($"/{root}/rounds/{{roundId:guid}}/units.csv", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).LimitedAsExport().RecordedIn<PortalDb>().ExcludeFromDescription();
        }
    }

    static async Task<Results<FileContentHttpResult, RedirectHttpResult>> HandleAsync(Guid roundId, HttpContext http, ServiceClient services)
    {
        var (units, refusal) = await Csv.AllAsync(page => services.GetAsync<PageOf<ReadyUnit>>("matching", $"rounds/{roundId}/readiness/units?state=waiting&{page}"));
        if (refusal is not null)
        {
            new Notice(Tone.Bad, Deed.Sentence(refusal)).Leave(http);
            return SeeOther.To(http, RoundAddress.Of(http, roundId));
        }

        // Of all units in whatever state: who is in the round says which are asked for. A list without telephone numbers is better than none.
        var contacts = (await Csv.AllAsync(page => services.GetAsync<PageOf<UnitLine>>("posting", $"units?{page}"))).Rows.DistinctBy(unit => unit.UnitId).ToDictionary(unit => unit.UnitId);
        var rows = units.Select(unit => (string[])
        [
            unit.UnitName,
            Wording.ParkOf(unit.ParkId),
            contacts.GetValueOrDefault(unit.UnitId)?.ContactName ?? "",
            contacts.GetValueOrDefault(unit.UnitId)?.ContactPhone ?? "",
            unit.Candidates.ToString(CultureInfo.InvariantCulture),
            unit.Ungraded.ToString(CultureInfo.InvariantCulture),
        ]);
        return Csv.File(http, $"round-{roundId}-units.csv", [["单位", "园区", "联系人", "电话", "投递", "没评价"], .. rows]);
    }
}
