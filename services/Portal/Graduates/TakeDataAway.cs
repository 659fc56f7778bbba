using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Graduates;

/// <summary>A graduate downloads everything held about them, as a page to read or as JSON for programs.</summary>
static class TakeDataAway
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/m/export", HandleAsync).RequireGraduate().ExcludeFromDescription();
        app.MapGet("/m/export/readable", ReadAsync).RequireGraduate().ExcludeFromDescription();
    }

    static async Task<Results<FileContentHttpResult, RedirectHttpResult>> ReadAsync(HttpContext http, ServiceClient services, TimeProvider clock)
    {
        var export = await services.GetAsync<JsonElement>("applicant", "export");
        return export.IsSuccess
            ? TypedResults.File(ReadableData.Of(export.Value), "text/html; charset=utf-8", $"ramatch-{Wording.Today(clock):yyyy-MM-dd}.html")
            : Failed(http);
    }

    static async Task<Results<FileStreamHttpResult, RedirectHttpResult>> HandleAsync(HttpContext http, ServiceClient services, TimeProvider clock)
    {
        var response = await services.DownloadAsync("applicant", "export");
        http.Response.RegisterForDispose(response);
        if (!response.IsSuccessStatusCode)
        {
            return Failed(http);
        }

        return TypedResults.Stream(await response.Content.ReadAsStreamAsync(http.RequestAborted), "application/json", $"ramatch-{Wording.Today(clock):yyyy-MM-dd}.json");
    }

    static RedirectHttpResult Failed(HttpContext http)
    {
        new Notice(Tone.Bad, "暂时无法导出，请稍后重试。").Leave(http);
        return SeeOther.To(http, "/m/me");
    }
}
