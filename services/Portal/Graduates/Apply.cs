using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Graduates;

/// <summary>A graduate applies for a position, with the consent to contact where it was ticked, and goes on where the button stood; a refusal is told there.</summary>
static class Apply
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/m/apply", HandleAsync).RequireGraduate().ExcludeFromDescription();

    static async Task<RedirectHttpResult> HandleAsync(
        HttpContext http, ServiceClient services, [FromForm] Guid positionId, [FromForm] int? contact, [FromForm] string? key, [FromForm(Name = "return")] string? address)
    {
        if (contact is { } version && (await services.PutAsync<object>("applicant", "consents/contact", new { version })).Refusal is { } words)
        {
            // Nobody applies with a consent that was not taken.
            new Notice(Tone.Bad, Deed.Sentence(words)).Leave(http);
            return SeeOther.Back(http, address, "/m/applications");
        }

        var answer = await services.PostAsync<Applied>("applicant", "applications", new { positionId }, key);
        var notice = answer switch
        {
            { Value: { } applied } => new Notice(Tone.Ok, $"已投递，排在第 {applied.Rank} 志愿。可在“投递”中调整顺序。"),
            { Refusal: { } refusal } => new Notice(Tone.Bad, Deed.Sentence(refusal)),
            _ => new Notice(Tone.Ok, "已投递。"),
        };
        notice.Leave(http);
        return SeeOther.Back(http, address, "/m/applications");
    }

    sealed record Applied(int Rank);
}
