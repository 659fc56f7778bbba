using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Graduates;

/// <summary>A graduate gives or withdraws the consent to one purpose; the one is as easy as the other.</summary>
static class ChangeConsent
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/m/consents", HandleAsync).RequireGraduate().ExcludeFromDescription();

    static async Task<RedirectHttpResult> HandleAsync(
        HttpContext http, ServiceClient services, [FromForm] string purpose, [FromForm] int version, [FromForm] bool give, [FromForm(Name = "return")] string? address)
    {
        var path = $"consents/{Uri.EscapeDataString(purpose)}";
        var answer = give
            ? await services.PutAsync<object>("applicant", path, new { version })
            : await services.DeleteAsync<object>("applicant", path);
        (answer.Refusal is { } refusal ? new Notice(Tone.Bad, Deed.Sentence(refusal)) : new Notice(Tone.Ok, give ? "已同意，随时可以撤回。" : "已撤回同意。")).Leave(http);
        return SeeOther.Back(http, address, "/m/me");
    }
}
