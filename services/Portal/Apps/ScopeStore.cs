using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using OpenIddict.Abstractions;
using RaMatch.Platform.Web;

namespace RaMatch.Portal.Apps;

/// <summary>Where OpenIddict looks for a scope it has not been told of at the start: there is none, since all of them stand in the code (<see cref="Scopes"/>).</summary>
sealed class ScopeStore : IOpenIddictScopeStore<Scope>
{
    /// <inheritdoc />
    public IAsyncEnumerable<Scope> FindByNamesAsync(ImmutableArray<string> names, CancellationToken cancellationToken) => AsyncEnumerable.Empty<Scope>();

    /// <inheritdoc />
    public IAsyncEnumerable<Scope> FindByResourceAsync(string resource, CancellationToken cancellationToken) => AsyncEnumerable.Empty<Scope>();

    /// <inheritdoc />
    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<long> CountAsync<TResult>(Func<IQueryable<Scope>, IQueryable<TResult>> query, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask CreateAsync(Scope scope, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask DeleteAsync(Scope scope, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<Scope?> FindByIdAsync(string identifier, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<Scope?> FindByNameAsync(string name, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<TResult?> GetAsync<TState, TResult>(Func<IQueryable<Scope>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<string?> GetDescriptionAsync(Scope scope, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<ImmutableDictionary<CultureInfo, string>> GetDescriptionsAsync(Scope scope, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<string?> GetDisplayNameAsync(Scope scope, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<ImmutableDictionary<CultureInfo, string>> GetDisplayNamesAsync(Scope scope, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<string?> GetIdAsync(Scope scope, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<string?> GetNameAsync(Scope scope, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<ImmutableDictionary<string, JsonElement>> GetPropertiesAsync(Scope scope, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<ImmutableArray<string>> GetResourcesAsync(Scope scope, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<Scope> InstantiateAsync(CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public IAsyncEnumerable<Scope> ListAsync(int? count, int? offset, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public IAsyncEnumerable<TResult> ListAsync<TState, TResult>(Func<IQueryable<Scope>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetDescriptionAsync(Scope scope, string? description, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetDescriptionsAsync(Scope scope, ImmutableDictionary<CultureInfo, string> descriptions, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetDisplayNameAsync(Scope scope, string? name, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetDisplayNamesAsync(Scope scope, ImmutableDictionary<CultureInfo, string> names, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetNameAsync(Scope scope, string? name, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetPropertiesAsync(Scope scope, ImmutableDictionary<string, JsonElement> properties, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetResourcesAsync(Scope scope, ImmutableArray<string> resources, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask UpdateAsync(Scope scope, CancellationToken cancellationToken) => throw NotAsked();

    static NotSupportedException NotAsked() => new("Scopes stand in the code.");
}
