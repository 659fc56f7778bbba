using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;

namespace RaMatch.Portal.Parks;

/// <summary>Park staff put a visit off from the plan, and come back to it.</summary>
static class PutOffVisit
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/park/firms/{firmId:guid}/postpone", HandleAsync).RequireParkStaff().ExcludeFromDescription();

    static async Task<RedirectHttpResult> HandleAsync(Guid firmId, HttpContext http, ServiceClient services, IFormCollection form)
    {
        var posted = new Posted(form);
        var until = posted.NeededDay("until");
        var back = posted.Text("return") is var address && address.StartsWith("/park/plan", StringComparison.Ordinal) ? address : "/park/plan";
        if (posted.Wrong is { } wrong)
        {
            return Deed.Report(http, wrong, "", back);
        }

        var answer = await services.PostAsync<object>("posting", $"firms/{firmId}/postpone", new { until, reason = posted.Text("reason") }, posted.Key);
        return Deed.Report(http, answer.Refusal, "已推迟，到时候会再排进来。", back);
    }
}
