using System.Security.Cryptography;
using System.Text;
using RaMatch.Platform.Data;
using RaMatch.Portal.Accounts;

namespace RaMatch.Portal.People;

/// <summary>
/// A link by which somebody becomes a member, once and within two days. Whoever has it may use it, with an account that is there or with a new one; its
/// secret stands in the link only.
/// </summary>
sealed record Invitation
{
    /// <summary>How long a link can be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(48);

    // A name and an address of somebody who may never have come.
    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>So many may wait at once for one unit, park or the supervisors.</summary>
    public const int MostWaiting = 50;

    /// <summary>Its id.</summary>
    public Guid InvitationId { get; init; }

    /// <summary>The role of the membership.</summary>
    public string Role { get; init; } = "";

    /// <summary>The unit of a unit's member.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>The park of park staff.</summary>
    public string? ParkId { get; init; }

    /// <summary>What the membership allows.</summary>
    public Capacity Capacity { get; init; }

    /// <summary>For whom.</summary>
    public string Office { get; init; } = "";

    /// <summary>Who is invited, as whoever invites calls the person.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where the link was sent.</summary>
    public string Address { get; init; } = "";

    /// <summary>How whoever invites is called; null for the command.</summary>
    public string? InvitedBy { get; init; }

    /// <summary>Until when it can be used.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The page of whoever has accepted it.</summary>
    public string Home => new Membership { Role = Role }.Home;

    /// <summary>Keeps an invitation; an earlier one of the same address into the same unit or park, or among the supervisors, can be used no more.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="to">What the membership is to be; its id becomes the invitation's.</param>
    /// <param name="name">Who is invited.</param>
    /// <param name="address">Where the link goes.</param>
    /// <param name="secret">The link's secret.</param>
    /// <param name="invitedBy">The account that invites; null for the command.</param>
    public static async Task WriteAsync(UnitOfWork unit, Joining to, string name, ContactAddress address, string secret, Guid? invitedBy)
    {
        await unit.ExecuteAsync(DeleteOld, new { old = unit.Now - Kept });
        // A second tap, or a second try, takes the place of the first.
        await unit.ExecuteAsync(RevokeBefore, new { to.Role, to.UnitId, to.ParkId, address.Address, unit.Now });
        await unit.ExecuteAsync(InsertInvitation, new
        {
            invitationId = to.MembershipId,
            secretHash = Hash(secret),
            to.Role,
            to.UnitId,
            to.ParkId,
            to.Capacity,
            to.Office,
            name,
            address.Kind,
            address.Address,
            invitedBy,
            unit.Now,
            expiresAt = unit.Now + Lifetime,
        });
    }

    /// <summary>The invitation of a link; null where it was used, revoked, is too old or never was.</summary>
    public static Task<Invitation?> FindAsync(Reader reader, string secret) => reader.FindAsync<Invitation>(SelectInvitation, new { secretHash = Hash(secret), reader.Now });

    /// <summary>The membership of a signed-in account that a link led to, which was used; null where the link is still open, or the account is no member there.</summary>
    public static async Task<Membership?> FindJoinedAsync(Reader reader, string secret, AccountSession session) =>
        await reader.FindAsync<Invitation>(SelectUsed, new { secretHash = Hash(secret) }) is { } used
            ? session.Memberships.FirstOrDefault(one => Membership.ActsForOf(one.Role, one.UnitId, one.ParkId) == Membership.ActsForOf(used.Role, used.UnitId, used.ParkId))
            : null;

    /// <summary>Uses a link for an account; gives the membership, or null where there is none to be had by it any more.</summary>
    /// <exception cref="InvitationGoneException">Somebody was first at the last moment; nothing of the transaction may happen.</exception>
    public static async Task<Guid?> AcceptAsync(UnitOfWork unit, string secret, Guid accountId)
    {
        var row = new { secretHash = Hash(secret), unit.Now };
        if (await FindAsync(unit, secret) is not { } invitation || await unit.ExecuteAsync(UseInvitation, row) == 0)
        {
            return null;
        }

        var joining = new Joining(invitation.InvitationId, invitation.Role, invitation.Capacity, invitation.Office, invitation.UnitId, invitation.ParkId);
        return await joining.WriteAsync(unit, accountId) ?? throw new InvitationGoneException();
    }

    /// <summary>How many wait that the same people have sent.</summary>
    public static Task<long> CountWaitingAsync(Reader reader, Joining of) => reader.GetAsync<long>(CountWaiting, new { of.Role, of.UnitId, of.ParkId, reader.Now });

    static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    const string SelectInvitation = """
        SELECT i.invitation_id, i.role, i.unit_id, i.park_id, i.capacity, i.office, i.name, i.address, a.name AS invited_by, i.expires_at
        FROM invitation i
        LEFT JOIN account a ON a.account_id = i.invited_by
        WHERE i.secret_hash = @secretHash AND i.used_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > @now
        """;

    const string SelectUsed = "SELECT role, unit_id, park_id FROM invitation WHERE secret_hash = @secretHash AND used_at IS NOT NULL";

    const string DeleteOld = "DELETE FROM invitation WHERE expires_at < @old";

    const string CountWaiting = """
        SELECT COUNT(*)
        FROM invitation
        WHERE role = @role AND COALESCE(unit_id, park_id, '') = COALESCE(@unitId, @parkId, '') AND used_at IS NULL AND revoked_at IS NULL AND expires_at > @now
        """;

    const string UseInvitation = """
        UPDATE invitation
        SET used_at = @now
        WHERE secret_hash = @secretHash AND used_at IS NULL AND revoked_at IS NULL AND expires_at > @now
        """;

    const string RevokeBefore = """
        UPDATE invitation
        SET revoked_at = @now
        WHERE role = @role AND COALESCE(unit_id, park_id, '') = COALESCE(@unitId, @parkId, '') AND address = @address AND used_at IS NULL AND revoked_at IS NULL
        """;

    const string InsertInvitation = """
        INSERT INTO invitation (invitation_id, secret_hash, role, unit_id, park_id, capacity, office, name, kind, address, invited_by, invited_at, expires_at)
        VALUES (@invitationId, @secretHash, @role, @unitId, @parkId, @capacity, @office, @name, @kind, @address, @invitedBy, @now, @expiresAt)
        """;
}
