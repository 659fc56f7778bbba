using RaMatch.Platform.Web;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Accounts;

/// <summary>What people read for a capacity, and which capacities a role has.</summary>
public static class CapacityWords
{
    /// <summary>The capacities of a role, the widest first; the first is that of those who bring others in.</summary>
    public static IReadOnlyList<Capacity> OfRole(string role) => role switch
    {
        Roles.UnitMember => [Capacity.Owner, Capacity.Recruiter, Capacity.Viewer],
        Roles.ParkStaff => [Capacity.Administrator, Capacity.Reviewer, Capacity.Viewer],
        Roles.Supervisor => [Capacity.Supervisor, Capacity.Viewer],
        _ => [Capacity.Graduate],
    };

    /// <summary>The capacity in words.</summary>
    public static string Of(string role, Capacity capacity) => capacity switch
    {
        Capacity.Owner => "单位负责人",
        Capacity.Recruiter => "招聘专员",
        Capacity.Administrator => "园区管理员",
        Capacity.Reviewer => "园区审核员",
        Capacity.Supervisor => "主管人员",
        Capacity.Viewer => "查看员",
        _ => "毕业生",
    };

    /// <summary>What it lets somebody do.</summary>
    public static string Explained(Capacity capacity) => capacity switch
    {
        Capacity.Owner => "可办理全部事项，并管理成员",
        Capacity.Recruiter => "可发布岗位、办理录用，不能管理成员",
        Capacity.Administrator => "可办理全部事项，并管理本园区成员",
        Capacity.Reviewer => "可审核和核验，不能管理成员",
        Capacity.Supervisor => "可办理全部事项，并邀请同事和园区管理员",
        _ => "只看，不办理",
    };

    /// <summary>The choices of a role.</summary>
    public static IReadOnlyList<Choice> Choices(string role) => [.. OfRole(role).Select(one => new Choice(Wording.Key(one), $"{Of(role, one)}（{Explained(one)}）"))];
}
