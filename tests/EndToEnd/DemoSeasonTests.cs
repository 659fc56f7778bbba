using RaMatch.AllInOne.Season;
using Xunit;

namespace RaMatch.EndToEnd.Tests;

/// <summary>The demonstration is of the current year, whatever day that is.</summary>
public sealed class DemoSeasonTests
{
    [Fact]
    public void A_first_start_on_any_day_of_four_years_finds_a_season_that_the_services_accept()
    {
        var first = new DateOnly(2025, 1, 1);
        foreach (var today in Enumerable.Range(0, (4 * 365) + 1).Select(first.AddDays))
        {
            var season = DemoSeason.Tell(today);
            var lastPlayed = season.FirstDay.AddDays(season.Days - 1);
            Assert.Equal(today, lastPlayed);
            Assert.True(season.LastDay > today, $"{today}: the programme has ended when the demonstration begins.");
            Assert.All(season.Milestones, milestone => Assert.InRange(milestone.On, season.FirstDay, season.LastDay));
            Assert.All(season.Stories.SelectMany(story => story.Moves), move => Assert.InRange(move.Day, 0, season.Days - 1));
            Assert.Equal(season.Milestones.OrderBy(milestone => milestone.On), season.Milestones);
        }
    }
}
