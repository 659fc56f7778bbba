using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;

namespace RaMatch.Portal.Parks;

/// <summary>Park staff verify, refuse or suspend a unit, on the version they have looked at.</summary>
static class DecideOnUnit
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var unit = app.MapGroup("/park/units/{unitId:guid}").RequireParkStaff().ExcludeFromDescription();
        unit.MapPost("/verify", (Guid unitId, HttpContext http, ServiceClient services, [FromForm] string? key, [FromForm] long? version) =>
            DecideAsync(http, unitId, services.PostAsync<object>("posting", $"units/{unitId}/verify", new { version }, key), "已通过核验，单位可以提交岗位了。"));
        unit.MapPost("/refuse", (Guid unitId, HttpContext http, ServiceClient services, [FromForm] string? key, [FromForm] long? version, [FromForm] string? reason) =>
            DecideAsync(http, unitId, services.PostAsync<object>("posting", $"units/{unitId}/refuse", new { reason, version }, key), "已退回，单位会看到原因。"));
        unit.MapPost("/suspend", (Guid unitId, HttpContext http, ServiceClient services, [FromForm] string? key, [FromForm] long? version, [FromForm] string? reason) =>
            DecideAsync(http, unitId, services.PostAsync<object>("posting", $"units/{unitId}/suspend", new { reason, version }, key), "已暂停，其岗位已下架。"));
    }

    static async Task<RedirectHttpResult> DecideAsync(HttpContext http, Guid unitId, Task<Answer<object>> decision, string done) =>
        Deed.Report(http, (await decision).Refusal, done, $"/park/units/{unitId}");
}
