using RaMatch.Platform;
using RaMatch.Platform.Jobs;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Backend;

/// <summary>How the pages speak of rounds: stages, dates, the formula, what became of a wish.</summary>
static class RoundWords
{
    /// <summary>A round in three steps, for whoever has never seen one.</summary>
    public static IReadOnlyList<(string Title, string Text)> ThreeSteps { get; } =
    [
        ("排志愿、评价", "毕业生把投递过的岗位排出先后；用人单位给候选人评分，也可以写明原因、不列入人选。"),
        ("截止、撮合", "名单冻结，按公布的公式和抽签号一次得出结果，任何人都能重算一遍。"),
        ("公布、答复", "获得名额的毕业生收到录用通知，在期限内答复；每个志愿为什么成、为什么没成都写明原因。"),
    ];

    /// <summary>The stages as steps of a way.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["排志愿、评价", "撮合", "核对", "公布、答复"];

    /// <summary>轮次状态.</summary>
    public static string Of(RoundStage stage) => stage switch
    {
        RoundStage.Open => "排志愿中",
        RoundStage.Closed => "已截止",
        RoundStage.Solved => "待公布",
        RoundStage.Published => "已公布",
        _ => "已取消",
    };

    /// <summary>How a stage is to be taken.</summary>
    public static Tone ToneOf(RoundStage stage) => stage switch
    {
        RoundStage.Open => Tone.Brand,
        RoundStage.Closed or RoundStage.Solved => Tone.Warn,
        RoundStage.Published => Tone.Ok,
        _ => Tone.Neutral,
    };

    /// <summary>A stage reached, as something that happened.</summary>
    public static string Happened(RoundStage stage) => stage switch
    {
        RoundStage.Open => "开启轮次",
        RoundStage.Closed => "结束排志愿，名单冻结",
        RoundStage.Solved => "撮合出结果",
        RoundStage.Published => "公布结果，发出录用",
        _ => "取消轮次",
    };

    /// <summary>Where a round stands, in one line; while something is being done to it, what.</summary>
    public static string Standing(RoundStage stage, long graduates, long ranked, long? seated, DateTimeOffset rankBy, DateOnly today, RoundJob? work) => stage switch
    {
        _ when UnderWay(work) is { } now => Doing(now.Kind),
        RoundStage.Open when graduates == 0 => "还没有毕业生投递本轮的岗位",
        RoundStage.Open => $"{Figures.Whole(graduates)} 人中 {Figures.Whole(ranked)} 人已排志愿，{Until(rankBy, today)}",
        RoundStage.Closed => "志愿和评价已截止，等待撮合",
        RoundStage.Solved => $"撮合完成，{Figures.Whole(seated ?? 0)} 人录用，等待公布",
        RoundStage.Published => $"{Figures.Whole(seated ?? 0)} 人录用，结果已公布",
        _ => "已取消",
    };

    /// <summary>How far the end of ranking is: <c>距截止 3 天</c>, <c>今天截止</c>, <c>已过截止时间</c>.</summary>
    public static string Until(DateTimeOffset rankBy, DateOnly today) => (ChinaTime.DayOf(rankBy).DayNumber - today.DayNumber) switch
    {
        < 0 => "已过截止时间",
        0 => "今天截止",
        var days => $"距截止 {days} 天",
    };

    /// <summary>The work that is being done to a round; null where none is, or it has failed.</summary>
    public static RoundJob? UnderWay(RoundJob? work) => work is { State: JobStage.Waiting or JobStage.Running } ? work : null;

    /// <summary>What is being done to a round: <c>正在撮合</c>.</summary>
    public static string Doing(string work) => work switch
    {
        "close-round" => "正在冻结名单",
        "publish-round" => "正在公布结果、发出录用",
        "recount" => "正在重新认定",
        _ => "正在撮合",
    };

    /// <summary>How far it is: <c>正在撮合……已完成 60%</c>.</summary>
    public static string Progress(RoundJob work) => $"{Doing(work.Kind)}……{(work.Progress == 0 ? "即将开始" : $"已完成 {work.Progress}%")}";

    /// <summary>What did not come to its end, why, and what to do.</summary>
    public static string Failed(RoundJob work)
    {
        var what = work.Kind switch
        {
            "close-round" => "名单没有冻结完成",
            "publish-round" => "结果没有公布完成，已发出的录用不受影响",
            "recount" => "重新认定没有完成，已移出的保持移出",
            _ => "撮合没有完成",
        };
        return $"{what}：{work.Error?.Title ?? "请再试一次。"}{(work.Error?.TraceId is { } number ? $"追踪编号：{number}。" : null)}";
    }

    /// <summary>Of which instant a count is that is older than a look at it; null for one made just now.</summary>
    public static string? Counted(DateTimeOffset? at, DateTimeOffset now) =>
        at is { } counted && now - counted >= TimeSpan.FromSeconds(10) ? $"统计于 {ChinaTime.Of(counted).ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)}；人数多的轮次不是每次打开都重新统计。" : null;

    /// <summary>The published formula.</summary>
    public static string Formula(int pointsPerGrade, int ungraded) =>
        $"得分 = 匹配分（0–1000，按学历、专业和技能计算）+ {pointsPerGrade} × 单位评价（0–100，没有评价的按 {ungraded} 分计）。得分高的在前；得分相同，抽签号小的在前。";

    /// <summary>Why nobody could choose the lottery.</summary>
    public const string LotteryPromise = "抽签种子在开启轮次时就已生成并封存，同时公布它的 SHA-256（种子指纹）；撮合后公布种子本身，任何人都能核对两者是否一致，谁也不能事后更换。";

    /// <summary>What became of a wish, in two words.</summary>
    public static string Of(WishOutcome outcome) => outcome switch
    {
        WishOutcome.Seated => "录用",
        WishOutcome.BetterWishGranted => "已被更靠前的志愿录用",
        WishOutcome.UnitCutoff => "单位名额已满",
        WishOutcome.ParkCutoff => "园区名额已满",
        WishOutcome.FloorRepair => "因补足下限未录用",
        _ => "岗位名额已满",
    };

    /// <summary>How an outcome is to be taken.</summary>
    public static Tone ToneOf(WishOutcome outcome) => outcome switch
    {
        WishOutcome.Seated => Tone.Ok,
        WishOutcome.BetterWishGranted => Tone.Neutral,
        _ => Tone.Warn,
    };

    /// <summary>What is full, where a cutoff stands.</summary>
    public static string Of(CutoffScope scope) => scope switch
    {
        CutoffScope.Unit => "单位",
        CutoffScope.Park => "园区",
        _ => "岗位",
    };

    /// <summary>The short form of a pseudonym or hash, enough to tell two apart.</summary>
    public static string Short(Guid id) => id.ToString("N")[..8];

    /// <summary>What a round that reports missed floors does about them.</summary>
    public const string Reporting = "园区达不到名额下限时，只公布差多少、其中多少能补，不调整任何人的结果。";

    /// <summary>What a round that repairs missed floors does about them, and what that costs.</summary>
    public const string Repairing =
        "园区达不到名额下限时，在稳定结果的基础上，用最短的调整链把毕业生调整到本人填报过的其他岗位，直到补足或无法再补。没有人会因此由录用变为不录用，但有人会失去按得分和抽签本应得到、也更想去的岗位；每一处调整和代价都会公布。";

    /// <summary>What wishing is worth in a round that repairs: not strategy-proof.</summary>
    public const string NotStrategyProof = "请注意：有了补足下限的调整，按真实意愿排序不再保证对自己最有利（这一规则不防策略性填报）。";

    /// <summary>How many of a missed floor could be filled and how many never: <c>缺口 4：可补 3，永远无法补 1</c>; or were: <c>缺口 4：已补 3，无法补 1</c>.</summary>
    public static string Deficit(long deficit, long? repairable, bool repaired) => repairable is not { } could ? $"缺口 {Figures.Whole(deficit)}"
        : repaired && could == deficit ? $"原缺 {Figures.Whole(deficit)}，已补足"
        : repaired ? $"缺口 {Figures.Whole(deficit)}：已补 {Figures.Whole(could)}，无法补 {Figures.Whole(deficit - could)}"
        : $"缺口 {Figures.Whole(deficit)}：可补 {Figures.Whole(could)}，永远无法补 {Figures.Whole(deficit - could)}";
}
