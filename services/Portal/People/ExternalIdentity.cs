using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;

namespace RaMatch.Portal.People;

/// <summary>
/// Whom a provider outside says that a browser belongs to. It opens an account only once it has been linked to it, by whoever is in that account and has proven it again. A
/// provider that gives a number it gave before to somebody else is noticed by the name.
/// </summary>
/// <param name="Provider">The provider's key.</param>
/// <param name="IdentityHash">SHA-256, in hexadecimal, of issuer and subject: the two that name a person for good (OpenID Connect Core, 5.7).</param>
/// <param name="Name">What the provider calls the person; empty where it does not say, or says what is no name.</param>
sealed record ExternalIdentity(string Provider, string IdentityHash, string Name)
{
    const int LongestName = 100;

    /// <summary>Reads what a provider has signed; null where it names nobody.</summary>
    public static ExternalIdentity? Of(ExternalProvider provider, ClaimsPrincipal person)
    {
        if (person.FindFirstValue("sub") is not { Length: > 0 } subject)
        {
            return null;
        }

        // What stands in for a name may be a number that is nobody's business here.
        var isName = TextRules.ObjectionToLine(person.FindFirstValue("name") ?? person.FindFirstValue("preferred_username") ?? "", out var line) is null;
        var name = isName ? line : "";
        return new ExternalIdentity(
            provider.Key,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{person.FindFirstValue("iss") ?? provider.Authority}\n{subject}"))),
            string.Concat(name.EnumerateRunes().Take(LongestName)));
    }

    /// <summary>The account that it opens, and what the provider called the person when it was linked; null where it opens none.</summary>
    public async Task<(Guid AccountId, string Name)?> FindAsync(PortalDb db) =>
        await db.ReadAsync(reader => reader.FindAsync<Row>(SelectIdentity, this)) is { } row ? (row.AccountId, row.Name) : null;

    /// <summary>Those of an account, the newest last.</summary>
    public static Task<IReadOnlyList<Linked>> OfAsync(PortalDb db, Guid accountId) => db.ReadAsync(reader => reader.QueryAsync<Linked>(SelectLinked, new { accountId }));

    /// <summary>For the account that is to have it, until its owner says so: no other account of the browser is asked.</summary>
    /// <param name="AccountId">The account that went to the provider.</param>
    /// <param name="Identity">Whom the provider named.</param>
    public sealed record ToLink(Guid AccountId, ExternalIdentity Identity)
    {
        /// <summary>The step that keeps it.</summary>
        public const string Step = "external";
    }

    /// <summary>Notes that somebody has come in by it.</summary>
    public Task UseAsync(UnitOfWork unit) => unit.ExecuteAsync(UpdateUsed, new { IdentityHash, unit.Now });

    /// <summary>Links it to the account of a session, which has been proven again.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="session">The session.</param>
    /// <param name="title">What people call it.</param>
    /// <param name="network">Where the request comes from.</param>
    /// <returns>Whether it was done; null where the session has ended. It is not where it opens another account, or the account has another one of that provider.</returns>
    public async Task<bool?> LinkAsync(AccountManager accounts, AccountSession session, string title, string network)
    {
        try
        {
            return await accounts.ChangeAsync(session, _ => Task.CompletedTask, async (unit, account) =>
            {
                if (await unit.ExecuteAsync(InsertIdentity, new { IdentityHash, Provider, Name, account.AccountId, unit.Now }) == 0)
                {
                    throw new TakenException();
                }

                await Happenings.NoteAsync(unit, new Happened(account.AccountId, Happening.ExternalLinked, title, network));
                await Addresses.TellAsync(unit, account.AccountId, to => DoorLetters.FactorChanged(to, "关联了一个统一身份，可以用它登录"));
            }) ? true : null;
        }
        catch (TakenException)
        {
            return false;
        }
    }

    /// <summary>It opens the account no more; false where the session has ended.</summary>
    public static Task<bool> UnlinkAsync(AccountManager accounts, AccountSession session, Linked linked, string title, string network) =>
        accounts.ChangeAsync(session, _ => Task.CompletedTask, async (unit, account) =>
        {
            if (await unit.ExecuteAsync(DeleteIdentity, new { linked.IdentityHash, account.AccountId }) > 0)
            {
                await Happenings.NoteAsync(unit, new Happened(account.AccountId, Happening.ExternalUnlinked, title, network));
                await Addresses.TellAsync(unit, account.AccountId, to => DoorLetters.FactorChanged(to, "解除了一个统一身份"));
            }
        });

    /// <summary>One that opens an account.</summary>
    public sealed record Linked
    {
        /// <summary>By which it is found.</summary>
        public string IdentityHash { get; init; } = "";

        /// <summary>The provider's key.</summary>
        public string Provider { get; init; } = "";

        /// <summary>What the provider called the person when it was linked.</summary>
        public string Name { get; init; } = "";

        /// <summary>When it was linked.</summary>
        public DateTimeOffset LinkedAt { get; init; }

        /// <summary>When somebody came in by it last, or it was linked.</summary>
        public DateTimeOffset UsedAt { get; init; }
    }

    sealed record Row
    {
        public Guid AccountId { get; init; }
        public string Name { get; init; } = "";
    }

    // Thrown inside the transaction that links: it is somebody's, or another is in its place, so nothing of it happens.
    sealed class TakenException() : Exception("The identity, or its place in the account, was taken when it was to be linked.");

    const string SelectIdentity = "SELECT account_id, name FROM external_identity WHERE identity_hash = @identityHash";

    const string SelectLinked = """
        SELECT identity_hash, provider, name, linked_at, used_at
        FROM external_identity
        WHERE account_id = @accountId
        ORDER BY linked_at, identity_hash
        """;

    const string UpdateUsed = "UPDATE external_identity SET used_at = @now WHERE identity_hash = @identityHash AND used_at < @now";

    const string InsertIdentity = """
        INSERT INTO external_identity (identity_hash, provider, account_id, name, linked_at, used_at)
        SELECT @identityHash, @provider, @accountId, @name, @now, @now
        WHERE NOT EXISTS (SELECT 1 FROM external_identity WHERE identity_hash = @identityHash OR account_id = @accountId AND provider = @provider)
        """;

    const string DeleteIdentity = "DELETE FROM external_identity WHERE identity_hash = @identityHash AND account_id = @accountId";
}
