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

    [Fact]
    public void Those_who_were_there_from_the_start_have_the_seats_they_were_granted()
    {
        var round = Towns.Make(positions: 20, applicants: 60, seed: 1);
        var running = new RunningRound(round.Instance(), 0, 0);
        Assert.Equal(new Enumeration(round).Places(DeferredAcceptance.Solve(round.Instance())), Enumerable.Range(0, 60).Select(running.Granted));
    }

    // Room that is doubled is copied a few times over, room made for one arrival after the other thousands of times.
    [Fact]
    public void More_arrivals_than_there_was_room_for_cost_a_few_copies_of_everything()
    {
        var round = new Tiny([RoundInstance.NoCap], [0], [0], [RoundInstance.NoCap], [0], [1], [1], [[new Wish(0, 1)]]);
        var running = new RunningRound(round.Instance(), 0, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var lottery = 2u; lottery <= 2_000; lottery++)
        {
            running.Arrive(lottery, [new Wish(0, (int)lottery)]);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 2_000 * 16, 20 * 2_000 * 16);
        Assert.Equal(1_999, running.Now().Granted[1_999]);
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
