using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using Xunit;

namespace RaMatch.Rounds.Tests.Solving;

/// <summary>Which limits can bind: the memory and the time of a round hang on it, its outcome does not.</summary>
public sealed class CapacitiesTests
{
    const int NoCap = RoundInstance.NoCap;

    [Fact]
    public void Seats_are_cut_down_to_the_caps_above_and_the_caps_then_cannot_bind()
    {
        var capacities = Capacities.ForAnyDemand(Round([NoCap, 2], [0, 1], [5, NoCap], [0, 1], [int.MaxValue, int.MaxValue]));
        Assert.Equal([5, 2], capacities.Seats);
        Assert.Equal([NoCap, NoCap], capacities.Units);
        Assert.Equal([NoCap, NoCap], capacities.Parks);
        Assert.Equal(7, capacities.Total);
    }

    // Two positions of two seats a unit, two units a park: a unit of cap 3 binds, one of 4 does not, and a park of 7 above both does not either.
    [Theory]
    [InlineData(new[] { 3, 4 }, 7, new[] { 3, NoCap }, NoCap)]
    [InlineData(new[] { 4, 3 }, 7, new[] { NoCap, 3 }, NoCap)]
    [InlineData(new[] { 3, 4 }, 6, new[] { 3, NoCap }, 6)]
    [InlineData(new[] { 4, 4 }, 8, new[] { NoCap, NoCap }, NoCap)]
    [InlineData(new[] { 4, 4 }, 7, new[] { NoCap, NoCap }, 7)]
    public void A_cap_no_smaller_than_what_stands_below_it_is_dropped(int[] units, int park, int[] binding, int bindingPark)
    {
        var capacities = Capacities.ForAnyDemand(Round([park], [0, 0], units, [0, 0, 1, 1], [2, 2, 2, 2]));
        Assert.Equal([2, 2, 2, 2], capacities.Seats);
        Assert.Equal(binding, capacities.Units);
        Assert.Equal([bindingPark], capacities.Parks);
    }

    [Fact]
    public void Seats_that_no_wish_asks_for_need_no_memory()
    {
        var round = Round([NoCap], [0], [NoCap], [0, 0], [int.MaxValue, int.MaxValue], [0, 1], [0], [0]);
        var capacities = Capacities.ForTheWishes(round);
        Assert.Equal([3, 1], capacities.Seats);
        Assert.Equal(4, capacities.Total);
        Assert.Throws<OverflowException>(() => Capacities.ForAnyDemand(round));
    }

    [Fact]
    public void With_as_many_wishes_as_seats_nothing_is_cut()
    {
        var capacities = Capacities.ForTheWishes(Round([NoCap], [0], [NoCap], [0, 0], [1, 1], [0], [0]));
        Assert.Equal([1, 1], capacities.Seats);
        Assert.Equal(2, capacities.Total);
    }

    static RoundInstance Round(int[] parks, int[] unitParks, int[] units, int[] positionUnits, int[] seats, params int[][] lists) => new Tiny(
        parks,
        [.. parks.Select(_ => 0)],
        unitParks,
        units,
        positionUnits,
        seats,
        [.. lists.Index().Select(list => (uint)list.Index + 1)],
        [.. lists.Select(list => list.Select(position => new Wish(position, 1)).ToArray())]).Instance();
}
