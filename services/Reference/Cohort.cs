namespace RaMatch.Reference;

/// <summary>
/// The cohort (届) of a graduate. Schools count a cohort from September to August, as the ministry's employment statistics of graduates
/// do: who graduates in December 2025 is of the cohort of 2026, and is a graduate of this year (应届) in its programmes.
/// </summary>
public static class Cohort
{
    const int FirstMonth = 9;

    /// <summary>The cohort of who graduates in this month; where the month was never told, the year names it.</summary>
    /// <param name="year">Calendar year of graduation.</param>
    /// <param name="month">Month of graduation, 1 to 12, or null.</param>
    public static int Of(int year, int? month) => month >= FirstMonth ? year + 1 : year;
}
