using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Portal.People;

/// <summary>
/// Where ASP.NET Core Identity keeps accounts: rows of the portal's database. What is set on an account is stored as a whole by
/// <see cref="UpdateAsync(Account, CancellationToken)"/>, guarded by the version that was read, so that of two changes at once one is refused. A recovery code is taken at once.
/// </summary>
sealed class AccountStore(PortalDb db, IDataProtectionProvider protection, TimeProvider clock) :
    IUserPasswordStore<Account>, IUserSecurityStampStore<Account>, IUserTwoFactorStore<Account>,
    IUserAuthenticatorKeyStore<Account>, IUserTwoFactorRecoveryCodeStore<Account>, IUserPasskeyStore<Account>
{
    /// <summary>Writes a new account in a transaction that writes what belongs to it too.</summary>
    public static Task InsertAsync(UnitOfWork unit, Account account) => unit.ExecuteAsync(InsertAccount, new
    {
        account.AccountId,
        account.Name,
        account.PasswordHash,
        account.SecurityStamp,
        unit.Now,
    });

    /// <summary>Writes what was set on an account; false where somebody else was first. Its version is then to be counted up.</summary>
    public static async Task<bool> UpdateAsync(UnitOfWork unit, Account account) => await unit.ExecuteAsync(UpdateAccount, account) > 0;

    /// <summary>Touches an account, so that whoever closes it meanwhile waits, or is found to have closed it: false where it is gone.</summary>
    public static async Task<bool> HoldAsync(UnitOfWork unit, Guid accountId) => await unit.ExecuteAsync(HoldAccount, new { accountId }) > 0;

    /// <summary>The account that an address belongs to.</summary>
    public Task<Account?> FindByAddressAsync(ContactAddress address) => db.ReadAsync(reader => reader.FindAsync<Account>(SelectByAddress, new { address.Kind, address.Address }));

    /// <inheritdoc />
    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        await db.WriteAsync(unit => InsertAsync(unit, user), cancellationToken);
        return IdentityResult.Success;
    }

    /// <inheritdoc />
    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        if (!await db.WriteAsync(unit => UpdateAsync(unit, user), cancellationToken))
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        }

        user.Version++;
        return IdentityResult.Success;
    }

    /// <inheritdoc />
    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException("No account is deleted by the framework.");

    /// <inheritdoc />
    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) => FindByNameAsync(userId, cancellationToken);

    /// <inheritdoc />
    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        // A passkey names its user, and who sends it may name anything.
        Guid.TryParse(normalizedUserName, CultureInfo.InvariantCulture, out var accountId)
            ? db.ReadAsync(reader => reader.FindAsync<Account>(SelectById, new { accountId }), cancellationToken)
            : Task.FromResult<Account?>(null);

    /// <inheritdoc />
    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.AccountId.ToString());

    /// <inheritdoc />
    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.AccountId.ToString());

    /// <inheritdoc />
    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => GetUserNameAsync(user, cancellationToken);

    /// <inheritdoc />
    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    /// <inheritdoc />
    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    /// <inheritdoc />
    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    /// <inheritdoc />
    public Task SetTwoFactorEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken)
    {
        user.TotpSince = enabled ? clock.GetUtcNow() : null;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<bool> GetTwoFactorEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.TotpSince is not null);

    /// <inheritdoc />
    public Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken)
    {
        (user.TotpKey, user.TotpStep) = (Protector(user).Protect(key), null);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.TotpKey is null ? null : Protector(user).Unprotect(user.TotpKey));

    /// <inheritdoc />
    public Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        var codes = Seal(user.AccountId, recoveryCodes);
        return db.WriteAsync(unit => ReplaceCodesAsync(unit, user, codes), cancellationToken);
    }

    /// <summary>Recovery codes as they are kept: encrypted, since they are too short for hashes that are tried offline.</summary>
    public IReadOnlyList<string> Seal(Guid accountId, IEnumerable<string> codes) => [.. codes.Select(code => CodeProtector(accountId).Protect(Plain(code)))];

    /// <summary>Puts sealed recovery codes in place of the old ones.</summary>
    public static async Task ReplaceCodesAsync(UnitOfWork unit, Account user, IReadOnlyList<string> sealedCodes)
    {
        await unit.ExecuteAsync(DeleteRecoveryCodes, new { user.AccountId });
        await unit.InsertAllAsync(InsertRecoveryCode, sealedCodes.Select((sealedCode, number) => new { user.AccountId, number, sealedCode }));
    }

    /// <inheritdoc />
    public async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken)
    {
        var (protector, typed) = (CodeProtector(user.AccountId), Plain(code));
        var kept = await db.ReadAsync(reader => reader.QueryAsync<RecoveryCode>(SelectRecoveryCodes, new { user.AccountId }), cancellationToken);
        return kept.FirstOrDefault(one => protector.Unprotect(one.SealedCode) == typed) is { } found
            && await db.WriteAsync(unit => unit.ExecuteAsync(DeleteRecoveryCode, new { user.AccountId, found.SealedCode }), cancellationToken) > 0;
    }

    /// <inheritdoc />
    public async Task<int> CountCodesAsync(Account user, CancellationToken cancellationToken) =>
        (int)await db.ReadAsync(reader => reader.GetAsync<long>(CountRecoveryCodes, new { user.AccountId }), cancellationToken);

    /// <inheritdoc />
    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A passkey is added, or noted as used, in the transaction of what it belongs to.");

    /// <summary>Notes that a passkey was used; false where it has been removed meanwhile.</summary>
    public static async Task<bool> UsePasskeyAsync(UnitOfWork unit, Account user, UserPasskeyInfo passkey) =>
        await unit.ExecuteAsync(UpdatePasskey, new { credentialHash = HashOf(passkey.CredentialId), user.AccountId, credential = Json.Text(Stored.Of(passkey)), unit.Now }) > 0;

    /// <summary>Writes a new passkey; false where there is one of its id.</summary>
    public static async Task<bool> AddPasskeyAsync(UnitOfWork unit, Account user, UserPasskeyInfo passkey) => await unit.ExecuteAsync(InsertPasskey, new
    {
        credentialHash = HashOf(passkey.CredentialId),
        user.AccountId,
        name = passkey.Name ?? "",
        credential = Json.Text(Stored.Of(passkey)),
        unit.Now,
    }) > 0;

    /// <summary>Removes a passkey; how many the account has left, or null where it had none of that hash.</summary>
    public static async Task<long?> RemovePasskeyAsync(UnitOfWork unit, Guid accountId, string credentialHash) =>
        await unit.ExecuteAsync(DeletePasskey, new { accountId, credentialHash }) > 0 ? await unit.GetAsync<long>(CountPasskeys, new { accountId }) : null;

    /// <summary>Removes whatever opens an account beside its password and authenticator: recovery codes, passkeys, identities outside. Gives how many there were of the last two.</summary>
    public static async Task<(int Passkeys, int Identities)> RemoveFurtherWaysAsync(UnitOfWork unit, Guid accountId)
    {
        await unit.ExecuteAsync(DeleteRecoveryCodes, new { accountId });
        return (await unit.ExecuteAsync(DeletePasskeys, new { accountId }), await unit.ExecuteAsync(DeleteIdentities, new { accountId }));
    }

    /// <summary>Whether an account has a passkey.</summary>
    public Task<bool> HasPasskeyAsync(Guid accountId) => db.ReadAsync(async reader => await reader.GetAsync<long>(CountPasskeys, new { accountId }) > 0);

    /// <inheritdoc />
    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await db.ReadAsync(reader => reader.QueryAsync<StoredPasskey>(SelectPasskeys, new { user.AccountId }), cancellationToken)).Select(row => row.Read())];

    /// <inheritdoc />
    public Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        db.ReadAsync(reader => reader.FindAsync<Account>(SelectByPasskey, new { credentialHash = HashOf(credentialId) }), cancellationToken);

    /// <inheritdoc />
    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await db.ReadAsync(reader => reader.FindAsync<StoredPasskey>(SelectPasskey, new { user.AccountId, credentialHash = HashOf(credentialId) }), cancellationToken))?.Read();

    /// <inheritdoc />
    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A passkey is removed in the transaction of what it belongs to.");

    /// <inheritdoc />
    public void Dispose()
    {
    }

    /// <summary>Under which a passkey is found.</summary>
    public static string HashOf(byte[] credentialId) => Convert.ToHexStringLower(SHA256.HashData(credentialId));

    IDataProtector Protector(Account user) => protection.CreateProtector("RaMatch.Portal", "account.totp_key", user.AccountId.ToString());

    IDataProtector CodeProtector(Guid accountId) => protection.CreateProtector("RaMatch.Portal", "recovery_code", accountId.ToString());

    static string Plain(string code) => FoldedText.Key(code).Replace("-", "", StringComparison.Ordinal);

    sealed record RecoveryCode
    {
        public string SealedCode { get; init; } = "";
    }

    sealed record StoredPasskey
    {
        public string Name { get; init; } = "";
        public string Credential { get; init; } = "";

        public UserPasskeyInfo Read()
        {
            var stored = Json.Read<Stored>(Credential)!;
            return new UserPasskeyInfo(
                stored.CredentialId, stored.PublicKey, stored.CreatedAt, stored.SignCount, stored.Transports, stored.IsUserVerified, stored.IsBackupEligible, stored.IsBackedUp, attestationObject: [], clientDataJson: [])
            { Name = Name };
        }
    }

    // What was sent when it was made is judged then, and says nothing afterwards.
    sealed record Stored(byte[] CredentialId, byte[] PublicKey, DateTimeOffset CreatedAt, uint SignCount, string[]? Transports, bool IsUserVerified, bool IsBackupEligible, bool IsBackedUp)
    {
        public static Stored Of(UserPasskeyInfo passkey) => new(
            passkey.CredentialId, passkey.PublicKey, passkey.CreatedAt, passkey.SignCount, passkey.Transports, passkey.IsUserVerified, passkey.IsBackupEligible, passkey.IsBackedUp);
    }

    const string Columns = "a.account_id, a.name, a.password_hash, a.security_stamp, a.totp_key, a.totp_since, a.totp_step, a.failures, a.locked_until, a.factor_failures, a.factor_locked_until, a.version";

    const string SelectById = $"""
        SELECT {Columns}
        FROM account a
        WHERE a.account_id = @accountId
        """;

    const string SelectByAddress = $"""
        SELECT {Columns}
        FROM account a
        JOIN account_address b ON b.account_id = a.account_id
        WHERE b.kind = @kind AND b.address = @address
        """;

    const string InsertAccount = """
        INSERT INTO account (account_id, name, password_hash, security_stamp, failures, factor_failures, version, created_at)
        VALUES (@accountId, @name, @passwordHash, @securityStamp, 0, 0, 1, @now)
        """;

    const string HoldAccount = "UPDATE account SET version = version WHERE account_id = @accountId";

    const string UpdateAccount = """
        UPDATE account
        SET password_hash = @passwordHash, security_stamp = @securityStamp, totp_key = @totpKey, totp_since = @totpSince, totp_step = @totpStep,
            failures = @failures, locked_until = @lockedUntil, factor_failures = @factorFailures, factor_locked_until = @factorLockedUntil, version = version + 1
        WHERE account_id = @accountId AND version = @version
        """;

    const string DeleteRecoveryCodes = "DELETE FROM recovery_code WHERE account_id = @accountId";

    const string InsertRecoveryCode = """
        INSERT INTO recovery_code (account_id, number, sealed_code)
        VALUES (@accountId, @number, @sealedCode)
        """;

    const string SelectRecoveryCodes = "SELECT sealed_code FROM recovery_code WHERE account_id = @accountId ORDER BY number";

    const string DeleteRecoveryCode = "DELETE FROM recovery_code WHERE account_id = @accountId AND sealed_code = @sealedCode";

    const string CountRecoveryCodes = "SELECT COUNT(*) FROM recovery_code WHERE account_id = @accountId";

    const string SelectByPasskey = $"""
        SELECT {Columns}
        FROM account a
        JOIN passkey p ON p.account_id = a.account_id
        WHERE p.credential_hash = @credentialHash
        """;

    const string SelectPasskeys = "SELECT name, credential FROM passkey WHERE account_id = @accountId ORDER BY created_at, credential_hash";

    const string SelectPasskey = "SELECT name, credential FROM passkey WHERE credential_hash = @credentialHash AND account_id = @accountId";

    const string CountPasskeys = "SELECT COUNT(*) FROM passkey WHERE account_id = @accountId";

    const string UpdatePasskey = """
        UPDATE passkey
        SET credential = @credential, used_at = @now
        WHERE credential_hash = @credentialHash AND account_id = @accountId
        """;

    const string InsertPasskey = """
        INSERT INTO passkey (credential_hash, account_id, name, credential, created_at, used_at)
        SELECT @credentialHash, @accountId, @name, @credential, @now, @now
        WHERE NOT EXISTS (SELECT 1 FROM passkey WHERE credential_hash = @credentialHash)
        """;

    const string DeletePasskeys = "DELETE FROM passkey WHERE account_id = @accountId";

    const string DeleteIdentities = "DELETE FROM external_identity WHERE account_id = @accountId";

    const string DeletePasskey = "DELETE FROM passkey WHERE credential_hash = @credentialHash AND account_id = @accountId";
}
