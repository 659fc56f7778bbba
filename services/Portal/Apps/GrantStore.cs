using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using OpenIddict.Abstractions;

namespace RaMatch.Portal.Apps;

/// <summary>Where OpenIddict looks whether what somebody has allowed still stands (<see cref="Grants"/>). Written they are with the consent, and ended on the account's page.</summary>
sealed class GrantStore(PortalDb db) : IOpenIddictAuthorizationStore<Grant>
{
    /// <inheritdoc />
    public async ValueTask<Grant?> FindByIdAsync(string identifier, CancellationToken cancellationToken) => Guid.TryParse(identifier, CultureInfo.InvariantCulture, out var grantId)
        ? await db.ReadAsync(reader => Grants.FindAsync(reader, grantId), cancellationToken)
        : null;

    /// <summary>Removes what was ended before a moment.</summary>
    public async ValueTask<long> PruneAsync(DateTimeOffset threshold, CancellationToken cancellationToken) => await db.WriteAsync(unit => Grants.PruneAsync(unit, threshold), cancellationToken);

    /// <inheritdoc />
    public ValueTask<string?> GetIdAsync(Grant authorization, CancellationToken cancellationToken) => new(authorization.GrantId.ToString());

    /// <inheritdoc />
    public ValueTask<string?> GetApplicationIdAsync(Grant authorization, CancellationToken cancellationToken) => new(authorization.AppId.ToString());

    /// <inheritdoc />
    public ValueTask<DateTimeOffset?> GetCreationDateAsync(Grant authorization, CancellationToken cancellationToken) => new(authorization.CreatedAt);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<string>> GetScopesAsync(Grant authorization, CancellationToken cancellationToken) => new([.. authorization.Scopes.Split(' ')]);

    /// <inheritdoc />
    public ValueTask<string?> GetStatusAsync(Grant authorization, CancellationToken cancellationToken) => new(authorization.Status);

    /// <inheritdoc />
    public ValueTask<string?> GetSubjectAsync(Grant authorization, CancellationToken cancellationToken) => new(authorization.SubjectId.ToString());

    /// <inheritdoc />
    public ValueTask<string?> GetTypeAsync(Grant authorization, CancellationToken cancellationToken) => new(OpenIddictConstants.AuthorizationTypes.Permanent);

    /// <inheritdoc />
    public ValueTask<ImmutableDictionary<string, JsonElement>> GetPropertiesAsync(Grant authorization, CancellationToken cancellationToken) => new(ImmutableDictionary<string, JsonElement>.Empty);

    /// <inheritdoc />
    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<long> CountAsync<TResult>(Func<IQueryable<Grant>, IQueryable<TResult>> query, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask CreateAsync(Grant authorization, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask DeleteAsync(Grant authorization, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public IAsyncEnumerable<Grant> FindAsync(string? subject, string? client, string? status, string? type, ImmutableArray<string>? scopes, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public IAsyncEnumerable<Grant> FindByApplicationIdAsync(string identifier, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public IAsyncEnumerable<Grant> FindBySubjectAsync(string subject, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<TResult?> GetAsync<TState, TResult>(Func<IQueryable<Grant>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<Grant> InstantiateAsync(CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public IAsyncEnumerable<Grant> ListAsync(int? count, int? offset, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public IAsyncEnumerable<TResult> ListAsync<TState, TResult>(Func<IQueryable<Grant>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<long> RevokeAsync(string? subject, string? client, string? status, string? type, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<long> RevokeByApplicationIdAsync(string identifier, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<long> RevokeBySubjectAsync(string subject, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetApplicationIdAsync(Grant authorization, string? identifier, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetCreationDateAsync(Grant authorization, DateTimeOffset? date, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetPropertiesAsync(Grant authorization, ImmutableDictionary<string, JsonElement> properties, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetScopesAsync(Grant authorization, ImmutableArray<string> scopes, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetStatusAsync(Grant authorization, string? status, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetSubjectAsync(Grant authorization, string? subject, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetTypeAsync(Grant authorization, string? type, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask UpdateAsync(Grant authorization, CancellationToken cancellationToken) => throw NotAsked();

    static NotSupportedException NotAsked() => new("Grants are written with the consent, listed and ended on the account's page; the server only looks whether one stands.");
}
