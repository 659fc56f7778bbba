using System.Runtime.CompilerServices;
using RaMatch.Contracts;

namespace RaMatch.Reference;

/// <summary>
/// What people read for the values of the contracts' enumerations: on pages, in reports and in refusals, the same words everywhere.
/// A number that is no value is a bug of the caller and throws <see cref="ArgumentOutOfRangeException"/>.
/// </summary>
public static class Labels
{
    /// <summary>学历, such as 本科.</summary>
    public static string Of(DegreeLevel level) => level switch
    {
        DegreeLevel.JuniorCollege => "专科",
        DegreeLevel.Bachelor => "本科",
        DegreeLevel.Master => "硕士研究生",
        DegreeLevel.Doctor => "博士研究生",
        _ => throw Unknown(level),
    };

    /// <summary>岗位类型, in the words of the ministries' notices.</summary>
    public static string Of(PositionKind kind) => kind switch
    {
        PositionKind.ResearchProject => "科研项目辅助研究",
        PositionKind.LaboratoryOperation => "实验（工程）设施运行维护和实验技术",
        PositionKind.TechnologyTransfer => "科技成果转移转化",
        PositionKind.AcademicAssistant => "学术助理",
        PositionKind.FinanceAssistant => "财务助理",
        PositionKind.Postdoctoral => "博士后（研究）",
        _ => throw Unknown(kind),
    };

    /// <summary>单位类别, in the words of the parks' notices.</summary>
    public static string Of(UnitCategory category) => category switch
    {
        UnitCategory.ProvincialProject => "承担省级以上科技计划项目的单位",
        UnitCategory.InnovationPlatform => "省级以上创新平台承建单位",
        UnitCategory.ResearchIncentive => "享受研发投入补助或加计扣除的单位",
        UnitCategory.HighTechEnterprise => "高新技术企业",
        UnitCategory.TechnologySme => "科技型中小企业",
        UnitCategory.Incubator => "科技企业孵化器",
        UnitCategory.University => "高校",
        UnitCategory.ResearchInstitute => "科研院所",
        UnitCategory.MedicalInstitution => "医疗机构",
        UnitCategory.NewResearchInstitution => "新型研发机构",
        UnitCategory.SelfOrganisedProject => "自行组织科研项目的企业",
        _ => throw Unknown(category),
    };

    /// <summary>协议形式.</summary>
    public static string Of(AgreementForm form) => form switch
    {
        AgreementForm.ServiceAgreement => "服务协议",
        AgreementForm.LabourContract => "劳动合同",
        AgreementForm.LabourDispatch => "劳务派遣",
        _ => throw Unknown(form),
    };

    /// <summary>进展阶段, short enough for a table cell.</summary>
    public static string Of(PlacementStage stage) => stage switch
    {
        PlacementStage.Applied => "已投递",
        PlacementStage.Shortlisted => "初筛通过",
        PlacementStage.Interviewing => "面试中",
        PlacementStage.Offered => "待答复录用",
        PlacementStage.Accepted => "已接受录用",
        PlacementStage.Signed => "已签约",
        PlacementStage.OnDuty => "已到岗",
        PlacementStage.Counted => "已落实",
        PlacementStage.Rejected => "未通过",
        PlacementStage.Declined => "已婉拒录用",
        PlacementStage.Withdrawn => "已撤回",
        PlacementStage.Expired => "录用逾期未答复",
        PlacementStage.Terminated => "已解约",
        _ => throw Unknown(stage),
    };

    static ArgumentOutOfRangeException Unknown<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : struct, Enum =>
        new(name, value, $"Not a {typeof(T).Name}.");
}
