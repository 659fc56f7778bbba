using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Graduates;

/// <summary>A graduate withdraws an application and comes back to the list.</summary>
static class Withdraw
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/m/applications/{applicationId:guid}/withdraw", HandleAsync).RequireGraduate().ExcludeFromDescription();

    static async Task<RedirectHttpResult> HandleAsync(Guid applicationId, HttpContext http, ServiceClient services, [FromForm] string? key)
    {
        var answer = await services.PostAsync<object>("applicant", $"applications/{applicationId}/withdraw", idempotencyKey: key);
        (answer.Refusal is { } refusal ? new Notice(Tone.Bad, Deed.Sentence(refusal)) : new Notice(Tone.Ok, "已撤回投递，可以改投其他岗位。")).Leave(http);
        return SeeOther.To(http, "/m/applications");
    }
}
