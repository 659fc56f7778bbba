using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;

namespace RaMatch.Portal.Units;

/// <summary>A unit moves an applicant on by one button: passes the screening, turns down, takes an offer back, ends an agreement.</summary>
static class MoveCandidate
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var candidate = app.MapGroup("/unit/candidates/{placementId:guid}").RequireUnitMember().ExcludeFromDescription();
        candidate.MapPost("/shortlist", ShortlistAsync);
        candidate.MapPost("/reject", RejectAsync);
        candidate.MapPost("/withdraw-offer", WithdrawOfferAsync);
        candidate.MapPost("/terminate", TerminateAsync);
    }

    static async Task<RedirectHttpResult> ShortlistAsync(Guid placementId, HttpContext http, ServiceClient services, [FromForm] string? key, [FromForm(Name = "return")] string? address)
    {
        var answer = await services.PostAsync<object>("matching", $"placements/{placementId}/shortlist", idempotencyKey: key);
        (answer.Refusal is { } refusal ? new Notice(Ui.Tone.Bad, Deed.Sentence(refusal)) : new Notice(Ui.Tone.Ok, "已通过初筛，下一步可以约面试。")).Leave(http);
        return SeeOther.Back(http, address, $"/unit/candidates/{placementId}");
    }

    static async Task<RedirectHttpResult> RejectAsync(Guid placementId, HttpContext http, ServiceClient services, [FromForm] string? key, [FromForm] string? reason) =>
        Deed.Report(http, (await services.PostAsync<object>("matching", $"placements/{placementId}/reject", new { reason }, key)).Refusal, "已婉拒，毕业生会看到您填写的原因。", $"/unit/candidates/{placementId}");

    static async Task<RedirectHttpResult> WithdrawOfferAsync(Guid placementId, HttpContext http, ServiceClient services, [FromForm] string? key, [FromForm] string? reason) =>
        Deed.Report(http, (await services.PostAsync<object>("matching", $"placements/{placementId}/withdraw-offer", new { reason }, key)).Refusal, "录用已撤回，名额已释放。", $"/unit/candidates/{placementId}");

    static async Task<RedirectHttpResult> TerminateAsync(Guid placementId, HttpContext http, ServiceClient services, IFormCollection form)
    {
        var posted = new Posted(form);
        var request = new { on = posted.NeededDay("on"), reason = posted.Text("reason") };
        var refusal = posted.Wrong ?? (await services.PostAsync<object>("matching", $"placements/{placementId}/terminate", request, posted.Key)).Refusal;
        return Deed.Report(http, refusal, "已登记解约。", $"/unit/candidates/{placementId}");
    }
}
