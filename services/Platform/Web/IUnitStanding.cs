using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace RaMatch.Platform.Web;

/// <summary>
/// How a service knows that a unit is suspended. Whatever a unit may ask of the service is refused to a suspended one, at one place and before the
/// request is read, unless the endpoint says <see cref="Access.AllowSuspendedUnits"/>.
/// </summary>
public interface IUnitStanding
{
    /// <summary>The service that asks.</summary>
    string Service { get; }

    /// <summary>Whether the unit's park has withdrawn its trust, as far as this service has heard.</summary>
    Task<bool> IsSuspendedAsync(Guid unitId, CancellationToken cancellation);
}

/// <summary>The one check of the standing of units.</summary>
static class UnitStanding
{
    /// <summary>Marks what is open to suspended units too.</summary>
    internal sealed record Open;

    /// <summary>Goes on, unless a suspended unit asks: 403 with a sentence.</summary>
    internal static async Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        if (await IsRefusedAsync(http))
        {
            await Problems.Refused(StatusCodes.Status403Forbidden, "request.unit-suspended").ExecuteAsync(http);
            return;
        }

        await next(http);
    }

    static async Task<bool> IsRefusedAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata is not { } about
            || about.GetMetadata<Open>() is not null
            || !about.GetOrderedMetadata<IAuthorizeData>().Any(rule => rule.Roles?.Split(',').Contains(Roles.UnitMember, StringComparer.Ordinal) == true)
            || http.Request.Path.Value!.Split('/', 4) is not [_, var api, var service, ..]
            || !string.Equals(api, "api", StringComparison.OrdinalIgnoreCase)
            || Caller.Of(http.User).UnitId is not { } unitId)
        {
            return false;
        }

        var standing = http.RequestServices.GetServices<IUnitStanding>().SingleOrDefault(one => string.Equals(one.Service, service, StringComparison.OrdinalIgnoreCase));
        return standing is not null && await standing.IsSuspendedAsync(unitId, http.RequestAborted);
    }
}
