using CsCheck;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using Xunit;

namespace RaMatch.Rounds.Tests.Solving;

public sealed class RunningRoundTests
{
    [Fact]
    public void After_every_arrival_a_running_round_is_what_solving_anew_gives() => Tiny.Any.Sample(round =>
    {
        var none = round with { Lists = [], Lottery = [] };
        var running = new RunningRound(none.Instance(), 2, 3);
        for (var arrived = 1; arrived <= round.Lists.Length; arrived++)
        {
            Assert.Equal(arrived - 1, running.Arrive(round.Lottery[arrived - 1], round.Lists[arrived - 1]));
            var anew = DeferredAcceptance.Solve((round with { Lists = round.Lists[..arrived], Lottery = round.Lottery[..arrived] }).Instance());
            Same.Outcomes(anew, running.Now());
            Assert.Equal(new Enumeration(round).Places(running.Now()), Enumerable.Range(0, arrived).Select(running.Granted));
        }
    }, iter: 1000);

    [Fact]
    public void An_arrival_allocates_nothing()
    {
        var round = Towns.Make(positions: 500, applicants: 4_000, seed: 1);
        var early = (round with { Lists = round.Lists[..2_000], Lottery = round.Lottery[..2_000] }).Instance();
        var running = new RunningRound(early, 2_000, 2_000 * Towns.ListLength);
        running.Arrive(round.Lottery[2_000], round.Lists[2_000]);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var applicant = 2_001; applicant < 4_000; applicant++)
        {
            running.Arrive(round.Lottery[applicant], round.Lists[applicant]);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Same.Outcomes(DeferredAcceptance.Solve(round.Instance()), running.Now());
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(1, 5)]
    [InlineData(0, -5)]
    public void An_arrival_with_a_wish_for_nothing_is_refused_and_changes_nothing(int position, int score)
    {
        var round = new Tiny([RoundInstance.NoCap], [0], [0], [RoundInstance.NoCap], [0], [1], [1], [[new Wish(0, 3)]]);
        var running = new RunningRound(round.Instance(), 1, 1);
        Assert.Throws<ArgumentException>(() => running.Arrive(2, [new Wish(position, score)]));
        Assert.Equal(1, running.Applicants);
        Same.Outcomes(DeferredAcceptance.Solve(round.Instance()), running.Now());
    }
}
