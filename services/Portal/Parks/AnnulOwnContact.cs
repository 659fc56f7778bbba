using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;

namespace RaMatch.Portal.Parks;

/// <summary>Park staff annul a contact from the page of its unit, and come back to it.</summary>
static class AnnulOwnContact
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/park/contacts/{contactId:guid}/annul", HandleAsync).RequireParkStaff().ExcludeFromDescription();

    static async Task<RedirectHttpResult> HandleAsync(Guid contactId, HttpContext http, ServiceClient services, [FromForm] string? key, [FromForm] Guid? firm, [FromForm] string? reason)
    {
        var answer = await services.PostAsync<object>("posting", $"outreach/contacts/{contactId}/annul", new { reason }, key);
        return Deed.Report(http, answer.Refusal, "已作废，不再计入。", firm is { } firmId ? $"/park/firms/{firmId}" : "/park/outreach");
    }
}
