using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Apps;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Inbox;
using RaMatch.Portal.Messages;

namespace RaMatch.Portal.People;

/// <summary>
/// Somebody closes the account (注销账号). What the portal knows of the person goes, at once and for good; a graduate's data goes in the services too, as by
/// <c>DELETE /me</c>. Refused where the account is the last one that can bring others into a unit, a park or the supervisors: somebody has to follow first.
/// </summary>
sealed class CloseAccount(PortalDb db, ServiceClient services)
{
    /// <summary>Closes it; why not, or null. Done again after a fault it goes on where it stopped.</summary>
    public async Task<Refusal?> CloseAsync(AccountSession session)
    {
        if (await LastLeadAsync(session.AccountId) is { } office)
        {
            return Stays(office);
        }

        // First the services: as long as they cannot be reached the account is there, and the person can ask again.
        if (session.Memberships.FirstOrDefault(one => one.Role == Roles.Graduate) is { } graduate
            && await EraseAsync(services.As(graduate.CallerOf(session.Name))) is { Refusal: { } refusal })
        {
            return refusal;
        }

        return await db.WriteAsync(unit => RemoveAsync(unit, session.AccountId)) is { } last ? Stays(last) : null;
    }

    static Task<Answer<object>> EraseAsync(ServiceClient services) => services.DeleteAsync<object>("applicant", "me", new { confirm = "删除" });

    static Refusal Stays(string office) =>
        new(StatusCodes.Status409Conflict, $"您是“{office}”最后一位能管理成员的人：请先在“成员”中邀请或指定一位接替的人。", new Dictionary<string, string[]>());

    Task<string?> LastLeadAsync(Guid accountId) => db.WriteAsync(unit => LastLeadAsync(unit, accountId));

    static async Task<string?> LastLeadAsync(UnitOfWork unit, Guid accountId)
    {
        foreach (var member in await unit.QueryAsync<Members.Member>(SelectMemberships, new { accountId }))
        {
            if (await Members.IsLastLeadAsync(unit, member))
            {
                return member.Office;
            }
        }

        return null;
    }

    static async Task<string?> RemoveAsync(UnitOfWork unit, Guid accountId)
    {
        // Whoever is about to get one more membership waits, and then finds no account.
        await AccountStore.HoldAsync(unit, accountId);
        if (await LastLeadAsync(unit, accountId) is { } office)
        {
            return office;
        }

        var of = new { accountId, unit.Now };
        foreach (var own in await unit.QueryAsync<Own>(SelectAddresses, of))
        {
            await Letters.ForgetAsync(unit, own.Address);
            await unit.ExecuteAsync(DeleteCodes, own);
            await unit.ExecuteAsync(DeleteInvitations, own);
            await Letters.QueueAsync(unit, DoorLetters.Closed(new ContactAddress(own.Kind, own.Address)));
        }

        await Preferences.ForgetAsync(unit, accountId);
        await AccountStore.RemoveFurtherWaysAsync(unit, accountId);
        await Grants.ForgetAsync(unit, accountId);
        foreach (var statement in new[] { DeleteOwnInvitations, RevokeInvitations, DeleteSessions, DeleteEvents, DeleteMemberships, DeleteAddresses, DeleteAccount })
        {
            await unit.ExecuteAsync(statement, of);
        }

        return null;
    }

    sealed record Own
    {
        public AddressKind Kind { get; init; }
        public string Address { get; init; } = "";
    }

    const string SelectMemberships = """
        SELECT membership_id AS id, account_id, acts_for, role, unit_id, park_id, capacity, office
        FROM membership
        WHERE account_id = @accountId AND ended_at IS NULL
        ORDER BY acts_for
        """;

    const string SelectAddresses = "SELECT kind, address FROM account_address WHERE account_id = @accountId ORDER BY kind";

    const string DeleteCodes = "DELETE FROM sent_code WHERE address = @address";

    const string DeleteInvitations = "DELETE FROM invitation WHERE address = @address";

    // By which it became a member, wherever they were sent.
    const string DeleteOwnInvitations = "DELETE FROM invitation WHERE invitation_id IN (SELECT membership_id FROM membership WHERE account_id = @accountId)";

    const string RevokeInvitations = """
        UPDATE invitation
        SET invited_by = NULL, revoked_at = COALESCE(revoked_at, CASE WHEN used_at IS NULL THEN @now END)
        WHERE invited_by = @accountId
        """;

    const string DeleteSessions = "DELETE FROM sign_in_session WHERE account_id = @accountId";

    const string DeleteEvents = "DELETE FROM account_event WHERE account_id = @accountId";

    const string DeleteMemberships = "DELETE FROM membership WHERE account_id = @accountId";

    const string DeleteAddresses = "DELETE FROM account_address WHERE account_id = @accountId";

    const string DeleteAccount = "DELETE FROM account WHERE account_id = @accountId";
}
