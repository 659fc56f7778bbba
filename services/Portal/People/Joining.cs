using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;

namespace RaMatch.Portal.People;

/// <summary>A membership that an account is to have.</summary>
/// <param name="MembershipId">Its id, unless the account has had the same before.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Capacity">What it allows.</param>
/// <param name="Office">For whom, in one line.</param>
/// <param name="UnitId">The unit of a unit's member.</param>
/// <param name="ParkId">The park of park staff.</param>
sealed record Joining(Guid MembershipId, string Role, Capacity Capacity, string Office, Guid? UnitId = null, string? ParkId = null)
{
    /// <summary>For whom supervisors act.</summary>
    public const string SupervisorOffice = "主管部门";

    /// <summary>For whom the first member of a unit acts until it is registered.</summary>
    public const string UnregisteredOffice = "新单位（待登记）";

    /// <summary>A graduate, who acts for nobody else and is known to the services by a pseudonym.</summary>
    public static Joining Graduate() => new(Guid.CreateVersion7(), Roles.Graduate, Capacity.Graduate, "毕业生");

    /// <summary>The first member of a unit that nobody knows yet.</summary>
    public static Joining NewUnit() => new(Guid.CreateVersion7(), Roles.UnitMember, Capacity.Owner, UnregisteredOffice, UnitId: Guid.CreateVersion7());

    /// <summary>Under which nobody has it twice.</summary>
    public string ActsFor => Membership.ActsForOf(Role, UnitId, ParkId);

    /// <summary>Writes it; gives the membership's id, or null where the account has it already or is gone.</summary>
    public async Task<Guid?> WriteAsync(UnitOfWork unit, Guid accountId)
    {
        if (!await AccountStore.HoldAsync(unit, accountId))
        {
            return null;
        }

        var row = new { MembershipId, accountId, subjectId = Role == Roles.Graduate ? MembershipId : accountId, ActsFor, Role, UnitId, ParkId, Capacity, Office, unit.Now };
        return await unit.ExecuteAsync(ReviveMembership, row) > 0 || await unit.ExecuteAsync(InsertMembership, row) > 0
            ? await unit.GetAsync<Guid>(SelectMembershipId, row)
            : null;
    }

    const string ReviveMembership = """
        UPDATE membership
        SET capacity = @capacity, office = @office, since = @now, ended_at = NULL
        WHERE account_id = @accountId AND acts_for = @actsFor AND ended_at IS NOT NULL
        """;

    const string InsertMembership = """
        INSERT INTO membership (membership_id, account_id, subject_id, acts_for, role, unit_id, park_id, capacity, office, since)
        SELECT @membershipId, @accountId, @subjectId, @actsFor, @role, @unitId, @parkId, @capacity, @office, @now
        WHERE NOT EXISTS (SELECT 1 FROM membership WHERE account_id = @accountId AND acts_for = @actsFor)
        """;

    const string SelectMembershipId = "SELECT membership_id FROM membership WHERE account_id = @accountId AND acts_for = @actsFor";
}
