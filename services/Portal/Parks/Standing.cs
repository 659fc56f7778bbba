using System.Globalization;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Parks;

/// <summary>What a park's numbers amount to, in the words of the page's title.</summary>
static class Standing
{
    /// <summary><c>完成 200.0%，超额 305 人</c> or <c>完成 77.5%，比计划落后 10.9 个百分点</c>.</summary>
    public static string Of(ParkNumbers numbers)
    {
        if (numbers.Target == 0)
        {
            return $"尚未下达目标，已落实 {Figures.Whole(numbers.Compared)} 人";
        }

        var done = string.Create(CultureInfo.InvariantCulture, $"完成 {Share(numbers.Compared, numbers.Target) * 100:0.0}%");
        if (numbers.Compared >= numbers.Target)
        {
            return numbers.Compared == numbers.Target ? done + "，目标已完成" : $"{done}，超额 {Figures.Whole(numbers.Compared - numbers.Target)} 人";
        }

        var points = Share(numbers.Gap, numbers.Target) * 100;
        return Math.Abs(points) < 0.05 ? done + "，与计划一致"
            : string.Create(CultureInfo.InvariantCulture, $"{done}，比计划{(points < 0 ? "落后" : "超前")} {Math.Abs(points):0.0} 个百分点");
    }

    /// <summary>A part of the whole; 0 of nothing.</summary>
    public static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    /// <summary>The milestones with how each went, by the course of the counter.</summary>
    public static IReadOnlyList<MilestoneLine> Milestones(ProgrammeDetail programme, ParkProgress progress) => [.. programme.Milestones.Select(milestone =>
    {
        var due = progress.Numbers.Target * (milestone.FilledBasisPoints ?? 0) / 10_000;
        var text = $"{Wording.Day(milestone.On, progress.Today)} · {milestone.Title}";
        if (milestone.On >= progress.Today)
        {
            return new MilestoneLine(MilestoneState.Ahead, text, milestone.On == progress.Today ? "今天" : $"剩 {milestone.On.DayNumber - progress.Today.DayNumber} 天");
        }

        var then = progress.Trend.LastOrDefault(day => day.On <= milestone.On)?.Counted ?? 0;
        return due == 0 ? new MilestoneLine(MilestoneState.Passed, text, "已过")
            : then >= due ? new MilestoneLine(MilestoneState.Reached, text, $"{Figures.Whole(then)} 人")
            : new MilestoneLine(MilestoneState.Missed, text, $"差 {Figures.Whole(due - then)} 人");
    })];
}
