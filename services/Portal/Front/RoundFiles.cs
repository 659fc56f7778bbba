using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Front;

/// <summary>Anybody downloads a published round's folder and result, officials from its solving on; before that the round's page says when.</summary>
static class RoundFiles
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/rounds/{roundId:guid}/folder.zip", (Guid roundId, HttpContext http, ServiceClient services) => SendAsync(roundId, "folder", http, services)).AllowPublic().LimitedAsExport().ExcludeFromDescription();
        app.MapGet("/rounds/{roundId:guid}/result.zip", (Guid roundId, HttpContext http, ServiceClient services) => SendAsync(roundId, "result", http, services)).AllowPublic().LimitedAsExport().ExcludeFromDescription();
    }

    static async Task<Results<RelayedFile, RedirectHttpResult>> SendAsync(Guid roundId, string file, HttpContext http, ServiceClient services)
    {
        var response = await services.DownloadAsync("matching", $"rounds/{roundId}/{file}.zip", http.Request.Headers);
        http.Response.RegisterForDispose(response);
        if (RelayedFile.Is(response))
        {
            return new RelayedFile(response, $"round-{roundId}-{file}.zip");
        }

        (response.StatusCode == System.Net.HttpStatusCode.Accepted
            ? new Notice(Tone.Neutral, "数据包正在准备，请稍后再下载。")
            : new Notice(Tone.Bad, "数据在结果公布之后才能下载。")).Leave(http);
        return SeeOther.To(http, $"/rounds/{roundId}");
    }
}
