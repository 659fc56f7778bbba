using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Progress;
using RaMatch.Platform;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Progress;

/// <summary>The parks hear of a milestone a week before, the day before, and afterwards if they are short of it: each once.</summary>
public sealed class WatchMilestonesTests
{
    // Of the season's programme; the park's target is 305.
    static readonly DateOnly First = new(2022, 7, 10);
    static readonly DateOnly Second = new(2022, 8, 10);

    [Theory]
    [InlineData(null, "07-02", false)]
    [InlineData(null, "07-03", true)]
    [InlineData(null, "07-06", true)]
    [InlineData(null, "07-10", true)]
    [InlineData(null, "07-17", true)]
    [InlineData(null, "07-18", false)]
    [InlineData("07-02", "07-03", true)]
    [InlineData("07-03", "07-08", false)]
    [InlineData("07-08", "07-09", true)]
    [InlineData("07-03", "07-10", true)]
    [InlineData("07-09", "07-10", false)]
    [InlineData("07-10", "07-11", true)]
    [InlineData("07-11", "07-12", false)]
    [InlineData("07-01", "07-18", false)]
    [InlineData("07-12", "07-05", false)]
    public void There_is_something_to_tell_when_a_milestone_has_come_nearer_or_passed_since_the_look_before(string? before, string today, bool expected) =>
        Assert.Equal(expected, WatchMilestones.IsDue(First, before is null ? null : Day(before), Day(today)));

    [Fact]
    public async Task A_milestone_is_told_seven_days_and_one_day_before_and_to_the_parks_that_are_short_after_its_day()
    {
        await using var season = await Season.OpenAsync();
        await TargetAsync(season, "hengyang", 0);
        await season.CountAsync("王小明");
        foreach (var day in Enumerable.Range(0, 60).Select(day => new DateOnly(2022, 6, 28).AddDays(day)))
        {
            // Just before and after midnight in China, and in the day.
            foreach (var hour in new[] { 0, 9, 23 })
            {
                season.Host.Clock.Set(ChinaTime.At(day, new TimeOnly(hour, 59)));
                await SweepAsync(season);
            }
        }

        var near = await season.Host.ToldAsync<MilestoneNeared>();
        Assert.Equal(
            [(1L, First, 7), (2L, First, 1), (4L, Second, 7), (5L, Second, 1)],
            near.Select(one => (one.Version, one.On, one.DaysLeft)));
        Assert.All(near, one => Assert.Equal((Season.Code, one.On.AddDays(-one.DaysLeft)), (one.Programme, ChinaTime.DayOf(one.OccurredAt))));
        Assert.Equal(["首次报送", "首次报送", "二次报送", "二次报送"], near.Select(one => one.Title));
        Assert.Equal(new ParkAtMilestone(Season.Park, 91, 1), Assert.Single(near[0].Parks));
        Assert.Equal(new ParkAtMilestone(Season.Park, 244, 1), Assert.Single(near[3].Parks));

        var missed = await season.Host.ToldAsync<MilestoneMissed>();
        Assert.Equal([(3L, First, "首次报送"), (6L, Second, "二次报送")], missed.Select(one => (one.Version, one.On, one.Title)));
        Assert.All(missed, one => Assert.Equal((one.On.AddDays(1), Season.Park), (ChinaTime.DayOf(one.OccurredAt), Assert.Single(one.Parks).ParkId)));
        Assert.Equal((await ProgrammeIdAsync(season), Season.Code), (missed[0].ProgrammeId, missed[0].Programme));
    }

    [Fact]
    public async Task Parks_that_have_what_a_milestone_asks_for_are_not_told_that_it_passed()
    {
        await using var season = await Season.OpenAsync();
        await TargetAsync(season, Season.Park, 3);
        await TargetAsync(season, "hengyang", 4);
        await season.CountAsync("王小明");

        // Of 3 the first asks 0.9, of 4 it asks 1.2, both rounded down: one park is short by one.
        await SweepOnAsync(season, First.AddDays(1));
        Assert.Equal([new ParkAtMilestone("hengyang", 1, 0)], Assert.Single(await season.Host.ToldAsync<MilestoneMissed>()).Parks);

        await TargetAsync(season, "hengyang", 0);
        await TargetAsync(season, Season.Park, 1);
        await SweepOnAsync(season, Second.AddDays(1));
        Assert.Single(await season.Host.ToldAsync<MilestoneMissed>());

        // And what is done is done, though somebody asks for more now.
        await TargetAsync(season, Season.Park, 305);
        await SweepOnAsync(season, Second.AddDays(1));
        await SweepOnAsync(season, Second.AddDays(2));
        Assert.Single(await season.Host.ToldAsync<MilestoneMissed>());
    }

    [Fact]
    public async Task A_milestone_that_asks_for_no_hires_nears_and_is_never_missed()
    {
        await using var season = await Season.OpenAsync();
        await OpenAsync(season, "ra-b", new Milestone(First, "岗位发布", 8_000, null));
        await SweepOnAsync(season, First.AddDays(-7));
        await SweepOnAsync(season, First.AddDays(1));
        var near = Assert.Single(await season.Host.ToldAsync<MilestoneNeared>(), one => one.Programme == "ra-b");
        Assert.Equal([new ParkAtMilestone(Season.Park, null, 0)], near.Parks);
        Assert.DoesNotContain(await season.Host.ToldAsync<MilestoneMissed>(), one => one.Programme == "ra-b");
    }

    [Fact]
    public async Task Where_only_the_years_own_graduates_count_a_park_is_short_of_those()
    {
        await using var season = await Season.OpenAsync(rules: Season.Rules with { Counter = Counter.Cohort });
        await TargetAsync(season, Season.Park, 4);
        await season.CountAsync("李雪");
        await SweepOnAsync(season, First.AddDays(1));
        Assert.Empty(await season.Host.ToldAsync<MilestoneMissed>());
        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("UPDATE hire_sum SET of_cohort = 0"));
        await SweepOnAsync(season, Second.AddDays(1));
        Assert.Equal([new ParkAtMilestone(Season.Park, 3, 0)], Assert.Single(await season.Host.ToldAsync<MilestoneMissed>()).Parks);
    }

    [Fact]
    public async Task What_nobody_was_there_to_tell_in_time_is_told_with_the_days_left_and_what_is_long_ago_not_at_all()
    {
        await using var season = await Season.OpenAsync();
        await SweepOnAsync(season, First.AddDays(-4));
        await SweepOnAsync(season, First);
        await SweepOnAsync(season, First.AddDays(8));
        Assert.Equal([4, 0], (await season.Host.ToldAsync<MilestoneNeared>()).Select(one => one.DaysLeft));
        Assert.Empty(await season.Host.ToldAsync<MilestoneMissed>());
        await SweepOnAsync(season, Second.AddDays(7));
        Assert.Equal([Second], (await season.Host.ToldAsync<MilestoneMissed>()).Select(one => one.On));
    }

    [Fact]
    public async Task A_programme_is_looked_at_once_it_has_a_target()
    {
        await using var season = await Season.OpenAsync();
        await OpenAsync(season, "ra-b", new Milestone(First, "首次报送", null, 3_000), target: null);
        await SweepOnAsync(season, First.AddDays(-5));
        Assert.DoesNotContain(await season.Host.ToldAsync<MilestoneNeared>(), one => one.Programme == "ra-b");
        await TargetAsync(season, "hengyang", 10, "ra-b");
        await SweepAsync(season);
        Assert.Equal([new ParkAtMilestone("hengyang", 3, 0)], Assert.Single(await season.Host.ToldAsync<MilestoneNeared>(), one => one.Programme == "ra-b").Parks);
    }

    [Fact]
    public async Task Two_processes_and_a_restart_tell_nothing_twice()
    {
        using var folder = new TemporaryFolder();
        var season = await Season.OpenAsync(folder: folder.Path);
        season.Host.Clock.Set(ChinaTime.At(First.AddDays(-7), TimeOnly.MinValue));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SweepAsync(season)));
        Assert.Single(await season.Host.ToldAsync<MilestoneNeared>());
        await season.Host.StopAsync();

        await using var again = await Season.RestartAsync(folder.Path);
        again.Host.Clock.Set(ChinaTime.At(First.AddDays(-6), TimeOnly.MinValue));
        await SweepAsync(again);
        Assert.Single(await again.Host.ToldAsync<MilestoneNeared>());
        await SweepOnAsync(again, First.AddDays(-1));
        Assert.Equal([(1L, 7), (2L, 1)], (await again.Host.ToldAsync<MilestoneNeared>()).Select(one => (one.Version, one.DaysLeft)));
    }

    [Fact]
    public async Task A_programme_that_cannot_be_looked_at_keeps_no_other_from_its_turn_and_has_its_own_later()
    {
        await using var season = await Season.OpenAsync();
        await OpenAsync(season, "ra-b", new Milestone(First, "首次报送", null, 3_000));
        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("UPDATE programme SET milestones = '{' WHERE code = 'ra-2022'"));
        var log = new FakeLogger<WatchMilestones>();
        using var watching = new WatchMilestones(season.Host.Database(), log);
        season.Host.Clock.Set(ChinaTime.At(First.AddDays(-7), TimeOnly.MinValue));
        await watching.SweepAsync(CancellationToken.None);
        Assert.Equal((LogLevel.Warning, "The milestones of ra-2022 could not be looked at this time"), (Assert.Single(log.Collector.GetSnapshot()).Level, log.LatestRecord.Message));
        Assert.Equal("ra-b", Assert.Single(await season.Host.ToldAsync<MilestoneNeared>()).Programme);

        await season.Host.Database().WriteAsync(unit => unit.ExecuteAsync("UPDATE programme SET milestones = (SELECT one.milestones FROM programme AS one WHERE one.code = 'ra-b') WHERE code = 'ra-2022'"));
        await watching.SweepAsync(CancellationToken.None);
        Assert.Equal(["ra-b", Season.Code], (await season.Host.ToldAsync<MilestoneNeared>()).Select(one => one.Programme));
    }

    static async Task SweepOnAsync(Season season, DateOnly day)
    {
        season.Host.Clock.Set(ChinaTime.At(day, new TimeOnly(8, 0)));
        await SweepAsync(season);
    }

    static Task SweepAsync(Season season) => season.Host.Services.GetServices<IHostedService>().OfType<WatchMilestones>().Single().SweepAsync(CancellationToken.None);

    static async Task OpenAsync(Season season, string code, Milestone milestone, int? target = 10)
    {
        await Season.Must(season.Supervisor.PostAsync("programmes", Season.Programme with { Code = code, Milestones = [milestone] }), HttpStatusCode.Created);
        if (target is { } seats)
        {
            await TargetAsync(season, Season.Park, seats, code);
        }
    }

    static Task TargetAsync(Season season, string park, int seats, string code = Season.Code) =>
        Season.Must(season.Supervisor.PutAsync($"programmes/{code}/targets/{park}", new SetTarget.Request(seats, "调整")));

    static Task<Guid> ProgrammeIdAsync(Season season) =>
        season.Host.Database().ReadAsync(reader => reader.GetAsync<Guid>("SELECT programme_id FROM programme WHERE code = @code", new { code = Season.Code }));

    static DateOnly Day(string day) => DateOnly.ParseExact("2022-" + day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
