using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;

namespace RaMatch.Portal.Parks;

/// <summary>A park hands its report in; a supervisor accepts it or returns it with a reason.</summary>
static class DecideOnReport
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/park/reports/{reportId:guid}/hand-in", HandInAsync).RequireParkStaff().ExcludeFromDescription();
        app.MapPost("/supervisor/reports/{reportId:guid}/accept", AcceptAsync).RequireSupervisor().ExcludeFromDescription();
        app.MapPost("/supervisor/reports/{reportId:guid}/return", ReturnAsync).RequireSupervisor().ExcludeFromDescription();
    }

    static async Task<RedirectHttpResult> HandInAsync(Guid reportId, HttpContext http, ServiceClient services, [FromForm] string? key)
    {
        var answer = await services.PostAsync<HandedInReport>("matching", $"reports/{reportId}/hand-in", idempotencyKey: key);
        return Deed.Report(http, answer.Refusal, answer.Value?.Late == true ? "已报送，但已逾期。" : "已按时报送。", $"/park/reports/{reportId}");
    }

    static async Task<RedirectHttpResult> AcceptAsync(Guid reportId, HttpContext http, ServiceClient services, [FromForm] string? key) =>
        Deed.Report(http, (await services.PostAsync<object>("matching", $"reports/{reportId}/accept", idempotencyKey: key)).Refusal, "已接收，园区会看到。", $"/supervisor/reports/{reportId}");

    static async Task<RedirectHttpResult> ReturnAsync(Guid reportId, HttpContext http, ServiceClient services, [FromForm] string? key, [FromForm] string? reason) =>
        Deed.Report(http, (await services.PostAsync<object>("matching", $"reports/{reportId}/return", new { reason }, key)).Refusal, "已退回，园区会看到原因，可以重新生成后报送。", $"/supervisor/reports/{reportId}");
}
