using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;

namespace RaMatch.Portal.Apps;

/// <summary>For trying the API with curl in a demonstration: a system of an invented unit or park, as a form that asks for a token. 404 where no demonstration runs.</summary>
static class DemoApp
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/demo/app/{key}", HandleAsync).AllowPublic().ExcludeFromDescription();

    static async Task<Results<ContentHttpResult, NotFound<ProblemDetails>>> HandleAsync(string key, DemoSettings demo, TokenKeys keys, PortalDb db)
    {
        if (!demo.Enabled || DemoPersona.All.FirstOrDefault(one => one.Key == key)?.Caller is not { Role: Roles.UnitMember or Roles.ParkStaff } caller)
        {
            return Problems.NotFound("demo-account.none");
        }

        // The same whoever asks and however often, so that nothing grows.
        var secret = DrawnSecret.Of(ManageApps.SecretPrefix, keys.SecretFor($"demo app secret {key}"));
        var system = new App
        {
            AppId = DerivedId.Of($"demo app {caller.Id}"),
            Kind = AppKind.System,
            Name = "演示系统",
            SecretHash = ManageApps.HashOf(secret),
            Scopes = string.Join(' ', Scopes.OfRole(caller.Role).Select(scope => scope.Name)),
            ActsFor = Membership.ActsForOf(caller.Role, caller.UnitId, caller.ParkId),
            Role = caller.Role,
            UnitId = caller.UnitId,
            ParkId = caller.ParkId,
        };
        await db.WriteAsync(unit => ManageApps.InsertAsync(unit, system, caller.Id));
        return TypedResults.Text(QueryHelpers.AddQueryString("", new Dictionary<string, string?>(StringComparer.Ordinal) { ["client_id"] = system.AppId.ToString(), ["client_secret"] = secret }).TrimStart('?'));
    }
}
