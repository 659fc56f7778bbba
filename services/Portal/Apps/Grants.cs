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

    /// <summary>An account allows an app nothing any more; false where it has not.</summary>
    public static async Task<bool> EndAsync(UnitOfWork unit, Guid accountId, Guid appId)
    {
        var standing = await unit.QueryAsync<Guid>(SelectStanding, new { accountId, appId, valid = OpenIddictConstants.Statuses.Valid });
        foreach (var grantId in standing)
        {
            await RevokeAsync(unit, grantId);
        }

        return standing.Count > 0;
    }

    /// <summary>A grant ends, with all tokens that there are of it.</summary>
    public static async Task<int> RevokeAsync(UnitOfWork unit, Guid grantId)
    {
        await unit.ExecuteAsync(Revoke, new { grantId, revoked = OpenIddictConstants.Statuses.Revoked });
        return await TokenStore.RevokeOfGrantAsync(unit, grantId);
    }

    /// <summary>By whose membership a program asks that holds a token of a grant; null where that has ended.</summary>
    public static async Task<Allowed?> UseAsync(PortalDb db, Guid grantId)
    {
        var (allowed, now) = await db.ReadAsync(async reader => (await reader.FindAsync<Allowed>(SelectAllowed, new { grantId, valid = OpenIddictConstants.Statuses.Valid }), reader.Now));
        if (allowed is not null && now - allowed.UsedAt >= SeenEvery)
        {
            await ManageApps.NoteUseAsync(db, unit => unit.ExecuteAsync(UpdateUsed, new { grantId, unit.Now }));
        }

        return allowed;
    }

    /// <summary>The apps that may act for an account just now, each once, whatever was allowed it on however many devices; the newest first.</summary>
    public static async Task<IReadOnlyList<Connected>> ListAsync(PortalDb db, Guid accountId) =>
    [
        .. (await db.ReadAsync(reader => reader.QueryAsync<Connected>(SelectConnected, new { accountId, valid = OpenIddictConstants.Statuses.Valid, reader.Now })))
            .GroupBy(one => one.AppId)
            .Select(app => app.First() with
            {
                Scopes = string.Join(' ', app.SelectMany(one => one.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)),
                UsedAt = app.Max(one => one.UsedAt),
            }),
    ];

    /// <summary>The account is closed: what it has allowed goes with it.</summary>
    public static async Task ForgetAsync(UnitOfWork unit, Guid accountId)
    {
        // The grants first, as whoever ends one touches them.
        await unit.ExecuteAsync(RevokeOfAccount, new { accountId, revoked = OpenIddictConstants.Statuses.Revoked });
        await unit.ExecuteAsync(DeleteTokensOfAccount, new { accountId });
        await unit.ExecuteAsync(DeleteOfAccount, new { accountId });
    }

    /// <summary>Removes what opens nothing any more, for whatever reason, and was used last before a moment.</summary>
    public static Task<int> PruneAsync(UnitOfWork unit, DateTimeOffset before) => unit.ExecuteAsync(DeleteSpent, new { before, unit.Now, valid = OpenIddictConstants.Statuses.Valid });

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
        /// <summary>The app.</summary>
        public Guid AppId { get; init; }

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
        SELECT app.app_id, app.name, g.scopes, g.created_at, g.used_at
        FROM app_grant g
        JOIN app ON app.app_id = g.app_id
        JOIN membership m ON m.membership_id = g.membership_id
        JOIN account a ON a.account_id = m.account_id
        WHERE m.account_id = @accountId AND g.status = @valid AND m.ended_at IS NULL AND g.stamp = a.security_stamp AND app.ended_at IS NULL
            AND EXISTS (SELECT 1 FROM app_token t WHERE t.grant_id = g.grant_id AND t.status = @valid AND t.expires_at > @now)
        ORDER BY g.created_at DESC, g.grant_id
        """;

    const string Insert = """
        INSERT INTO app_grant (grant_id, app_id, membership_id, subject_id, scopes, stamp, status, created_at, used_at)
        SELECT @grantId, @appId, m.membership_id, @subjectId, @scopes, a.security_stamp, @status, @now, @now
        FROM membership m
        JOIN account a ON a.account_id = m.account_id
        WHERE m.membership_id = @membershipId AND m.ended_at IS NULL AND a.account_id = @accountId AND a.security_stamp = @stamp
        """;

    const string SelectStanding = """
        SELECT g.grant_id
        FROM app_grant g
        JOIN membership m ON m.membership_id = g.membership_id
        WHERE m.account_id = @accountId AND g.app_id = @appId AND g.status = @valid
        ORDER BY g.grant_id
        """;

    const string Revoke = "UPDATE app_grant SET status = @revoked WHERE grant_id = @grantId";

    const string RevokeOfAccount = "UPDATE app_grant SET status = @revoked WHERE membership_id IN (SELECT membership_id FROM membership WHERE account_id = @accountId)";

    const string UpdateUsed = "UPDATE app_grant SET used_at = @now WHERE grant_id = @grantId AND used_at < @now";

    const string DeleteTokensOfAccount = """
        DELETE FROM app_token
        WHERE grant_id IN (SELECT g.grant_id FROM app_grant g JOIN membership m ON m.membership_id = g.membership_id WHERE m.account_id = @accountId)
        """;

    const string DeleteOfAccount = "DELETE FROM app_grant WHERE membership_id IN (SELECT membership_id FROM membership WHERE account_id = @accountId)";

    const string DeleteSpent = """
        DELETE FROM app_grant
        WHERE used_at < @before AND NOT EXISTS (SELECT 1 FROM app_token t WHERE t.grant_id = app_grant.grant_id AND t.status = @valid AND t.expires_at > @now)
        """;
}
