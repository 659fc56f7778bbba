using System.Globalization;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;

namespace RaMatch.Portal.Inbox;

/// <summary>What an audience is.</summary>
enum AudienceKind
{
    /// <summary>毕业生本人.</summary>
    Graduate,

    /// <summary>单位的成员.</summary>
    Unit,

    /// <summary>园区的成员.</summary>
    Park,

    /// <summary>主管部门.</summary>
    Supervisors,
}

/// <summary>Whom something is told: a graduate, or all who act for a unit, for a park or as supervisors. Who joins them later reads on from there.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The graduate's pseudonym, the unit's or the park's id; empty for the supervisors.</param>
sealed record Audience(AudienceKind Kind, string Id)
{
    /// <summary>主管部门.</summary>
    public static Audience Supervisors { get; } = new(AudienceKind.Supervisors, "");

    /// <summary>A graduate.</summary>
    public static Audience Graduate(Guid graduateId) => new(AudienceKind.Graduate, graduateId.ToString());

    /// <summary>A unit.</summary>
    public static Audience Unit(Guid unitId) => new(AudienceKind.Unit, unitId.ToString());

    /// <summary>A park.</summary>
    public static Audience Park(string parkId) => new(AudienceKind.Park, parkId);

    /// <summary>The audience that somebody belongs to.</summary>
    public static Audience Of(Caller caller) => caller switch
    {
        { Role: Roles.UnitMember, UnitId: { } unit } => Unit(unit),
        { Role: Roles.ParkStaff, ParkId: { } park } => Park(park),
        { Role: Roles.Supervisor } => Supervisors,
        _ => Graduate(caller.Id),
    };

    /// <summary>What the memberships of those who belong to it say; of a graduate there is one, found by its pseudonym.</summary>
    public string ActsFor => Kind switch
    {
        AudienceKind.Graduate => Roles.Graduate,
        AudienceKind.Unit => Membership.ActsForOf(Roles.UnitMember, Guid.Parse(Id, CultureInfo.InvariantCulture), null),
        AudienceKind.Park => Membership.ActsForOf(Roles.ParkStaff, null, Id),
        _ => Roles.Supervisor,
    };

    /// <summary>What somebody with a membership belongs to.</summary>
    public static AudienceKind KindOf(string role) => role switch
    {
        Roles.Graduate => AudienceKind.Graduate,
        Roles.UnitMember => AudienceKind.Unit,
        Roles.ParkStaff => AudienceKind.Park,
        _ => AudienceKind.Supervisors,
    };

    /// <summary>Where it reads what it was told.</summary>
    public string Page => Kind switch
    {
        AudienceKind.Graduate => "/m/inbox",
        AudienceKind.Unit => "/unit/inbox",
        AudienceKind.Park => "/park/inbox",
        _ => "/supervisor/inbox",
    };
}
