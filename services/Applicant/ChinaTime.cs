namespace RaMatch.Applicant;

/// <summary>Civil dates of programmes and positions are China's: UTC+8, without summer time.</summary>
static class ChinaTime
{
    /// <summary>The day in China at an instant.</summary>
    public static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).DateTime);
}
