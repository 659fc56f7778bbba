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

    /// <summary>园区工作人员: reviews units, positions and evidence; sees only the own park.</summary>
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
/// <param name="Right">How much a unit member, park staff or a supervisor may; null for a graduate and a service, whose roles have no degrees.</param>
[SkipValidation]
public sealed record Caller(Guid Id, string Role, string Name, Guid? UnitId, string? ParkId, Right? Right)
{
    /// <summary>Bound from the token.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(Of(context.User));

    /// <summary>Reads a signed-in user's claims.</summary>
    /// <exception cref="InvalidOperationException">The claims make no whole caller.</exception>
    public static Caller Of(ClaimsPrincipal user) => WholeOf(user) ?? throw new InvalidOperationException("Whoever is signed in is no whole caller.");

    /// <summary>
    /// Reads a signed-in user's claims if they make a whole caller: one account, one of the <see cref="Roles"/>, of unit and park exactly what
    /// the role acts for, and one right that the role has. Null where anything is missing, malformed or there twice: what a query narrows by is never
    /// open, and nobody may more than was said.
    /// </summary>
    public static Caller? WholeOf(ClaimsPrincipal user)
    {
        var (subjects, roles, units, parks, rights) = (Values("sub"), Values("role"), Values("unit"), Values("park"), Values("right"));
        if (subjects is not [var subject] || !Guid.TryParse(subject, out var id) || id == Guid.Empty || roles is not [var role])
        {
            return null;
        }

        var name = user.FindFirst("name")?.Value ?? "";
        var right = rights is [var said] ? Rights.Read(role, said) : null;
        return (role, units, parks) switch
        {
            (Roles.UnitMember, [var unit], []) when right is not null && Guid.TryParse(unit, out var unitId) && unitId != Guid.Empty => new Caller(id, role, name, unitId, null, right),
            (Roles.ParkStaff, [], [{ Length: > 0 } park]) when right is not null => new Caller(id, role, name, null, park, right),
            (Roles.Supervisor, [], []) when right is not null => new Caller(id, role, name, null, null, right),
            (Roles.Graduate or Roles.Service, [], []) when rights is [] => new Caller(id, role, name, null, null, null),
            _ => null,
        };

        string[] Values(string claim) => [.. user.FindAll(claim).Select(one => one.Value)];
    }

    /// <summary>How a token, and whoever is signed in, says it.</summary>
    public IEnumerable<Claim> Claims()
    {
        yield return new Claim("sub", Id.ToString());
        yield return new Claim("role", Role);
        yield return new Claim("name", Name);
        if (UnitId is { } unit)
        {
            yield return new Claim("unit", unit.ToString());
        }

        if (ParkId is { } park)
        {
            yield return new Claim("park", park);
        }

        if (Right is { } right)
        {
            yield return new Claim("right", Rights.ClaimOf(right));
        }
    }

    /// <summary>
    /// The account in its role and what it acts for, as one text. The right is no part of it: a request sent again is the same one, although the person has
    /// been given another right in between.
    /// </summary>
    internal string Identity => $"{Id}/{Role}/{UnitId}{ParkId}";
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
/// <param name="Right">How much of the park's work the person may do.</param>
[SkipValidation]
public sealed record ParkStaff(Guid Id, string ParkId, string Name, Right Right)
{
    /// <summary>Bound from the token; the endpoint requires the role.</summary>
    public static ValueTask<ParkStaff> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var caller = Caller.Of(context.User);
        return ValueTask.FromResult(new ParkStaff(caller.Id, caller.ParkId!, caller.Name, caller.Right!.Value));
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
