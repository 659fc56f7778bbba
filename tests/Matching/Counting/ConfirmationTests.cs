using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Counting;

/// <summary>A hire is confirmed by the graduate who applied and by nobody else.</summary>
public sealed class ConfirmationTests
{
    [Fact]
    public async Task What_somebody_else_has_said_is_made_good_by_the_applicant_and_is_not_kept_beside_a_hire_that_counts()
    {
        await using var season = await Season.OpenAsync();
        var placementId = People.IdOf("王小明研发工程师");
        await season.AnnounceAsync(season.Confirmation(placementId, "张三") with { Version = 2 });
        Assert.Equal(placementId, await season.CountAsync("王小明"));
        await season.AnnounceAsync(season.Confirmation(placementId, "张三") with { Version = 9 });
        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM later_confirmation"));
    }
}
