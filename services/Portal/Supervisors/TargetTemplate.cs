using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Supervisors;

/// <summary>A supervisor takes the targets of a programme away as a sheet to fill in. Back to the programme with the reason if they cannot be read.</summary>
static class TargetTemplate
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/supervisor/programmes/{code}/targets.xlsx", DownloadAsync).RequireSupervisor().ExcludeFromDescription();

    static async Task<Results<FileContentHttpResult, RedirectHttpResult>> DownloadAsync(string code, HttpContext http, ServiceClient services)
    {
        var programme = await services.GetAsync<ProgrammeDetail>("matching", $"programmes/{Uri.EscapeDataString(code)}");
        var targets = await services.GetAsync<IReadOnlyList<Target>>("matching", $"programmes/{Uri.EscapeDataString(code)}/targets");
        if ((programme.Refusal ?? targets.Refusal) is { } refusal)
        {
            new Notice(Tone.Bad, refusal.Sentence).Leave(http);
            return SeeOther.To(http, $"/supervisor/programmes/{Uri.EscapeDataString(code)}");
        }

        http.Response.Headers.CacheControl = "no-store";
        var standing = targets.Value!.GroupBy(target => target.ParkId, StringComparer.Ordinal).Select(park => (park.Key, park.MaxBy(target => target.Revision)!.People));
        return TypedResults.File(TargetSheet.Template(programme.Value!.Title, standing), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"{code}-targets.xlsx");
    }
}
