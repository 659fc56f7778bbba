using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using RaMatch.Testing;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace RaMatch.Portal.Tests.People;

/// <summary>A park's unified identity: OpenIddict's server on loopback, in which a test says who sits at the browser. It asks for PKCE and for the client's secret.</summary>
sealed class OpenIdProvider : IAsyncDisposable
{
    const string Client = "ramatch";
    const string Secret = "a secret between the two";

    readonly WebApplication _app;
    readonly TemporaryFolder _folder = new();

    OpenIdProvider(WebApplication app) => _app = app;

    /// <summary>Who is signed in there: subject and name.</summary>
    public (string Subject, string Name) Person { get; set; } = ("1001", "陈晓雯");

    /// <summary>Under which it tells the name.</summary>
    public string NameClaim { get; set; } = Claims.Name;

    /// <summary>Whether the person says no when asked whether this installation may know.</summary>
    public bool IsRefused { get; set; }

    /// <summary>What it was asked last.</summary>
    public OpenIddictRequest? Asked { get; private set; }

    /// <summary>Its issuer.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>Starts one.</summary>
    public static async Task<OpenIdProvider> StartAsync()
    {
        OpenIdProvider? self = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetUserInfoEndpointUris("connect/userinfo");
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            server.RegisterScopes(Scopes.OpenId, Scopes.Profile);
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
            // Without tables of clients: there is one.
            server.EnableDegradedMode();
            server.AddEventHandler<OpenIddictServerEvents.ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != Client)
                {
                    context.Reject(Errors.InvalidClient);
                }

                return default;
            }));
            server.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != Client || context.ClientSecret != Secret)
                {
                    context.Reject(Errors.InvalidClient);
                }

                return default;
            }));
            // As many do, it puts no name into its tokens.
            server.AddEventHandler<OpenIddictServerEvents.HandleUserInfoRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                context.Claims[self!.NameClaim] = self.Person.Name;
                return default;
            }));
            server.UseAspNetCore().DisableTransportSecurityRequirement().EnableAuthorizationEndpointPassthrough();
        });
        var provider = self = new OpenIdProvider(builder.Build());
        provider._app.UseAuthentication();
        provider._app.MapGet("/connect/authorize", provider.Authorize);
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>The settings by which an installation trusts it.</summary>
    public Dictionary<string, string?> Settings(string key = "weifang", string name = "潍坊高新区统一身份")
    {
        File.WriteAllText(_folder.Combine("secret"), Secret + "\n");
        return new(StringComparer.Ordinal)
        {
            [$"SignIn:{key}:Name"] = name,
            [$"SignIn:{key}:Authority"] = Address,
            [$"SignIn:{key}:ClientId"] = Client,
            [$"SignIn:{key}:ClientSecretFile"] = _folder.Combine("secret"),
        };
    }

    /// <summary>Goes away.</summary>
    public Task StopAsync() => _app.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    IResult Authorize(HttpContext http)
    {
        Asked = http.GetOpenIddictServerRequest()!;
        if (IsRefused)
        {
            return Results.Forbid(new(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.AccessDenied }), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        }

        var identity = new ClaimsIdentity("people", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, Person.Subject);
        identity.SetDestinations(_ => [Destinations.IdentityToken, Destinations.AccessToken]);
        identity.SetScopes(Asked.GetScopes());
        return Results.SignIn(new ClaimsPrincipal(identity), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
