using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using OpenIddict.Abstractions;
using RaMatch.Platform.Data;

namespace RaMatch.Portal.Apps;

/// <summary>
/// Where OpenIddict keeps codes and tokens: rows of the portal's database. A change is guarded by the version that was read, so that of two programs that redeem one code at once
/// one is refused. Queries by expression, and what the server never asks, have no answer here.
/// </summary>
sealed class TokenStore(PortalDb db) : IOpenIddictTokenStore<IssuedToken>
{
    const int PrunedAtOnce = 500;
    const string Revoked = OpenIddictConstants.Statuses.Revoked;

    /// <summary>Ends all tokens that there are of a grant, in the transaction that ends it.</summary>
    public static Task<int> RevokeOfGrantAsync(UnitOfWork unit, Guid grantId) => unit.ExecuteAsync(RevokeOfGrant, new { grantId, status = Revoked });

    /// <inheritdoc />
    public async ValueTask CreateAsync(IssuedToken token, CancellationToken cancellationToken) => await db.WriteAsync(unit => unit.ExecuteAsync(Insert, token), cancellationToken);

    /// <inheritdoc />
    public async ValueTask UpdateAsync(IssuedToken token, CancellationToken cancellationToken)
    {
        if (await db.WriteAsync(unit => unit.ExecuteAsync(Update, token), cancellationToken) == 0)
        {
            throw new OpenIddictExceptions.ConcurrencyException($"Token {token.TokenId} was changed by somebody else.");
        }

        token.Version++;
    }

    /// <inheritdoc />
    public async ValueTask DeleteAsync(IssuedToken token, CancellationToken cancellationToken) => await db.WriteAsync(unit => unit.ExecuteAsync(Delete, new { tokens = new[] { token.TokenId } }), cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IssuedToken?> FindByIdAsync(string identifier, CancellationToken cancellationToken) => Guid.TryParse(identifier, CultureInfo.InvariantCulture, out var tokenId)
        ? await db.ReadAsync(reader => reader.FindAsync<IssuedToken>(SelectById, new { tokenId }), cancellationToken)
        : null;

    /// <inheritdoc />
    public async ValueTask<IssuedToken?> FindByReferenceIdAsync(string identifier, CancellationToken cancellationToken) =>
        await db.ReadAsync(reader => reader.FindAsync<IssuedToken>(SelectByReference, new { referenceId = identifier }), cancellationToken);

    /// <summary>A code or refresh token has come twice: the grant ends, and with it also what somebody is being given at this moment.</summary>
    public async ValueTask<long> RevokeByAuthorizationIdAsync(string identifier, CancellationToken cancellationToken) =>
        await db.WriteAsync(unit => Grants.RevokeAsync(unit, Guid.Parse(identifier, CultureInfo.InvariantCulture)), cancellationToken);

    /// <summary>Removes what has run out: access tokens at once, since nobody learns anything by trying one again; codes and refresh tokens where they were given before a moment.</summary>
    public async ValueTask<long> PruneAsync(DateTimeOffset threshold, CancellationToken cancellationToken)
    {
        var pruned = 0L;
        while (await db.ReadAsync(reader => reader.FirstAsync<Guid>(SelectOld, new { threshold, reader.Now, access = OpenIddictConstants.TokenTypeHints.AccessToken }, PrunedAtOnce), cancellationToken) is { Count: > 0 } tokens)
        {
            pruned += await db.WriteAsync(unit => unit.ExecuteAsync(Delete, new { tokens }), cancellationToken);
        }

        return pruned;
    }

    /// <inheritdoc />
    public ValueTask<IssuedToken> InstantiateAsync(CancellationToken cancellationToken) => new(new IssuedToken { TokenId = Guid.CreateVersion7() });

    /// <inheritdoc />
    public ValueTask<string?> GetIdAsync(IssuedToken token, CancellationToken cancellationToken) => new(token.TokenId.ToString());

    /// <inheritdoc />
    public ValueTask<string?> GetApplicationIdAsync(IssuedToken token, CancellationToken cancellationToken) => new(token.AppId?.ToString());

    /// <inheritdoc />
    public ValueTask<string?> GetAuthorizationIdAsync(IssuedToken token, CancellationToken cancellationToken) => new(token.GrantId?.ToString());

    /// <inheritdoc />
    public ValueTask<DateTimeOffset?> GetCreationDateAsync(IssuedToken token, CancellationToken cancellationToken) => new(token.CreatedAt);

    /// <inheritdoc />
    public ValueTask<DateTimeOffset?> GetExpirationDateAsync(IssuedToken token, CancellationToken cancellationToken) => new(token.ExpiresAt);

    /// <inheritdoc />
    public ValueTask<string?> GetPayloadAsync(IssuedToken token, CancellationToken cancellationToken) => new(token.Payload);

    /// <inheritdoc />
    public ValueTask<DateTimeOffset?> GetRedemptionDateAsync(IssuedToken token, CancellationToken cancellationToken) => new(token.RedeemedAt);

    /// <inheritdoc />
    public ValueTask<string?> GetReferenceIdAsync(IssuedToken token, CancellationToken cancellationToken) => new(token.ReferenceId);

    /// <inheritdoc />
    public ValueTask<string?> GetStatusAsync(IssuedToken token, CancellationToken cancellationToken) => new(token.Status);

    /// <inheritdoc />
    public ValueTask<string?> GetSubjectAsync(IssuedToken token, CancellationToken cancellationToken) => new(token.Subject);

    /// <inheritdoc />
    public ValueTask<string?> GetTypeAsync(IssuedToken token, CancellationToken cancellationToken) => new(token.Type);

    /// <inheritdoc />
    public ValueTask<ImmutableDictionary<string, JsonElement>> GetPropertiesAsync(IssuedToken token, CancellationToken cancellationToken) => new(ImmutableDictionary<string, JsonElement>.Empty);

    /// <inheritdoc />
    public ValueTask SetApplicationIdAsync(IssuedToken token, string? identifier, CancellationToken cancellationToken) => Set(() => token.AppId = IdOf(identifier));

    /// <inheritdoc />
    public ValueTask SetAuthorizationIdAsync(IssuedToken token, string? identifier, CancellationToken cancellationToken) => Set(() => token.GrantId = IdOf(identifier));

    /// <inheritdoc />
    public ValueTask SetCreationDateAsync(IssuedToken token, DateTimeOffset? date, CancellationToken cancellationToken) => Set(() => token.CreatedAt = date);

    /// <inheritdoc />
    public ValueTask SetExpirationDateAsync(IssuedToken token, DateTimeOffset? date, CancellationToken cancellationToken) => Set(() => token.ExpiresAt = date);

    /// <inheritdoc />
    public ValueTask SetPayloadAsync(IssuedToken token, string? payload, CancellationToken cancellationToken) => Set(() => token.Payload = payload);

    /// <inheritdoc />
    public ValueTask SetPropertiesAsync(IssuedToken token, ImmutableDictionary<string, JsonElement> properties, CancellationToken cancellationToken) =>
        properties.IsEmpty ? default : throw NotAsked();

    /// <inheritdoc />
    public ValueTask SetRedemptionDateAsync(IssuedToken token, DateTimeOffset? date, CancellationToken cancellationToken) => Set(() => token.RedeemedAt = date);

    /// <inheritdoc />
    public ValueTask SetReferenceIdAsync(IssuedToken token, string? identifier, CancellationToken cancellationToken) => Set(() => token.ReferenceId = identifier);

    /// <inheritdoc />
    public ValueTask SetStatusAsync(IssuedToken token, string? status, CancellationToken cancellationToken) => Set(() => token.Status = status);

    /// <inheritdoc />
    public ValueTask SetSubjectAsync(IssuedToken token, string? subject, CancellationToken cancellationToken) => Set(() => token.Subject = subject);

    /// <inheritdoc />
    public ValueTask SetTypeAsync(IssuedToken token, string? type, CancellationToken cancellationToken) => Set(() => token.Type = type);

    /// <inheritdoc />
    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<long> CountAsync<TResult>(Func<IQueryable<IssuedToken>, IQueryable<TResult>> query, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public IAsyncEnumerable<IssuedToken> FindAsync(string? subject, string? client, string? status, string? type, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public IAsyncEnumerable<IssuedToken> FindByApplicationIdAsync(string identifier, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public IAsyncEnumerable<IssuedToken> FindByAuthorizationIdAsync(string identifier, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public IAsyncEnumerable<IssuedToken> FindBySubjectAsync(string subject, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<TResult?> GetAsync<TState, TResult>(Func<IQueryable<IssuedToken>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public IAsyncEnumerable<IssuedToken> ListAsync(int? count, int? offset, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public IAsyncEnumerable<TResult> ListAsync<TState, TResult>(Func<IQueryable<IssuedToken>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<long> RevokeAsync(string? subject, string? client, string? status, string? type, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<long> RevokeByApplicationIdAsync(string identifier, CancellationToken cancellationToken) => throw NotAsked();

    /// <inheritdoc />
    public ValueTask<long> RevokeBySubjectAsync(string subject, CancellationToken cancellationToken) => throw NotAsked();

    static NotSupportedException NotAsked() => new("The server never asks this of the store; what people ask of apps is asked by statements of our own.");

    static Guid? IdOf(string? identifier) => identifier is null ? null : Guid.Parse(identifier, CultureInfo.InvariantCulture);

    static ValueTask Set(Action set)
    {
        set();
        return default;
    }

    const string Columns = "SELECT token_id, app_id, grant_id, subject, type, status, reference_id, payload, created_at, expires_at, redeemed_at, version FROM app_token";

    const string SelectById = $"{Columns} WHERE token_id = @tokenId";

    const string SelectByReference = $"{Columns} WHERE reference_id = @referenceId";

    const string Insert = """
        INSERT INTO app_token (token_id, app_id, grant_id, subject, type, status, reference_id, payload, created_at, expires_at, redeemed_at, version)
        VALUES (@tokenId, @appId, @grantId, @subject, @type, @status, @referenceId, @payload, @createdAt, @expiresAt, @redeemedAt, 0)
        """;

    const string Update = """
        UPDATE app_token
        SET app_id = @appId, grant_id = @grantId, subject = @subject, type = @type, status = @status, reference_id = @referenceId, payload = @payload,
            created_at = @createdAt, expires_at = @expiresAt, redeemed_at = @redeemedAt, version = version + 1
        WHERE token_id = @tokenId AND version = @version
        """;

    const string Delete = "DELETE FROM app_token WHERE token_id IN @tokens";

    // With the version: whoever holds an older state of the row must not put it back.
    const string RevokeOfGrant = "UPDATE app_token SET status = @status, version = version + 1 WHERE grant_id = @grantId AND status <> @status";

    const string SelectOld = "SELECT token_id FROM app_token WHERE expires_at < @now AND (type = @access OR created_at < @threshold) ORDER BY expires_at, token_id";
}
