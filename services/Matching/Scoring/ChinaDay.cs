namespace RaMatch.Matching.Scoring;

/// <summary>The civil day in China, which has one time zone without summer time.</summary>
static class ChinaDay
{
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime.AddHours(8));
}
