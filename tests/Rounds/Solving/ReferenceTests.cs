using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using Xunit;

namespace RaMatch.Rounds.Tests.Solving;

/// <summary>The solver against the textbook, on rounds of every shape that its heaps, blocks and rings could get wrong, and against rounds done by hand.</summary>
public sealed class ReferenceTests
{
    const int NoCap = RoundInstance.NoCap;

    // Many seats a position make deep heaps; many positions under one cap make blocks of tops; few scores make ties.
    [Theory]
    [InlineData(1, 1, 1, 40, 90, 0)]
    [InlineData(2, 3, 3, 30, 160, 0)]
    [InlineData(3, 2, 2, 30, 120, 1)]
    [InlineData(15, 1, 1, 2, 80, 1)]
    [InlineData(16, 1, 1, 2, 80, 1)]
    [InlineData(17, 1, 1, 2, 80, 1)]
    [InlineData(33, 3, 1, 3, 120, 1)]
    [InlineData(40, 8, 2, 3, 120, 1)]
    [InlineData(100, 6, 1, 2, 160, 1)]
    [InlineData(300, 5, 2, 1, 160, 1)]
    public void The_solver_seats_whom_the_textbook_seats_with_the_same_cutoffs(int positions, int units, int parks, int seats, int applicants, int caps)
    {
        for (var seed = 0; seed < 3; seed++)
        {
            var round = Crowd(new Random(seed), positions, units, parks, seats, applicants, capped: caps > 0);
            var expected = Reference.Solve(round);
            Same.Outcomes(expected, DeferredAcceptance.Solve(round.Instance()));
            Same.Outcomes(expected, DeferredAcceptance.Solve(round.Instance(), threads: 2));
        }
    }

    [Fact]
    public void Each_cutoff_of_a_round_done_by_hand_is_the_worst_holder_of_its_full_level()
    {
        var outcome = DeferredAcceptance.Solve(new Tiny(
            [3, 1, NoCap], [0, 0, 0], [0, 0, 1, 2], [2, NoCap, NoCap, NoCap], [0, 0, 1, 2, 3, 3], [1, 2, 3, 3, 0, 5], [1, 2, 3, 4, 5],
            [[new Wish(0, 9)], [new Wish(1, 7)], [new Wish(2, 8)], [new Wish(3, 6)], [new Wish(5, 1)]]).Instance());
        Assert.Equal([0, 1, 2, 3, 4], outcome.Granted);
        Assert.Equal([Priority.Of(9, 1), 0, 0, 0, Outcome.Closed, 0], outcome.PositionCutoffs);
        Assert.Equal([Priority.Of(7, 2), 0, 0, 0], outcome.UnitCutoffs);
        Assert.Equal([Priority.Of(7, 2), Priority.Of(6, 4), 0], outcome.ParkCutoffs);
    }

    [Fact]
    public void Seats_by_the_thousand_million_are_no_burden()
    {
        var round = new Tiny([NoCap], [0], [0], [NoCap], [0, 0], [int.MaxValue, int.MaxValue], [1], [[new Wish(1, 3)]]);
        Assert.Equal([0], DeferredAcceptance.Solve(round.Instance()).Granted);
        var running = new RunningRound((round with { UnitCaps = [1] }).Instance(), 1, 1);
        Assert.Equal(1, running.Arrive(2, [new Wish(0, 4)]));
        Assert.Equal((Outcome.Unseated, 0), (running.Granted(0), running.Granted(1)));
    }

    // Of a stable outcome no wish is out of nobody's reach; so a key that is the cutoff itself is no reason.
    [Theory]
    [InlineData(5, 0, 0)]
    [InlineData(0, 5, 0)]
    [InlineData(0, 0, 5)]
    [InlineData(0, 0, 0)]
    public void A_wish_that_nothing_refuses_has_no_reason(int position, int unit, int park)
    {
        var instance = new Tiny([1], [0], [0], [1], [0], [1], [1], [[new Wish(0, 5)]]).Instance();
        var outcome = new Outcome { Granted = [Outcome.Unseated], PositionCutoffs = [Cutoff(position)], UnitCutoffs = [Cutoff(unit)], ParkCutoffs = [Cutoff(park)] };
        Assert.Throws<System.Diagnostics.UnreachableException>(() => Reasons.Of(instance, outcome, 0, 0));

        static ulong Cutoff(int score) => score == 0 ? 0 : Priority.Of(score, 1);
    }

    static Tiny Crowd(Random random, int positions, int units, int parks, int seats, int applicants, bool capped)
    {
        var lottery = Enumerable.Range(1, applicants).Select(number => (uint)number).ToArray();
        random.Shuffle(lottery);
        return new Tiny(
            [.. Enumerable.Range(0, parks).Select(_ => capped ? random.Next(applicants / 4, applicants / 2) / parks : NoCap)],
            new int[parks],
            [.. Enumerable.Range(0, units).Select(unit => unit % parks)],
            [.. Enumerable.Range(0, units).Select(unit => capped && unit % 2 == 1 ? random.Next(1, 1 + applicants / 3 / units) : NoCap)],
            [.. Enumerable.Range(0, positions).Select(_ => random.Next(units))],
            [.. Enumerable.Range(0, positions).Select(_ => random.Next(seats / 2, seats + 1))],
            lottery,
            [.. Enumerable.Range(0, applicants).Select(_ => List(random, positions))]);
    }

    static Wish[] List(Random random, int positions)
    {
        var order = Enumerable.Range(0, positions).ToArray();
        random.Shuffle(order);
        return [.. order.Take(random.Next(1, 9)).Select(position => new Wish(position, random.Next(60)))];
    }
}
