using System.Security.Cryptography;
using System.Text;
using RaMatch.Platform.Web;

namespace RaMatch.Portal.Accounts;

/// <summary>Someone to sign in as in a demonstration; all of them are invented.</summary>
/// <param name="Key">The name in addresses: <c>park</c>.</param>
/// <param name="Caller">Who the services see.</param>
/// <param name="Office">For whom the person acts, in one line.</param>
/// <param name="Home">The page the person starts on.</param>
public sealed record DemoPersona(string Key, Caller Caller, string Office, string Home)
{
    /// <summary>林知远, staff of 潍坊高新区.</summary>
    public static DemoPersona Park { get; } = Of("park", Roles.ParkStaff, Right.Manage, "林知远", "潍坊高新区管委会 · 人才处", "/park", park: "weifang");

    /// <summary>沈岚, staff of 衡阳高新区.</summary>
    public static DemoPersona OtherPark { get; } = Of("park-hengyang", Roles.ParkStaff, Right.Manage, "沈岚", "衡阳高新区管委会 · 人才办", "/park", park: "hengyang");

    /// <summary>高婧, recruiting for 启明智造.</summary>
    public static DemoPersona Unit { get; } = Of("unit", Roles.UnitMember, Right.Manage, "高婧", "启明智造科技 · 招聘", "/unit", unit: "启明智造");

    /// <summary>陈晓雯, about to graduate.</summary>
    public static DemoPersona Graduate { get; } = Of("graduate", Roles.Graduate, null, "陈晓雯", "应届毕业生", "/m");

    /// <summary>周望舒, who sets the targets.</summary>
    public static DemoPersona Supervisor { get; } = Of("supervisor", Roles.Supervisor, Right.Manage, "周望舒", "专项主管部门", "/supervisor");

    /// <summary>Everyone there is to sign in as.</summary>
    public static IReadOnlyList<DemoPersona> All { get; } = [Park, OtherPark, Unit, Graduate, Supervisor];

    /// <summary>The account id that goes with a name in the demonstration; the same on every machine.</summary>
    public static Guid IdOf(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes("ramatch demo " + name)).AsSpan(0, 16), bigEndian: true);

    static DemoPersona Of(string key, string role, Right? right, string name, string office, string home, string? park = null, string? unit = null) =>
        new(key, new Caller(IdOf(name), role, name, unit is null ? null : IdOf(unit), park, right), office, home);
}
