using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace RaMatch.Portal.Apps;

/// <summary>A graduate answers whether an app may act in their place (授权). The server has checked what the app asks, on the page and once more with the answer.</summary>
static class Authorize
{
    /// <summary>The answer of the form that says yes.</summary>
    public const string Yes = "yes";

    public static async Task<Results<SignInHttpResult, ForbidHttpResult, ProblemHttpResult>> AnswerAsync(HttpContext http, PortalDb db, [FromForm] string? answer)
    {
        if (http.GetOpenIddictServerResponse() is { Error: not null } || http.GetOpenIddictServerRequest() is not { } request)
        {
            // The page would have said what is wrong with it; whatever this is, it comes from no page of ours.
            return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest);
        }

        var session = http.Account()!;
        if (answer != Yes || session.Acting is not { Role: Roles.Graduate } acting)
        {
            return AppServer.Refused(Errors.AccessDenied, "The person has refused.");
        }

        var (grantId, scopes) = (Guid.CreateVersion7(), request.GetScopes());
        if (!await db.WriteAsync(unit => Grants.AllowAsync(unit, grantId, session, acting, Guid.Parse(request.ClientId!), string.Join(' ', scopes))))
        {
            return AppServer.Refused(Errors.AccessDenied, "The person has been signed out.");
        }

        var identity = new ClaimsIdentity(Programs.Scheme, Claims.Name, "role");
        identity.SetClaim(Claims.Subject, acting.SubjectId.ToString()).SetClaim(Claims.Name, session.Name);
        identity.SetScopes(scopes);
        identity.SetResources(request.ClientId!);
        identity.SetAuthorizationId(grantId.ToString());
        // Of the person the app is told the name where it has asked for that, and else the pseudonym.
        identity.SetDestinations(claim => claim.Type == Claims.Name ? scopes.Contains(OpenIddictConstants.Scopes.Profile) ? [Destinations.IdentityToken] : [] : [Destinations.AccessToken, Destinations.IdentityToken]);
        return TypedResults.SignIn(new ClaimsPrincipal(identity), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
