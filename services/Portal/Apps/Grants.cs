using OpenIddict.Abstractions;
using RaMatch.Platform.Data;
using RaMatch.Portal.Accounts;

namespace RaMatch.Portal.Apps;

/// <summary>
/// What people have allowed apps. A grant stands as long as the membership it was given by, the account's stamp (a new password or second factor ends all grants, as it ends
/// sessions) and both sides' will; all of that is read anew with each request of the app.
/// </summary>
static class Grants
{
    static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>A grant, and how it stands.</summary>
    public static Task<Grant?> FindAsync(Reader reader, Guid grantId) => reader.FindAsync<Grant>(SelectGrant, new { grantId, valid = OpenIddictConstants.Statuses.Valid, revoked = OpenIddictConstants.Statuses.Revoked });

    /// <summary>Whoever is signed in allows an app what it asks for; false where the session has ended by now.</summary>
    public static async Task<bool> AllowAsync(UnitOfWork unit, Guid grantId, AccountSession session, Membership acting, Guid appId, string scopes)
    {
        var row = new { grantId, appId, acting.MembershipId, acting.SubjectId, scopes, session.AccountId, session.Stamp, status = OpenIddictConstants.Statuses.Valid, unit.Now };
        return await unit.ExecuteAsync(Insert, row) > 0;
    }

    /// <summary>Its owner ends a grant; false where it has ended.</summary>
    public static async Task<bool> EndAsync(UnitOfWork unit, Guid accountId, Guid grantId)
    {
        if (await unit.ExecuteAsync(End, new { grantId, accountId, valid = OpenIddictConstants.Statuses.Valid, revoked = OpenIddictConstants.Statuses.Revoked }) == 0)
        {
            return false;
        }

        await TokenStore.RevokeOfGrantAsync(unit, grantId);
        return true;
    }

    /// <summary>By whose membership a program asks that holds a token of a grant; null where that has ended.</summary>
    public static async Task<Allowed?> UseAsync(PortalDb db, Guid grantId)
    {
        var (allowed, now) = await db.ReadAsync(async reader => (await reader.FindAsync<Allowed>(SelectAllowed, new { grantId, valid = OpenIddictConstants.Statuses.Valid }), reader.Now));
        if (allowed is not null && now - allowed.UsedAt >= SeenEvery)
        {
            await db.WriteAsync(unit => unit.ExecuteAsync(UpdateUsed, new { grantId, unit.Now }));
        }

        return allowed;
    }

    /// <summary>What an account has allowed, the newest first.</summary>
    public static Task<IReadOnlyList<Connected>> ListAsync(PortalDb db, Guid accountId) =>
        db.ReadAsync(reader => reader.QueryAsync<Connected>(SelectConnected, new { accountId, valid = OpenIddictConstants.Statuses.Valid, reader.Now }));

    /// <summary>The account is closed: what it has allowed goes with it.</summary>
    public static async Task ForgetAsync(UnitOfWork unit, Guid accountId)
    {
        await unit.ExecuteAsync(DeleteTokensOfAccount, new { accountId });
        await unit.ExecuteAsync(DeleteOfAccount, new { accountId });
    }

    /// <summary>Removes what was ended and has been used last before a moment.</summary>
    public static Task<int> PruneAsync(UnitOfWork unit, DateTimeOffset before) => unit.ExecuteAsync(DeleteEnded, new { before, valid = OpenIddictConstants.Statuses.Valid });

    /// <summary>The membership by which an app asks.</summary>
    public sealed record Allowed
    {
        /// <summary>The app.</summary>
        public Guid AppId { get; init; }

        /// <summary>When it was last used, to the minute.</summary>
        public DateTimeOffset UsedAt { get; init; }

        /// <summary>How the person is called.</summary>
        public string Name { get; init; } = "";

        /// <summary>The membership.</summary>
        public Guid MembershipId { get; init; }

        /// <summary>Whom the services see.</summary>
        public Guid SubjectId { get; init; }

        /// <summary>In which role.</summary>
        public string Role { get; init; } = "";

        /// <summary>As what.</summary>
        public Capacity Capacity { get; init; }
    }

    /// <summary>An app that somebody has allowed something.</summary>
    public sealed record Connected
    {
        /// <summary>What was allowed.</summary>
        public Guid GrantId { get; init; }

        /// <summary>How the app is called.</summary>
        public string Name { get; init; } = "";

        /// <summary>What it may do, with spaces between.</summary>
        public string Scopes { get; init; } = "";

        /// <summary>Since when.</summary>
        public DateTimeOffset CreatedAt { get; init; }

        /// <summary>When it was last used.</summary>
        public DateTimeOffset UsedAt { get; init; }
    }

    const string SelectGrant = """
        SELECT g.grant_id, g.app_id, g.membership_id, g.subject_id, g.scopes, g.created_at,
            CASE WHEN g.status = @valid AND m.ended_at IS NULL AND g.stamp = a.security_stamp THEN @valid ELSE @revoked END AS status
        FROM app_grant g
        JOIN membership m ON m.membership_id = g.membership_id
        JOIN account a ON a.account_id = m.account_id
        WHERE g.grant_id = @grantId
        """;

    const string SelectAllowed = """
        SELECT g.app_id, g.used_at, a.name, m.membership_id, m.subject_id, m.role, m.capacity
        FROM app_grant g
        JOIN membership m ON m.membership_id = g.membership_id
        JOIN account a ON a.account_id = m.account_id
        WHERE g.grant_id = @grantId AND g.status = @valid AND m.ended_at IS NULL AND g.stamp = a.security_stamp
        """;

    const string SelectConnected = """
        SELECT g.grant_id, app.name, g.scopes, g.created_at, g.used_at
        FROM app_grant g
        JOIN app ON app.app_id = g.app_id
        JOIN membership m ON m.membership_id = g.membership_id
        JOIN account a ON a.account_id = m.account_id
        WHERE m.account_id = @accountId AND g.status = @valid AND m.ended_at IS NULL AND g.stamp = a.security_stamp AND app.ended_at IS NULL
        ORDER BY g.created_at DESC, g.grant_id
        """;

    const string Insert = """
        INSERT INTO app_grant (grant_id, app_id, membership_id, subject_id, scopes, stamp, status, created_at, used_at)
        SELECT @grantId, @appId, m.membership_id, @subjectId, @scopes, a.security_stamp, @status, @now, @now
        FROM membership m
        JOIN account a ON a.account_id = m.account_id
        WHERE m.membership_id = @membershipId AND m.ended_at IS NULL AND a.account_id = @accountId AND a.security_stamp = @stamp
        """;

    const string End = """
        UPDATE app_grant
        SET status = @revoked
        WHERE grant_id = @grantId AND status = @valid AND membership_id IN (SELECT membership_id FROM membership WHERE account_id = @accountId)
        """;

    const string UpdateUsed = "UPDATE app_grant SET used_at = @now WHERE grant_id = @grantId AND used_at < @now";

    const string DeleteTokensOfAccount = """
        DELETE FROM app_token
        WHERE grant_id IN (SELECT g.grant_id FROM app_grant g JOIN membership m ON m.membership_id = g.membership_id WHERE m.account_id = @accountId)
        """;

    const string DeleteOfAccount = "DELETE FROM app_grant WHERE membership_id IN (SELECT membership_id FROM membership WHERE account_id = @accountId)";

    const string DeleteEnded = "DELETE FROM app_grant WHERE used_at < @before AND status <> @valid";
}
