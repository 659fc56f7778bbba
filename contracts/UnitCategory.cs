namespace RaMatch.Contracts;

/// <summary>Kinds of unit a park mobilises (单位类别); a unit holds several, each with evidence and a year.</summary>
public enum UnitCategory
{
    /// <summary>承担省级以上科技计划项目的单位.</summary>
    ProvincialProject,

    /// <summary>省级以上创新平台承建单位.</summary>
    InnovationPlatform,

    /// <summary>享受研发投入补助或加计扣除的单位.</summary>
    ResearchIncentive,

    /// <summary>高新技术企业.</summary>
    HighTechEnterprise,

    /// <summary>科技型中小企业.</summary>
    TechnologySme,

    /// <summary>科技企业孵化器.</summary>
    Incubator,

    /// <summary>高校.</summary>
    University,

    /// <summary>科研院所.</summary>
    ResearchInstitute,

    /// <summary>医疗机构.</summary>
    MedicalInstitution,

    /// <summary>新型研发机构.</summary>
    NewResearchInstitution,

    /// <summary>自行组织科研项目的企业.</summary>
    SelfOrganisedProject,
}
