using System.Globalization;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace RaMatch.Platform.Web;

/// <summary>
/// How often one account, or one network where nobody is signed in, may ask for what is large or about people: in each process so many times a minute, then 429 with <c>Retry-After</c>. It is
/// a brake on scripts and no promise; what has to hold over all processes is counted in a row.
/// </summary>
public static class Limits
{
    const string Exports = "exports";
    const string People = "people";

    /// <summary>Exports a minute: whole lists, whole files.</summary>
    public const int ExportsAMinute = 20;

    /// <summary>Readings of people's names, contacts and documents a minute: more than anybody reads, less than a script would.</summary>
    public const int ReadingsAMinute = 120;

    /// <summary>Slows down whoever exports again and again.</summary>
    public static TBuilder LimitedAsExport<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireRateLimiting(Exports);

    /// <summary>Slows down whoever reads person after person.</summary>
    public static TBuilder LimitedAsReading<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireRateLimiting(People);

    /// <summary>Whether an endpoint is limited as one that reads people, or takes much away.</summary>
    internal static bool Limit(EndpointMetadataCollection about) => about.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName is Exports or People;

    /// <summary>Where a request comes from, for limits: an address; of the newer ones the network of a household, which has 2^64.</summary>
    public static string NetworkOf(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } address => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        var address => address.ToString(),
    };

    internal static void Add(IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.AddPolicy(Exports, http => AMinute(http, ExportsAMinute));
        options.AddPolicy(People, http => AMinute(http, ReadingsAMinute));
        options.OnRejected = async (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await TypedResults.Problem(statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(context.HttpContext);
        };
    });

    static RateLimitPartition<string> AMinute(HttpContext http, int permits) => RateLimitPartition.GetFixedWindowLimiter(
        http.User.Identity?.IsAuthenticated == true ? Caller.Of(http.User).Identity : NetworkOf(http),
        _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) });
}
