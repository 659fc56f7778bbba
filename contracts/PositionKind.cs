namespace RaMatch.Contracts;

/// <summary>The six kinds of research-assistant post (科研助理岗位类型) of the ministries' notices.</summary>
public enum PositionKind
{
    /// <summary>科研项目辅助研究: assisting on a research project; an R&amp;D engineer on the firm's own project counts here.</summary>
    ResearchProject,

    /// <summary>实验(工程)设施运行维护和实验技术.</summary>
    LaboratoryOperation,

    /// <summary>科技成果转移转化.</summary>
    TechnologyTransfer,

    /// <summary>学术助理.</summary>
    AcademicAssistant,

    /// <summary>财务助理.</summary>
    FinanceAssistant,

    /// <summary>博士后(研究).</summary>
    Postdoctoral,
}
