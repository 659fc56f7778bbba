using System.Globalization;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Portal.Ui;
using RaMatch.Reference;

namespace RaMatch.Portal;

/// <summary>
/// How the pages write money, days and conditions: China time, yuan, the same words everywhere. What an enumeration is called
/// stands in <see cref="Labels"/>.
/// </summary>
static class Wording
{
    /// <summary>The day it is in China.</summary>
    public static DateOnly Today(TimeProvider clock) => ChinaTime.DayOf(clock.GetUtcNow());

    /// <summary>A monthly amount: <c>6,500 元/月</c>.</summary>
    public static string Pay(long fen) => Yuan(fen) + " 元/月";

    /// <summary>An amount without its unit: <c>6,500</c>, or <c>6,500.50</c>.</summary>
    public static string Yuan(long fen) => (fen / 100m).ToString(fen % 100 == 0 ? "#,0" : "#,0.00", CultureInfo.InvariantCulture);

    /// <summary>A monthly range, as short as it can be without rounding: <c>8–13K</c>, <c>6.5–8K</c>, <c>4,280–5,120 元/月</c>.</summary>
    public static string PayRange(long minimumFen, long maximumFen)
    {
        const long tenthOfThousandYuan = 100_00;
        if (minimumFen % tenthOfThousandYuan != 0 || maximumFen % tenthOfThousandYuan != 0)
        {
            return minimumFen == maximumFen ? Pay(minimumFen) : $"{Yuan(minimumFen)}–{Yuan(maximumFen)} 元/月";
        }

        return minimumFen == maximumFen ? Thousands(minimumFen) + "K" : $"{Thousands(minimumFen)}–{Thousands(maximumFen)}K";
    }

    /// <summary>A day as a date field and a sheet take it; nothing for none.</summary>
    public static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A day: <c>6 月 28 日</c>, with its year where that is not the present one.</summary>
    public static string Day(DateOnly day, DateOnly today) =>
        day.Year == today.Year ? $"{day.Month} 月 {day.Day} 日" : $"{day.Year} 年 {day.Month} 月 {day.Day} 日";

    /// <summary>An instant: <c>6 月 28 日 10:05</c> in China.</summary>
    public static string Moment(DateTimeOffset instant, DateOnly today)
    {
        var local = ChinaTime.Of(instant);
        return $"{Day(DateOnly.FromDateTime(local.DateTime), today)} {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }

    /// <summary>Until when applications are taken: <c>今天截止</c>, <c>3 天后截止</c>, <c>8 月 31 日截止</c>, <c>已截止</c>.</summary>
    public static string Deadline(DateOnly lastDay, DateOnly today) => Near(lastDay, today) ?? Day(lastDay, today) + "截止";

    /// <summary>How far a deadline is, beside its date: <c>3 天后截止</c>; null for one more than two weeks ahead, of which the date says enough.</summary>
    public static string? Near(DateOnly lastDay, DateOnly today) => (lastDay.DayNumber - today.DayNumber) switch
    {
        < 0 => "已截止",
        0 => "今天截止",
        1 => "明天截止",
        var days and <= 14 => $"{days} 天后截止",
        _ => null,
    };

    /// <summary>Whether a deadline presses.</summary>
    public static Tone Urgency(DateOnly lastDay, DateOnly today) => (lastDay.DayNumber - today.DayNumber) switch
    {
        <= 3 => Tone.Bad,
        <= 7 => Tone.Warn,
        _ => Tone.Neutral,
    };

    /// <summary>How much time is left, in the largest unit that says enough: <c>还剩 2 天</c>, <c>还剩 5 小时</c>, <c>还剩 20 分钟</c>, <c>已过期</c>.</summary>
    public static string Remaining(DateTimeOffset until, DateTimeOffset now) => (until - now) switch
    {
        { Ticks: <= 0 } => "已过期",
        { TotalDays: >= 2 } left => $"还剩 {(int)left.TotalDays} 天",
        { TotalHours: >= 1 } left => $"还剩 {(int)left.TotalHours} 小时",
        var left => $"还剩 {Math.Max(1, (int)left.TotalMinutes)} 分钟",
    };

    /// <summary>How long something has waited: <c>今天</c>, <c>已等 3 天</c>, counted in days of the calendar.</summary>
    public static string Waited(DateTimeOffset since, DateOnly today) =>
        (today.DayNumber - ChinaTime.DayOf(since).DayNumber) is > 0 and var days ? $"已等 {days} 天" : "今天";

    /// <summary>A degree in two characters: 专科, 本科, 硕士, 博士.</summary>
    public static string Short(DegreeLevel degree) => Labels.Of(degree)[..2];

    /// <summary>The lowest degree accepted: <c>本科及以上</c>, <c>博士</c>.</summary>
    public static string AtLeast(DegreeLevel degree) => degree == DegreeLevel.Doctor ? Short(degree) : Short(degree) + "及以上";

    /// <summary>A fit score as people read it: out of 100, where the services count to 1000.</summary>
    public static int OutOf100(int outOf1000) => (outOf1000 + 5) / 10;

    /// <summary>The parts of a score out of 100, so that they add up to what <see cref="OutOf100"/> makes of their sum: the largest remainders are rounded up.</summary>
    public static IReadOnlyList<int> PartsOutOf100(IReadOnlyList<int> outOf1000)
    {
        int[] parts = [.. outOf1000.Select(part => part / 10)];
        var up = OutOf100(outOf1000.Sum()) - parts.Sum();
        foreach (var index in Enumerable.Range(0, parts.Length).OrderByDescending(index => outOf1000[index] % 10).Take(up))
        {
            parts[index]++;
        }

        return parts;
    }

    /// <summary>Accepted majors in words; none means any: <c>专业不限</c>.</summary>
    public static string MajorsOf(IReadOnlyList<string> prefixes) =>
        prefixes.Count == 0 ? "专业不限" : string.Join('、', prefixes.Select(prefix => Majors.Describe(prefix) ?? prefix));

    /// <summary>A park's usual short name, or its id where it is unknown.</summary>
    public static string ParkOf(string parkId) => Reference.Parks.ShortNameOf(parkId);

    /// <summary>Where the work is: the park alone where its name already says the city.</summary>
    public static string Place(string city, string parkId) =>
        ParkOf(parkId) is var park && park.StartsWith(city.TrimEnd('市'), StringComparison.Ordinal) ? park : $"{city} · {park}";

    /// <summary>The choices of a list field for an enumeration, named as JSON names them.</summary>
    public static IReadOnlyList<Choice> Choices<TEnum>(Func<TEnum, string> label)
        where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(value => new Choice(Key(value), label(value)))];

    /// <summary>A value as the services' JSON and addresses write it: <c>juniorCollege</c>.</summary>
    public static string Key<TEnum>(TEnum value)
        where TEnum : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    static string Thousands(long fen) => (fen / 1000_00m).ToString("0.#", CultureInfo.InvariantCulture);
}
