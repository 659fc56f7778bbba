using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.People;

/// <summary>
/// Who leads a unit, a park or the supervisors changes what its members may do, ends memberships and takes invitations back; supervisors do so with the leads of parks
/// too. Anyone may leave. The last one who can bring others in stays until there is another.
/// </summary>
static class Members
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/members/{membershipId:guid}/capacity", ChangeAsync).RequireAuthorization(AccountSession.Policy).ExcludeFromDescription();
        app.MapPost("/members/{membershipId:guid}/end", EndAsync).RequireAuthorization(AccountSession.Policy).ExcludeFromDescription();
        app.MapPost("/members/invitations/{invitationId:guid}/revoke", RevokeAsync).RequireAuthorization(AccountSession.Policy).ExcludeFromDescription();
    }

    internal const string NotAllowed = "您的身份不能管理成员，请联系负责人。";
    const string Nobody = "没有这位成员，可能已经退出。";
    const string LastLead = "这是最后一位能管理成员的人：请先邀请或指定一位接替的人。";

    /// <summary>Whether whoever acts by the one may manage members of that kind.</summary>
    public static bool Governs(Membership acting, string role, Guid? unitId, string? parkId, Capacity capacity) =>
        acting.MayInvite && (Membership.ActsForOf(acting.Role, acting.UnitId, acting.ParkId) == Membership.ActsForOf(role, unitId, parkId)
            || acting.Role == Roles.Supervisor && role == Roles.ParkStaff && capacity == Capacity.Administrator);

    /// <summary>The account of a session accepts an invitation and acts by it from then on.</summary>
    /// <returns>Why not; null where it has.</returns>
    public static async Task<string?> AcceptAsync(PortalDb db, AccountSession session, string secret, string network)
    {
        try
        {
            return await db.WriteAsync(async unit =>
            {
                if (await Invitation.FindAsync(unit, secret) is { } invitation
                    && session.Memberships.Any(one => Membership.ActsForOf(one.Role, one.UnitId, one.ParkId) == Membership.ActsForOf(invitation.Role, invitation.UnitId, invitation.ParkId)))
                {
                    return "您已经是成员。要更改权限，请联系负责人。";
                }

                if (await Invitation.AcceptAsync(unit, secret, session.AccountId) is not { } membershipId)
                {
                    throw new InvitationGoneException();
                }

                await Sessions.ActAsAsync(unit, session, membershipId);
                await Happenings.NoteAsync(unit, new Happened(session.AccountId, Happening.Joined, "", network));
                return null;
            });
        }
        catch (InvitationGoneException)
        {
            return "这个邀请链接不能用了：它已经用过、被撤回或超过 48 小时。";
        }
    }

    static async Task<RedirectHttpResult> ChangeAsync(HttpContext http, PortalDb db, Guid membershipId, [FromForm] string capacity)
    {
        var session = http.Account()!;
        return Report(http, "权限已更改，立即生效。", "/members", await db.WriteAsync(async unit =>
        {
            if (await unit.FindAsync<Member>(SelectMember, new { membershipId }) is not { } member)
            {
                return Nobody;
            }

            if (session.Acting is not { } acting || !Governs(acting, member.Role, member.UnitId, member.ParkId, member.Capacity) || !await Sessions.HoldsLeadAsync(unit, session))
            {
                return NotAllowed;
            }

            // The leads of a park are its own to rank.
            if (member.Role != acting.Role || CapacityWords.OfRole(member.Role).Where(one => Wording.Key(one) == capacity).ToList() is not [var chosen])
            {
                return "请选择列出的一项权限。";
            }

            if (chosen != CapacityWords.OfRole(member.Role)[0] && await IsLastLeadAsync(unit, member))
            {
                return LastLead;
            }

            // Judged was what it is; somebody else may have changed that since.
            if (await unit.ExecuteAsync(UpdateCapacity, new { membershipId, was = member.Capacity, capacity = chosen }) == 0)
            {
                throw new LostRaceException($"membership {membershipId}");
            }

            if (chosen != CapacityWords.OfRole(member.Role)[0])
            {
                // Or it would be had again by a link of one's own.
                await RevokeInvitationsAsync(unit, member);
            }

            unit.Concerns(member.ParkId, "membership", membershipId, $"capacity={Wording.Key(chosen)}");
            return null;
        }));
    }

    static async Task<RedirectHttpResult> EndAsync(HttpContext http, PortalDb db, Guid membershipId, IFormCollection _)
    {
        var session = http.Account()!;
        var (own, network) = (session.Memberships.Any(one => one.MembershipId == membershipId), Sessions.AddressOf(http));
        return Report(http, own ? "您已退出。" : "已移除，对方即刻起无法再办理业务。", own ? "/account" : "/members", await db.WriteAsync(async unit =>
        {
            if (await unit.FindAsync<Member>(SelectMember, new { membershipId }) is not { } member || member.Role == Roles.Graduate)
            {
                return Nobody;
            }

            if (!own && (session.Acting is not { } acting || !Governs(acting, member.Role, member.UnitId, member.ParkId, member.Capacity) || !await Sessions.HoldsLeadAsync(unit, session)))
            {
                return NotAllowed;
            }

            if (await IsLastLeadAsync(unit, member))
            {
                return LastLead;
            }

            if (await unit.ExecuteAsync(EndMembership, new { membershipId, was = member.Capacity, unit.Now }) == 0)
            {
                throw new LostRaceException($"membership {membershipId}");
            }

            // Whoever has left has invited nobody any more.
            await RevokeInvitationsAsync(unit, member);
            await Happenings.NoteAsync(unit, new Happened(member.AccountId, Happening.Left, member.Office, own ? network : ""));
            // As a graduate somebody is known by a pseudonym alone, which a membership with a name would give away.
            if (session.Acting?.Role != Roles.Graduate)
            {
                unit.Concerns(member.ParkId, "membership", membershipId);
            }

            return null;
        }));
    }

    static async Task<RedirectHttpResult> RevokeAsync(HttpContext http, PortalDb db, Guid invitationId, IFormCollection _)
    {
        var session = http.Account()!;
        return Report(http, "邀请已撤回，链接不能再用。", "/members", await db.WriteAsync(async unit =>
        {
            if (await unit.FindAsync<Member>(SelectInvitation, new { invitationId }) is not { } invited || session.Acting is not { } acting
                || !Governs(acting, invited.Role, invited.UnitId, invited.ParkId, invited.Capacity) || !await Sessions.HoldsLeadAsync(unit, session))
            {
                return NotAllowed;
            }

            if (await unit.ExecuteAsync(RevokeInvitation, new { invitationId, unit.Now }) == 0)
            {
                return "这个邀请已经用过或已失效。";
            }

            unit.Concerns(invited.ParkId, "invitation", invitationId);
            return null;
        }));
    }

    /// <summary>Whether nobody would be left who can bring others in; a unit that was never registered is nobody's to keep.</summary>
    // Touches the leads first: of two who end each other at once, one waits and then finds the other gone.
    internal static async Task<bool> IsLastLeadAsync(UnitOfWork unit, Member member) =>
        member.Role != Roles.Graduate && member.Office != Joining.UnregisteredOffice && member.Capacity == CapacityWords.OfRole(member.Role)[0] && await unit.ExecuteAsync(HoldLeads, new { member.ActsFor, member.Capacity }) <= 1;

    static Task<int> RevokeInvitationsAsync(UnitOfWork unit, Member member) => unit.ExecuteAsync(
        RevokeInvitations,
        new { member.AccountId, member.Role, member.UnitId, member.ParkId, leadsOfParks = LeadsGovernedBy(member.Role), lead = Capacity.Administrator, unit.Now });

    // Supervisors bring in the leads of parks.
    static string LeadsGovernedBy(string role) => role == Roles.Supervisor ? Roles.ParkStaff : "";

    static RedirectHttpResult Report(HttpContext http, string done, string address, string? refusal)
    {
        new Notice(refusal is null ? Tone.Ok : Tone.Bad, refusal ?? done).Leave(http);
        return SeeOther.To(http, address);
    }

    /// <summary>A member as those read who may manage it; of an invitation what it will be.</summary>
    internal sealed record Member
    {
        /// <summary>The membership or invitation.</summary>
        public Guid Id { get; init; }

        /// <summary>Whose.</summary>
        public Guid AccountId { get; init; }

        /// <summary>What it acts for.</summary>
        public string ActsFor { get; init; } = "";

        /// <summary>One of <see cref="Roles"/>.</summary>
        public string Role { get; init; } = "";

        /// <summary>The unit.</summary>
        public Guid? UnitId { get; init; }

        /// <summary>The park.</summary>
        public string? ParkId { get; init; }

        /// <summary>What it allows.</summary>
        public Capacity Capacity { get; init; }

        /// <summary>For whom.</summary>
        public string Office { get; init; } = "";

        /// <summary>How the person is called.</summary>
        public string Name { get; init; } = "";

        /// <summary>Since when; of an invitation until when.</summary>
        public DateTimeOffset Since { get; init; }

        /// <summary>Where an invitation was sent.</summary>
        public string Address { get; init; } = "";

        /// <summary>The same as it may be shown to others.</summary>
        public string Masked => ContactAddress.Read(Address)?.Masked ?? "";
    }

    /// <summary>The members that somebody sees who acts by the one, and the invitations that wait.</summary>
    public static Task<(IReadOnlyList<Member> Members, IReadOnlyList<Member> Invited)> ListAsync(PortalDb db, Membership acting) => db.ReadAsync(async reader =>
    {
        var row = new { actsFor = Membership.ActsForOf(acting.Role, acting.UnitId, acting.ParkId), acting.Role, acting.UnitId, acting.ParkId, leadsOfParks = LeadsGovernedBy(acting.Role), right = Capacity.Administrator, reader.Now };
        return (await reader.QueryAsync<Member>(SelectMembers, row), await reader.QueryAsync<Member>(SelectInvitations, row));
    });

    const string SelectMember = """
        SELECT membership_id AS id, account_id, acts_for, role, unit_id, park_id, capacity, office
        FROM membership
        WHERE membership_id = @membershipId AND ended_at IS NULL
        """;

    const string SelectMembers = """
        SELECT m.membership_id AS id, m.account_id, m.acts_for, m.role, m.unit_id, m.park_id, m.capacity, m.office, m.since, a.name
        FROM membership m
        JOIN account a ON a.account_id = m.account_id
        WHERE m.ended_at IS NULL AND (m.acts_for = @actsFor OR m.role = @leadsOfParks AND m.capacity = @right)
        ORDER BY m.role DESC, m.park_id, m.since, m.membership_id
        """;

    const string SelectInvitations = """
        SELECT invitation_id AS id, role, unit_id, park_id, capacity, office, name, expires_at AS since, address
        FROM invitation
        WHERE used_at IS NULL AND revoked_at IS NULL AND expires_at > @now
            AND (role = @role AND COALESCE(unit_id, park_id, '') = COALESCE(@unitId, @parkId, '') OR role = @leadsOfParks AND capacity = @right)
        ORDER BY expires_at DESC, invitation_id
        """;

    const string SelectInvitation = "SELECT invitation_id AS id, role, unit_id, park_id, capacity, office FROM invitation WHERE invitation_id = @invitationId";

    const string HoldLeads = "UPDATE membership SET since = since WHERE acts_for = @actsFor AND capacity = @capacity AND ended_at IS NULL";

    const string UpdateCapacity = "UPDATE membership SET capacity = @capacity WHERE membership_id = @membershipId AND capacity = @was AND ended_at IS NULL";

    const string EndMembership = "UPDATE membership SET ended_at = @now WHERE membership_id = @membershipId AND capacity = @was AND ended_at IS NULL";

    const string RevokeInvitations = """
        UPDATE invitation
        SET revoked_at = @now
        WHERE invited_by = @accountId AND used_at IS NULL AND revoked_at IS NULL
            AND (role = @role AND COALESCE(unit_id, park_id, '') = COALESCE(@unitId, @parkId, '') OR role = @leadsOfParks AND capacity = @lead)
        """;

    const string RevokeInvitation = "UPDATE invitation SET revoked_at = @now WHERE invitation_id = @invitationId AND used_at IS NULL AND revoked_at IS NULL";
}
