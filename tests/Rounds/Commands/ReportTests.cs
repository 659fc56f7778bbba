using RaMatch.Rounds.Commands;
using RaMatch.Rounds.Format;
using Xunit;

namespace RaMatch.Rounds.Tests.Commands;

public sealed class ReportTests
{
    static readonly Certificate Plain = new(Certificate.Version, "ra-2022", "1", "1a", "2b", 3, 40, 5_000, 60_000, 70_000, 800_000, 65_000, 5_000, 0, [], Repair: null);

    [Fact]
    public void A_round_without_floors_is_told_in_four_lines() => Assert.Equal(
        """
        70,000 graduates with 800,000 wishes; 5,000 positions with 60,000 seats, 40 units, 3 parks
        65,000 seated, 5,000 not
        input  1a
        result 2b

        """,
        Printed(Plain));

    [Fact]
    public void Floors_that_are_met_are_counted_and_those_that_are_missed_are_named_the_worst_first() => Assert.Equal(
        """
        70,000 graduates with 800,000 wishes; 5,000 positions with 60,000 seats, 40 units, 3 parks
        65,000 seated, 5,000 not
        2 of 4 floors met
          weifang has 0 of 2,000: 2,000 missing, 1,200 could be repaired, 800 never
          jinan has 4 of 5: 1 missing
        the repair is in force, not strategy-proof: 1,300 sit elsewhere, 65,100 seated, 1,700 blocking pairs
        input  1a
        result 2b

        """,
        Printed(Plain with
        {
            Floors = [new("hengyang", 1, 1, 0, 0), new("jinan", 5, 4, 1, null), new("weifang", 2_000, 0, 2_000, 1_200), new("yantai", 3, 7, 0, null)],
            Repair = new RepairFinding(true, 65_100, 1_300, 1_700, "3c"),
        }));

    [Fact]
    public void One_floor_is_counted_too() =>
        Assert.Contains("\n1 of 1 floors met\ninput", Printed(Plain with { Floors = [new("weifang", 1, 1, 0, null)] }), StringComparison.Ordinal);

    [Fact]
    public void A_repair_that_nobody_ordered_is_told_as_such() =>
        Assert.Contains("\na repair is not in force: 1 sit elsewhere, 2 seated, 3 blocking pairs\n", Printed(Plain with { Repair = new RepairFinding(false, 2, 1, 3, "3c") }), StringComparison.Ordinal);

    [Theory]
    [InlineData(9, 9, 0)]
    [InlineData(10, 10, 0)]
    [InlineData(11, 10, 1)]
    [InlineData(25, 10, 15)]
    public void Ten_missed_floors_are_named_and_the_rest_counted(int missed, int named, int more)
    {
        var printed = Printed(Plain with { Floors = [.. Enumerable.Range(1, missed).Select(number => new FloorFinding($"park-{number}", number, 0, number, null))] }).Split('\n');
        Assert.Equal($"0 of {missed} floors met", printed[2]);
        Assert.Equal(Enumerable.Range(missed - named + 1, named).Reverse().Select(number => $"  park-{number} has 0 of {number}: {number} missing"), printed.Where(line => line.Contains(" has ", StringComparison.Ordinal)));
        Assert.Equal(more == 0 ? [] : [$"  and {more} parks more"], printed.Where(line => line.StartsWith("  and", StringComparison.Ordinal)));
    }

    [Fact]
    public void Steps_are_told_with_both_times()
    {
        var screen = new Screen();
        new Report(screen.Terminal.Output).Print([new("read", 1_234.4, 2_000), new("hash", 0.2, 0)]);
        Assert.Equal("read 1,234 ms (CPU 2,000), hash 0 ms (CPU 0)\n", screen.Output);
    }

    [Fact]
    public void A_step_that_does_nothing_takes_less_than_everything_before_it()
    {
        var steps = new Steps();
        Assert.Equal(7, steps.Take("nothing", () => 7));
        var step = Assert.Single(steps.Taken);
        Assert.Equal("nothing", step.Name);
        Assert.InRange(step.CpuMilliseconds, 0, Environment.CpuUsage.TotalTime.TotalMilliseconds - 0.001);
    }

    static string Printed(Certificate certificate)
    {
        var screen = new Screen();
        new Report(screen.Terminal.Output).Print(certificate);
        return screen.Output;
    }
}
