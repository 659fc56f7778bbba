using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Graduates;

/// <summary>A graduate downloads everything held about them, as JSON.</summary>
static class TakeDataAway
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/m/export", HandleAsync).RequireGraduate().ExcludeFromDescription();

    static async Task<Results<FileStreamHttpResult, RedirectHttpResult>> HandleAsync(HttpContext http, ServiceClient services, TimeProvider clock)
    {
        var response = await services.DownloadAsync("applicant", "export");
        http.Response.RegisterForDispose(response);
        if (!response.IsSuccessStatusCode)
        {
            new Notice(Tone.Bad, "暂时无法导出，请稍后重试。").Leave(http);
            return SeeOther.To(http, "/m/me");
        }

        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(await response.Content.ReadAsStreamAsync(http.RequestAborted), "application/json", $"ramatch-{Wording.Today(clock):yyyy-MM-dd}.json");
    }
}
