using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform.Words;

namespace RaMatch.Platform.Web;

/// <summary>
/// How much a person may in what the person acts for; each right holds those before it. A token of a unit's member, of park staff or of a supervisor carries
/// exactly one, as <c>view</c>, <c>act</c> or <c>manage</c>.
/// </summary>
public enum Right
{
    /// <summary>查看: reads what the tenant may read, and changes nothing.</summary>
    View,

    /// <summary>招聘 of a unit, 审核 of a park: does the daily work. Supervisors have no such right.</summary>
    Act,

    /// <summary>负责人 of a unit, 管理员 of a park, 主管 among supervisors: decides on the tenant itself too.</summary>
    Manage,
}

/// <summary>The one check of rights: before a request is read, whether its caller may that much there.</summary>
public static class Rights
{
    /// <summary>Says that an endpoint needs another right than its method tells.</summary>
    internal sealed record Needed(Right Right);

    /// <summary>How the right is said in a token.</summary>
    public static string ClaimOf(Right right) => right switch
    {
        Right.View => "view",
        Right.Act => "act",
        Right.Manage => "manage",
        _ => throw new ArgumentOutOfRangeException(nameof(right), right, "There is no such right."),
    };

    /// <summary>What an endpoint needs of unit members, park staff and supervisors; null where it is open to none of them or to everyone.</summary>
    public static Right? NeededBy(EndpointMetadataCollection about, string method) =>
        about.GetMetadata<IAllowAnonymous>() is not null || !about.GetOrderedMetadata<IAuthorizeData>().Any(rule => rule.Roles?.Split(',').Any(HasDegrees) == true) ? null
        : about.GetMetadata<Needed>()?.Right ?? (HttpMethods.IsGet(method) ? Right.View : Right.Act);

    /// <summary>Why a caller may not do what takes a right, with whom to ask; null where it may. For what a page does itself, and no service judges.</summary>
    public static Sentence? ObjectionTo(Caller caller, Right needed) => caller.Right is { } right && right < needed ? Sentence.Of(CodeOf(caller.Role, right)) : null;

    /// <summary>403 with a sentence that says whom to ask, where what a park's person may depends on what is decided on.</summary>
    public static ProblemHttpResult TooSmall(ParkStaff staff) => TooSmall(Roles.ParkStaff, staff.Right);

    /// <summary>The right that a token's claim says; null where it says none, or none of the role.</summary>
    internal static Right? Read(string role, string claim) => (role, claim) switch
    {
        (Roles.UnitMember or Roles.ParkStaff or Roles.Supervisor, "view") => Right.View,
        (Roles.UnitMember or Roles.ParkStaff, "act") => Right.Act,
        (Roles.UnitMember or Roles.ParkStaff or Roles.Supervisor, "manage") => Right.Manage,
        _ => null,
    };

    /// <summary>Goes on, unless the caller's right is smaller than what the endpoint needs: 403 with a sentence.</summary>
    internal static Task CheckAsync(HttpContext http, RequestDelegate next) =>
        // A page asks the services as whoever reads it, and shows how they refuse.
        http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && http.GetEndpoint() is { } endpoint
        && NeededBy(endpoint.Metadata, http.Request.Method) is { } needed
        && Caller.Of(http.User) is { Right: { } right } caller
        && right < needed
            ? TooSmall(caller.Role, right).ExecuteAsync(http)
            : next(http);

    static bool HasDegrees(string role) => role is Roles.UnitMember or Roles.ParkStaff or Roles.Supervisor;

    static ProblemHttpResult TooSmall(string role, Right right) => Problems.Refused(StatusCodes.Status403Forbidden, CodeOf(role, right));

    static string CodeOf(string role, Right right) => (role, right) switch
    {
        (Roles.UnitMember, Right.View) => "access.unit-viewer",
        (Roles.UnitMember, _) => "access.unit-recruiter",
        (Roles.ParkStaff, Right.View) => "access.park-viewer",
        (Roles.ParkStaff, _) => "access.park-reviewer",
        _ => "access.supervisor-viewer",
    };
}
