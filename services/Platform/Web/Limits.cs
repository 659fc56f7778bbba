using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace RaMatch.Platform.Web;

/// <summary>
/// How often one account may ask for what is large or personal as a whole: in each process so many times a minute, then 429 with <c>Retry-After</c>. It is
/// a brake on scripts and no promise; what has to hold over all processes is counted in a row.
/// </summary>
public static class Limits
{
    const string WholeData = "whole data";

    /// <summary>Requests an account may make a minute.</summary>
    public const int AMinute = 20;

    /// <summary>Slows an account down that asks again and again.</summary>
    public static TBuilder LimitedAMinute<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireRateLimiting(WholeData);

    internal static void Add(IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.AddPolicy(WholeData, http => RateLimitPartition.GetFixedWindowLimiter(
            Caller.Of(http.User).Identity,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = AMinute, Window = TimeSpan.FromMinutes(1) }));
        options.OnRejected = async (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await TypedResults.Problem(statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(context.HttpContext);
        };
    });
}
