using System.Globalization;

namespace RaMatch.Platform;

/// <summary>
/// The clock and the calendar that programmes, closing dates and reports go by. China has one time zone and no summer time, so
/// a civil day is an offset, not a table.
/// </summary>
public static class ChinaTime
{
    /// <summary>UTC+8.</summary>
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(8);

    /// <summary>An instant on China's clocks; in the last hours of the calendar, which no clock shows, the last of them.</summary>
    public static DateTimeOffset Of(DateTimeOffset instant) => (instant < LastShown ? instant : LastShown).ToOffset(Offset);

    /// <summary>The day an instant falls on.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Of(instant).DateTime);

    /// <summary>A time of day on a day.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time) => new(day.ToDateTime(time), Offset);

    /// <summary>An instant as the clocks in China show it, to the minute: 2022-07-10 18:00.</summary>
    public static string MinuteOf(DateTimeOffset instant) => Of(instant).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The first instant after a day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => At(day.AddDays(1), TimeOnly.MinValue);

    static DateTimeOffset LastShown { get; } = DateTimeOffset.MaxValue - Offset;
}
