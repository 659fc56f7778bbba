using RaMatch.Platform;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Parks;

/// <summary>What is said of reports and of what is due.</summary>
static class ReportWords
{
    /// <summary>An instant that ends something: the end of a day is its 24 hours.</summary>
    public static string Until(DateTimeOffset instant, DateOnly today) =>
        ChinaTime.Of(instant).TimeOfDay == TimeSpan.Zero ? Wording.Day(ChinaTime.DayOf(instant).AddDays(-1), today) + " 24:00" : Wording.Moment(instant, today);

    /// <summary>What a park has to do next: what is late or returned first, then the next milestone with the time that is left.</summary>
    public static string Standing(IReadOnlyList<DueMilestone> due, DateTimeOffset now, DateOnly today) => Next(due) switch
    {
        { } returned when IsReturned(returned) => $"{returned.Title}的统计表被退回，请改正后重新报送",
        { Passed: true } late => $"{late.Title}的统计表已逾期，请尽快报送",
        { } next => $"{next.Title}的统计表应在 {Until(next.FreezesAt, today)} 前报送，{Wording.Remaining(next.FreezesAt, now)}",
        null when due.All(milestone => milestone.Parks.Count == 0) => "没有要报送的统计表",
        null => "统计表都已报送",
    };

    /// <summary>The matter of what is late, returned, or due within two weeks; null for none.</summary>
    public static TodoLine? Todo(IReadOnlyList<DueMilestone> due, string programme, DateTimeOffset now, DateOnly today) =>
        Next(due) is { } next && (IsReturned(next) || next.FreezesAt - now < TimeSpan.FromDays(14))
            ? new TodoLine(next.Passed || IsReturned(next) ? Tone.Bad : Tone.Warn, "报送", Standing(due, now, today), Href: $"/park/reports?programme={Uri.EscapeDataString(programme)}")
            : null;

    static DueMilestone? Next(IReadOnlyList<DueMilestone> due)
    {
        var open = due.Where(milestone => milestone.Parks.Any(park => park.State is DueState.Missing or DueState.Returned)).ToList();
        return open.Find(milestone => milestone.Passed) ?? open.Find(IsReturned) ?? open.FirstOrDefault();
    }

    static bool IsReturned(DueMilestone milestone) => milestone.Parks.Any(park => park.State == DueState.Returned);

    /// <summary>How many parks have answered a milestone.</summary>
    public static string Standing(DueMilestone milestone) => milestone.Parks.Count == 0 ? $"{milestone.Title}：没有需要报送的园区"
        : milestone.Missing == 0 ? $"{milestone.Title}：{Figures.Whole(milestone.HandedIn)} 个园区都已报送"
        : $"{milestone.Title}：{Figures.Whole(milestone.HandedIn)} 个园区已报送，{Figures.Whole(milestone.Missing)} 个{(milestone.Passed ? "逾期未报" : "尚未报送")}";
}
