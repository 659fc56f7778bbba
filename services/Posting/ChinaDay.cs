namespace RaMatch.Posting;

/// <summary>The civil day in China, which closing dates and waiting days are counted in. China keeps one time zone and no summer time.</summary>
static class ChinaDay
{
    static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);
}
