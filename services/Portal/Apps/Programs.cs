using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Validation.AspNetCore;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;

namespace RaMatch.Portal.Apps;

/// <summary>
/// Lets programs in below <c>/api</c>: by the token that the server gave them, as whoever they ask in the place of, with the scopes of the token. App, grant and membership are read with
/// each request, so that what is ended ends at once.
/// </summary>
sealed class Programs(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, PortalDb db) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public new const string Scheme = "programs";

    /// <inheritdoc />
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var token = await Context.AuthenticateAsync(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme);
        if (token is not { Succeeded: true, Principal: { } held } || held.GetClaim(OpenIddictConstants.Claims.ClientId) is not { } client || await CallerAsync(Guid.Parse(client, CultureInfo.InvariantCulture), held.GetAuthorizationId()) is not { } caller)
        {
            return AuthenticateResult.Fail("The token holds no more.");
        }

        var origin = new Origin(client, Origin.AddressOf(Context), string.Join(' ', held.GetScopes()));
        var identity = new ClaimsIdentity([.. caller.Claims(), .. origin.Claims()], Scheme, "name", "role");
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }

    /// <inheritdoc />
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return Task.CompletedTask;
    }

    async Task<Caller?> CallerAsync(Guid appId, string? grant)
    {
        var (app, now) = await db.ReadAsync(async reader => (await ManageApps.FindAsync(reader, appId), reader.Now));
        if (app?.HoldsAt(now) != true)
        {
            return null;
        }

        var caller = app.Kind == AppKind.System ? app.Caller()
            : grant is not null && await Grants.UseAsync(db, Guid.Parse(grant, CultureInfo.InvariantCulture)) is { } allowed && allowed.AppId == appId
                ? new Membership { MembershipId = allowed.MembershipId, SubjectId = allowed.SubjectId, Role = allowed.Role, Capacity = allowed.Capacity }.CallerOf(allowed.Name)
                : null;
        if (caller is not null)
        {
            await ManageApps.UseAsync(db, app, now);
        }

        return caller;
    }
}
