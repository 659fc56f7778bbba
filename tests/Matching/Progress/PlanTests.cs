using RaMatch.Matching.Programmes;
using RaMatch.Matching.Progress;
using Xunit;

namespace RaMatch.Matching.Tests.Progress;

/// <summary>How many hires are expected by the end of a day.</summary>
public sealed class PlanTests
{
    static readonly DateOnly OpensOn = new(2022, 7, 1);
    static readonly DateOnly ClosesOn = new(2022, 7, 10);

    [Theory]
    [InlineData("2022-06-30", 0)]
    [InlineData("2022-07-01", 10)]
    [InlineData("2022-07-05", 50)]
    [InlineData("2022-07-10", 100)]
    [InlineData("2022-08-01", 100)]
    public void Without_milestones_the_plan_is_one_straight_line(string day, long expected) =>
        Assert.Equal(expected, Plan.On(OpensOn, ClosesOn, [], 100, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2022-07-02", 10)]
    [InlineData("2022-07-04", 20)]
    [InlineData("2022-07-07", 60)]
    [InlineData("2022-07-10", 100)]
    public void Milestones_bend_it(string day, long expected) =>
        Assert.Equal(
            expected,
            Plan.On(
                OpensOn,
                ClosesOn,
                [new Milestone(new DateOnly(2022, 7, 4), "一", null, 2_000), new Milestone(new DateOnly(2022, 7, 6), "只看发布", 9_000, null)],
                100,
                DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void The_plan_never_falls_and_ends_at_the_target()
    {
        Milestone[] milestones = [new(new DateOnly(2022, 7, 3), "一", null, 500), new(new DateOnly(2022, 7, 10), "末", null, 10_000)];
        var days = Enumerable.Range(0, 15).Select(offset => Plan.On(OpensOn, ClosesOn, milestones, 305, OpensOn.AddDays(offset - 2))).ToList();
        Assert.Equal(days.Order(), days);
        Assert.Equal(305, days[^1]);
    }
}
