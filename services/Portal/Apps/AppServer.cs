using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace RaMatch.Portal.Apps;

/// <summary>
/// The authorization server: OpenIddict's, on the portal's database. Programs find everything by its discovery document. What a program holds is a reference that means nothing by
/// itself and ends here, at the gateway; the services see tokens for five minutes.
/// </summary>
static class AppServer
{
    /// <summary>Where somebody is asked whether an app may.</summary>
    public const string AuthorizePage = "/connect/authorize";

    /// <summary>Where the answer is sent to, with all that the app has asked.</summary>
    public const string ConsentForm = "/connect/consent";

    static readonly TimeSpan AccessLifetime = TimeSpan.FromMinutes(15);
    static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(30);
    static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(2);

    public static void Add(IHostApplicationBuilder builder)
    {
        var address = PortalAddress.From(builder.Configuration, builder.Environment);
        // It tells of each request, with what is in it.
        builder.Logging.AddFilter("OpenIddict", LogLevel.Warning);
        builder.Services.AddOpenIddict()
            .AddCore(core =>
            {
                core.SetDefaultApplicationEntity<App>().SetDefaultAuthorizationEntity<Grant>().SetDefaultScopeEntity<Scope>().SetDefaultTokenEntity<IssuedToken>();
                core.ReplaceApplicationStore<App, AppStore>().ReplaceAuthorizationStore<Grant, GrantStore>().ReplaceScopeStore<Scope, ScopeStore>().ReplaceTokenStore<IssuedToken, TokenStore>();
                core.ReplaceApplicationManager<App, AppManager>();
            })
            .AddServer(server =>
            {
                server.SetAuthorizationEndpointUris(AuthorizePage, ConsentForm).SetTokenEndpointUris("/connect/token").SetRevocationEndpointUris("/connect/revoke")
                    .SetIntrospectionEndpointUris("/connect/introspect").SetJsonWebKeySetEndpointUris("/.well-known/jwks")
                    .SetConfigurationEndpointUris("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server");
                server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().AllowClientCredentialsFlow().RequireProofKeyForCodeExchange();
                server.RegisterScopes([OpenIddictConstants.Scopes.Profile, .. Platform.Web.Scopes.All.Where(scope => scope.Roles.Count > 0).Select(scope => scope.Name)]);
                server.UseReferenceAccessTokens().UseReferenceRefreshTokens();
                server.SetAccessTokenLifetime(AccessLifetime).SetRefreshTokenLifetime(RefreshLifetime).SetAuthorizationCodeLifetime(CodeLifetime);
                // A refresh token that comes twice was stolen, or its answer lost: all that its grant has given out ends, and the app asks its owner anew (RFC 9700, 4.14).
                server.SetRefreshTokenReuseLeeway(TimeSpan.Zero);
                server.AddEventHandler<OpenIddictServerEvents.ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(RefuseBlank));
                server.AddEventHandler<OpenIddictServerEvents.ApplyAuthorizationResponseContext>(handler => handler.UseInlineHandler(LeadBackAsync).SetOrder(OpenIddictServerHandlers.Authentication.InferResponseMode.Descriptor.Order + 500));
                server.AddEventHandler<OpenIddictServerEvents.ApplyConfigurationResponseContext>(handler => handler.UseInlineHandler(KeepForAWhile).SetOrder(int.MinValue));
                server.AddEventHandler<OpenIddictServerEvents.ApplyJsonWebKeySetResponseContext>(handler => handler.UseInlineHandler(KeepForAWhile).SetOrder(int.MinValue));
                var aspNetCore = server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableErrorPassthrough();
                if (!builder.Environment.IsProduction())
                {
                    aspNetCore.DisableTransportSecurityRequirement();
                }
            })
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                validation.EnableAuthorizationEntryValidation();
                // From nowhere but the header: an address stands in logs.
                validation.UseAspNetCore().DisableAccessTokenExtractionFromBodyForm().DisableAccessTokenExtractionFromQueryString();
            });
        builder.Services.AddOptions<OpenIddictServerOptions>().Configure<TokenKeys>((server, keys) =>
        {
            // One key for what the services and what programs check, so that one file is all that a replica needs.
            server.SigningCredentials.Add(keys.Credentials);
            server.EncryptionCredentials.Add(new EncryptingCredentials(new SymmetricSecurityKey(keys.SecretFor("ramatch apps")), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
            server.Issuer = address.Domain is null ? null : new Uri(address.Of("/"));
            // A page that sends itself on by a script, and what stands in the part of an address that is no server's, are not needed.
            server.ResponseModes.IntersectWith([ResponseModes.Query]);
            server.CodeChallengeMethods.IntersectWith([CodeChallengeMethods.Sha256]);
        });
        builder.Services.AddSingleton(new ProgramsScheme(Programs.Scheme));
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, Programs>(Programs.Scheme, null);
        builder.Services.AddHostedService<ForgetOldTokens>();
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/connect/token", GiveTokenAsync).AllowPublic().DisableAntiforgery().ExcludeFromDescription();
        app.MapPost(ConsentForm, Authorize.AnswerAsync).RequireAuthorization(AccountSession.Policy).ExcludeFromDescription();
        // The framework answers there before any endpoint does, as long as the address is one at all.
        foreach (var path in new[] { "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/.well-known/jwks" })
        {
            app.MapGet(path, () => Problems.NotFound("request.no-address")).AllowPublic().ExcludeFromDescription();
        }

        foreach (var path in new[] { "/connect/revoke", "/connect/introspect" })
        {
            app.MapPost(path, () => Problems.NotFound("request.no-address")).AllowPublic().DisableAntiforgery().ExcludeFromDescription();
        }
    }

    /// <summary>The server has checked who asks and what with; what is left is whether in whose place it asks still stands.</summary>
    static async Task<Results<SignInHttpResult, ForbidHttpResult>> GiveTokenAsync(HttpContext http, PortalDb db)
    {
        var request = http.GetOpenIddictServerRequest()!;
        if (request.IsClientCredentialsGrantType())
        {
            var app = (await db.ReadAsync(reader => ManageApps.FindAsync(reader, Guid.Parse(request.ClientId!))))!;
            var identity = new ClaimsIdentity(Programs.Scheme, "name", "role");
            identity.SetClaim(Claims.Subject, app.AppId.ToString());
            // Whoever names none gets all that the app has.
            identity.SetScopes(request.GetScopes() is { IsEmpty: false } asked ? asked : [.. app.ScopeNames]);
            // Of a token that is for nobody in particular, everybody who holds it would be told, and could end it.
            identity.SetResources(request.ClientId!);
            identity.SetDestinations(_ => [Destinations.AccessToken]);
            return TypedResults.SignIn(new ClaimsPrincipal(identity), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        }

        var held = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
        return held?.GetAuthorizationId() is { } grant && await Grants.UseAsync(db, Guid.Parse(grant)) is not null
            ? TypedResults.SignIn(held, null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)
            : Refused(Errors.InvalidGrant, "What this rests on has been ended. Ask the person again.");
    }

    /// <summary>A refusal as the protocol says it.</summary>
    internal static ForbidHttpResult Refused(string error, string description) => TypedResults.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);

    // What the server says of itself is the same for everybody, and changes with the keys.
    static ValueTask KeepForAWhile(OpenIddictServerEvents.BaseRequestContext context)
    {
        context.Transaction.GetHttpRequest()!.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
        return default;
    }

    // Somebody is asked each time, and for something: an app that forbids that, or asks for nothing, gets nothing.
    static ValueTask RefuseBlank(OpenIddictServerEvents.ValidateAuthorizationRequestContext context)
    {
        if (context.Request.HasPromptValue(PromptValues.None))
        {
            context.Reject(Errors.ConsentRequired, "The person is asked each time, so prompt=none is refused.");
        }
        else if (context.Request.GetScopes().IsEmpty)
        {
            context.Reject(Errors.InvalidScope, "Name the scopes that the person is to be asked for.");
        }

        return default;
    }

    // What an app has asked wrongly it is told itself (RFC 6749, 4.1.2.1), as long as the address is one of its own; the framework tells only what it finds later.
    static async ValueTask LeadBackAsync(OpenIddictServerEvents.ApplyAuthorizationResponseContext context)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        if (string.IsNullOrEmpty(context.RedirectUri) && context.Request is { ClientId: { Length: > 0 } client, RedirectUri: { Length: > 0 } uri })
        {
            var apps = http.RequestServices.GetRequiredService<IOpenIddictApplicationManager>();
            if (await apps.FindByClientIdAsync(client) is { } app && await apps.ValidateRedirectUriAsync(app, uri))
            {
                (context.RedirectUri, context.ResponseMode) = (uri, ResponseModes.Query);
            }
        }

        if (!string.IsNullOrEmpty(context.RedirectUri))
        {
            http.Features.Set(new LeadsElsewhere());
        }
    }
}
