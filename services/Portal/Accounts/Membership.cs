using System.Security.Claims;
using RaMatch.Platform.Web;

namespace RaMatch.Portal.Accounts;

/// <summary>As what somebody is a member; to the services it is a <see cref="Right"/>.</summary>
public enum Capacity
{
    /// <summary>毕业生本人.</summary>
    Graduate,

    /// <summary>单位负责人: everything in a unit, its members included.</summary>
    Owner,

    /// <summary>招聘专员: everything in a unit but its members.</summary>
    Recruiter,

    /// <summary>查看员: reads.</summary>
    Viewer,

    /// <summary>园区管理员: everything in a park, its staff included.</summary>
    Administrator,

    /// <summary>审核员: everything in a park but its staff.</summary>
    Reviewer,

    /// <summary>主管部门: everything a supervisor may, and its colleagues.</summary>
    Supervisor,
}

/// <summary>For whom an account may act, and as what. Graduates, units, parks and supervisors are each one text in <c>acts_for</c>.</summary>
public sealed record Membership
{
    /// <summary>Its id.</summary>
    public Guid MembershipId { get; init; }

    /// <summary>Whom the services see: a graduate's own pseudonym, the account for all others.</summary>
    public Guid SubjectId { get; init; }

    /// <summary>One of <see cref="Roles"/>.</summary>
    public string Role { get; init; } = "";

    /// <summary>The unit of a unit's member.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>The park of park staff.</summary>
    public string? ParkId { get; init; }

    /// <summary>What it allows.</summary>
    public Capacity Capacity { get; init; }

    /// <summary>For whom.</summary>
    public string Office { get; init; } = "";

    /// <summary>From when on.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>For whom and as what, in one line.</summary>
    public string Title => Capacity == Capacity.Graduate ? Office : $"{Office} · {CapacityWords.Of(Role, Capacity)}";

    /// <summary>The page of those who act so.</summary>
    public string Home => HomeOf(Role);

    /// <summary>The page that a role begins with.</summary>
    public static string HomeOf(string role) => role switch
    {
        Roles.Graduate => "/m",
        Roles.UnitMember => "/unit",
        Roles.ParkStaff => "/park",
        _ => "/supervisor",
    };

    /// <summary>What members of the same unit, park or audience have in common, as one text; nobody has one twice.</summary>
    public static string ActsForOf(string role, Guid? unitId, string? parkId) => role switch
    {
        Roles.UnitMember => $"unit:{unitId}",
        Roles.ParkStaff => $"park:{parkId}",
        _ => role,
    };

    /// <summary>Whether whoever acts so decides on others' matters, so that a password alone does not do.</summary>
    public bool NeedsSecondFactor => Role is Roles.ParkStaff or Roles.Supervisor;

    /// <summary>Whether it lets somebody bring others in.</summary>
    public bool MayInvite => Capacity is Capacity.Owner or Capacity.Administrator or Capacity.Supervisor;

    /// <summary>What the pages, and by the token the services, know of whoever acts so.</summary>
    internal IEnumerable<Claim> ClaimsOf(string name)
    {
        yield return new Claim("sub", SubjectId.ToString());
        yield return new Claim("role", Role);
        yield return new Claim("name", name);
        yield return new Claim("office", Title);
        if (RightOf(Capacity) is { } right)
        {
            yield return new Claim("right", Platform.Web.Rights.ClaimOf(right));
        }

        if (UnitId is { } unit)
        {
            yield return new Claim("unit", unit.ToString());
        }

        if (ParkId is { } park)
        {
            yield return new Claim("park", park);
        }
    }

    /// <summary>Whom the services see.</summary>
    internal Caller CallerOf(string name) => Caller.Of(new ClaimsPrincipal(new ClaimsIdentity(ClaimsOf(name))));

    static Right? RightOf(Capacity capacity) => capacity switch
    {
        Capacity.Owner or Capacity.Administrator or Capacity.Supervisor => Right.Manage,
        Capacity.Recruiter or Capacity.Reviewer => Right.Act,
        Capacity.Viewer => Right.View,
        _ => null,
    };
}
