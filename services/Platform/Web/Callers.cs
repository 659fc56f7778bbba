using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Validation;

namespace RaMatch.Platform.Web;

/// <summary>The five kinds of caller. A token carries exactly one.</summary>
public static class Roles
{
    /// <summary>毕业生: applies, answers offers, confirms hires; sees only their own.</summary>
    public const string Graduate = "graduate";

    /// <summary>用人单位: publishes positions, moves candidates on; sees only the own unit.</summary>
    public const string UnitMember = "unit";

    /// <summary>园区管理员: reviews units, positions and evidence; sees only the own park.</summary>
    public const string ParkStaff = "park";

    /// <summary>省/部主管: opens programmes, sets targets, sees all parks.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>Another service of this installation.</summary>
    public const string Service = "service";
}

/// <summary>Who is asking, whatever the role.</summary>
/// <param name="Id">The account; for a graduate this is the pseudonym used everywhere.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Name">How to address the person.</param>
/// <param name="UnitId">The unit of a unit member, else null.</param>
/// <param name="ParkId">The park of park staff, else null.</param>
[SkipValidation]
public sealed record Caller(Guid Id, string Role, string Name, Guid? UnitId, string? ParkId)
{
    /// <summary>Bound from the token.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(Of(context.User));

    /// <summary>Reads a signed-in user's claims.</summary>
    public static Caller Of(ClaimsPrincipal user) => new(
        Guid.Parse(user.FindFirst("sub")!.Value),
        user.FindFirst("role")!.Value,
        user.FindFirst("name")?.Value ?? "",
        user.FindFirst("unit") is { } unit ? Guid.Parse(unit.Value) : null,
        user.FindFirst("park")?.Value);
}

/// <summary>A signed-in graduate.</summary>
/// <param name="Id">The pseudonym under which every service knows the graduate.</param>
/// <param name="Name">How to address the graduate.</param>
[SkipValidation]
public sealed record Graduate(Guid Id, string Name)
{
    /// <summary>Bound from the token; the endpoint requires the role.</summary>
    public static ValueTask<Graduate> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var caller = Caller.Of(context.User);
        return ValueTask.FromResult(new Graduate(caller.Id, caller.Name));
    }
}

/// <summary>A signed-in member of a unit.</summary>
/// <param name="Id">The account.</param>
/// <param name="UnitId">The unit; the tenant of every query.</param>
/// <param name="Name">How to address the person.</param>
[SkipValidation]
public sealed record UnitMember(Guid Id, Guid UnitId, string Name)
{
    /// <summary>Bound from the token; the endpoint requires the role.</summary>
    public static ValueTask<UnitMember> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var caller = Caller.Of(context.User);
        return ValueTask.FromResult(new UnitMember(caller.Id, caller.UnitId!.Value, caller.Name));
    }
}

/// <summary>A signed-in member of a park's staff.</summary>
/// <param name="Id">The account.</param>
/// <param name="ParkId">The park; the tenant of every query.</param>
/// <param name="Name">How to address the person.</param>
[SkipValidation]
public sealed record ParkStaff(Guid Id, string ParkId, string Name)
{
    /// <summary>Bound from the token; the endpoint requires the role.</summary>
    public static ValueTask<ParkStaff> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var caller = Caller.Of(context.User);
        return ValueTask.FromResult(new ParkStaff(caller.Id, caller.ParkId!, caller.Name));
    }
}

/// <summary>A signed-in supervisor.</summary>
/// <param name="Id">The account.</param>
/// <param name="Name">How to address the person.</param>
[SkipValidation]
public sealed record Supervisor(Guid Id, string Name)
{
    /// <summary>Bound from the token; the endpoint requires the role.</summary>
    public static ValueTask<Supervisor> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var caller = Caller.Of(context.User);
        return ValueTask.FromResult(new Supervisor(caller.Id, caller.Name));
    }
}
