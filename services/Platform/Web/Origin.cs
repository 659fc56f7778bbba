using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace RaMatch.Platform.Web;

/// <summary>Whence a request comes. It decides nothing; it is for the record of who did what.</summary>
/// <param name="App">The program that calls in somebody's name, by its client id; null for the product's own pages and commands.</param>
/// <param name="Address">The address on the network of the browser or program; null where nobody knows it.</param>
public sealed record Origin(string? App, string? Address)
{
    const string AppClaim = "app";
    const string AddressClaim = "from";

    /// <summary>As the token says it, which the portal made for its own caller; else by the connection.</summary>
    public static Origin Of(HttpContext http) => new(http.User.FindFirst(AppClaim)?.Value, http.User.FindFirst(AddressClaim)?.Value ?? AddressOf(http));

    /// <summary>The other end of the connection; null for a request that this process asks itself.</summary>
    public static string? AddressOf(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address?.ToString(),
    };

    internal IEnumerable<Claim> Claims()
    {
        if (App is not null)
        {
            yield return new Claim(AppClaim, App);
        }

        if (Address is not null)
        {
            yield return new Claim(AddressClaim, Address);
        }
    }
}
