using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace RaMatch.Platform.Web;

/// <summary>Whence a request comes. For the record of who did what; and what a program may do is limited by its scopes (<see cref="Scopes"/>).</summary>
/// <param name="App">The program that calls in somebody's name, by its client id; null for the product's own pages and commands.</param>
/// <param name="Address">The address on the network of the browser or program; null where nobody knows it.</param>
/// <param name="Scope">What the program may do, with spaces between; null for the product's own pages and commands, which may do whatever their caller may.</param>
public sealed record Origin(string? App, string? Address, string? Scope = null)
{
    const string AppClaim = "app";
    const string AddressClaim = "from";
    const string ScopeClaim = "scope";

    /// <summary>As the token says it, which the portal made for its own caller; else by the connection.</summary>
    public static Origin Of(HttpContext http) => new(http.User.FindFirst(AppClaim)?.Value, http.User.FindFirst(AddressClaim)?.Value ?? AddressOf(http), http.User.FindFirst(ScopeClaim)?.Value);

    /// <summary>Whether the program has been given a scope.</summary>
    public bool Has(string scope) => Scope?.Split(' ').Contains(scope, StringComparer.Ordinal) == true;

    /// <summary>The other end of the connection; null for a request that this process asks itself.</summary>
    public static string? AddressOf(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address?.ToString(),
    };

    /// <summary>How a token says it.</summary>
    public IEnumerable<Claim> Claims()
    {
        if (App is not null)
        {
            yield return new Claim(AppClaim, App);
        }

        if (Address is not null)
        {
            yield return new Claim(AddressClaim, Address);
        }

        if (Scope is not null)
        {
            yield return new Claim(ScopeClaim, Scope);
        }
    }
}
