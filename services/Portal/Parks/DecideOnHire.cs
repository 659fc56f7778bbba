using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Parks;

/// <summary>A park counts a hire, sends its evidence back, or takes it out of the counter; a supervisor decides whose a disputed one is.</summary>
static class DecideOnHire
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/park/evidence/{placementId:guid}/verify", VerifyAsync).RequireParkStaff().ExcludeFromDescription();
        app.MapPost("/park/evidence/{placementId:guid}/return", ReturnAsync).RequireParkStaff().ExcludeFromDescription();
        app.MapPost("/park/hires/{placementId:guid}/uncount", UncountAsync).RequireParkStaff().ExcludeFromDescription();
        app.MapPost("/supervisor/disputes/{disputeId:guid}/decide", DecideAsync).RequireSupervisor().ExcludeFromDescription();
    }

    static async Task<RedirectHttpResult> VerifyAsync(Guid placementId, HttpContext http, ServiceClient services, [FromForm] string? key, [FromForm(Name = "return")] string? address, [FromForm] string? here) =>
        Back(http, await services.PostAsync<object>("matching", $"placements/{placementId}/verify", idempotencyKey: key), "已计入落实，进度随即更新。", address, "/park/evidence", here);

    static async Task<RedirectHttpResult> ReturnAsync(Guid placementId, HttpContext http, ServiceClient services, [FromForm] string? key, [FromForm] string? template, [FromForm] string? reason, [FromForm(Name = "return")] string? address, [FromForm] string? here) =>
        Back(http, await services.PostAsync<object>("matching", $"placements/{placementId}/return", new { reason = $"{template}{reason}" }, key), "已退回，单位会看到原因。", address, "/park/evidence", here);

    static async Task<RedirectHttpResult> UncountAsync(Guid placementId, HttpContext http, ServiceClient services, [FromForm] string? key, [FromForm] string? reason, [FromForm(Name = "return")] string? address) =>
        Back(http, await services.PostAsync<object>("matching", $"placements/{placementId}/uncount", new { reason }, key), "已取消落实，台账记下一笔 −1。", address, "/park/hires");

    static async Task<RedirectHttpResult> DecideAsync(Guid disputeId, HttpContext http, ServiceClient services, [FromForm] string? key, [FromForm] Guid? winner, [FromForm] string? reason) =>
        Back(http, await services.PostAsync<object>("matching", $"disputes/{disputeId}/decide", new { winnerPlacementId = winner ?? Guid.Empty, reason }, key), "已裁定，双方园区都会看到结果。", null, "/supervisor/disputes");

    // What was refused is told where it was tried: the page that comes after may be another person's.
    static RedirectHttpResult Back(HttpContext http, Answer<object> answer, string done, string? address, string otherwise, string? here = null)
    {
        (answer.Refusal is { } refusal ? new Notice(Tone.Bad, Deed.Sentence(refusal)) : new Notice(Tone.Ok, done)).Leave(http);
        return SeeOther.Back(http, answer.Refusal is null ? address : here ?? address, otherwise);
    }
}
