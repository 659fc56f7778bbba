using RaMatch.Platform.Web;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Apps;

/// <summary>What people read for a scope.</summary>
static class ScopeWords
{
    /// <summary>What it lets a program do, of which the reader says "may" or "is to".</summary>
    public static string Of(string scope) => scope switch
    {
        Scopes.ProfileRead => "查看简历和授权情况",
        Scopes.ProfileWrite => "修改简历，给出或撤回授权",
        Scopes.ApplicationsRead => "查看投递、录用通知、撮合轮次和推荐岗位",
        Scopes.ApplicationsWrite => "投递、排志愿、撤回投递，答复录用",
        Scopes.HiresConfirm => "用身份证号码确认入职",
        Scopes.OwnDataRead => "导出全部个人数据",
        Scopes.OwnDataDelete => "删除全部个人数据",
        Scopes.UnitsRead => "查看单位信息和审核记录",
        Scopes.PositionsRead => "查看岗位、草稿和历次修改",
        Scopes.PositionsWrite => "起草、提交、修改和关闭岗位",
        Scopes.CandidatesRead => "查看候选人及其联系方式",
        Scopes.CandidatesWrite => "筛选、邀约面试、录用、不录用候选人，签约，轮次评分",
        Scopes.EvidenceRead => "查看佐证材料",
        Scopes.EvidenceWrite => "上传、更换佐证材料",
        Scopes.ReviewsRead => "查看待审核的岗位、佐证和争议",
        Scopes.ReviewsWrite => "审核单位、岗位和佐证",
        Scopes.OutreachRead => "查看园区企业名单和对接记录",
        Scopes.OutreachWrite => "登记企业、对接和宣讲会",
        Scopes.ProgrammesRead => "查看相关专项",
        Scopes.NumbersRead => "查看任务数、进度、台账和核对结果",
        Scopes.RoundsRead => "查看撮合轮次及结果",
        OpenIddict.Abstractions.OpenIddictConstants.Scopes.OpenId => "识别您的身份（只得到一个编号）",
        OpenIddict.Abstractions.OpenIddictConstants.Scopes.Profile => "知道您的姓名",
        OpenIddict.Abstractions.OpenIddictConstants.Scopes.OfflineAccess => "在您不使用时保持登录，最长 30 天不用即失效",
        // Given by an earlier version, which had it.
        _ => scope,
    };

    /// <summary>The scopes of a role to choose from.</summary>
    public static IReadOnlyList<Choice> Choices(string role) => [.. Scopes.OfRole(role).Select(scope => new Choice(scope.Name, $"{Of(scope.Name)}（{scope.Name}）"))];
}
