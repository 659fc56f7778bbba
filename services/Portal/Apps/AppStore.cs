using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace RaMatch.Portal.Apps;

/// <summary>
/// Where OpenIddict finds apps: those that hold, as what their kind makes of them in the protocol. An app of graduates is public, has to prove its codes (PKCE) and may have refresh
/// tokens; a system asks by its secret alone. Apps are registered and ended on their page (<see cref="ManageApps"/>), never by the framework.
/// </summary>
sealed class AppStore(PortalDb db) : IOpenIddictApplicationStore<App>
{
    static readonly ImmutableArray<string> OfGraduates =
    [
        Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.Revocation,
        Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code, Permissions.Scopes.Profile,
    ];

    static readonly ImmutableArray<string> OfSystems =
    [
        Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.Endpoints.Introspection, Permissions.GrantTypes.ClientCredentials,
    ];

    /// <inheritdoc />
    public ValueTask<App?> FindByIdAsync(string identifier, CancellationToken cancellationToken) => FindByClientIdAsync(identifier, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<App?> FindByClientIdAsync(string identifier, CancellationToken cancellationToken) => Guid.TryParse(identifier, CultureInfo.InvariantCulture, out var appId)
        ? await db.ReadAsync(async reader => await ManageApps.FindAsync(reader, appId) is { } app && app.HoldsAt(reader.Now) ? app : null, cancellationToken)
        : null;

    /// <inheritdoc />
    public ValueTask<string?> GetIdAsync(App application, CancellationToken cancellationToken) => new(application.AppId.ToString());

    /// <inheritdoc />
    public ValueTask<string?> GetClientIdAsync(App application, CancellationToken cancellationToken) => new(application.AppId.ToString());

    /// <inheritdoc />
    public ValueTask<string?> GetClientSecretAsync(App application, CancellationToken cancellationToken) => new(application.SecretHash);

    /// <inheritdoc />
    public ValueTask<string?> GetClientTypeAsync(App application, CancellationToken cancellationToken) => new(application.Kind == AppKind.OfGraduates ? ClientTypes.Public : ClientTypes.Confidential);

    // Where it is a loopback address, the port is whichever is free on the device (RFC 8252, 7.3).
    /// <inheritdoc />
    public ValueTask<string?> GetApplicationTypeAsync(App application, CancellationToken cancellationToken) => new(ApplicationTypes.Native);

    /// <inheritdoc />
    public ValueTask<string?> GetConsentTypeAsync(App application, CancellationToken cancellationToken) => new(ConsentTypes.Explicit);

    /// <inheritdoc />
    public ValueTask<string?> GetDisplayNameAsync(App application, CancellationToken cancellationToken) => new(application.Name);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<string>> GetPermissionsAsync(App application, CancellationToken cancellationToken) => new([.. application.Kind == AppKind.OfGraduates ? OfGraduates : OfSystems, .. application.ScopeNames.Select(scope => Permissions.Prefixes.Scope + scope)]);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<string>> GetRedirectUrisAsync(App application, CancellationToken cancellationToken) => new([.. application.RedirectUriList]);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<string>> GetRequirementsAsync(App application, CancellationToken cancellationToken) => new(application.Kind == AppKind.OfGraduates ? [Requirements.Features.ProofKeyForCodeExchange] : []);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<string>> GetPostLogoutRedirectUrisAsync(App application, CancellationToken cancellationToken) => new(ImmutableArray<string>.Empty);

    /// <inheritdoc />
    public ValueTask<ImmutableDictionary<string, string>> GetSettingsAsync(App application, CancellationToken cancellationToken) => new(ImmutableDictionary<string, string>.Empty);

    /// <inheritdoc />
    public ValueTask<ImmutableDictionary<string, JsonElement>> GetPropertiesAsync(App application, CancellationToken cancellationToken) => new(ImmutableDictionary<string, JsonElement>.Empty);

    /// <inheritdoc />
    public ValueTask<JsonWebKeySet?> GetJsonWebKeySetAsync(App application, CancellationToken cancellationToken) => default;

    /// <inheritdoc />
    public ValueTask<ImmutableDictionary<CultureInfo, string>> GetDisplayNamesAsync(App application, CancellationToken cancellationToken) => new(ImmutableDictionary<CultureInfo, string>.Empty);

    /// <inheritdoc />
    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<long> CountAsync<TResult>(Func<IQueryable<App>, IQueryable<TResult>> query, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask CreateAsync(App application, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask DeleteAsync(App application, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public IAsyncEnumerable<App> FindByPostLogoutRedirectUriAsync(string uri, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public IAsyncEnumerable<App> FindByRedirectUriAsync(string uri, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<TResult?> GetAsync<TState, TResult>(Func<IQueryable<App>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<App> InstantiateAsync(CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public IAsyncEnumerable<App> ListAsync(int? count, int? offset, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public IAsyncEnumerable<TResult> ListAsync<TState, TResult>(Func<IQueryable<App>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetApplicationTypeAsync(App application, string? type, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetClientIdAsync(App application, string? identifier, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetClientSecretAsync(App application, string? secret, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetClientTypeAsync(App application, string? type, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetConsentTypeAsync(App application, string? type, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetDisplayNameAsync(App application, string? name, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetDisplayNamesAsync(App application, ImmutableDictionary<CultureInfo, string> names, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetJsonWebKeySetAsync(App application, JsonWebKeySet? set, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetPermissionsAsync(App application, ImmutableArray<string> permissions, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetPostLogoutRedirectUrisAsync(App application, ImmutableArray<string> uris, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetPropertiesAsync(App application, ImmutableDictionary<string, JsonElement> properties, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetRedirectUrisAsync(App application, ImmutableArray<string> uris, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetRequirementsAsync(App application, ImmutableArray<string> requirements, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetSettingsAsync(App application, ImmutableDictionary<string, string> settings, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask UpdateAsync(App application, CancellationToken cancellationToken) => throw NotAsked();

    static NotSupportedException NotAsked() => new("Apps are registered, listed and ended on their page; the server only finds them.");
}
