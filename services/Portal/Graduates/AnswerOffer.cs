using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Graduates;

/// <summary>A graduate accepts or declines an offer. Whether an accepted one still stands shows when Matching has confirmed it.</summary>
static class AnswerOffer
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/m/offers/{placementId:guid}/answer", HandleAsync).RequireGraduate().ExcludeFromDescription();

    static async Task<RedirectHttpResult> HandleAsync(Guid placementId, HttpContext http, ServiceClient services, [FromForm] bool accept, [FromForm] string? key)
    {
        var answer = await services.PostAsync<object>("applicant", $"offers/{placementId}/answer", new { accept }, key);
        var notice = answer.Refusal is { } refusal ? new Notice(Tone.Bad, Deed.Sentence(refusal))
            : accept ? new Notice(Tone.Ok, "已收到您的答复，正在确认名额。")
            : new Notice(Tone.Ok, "已婉拒该录用。");
        notice.Leave(http);
        return SeeOther.To(http, "/m/offers");
    }
}
