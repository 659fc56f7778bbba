using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Tests.Gallery;

/// <summary>Invented figures for the gallery. A name is a parameter of every specimen, so that a hostile one can be put everywhere.</summary>
static class Specimens
{
    public static IReadOnlyList<NavItem> ParkPlaces { get; } =
    [
        new("总览", "/park", IconName.Chart),
        new("指标与里程碑", "/park/targets", IconName.Flag),
        new("岗位审核", "/park/review", IconName.Document, 7),
        new("企业", "/park/units", IconName.Building),
        new("报表", "/park/reports", IconName.Download),
    ];

    public static IReadOnlyList<NavItem> UnitPlaces { get; } =
    [
        new("候选人", "/unit/candidates", IconName.Person, 23),
        new("岗位", "/unit/positions", IconName.Document),
        new("面试", "/unit/interviews", IconName.Clock),
        new("双选会", "/unit/fairs", IconName.Flag),
        new("企业与令牌", "/unit", IconName.Building),
    ];

    public static IReadOnlyList<NavItem> GraduatePlaces { get; } =
    [
        new("匹配", "/m", IconName.Home),
        new("投递", "/m/applied", IconName.Send),
        new("消息", "/m/inbox", IconName.Bell, 2),
        new("我的", "/m/me", IconName.Person),
    ];

    public static IReadOnlyList<TrendPoint> Year(string lastMonth) =>
    [
        new("1月", 130, 150), new("2月", 260, 400), new("3月", 410, 750), new("4月", 640, 1150), new("5月", 900, 1600),
        new("6月", 1210, 2100), new("7月", 1730, 2700), new("8月", 2400, 3300), new("9月", 3030, 3900), new("10月", 3690, 4500),
        new("11月", 4262, 5050, 4262), new(lastMonth, null, 5500, 4836),
    ];

    public static IReadOnlyList<FunnelStage> Stages(string first) =>
        [new(first, 9640), new("初筛通过", 4120), new("面试", 1890), new("录用", 718), new("签约", 574, "/park/rows?stage=signed")];

    public static IReadOnlyList<MilestoneLine> Marks(string first) =>
    [
        new(MilestoneState.Reached, first, "212 家"),
        new(MilestoneState.Missed, "6 月 30 日 · 完成 38%", "差 880 人", "/park/targets"),
        new(MilestoneState.Missed, "9 月 30 日 · 完成 70%", "差 810 人"),
        new(MilestoneState.Ahead, "11 月 30 日 · 完成 90%", "剩 7 天"),
    ];

    public static IReadOnlyList<TodoLine> Matters(string name) =>
    [
        new(Tone.Bad, "落后", $"{name}完成 47.8%", "还差 313 人；园内 41 家企业中 12 家未发布岗位", "/park/units"),
        new(Tone.Bad, "落后", "集成电路园完成 56.9%", "硕士岗位 203 个，合格应聘者 88 人，建议放宽专业或扩大校招"),
        new(Tone.Warn, "待审", "7 个岗位等待审核", "最早一个已等 2 天", "/park/review"),
        new(Tone.Brand, "里程碑", "11 月 30 日：完成 90%", "剩 7 天，还差 688 人"),
    ];

    public static IReadOnlyList<(string Name, int Signed, int Quota)> Parks(string first) =>
    [
        (first, 287, 600), ("集成电路园", 541, 950), ("生物医药园", 612, 800),
        ("智能制造园", 1032, 1200), ("科技服务园", 402, 450), ("软件与信息服务园", 1388, 1500),
    ];
}
