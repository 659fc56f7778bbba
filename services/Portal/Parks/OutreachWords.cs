using System.Globalization;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Parks;

/// <summary>What a park reads of whom it knows and whom it is to follow up.</summary>
static class OutreachWords
{
    /// <summary>进展, as the list of firms is narrowed by it.</summary>
    public static IReadOnlyList<Choice> States { get; } =
    [
        new("due", "待跟进"),
        new("untouched", "空白"),
        new("contacted", "已对接"),
        new("promised", "承诺名额未全部发布"),
        new("published", "已发布岗位"),
        new("filled", "已有落实"),
    ];

    /// <summary>What the list of firms shows, with its number.</summary>
    public static string Title(string? state, long total) => state switch
    {
        "due" => total == 0 ? "没有到期的跟进" : $"{Figures.Whole(total)} 家单位待跟进",
        "untouched" => $"{Figures.Whole(total)} 家单位既没有对接，也没有发布岗位",
        "contacted" => $"累计对接 {Figures.Whole(total)} 家",
        "promised" => $"{Figures.Whole(total)} 家单位承诺的名额还没有全部发布",
        "published" => $"{Figures.Whole(total)} 家单位已发布岗位",
        "filled" => $"{Figures.Whole(total)} 家单位已有落实",
        _ => $"掌握 {Figures.Whole(total)} 家单位",
    };

    /// <summary>How far a follow-up is: <c>已逾期 3 天</c>, <c>今天</c>, <c>7 月 5 日</c>.</summary>
    public static string Due(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
    {
        < 0 and var days => string.Create(CultureInfo.InvariantCulture, $"已逾期 {-days} 天"),
        0 => "今天跟进",
        _ => Wording.Day(due, today) + "跟进",
    };

    /// <summary>Whether a follow-up presses.</summary>
    public static Tone Urgency(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
    {
        < 0 => Tone.Bad,
        0 => Tone.Warn,
        _ => Tone.Neutral,
    };
}
