using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace RaMatch.Platform.Web;

/// <summary>
/// Before anything looks at a request: one whose Host cannot be an address is refused (400), because whoever makes an address of it would fail; and HEAD is
/// answered as GET is, of which the server sends the headers only.
/// </summary>
public static class SaneRequests
{
    const int LongestHost = 255;

    internal static Task LetInAsync(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        if (!request.Host.HasValue)
        {
            // HTTP/1.0, as simple probes speak it.
            request.Host = new HostString("localhost");
        }
        else if (!IsAddress(request.Host.Value))
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(http);
        }

        if (HttpMethods.IsHead(request.Method))
        {
            request.Method = HttpMethods.Get;
        }

        return next(http);
    }

    /// <summary>Whether an address can be made of a Host header: a name or number of at most 255 characters, and a port if one is said.</summary>
    public static bool IsAddress(string host)
    {
        if (host.Length > LongestHost || host.AsSpan().IndexOfAny('/', '@', '?') >= 0)
        {
            return false;
        }

        // After the last colon that stands outside the brackets of an IPv6 address.
        var colon = host.LastIndexOf(':');
        var port = colon > host.LastIndexOf(']') ? host[(colon + 1)..] : null;
        var name = port is null ? host : host[..colon];
        return Uri.CheckHostName(name) != UriHostNameType.Unknown
            && (port is null || ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0);
    }
}
