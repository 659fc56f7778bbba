using CsCheck;
using RaMatch.Rounds.Floors;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using Xunit;

namespace RaMatch.Rounds.Tests.Solving;

/// <summary>
/// What holds of positions as long as no cap stands above them, and a smallest round that shows it does not where one binds: found by a seeded
/// search and pinned, so that nobody promises it.
/// </summary>
public sealed class CountsPerPosition
{
    const int NoCap = RoundInstance.NoCap;

    [Fact]
    public void Without_caps_each_position_has_as_many_in_every_stable_matching() => Tiny.WithoutCaps.Sample(round =>
    {
        var every = new Enumeration(round);
        var counts = every.PositionCounts(every.Places(DeferredAcceptance.Solve(round.Instance())));
        Assert.All(every.Stable(), places => Assert.Equal(counts, every.PositionCounts(places)));
    }, iter: 500);

    // One graduate, one place in the park, two positions: the dearer with the lower score, so each of the two is stable.
    [Fact]
    public void Under_a_parks_cap_stable_matchings_differ_in_what_a_position_has()
    {
        var every = new Enumeration(new Tiny([1], [0], [0], [NoCap], [0, 0], [1, 1], [1], [[new Wish(1, 0), new Wish(0, 2)]]));
        Assert.Equal([[0, 1], [1, 0]], every.Stable().Select(every.PositionCounts).OrderBy(counts => counts[0]));
    }

    [Fact]
    public void Without_caps_nobody_is_hurt_by_one_more_seat() => Tiny.WithoutCaps.Sample(round =>
    {
        var every = new Enumeration(round);
        var before = every.Places(DeferredAcceptance.Solve(round.Instance()));
        for (var position = 0; position < round.Seats.Length; position++)
        {
            var more = round with { Seats = [.. round.Seats[..position], round.Seats[position] + 1, .. round.Seats[(position + 1)..]] };
            var after = every.Places(DeferredAcceptance.Solve(more.Instance()));
            Assert.All(before.Zip(after), pair => Assert.True(pair.First == -1 || (pair.Second != -1 && pair.Second <= pair.First)));
        }
    }, iter: 1000);

    // The first position's new seat takes the park's only place from the second position's holder.
    [Fact]
    public void Under_a_parks_cap_one_more_seat_in_a_position_hurts_somebody_in_another()
    {
        var round = new Tiny([1], [0], [0], [NoCap], [0, 0], [0, 3], [2, 1], [[new Wish(0, 3)], [new Wish(1, 2)]]);
        var every = new Enumeration(round);
        Assert.Equal([-1, 0], every.Places(DeferredAcceptance.Solve(round.Instance())));
        Assert.Equal([0, -1], every.Places(DeferredAcceptance.Solve((round with { Seats = [1, 3] }).Instance())));
    }

    // The graduate who could sit in the other position takes the dearer one from somebody who could not.
    [Fact]
    public void A_stable_round_need_not_be_the_largest_possible()
    {
        var instance = new Tiny(
            [NoCap], [0], [0], [NoCap], [0, 0], [1, 1], [2, 3, 1], [[new Wish(1, 2), new Wish(0, 0)], [new Wish(1, 2)], [new Wish(1, 1)]]).Instance();
        var outcome = DeferredAcceptance.Solve(instance);
        Assert.Equal(1, outcome.Granted.Count(wish => wish != Outcome.Unseated));
        Assert.Equal(2, LargestPossible.Of(instance, outcome));
    }
}
