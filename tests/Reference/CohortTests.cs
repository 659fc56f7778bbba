using Xunit;

namespace RaMatch.Reference.Tests;

public class CohortTests
{
    [Theory]
    [InlineData(2025, 12, 2026)]
    [InlineData(2025, 9, 2026)]
    [InlineData(2025, 8, 2025)]
    [InlineData(2026, 1, 2026)]
    [InlineData(2026, 6, 2026)]
    [InlineData(2026, null, 2026)]
    public void Who_graduates_from_September_on_is_of_the_next_cohort(int year, int? month, int cohort) => Assert.Equal(cohort, Cohort.Of(year, month));
}
