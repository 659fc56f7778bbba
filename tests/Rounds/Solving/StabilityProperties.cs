using CsCheck;
using RaMatch.Rounds.Solving;
using Xunit;

namespace RaMatch.Rounds.Tests.Solving;

/// <summary>What deferred acceptance promises, on rounds small enough to try every matching.</summary>
public sealed class StabilityProperties
{
    [Fact]
    public void Nobody_sits_where_there_is_no_seat_and_no_cap_is_exceeded() => Tiny.Any.Sample(round =>
    {
        var every = new Enumeration(round);
        return every.IsFeasible(every.Places(DeferredAcceptance.Solve(round.Instance())));
    }, iter: 2000);

    [Fact]
    public void No_graduate_and_park_would_both_rather_have_each_other() => Tiny.Any.Sample(round =>
    {
        var every = new Enumeration(round);
        return every.IsStable(every.Places(DeferredAcceptance.Solve(round.Instance())));
    }, iter: 2000);

    [Fact]
    public void No_stable_matching_is_better_for_any_graduate() => Tiny.Any.Sample(round =>
    {
        var every = new Enumeration(round);
        var solved = every.Places(DeferredAcceptance.Solve(round.Instance()));
        Assert.All(every.Stable(), other => Assert.All(other.Zip(solved), pair => Assert.True(Rank(pair.Second) <= Rank(pair.First))));
    }, iter: 500);

    [Fact]
    public void In_every_stable_matching_the_same_graduates_have_a_seat_and_each_park_as_many() => Tiny.Any.Sample(round =>
    {
        var every = new Enumeration(round);
        var solved = every.Places(DeferredAcceptance.Solve(round.Instance()));
        Assert.All(every.Stable(), other =>
        {
            Assert.Equal(solved.Select(place => place >= 0), other.Select(place => place >= 0));
            Assert.Equal(every.ParkCounts(solved), every.ParkCounts(other));
        });
    }, iter: 500);

    // No seat comes after the last wish.
    static int Rank(int place) => place == -1 ? int.MaxValue : place;
}
