namespace RaMatch.Matching;

/// <summary>Days as the parks live them: China has one time zone and no summer time, so a day is an offset, not a table.</summary>
static class CivilDay
{
    static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>The day an instant falls on in China.</summary>
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(China).DateTime);

    /// <summary>The first instant after a day in China.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), China);
}
