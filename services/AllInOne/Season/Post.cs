using RaMatch.Contracts;

namespace RaMatch.AllInOne.Season;

/// <summary>A kind of post as units of the season describe it. The titles are those of the newsletter's fairs and parks.</summary>
/// <param name="Title">The post's title.</param>
/// <param name="Kind">Which of the six kinds.</param>
/// <param name="Degree">The lowest degree.</param>
/// <param name="Majors">Accepted majors, as code prefixes.</param>
/// <param name="Required">Skills asked for.</param>
/// <param name="Wished">Skills that help.</param>
/// <param name="Pay">Monthly pay in yuan, from and to.</param>
/// <param name="Duties">What the assistant does.</param>
sealed record Post(
    string Title,
    PositionKind Kind,
    DegreeLevel Degree,
    string[] Majors,
    string[] Required,
    string[] Wished,
    (int From, int To) Pay,
    string Duties)
{
    public static Post MagneticLevitation { get; } = new(
        "磁悬浮研发工程师", PositionKind.ResearchProject, DegreeLevel.Bachelor, ["0802", "0806", "0808"], ["控制理论"], ["MATLAB", "有限元分析"], (7000, 12000),
        "参与磁悬浮鼓风机轴承与控制系统的设计、仿真和样机试验，整理试验数据并撰写技术报告。");

    public static IReadOnlyList<Post> All { get; } =
    [
        MagneticLevitation,
        new("几何光学工程师", PositionKind.ResearchProject, DegreeLevel.Bachelor, ["0803", "0705", "0702"], ["Zemax"], ["光学设计"], (6500, 11000), "承担成像镜头的光路设计与公差分析，配合完成样机装调与测试。"),
        new("微生物基因组分析师", PositionKind.ResearchProject, DegreeLevel.Bachelor, ["0710", "0830"], ["生物信息学"], ["Python", "R"], (6000, 10000), "处理微生物测序数据，完成组装、注释与比较分析，维护分析流程。"),
        new("器件研发工程师", PositionKind.ResearchProject, DegreeLevel.Bachelor, ["0807", "0804"], ["半导体物理"], ["TCAD"], (7000, 13000), "参与功率器件的结构设计、流片跟进与参数测试。"),
        new("光学工程师", PositionKind.LaboratoryOperation, DegreeLevel.Bachelor, ["0803", "0702"], ["光学测量"], ["Zemax"], (6000, 9500), "负责光学实验平台的搭建、标定与日常维护，协助开展测量实验。"),
        new("超快激光技术研究助理", PositionKind.ResearchProject, DegreeLevel.Bachelor, ["0702", "0803", "0807"], ["激光原理"], ["LabVIEW"], (7000, 12000), "参与超快激光器的光路调试、脉冲测量和加工工艺试验。"),
        new("数据分析工程师", PositionKind.ResearchProject, DegreeLevel.Bachelor, ["0809", "0712", "0701"], ["Python"], ["SQL", "机器学习"], (6500, 11000), "为研发项目清洗、建模与可视化试验和生产数据。"),
        new("硅光芯片设计助理", PositionKind.ResearchProject, DegreeLevel.Bachelor, ["0807", "0803"], ["集成光学"], ["Lumerical"], (8000, 14000), "参与硅光无源器件的设计、版图与测试。"),
        new("机械结构研发助理", PositionKind.ResearchProject, DegreeLevel.Bachelor, ["0802"], ["SolidWorks"], ["有限元分析"], (5500, 9000), "参与传动与整机结构的三维设计、强度校核和样机装配。"),
        new("检测中心实验员", PositionKind.LaboratoryOperation, DegreeLevel.Bachelor, ["0703", "0813", "0804"], ["仪器分析"], ["质量体系"], (5000, 7500), "承担材料与化学样品的检测，维护仪器并完成记录。"),
        new("科技成果转化专员", PositionKind.TechnologyTransfer, DegreeLevel.Bachelor, ["1201", "1202", "0301", "0802", "0809"], ["专利检索"], ["商务写作"], (5000, 8500), "梳理可转化成果，开展专利检索与技术对接，跟进合同落实。"),
        new("学术助理", PositionKind.AcademicAssistant, DegreeLevel.Bachelor, [], ["文献检索"], ["英语写作"], (4800, 7000), "协助课题组整理文献、组织学术会议、编写项目材料。"),
        new("项目综合管理专员", PositionKind.AcademicAssistant, DegreeLevel.Bachelor, ["1201", "1202", "1204", "0503"], ["项目管理"], ["Excel"], (4800, 7000), "负责科研项目的申报、过程管理与结题材料。"),
        new("科研财务助理", PositionKind.FinanceAssistant, DegreeLevel.Bachelor, ["1202", "0201", "0203"], ["会计实务"], ["Excel"], (4800, 7500), "负责科研经费的预算编制、报销审核与决算。"),
    ];
}
