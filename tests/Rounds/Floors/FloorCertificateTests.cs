using RaMatch.Rounds.Floors;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using Xunit;

namespace RaMatch.Rounds.Tests.Floors;

/// <summary>Chains and certificates of villages drawn by hand, to the last move.</summary>
public sealed class FloorCertificateTests
{
    const int NoCap = RoundInstance.NoCap;

    // Two of the crowd in the second park go to the first, and two without a seat take theirs. A fifth could be taken out, but the floor is met.
    [Fact]
    public void Chains_are_made_one_by_one_seat_one_more_each_and_stop_at_the_floor()
    {
        var instance = Uncapped([2, 0], [0, 1, 1], [3, 2, 1], [[1, 0], [1, 0], [1], [1], [2, 0]]);
        var repair = FloorRepair.Of(instance, DeferredAcceptance.Solve(instance));
        Assert.Equal([new ParkFloor(0, 2, 0, 2)], repair.Certificate.Parks);
        Assert.Equal(["0: 2 to 1, 0 to 0", "0: 3 to 1, 1 to 0"], repair.Chains.Select(chain => Told(instance, chain)));
    }

    [Fact]
    public void What_a_park_got_is_what_it_had_before_graduates_were_taken_from_it()
    {
        var instance = Uncapped([1, 1], [0, 1], [1, 2], [[1, 0], [1]]);
        Assert.Equal([new ParkFloor(0, 1, 0, 1), new ParkFloor(1, 1, 2, 0)], FloorCertificate.Of(instance, DeferredAcceptance.Solve(instance)).Parks);
    }

    // The first park can get nobody more. The search for the second comes by it and closes nothing anew, as it ends well.
    [Fact]
    public void What_one_park_could_not_get_stays_proved_after_another_is_repaired()
    {
        var instance = Uncapped([2, 1, 0], [0, 1, 2], [2, 1, 2], [[0, 1], [2, 1]]);
        var certificate = FloorCertificate.Of(instance, DeferredAcceptance.Solve(instance));
        Assert.Equal([new ParkFloor(0, 2, 1, 0), new ParkFloor(1, 1, 0, 1)], certificate.Parks);
        Assert.Equal([0], certificate.CutParks);
        Assert.Equal([0], certificate.CutUnits);
        Assert.Equal([0], certificate.CutPositions);
    }

    [Fact]
    public void A_chain_that_is_to_seat_one_more_takes_nobody_from_a_park_and_no_park_gives_to_itself()
    {
        var instance = Uncapped([1, 0], [0, 1], [1, 2], [[1, 0], [1]]);
        var granted = DeferredAcceptance.Solve(instance).Granted;
        var moves = new List<Move>();
        Assert.False(new Chains(instance, granted).Extend(1, Chains.Source.ParkAboveFloor, moves));
        var chains = new Chains(instance, granted);
        Assert.False(chains.Extend(0, Chains.Source.Unseated, moves));
        Assert.Empty(moves);
        Assert.True(chains.Extend(0, Chains.Source.ParkAboveFloor, moves));
        Assert.Equal([new Move(0, 0, 1)], moves);
    }

    [Fact]
    public void The_largest_possible_round_is_made_by_chains_each_of_its_own()
    {
        var instance = Uncapped([0], [0, 0, 0, 0], [1, 1, 1, 1], [[0, 1], [0], [2, 3], [2]]);
        var outcome = DeferredAcceptance.Solve(instance);
        Assert.Equal(2, outcome.Granted.Count(wish => wish >= 0));
        Assert.Equal(4, LargestPossible.Of(instance, outcome));
    }

    // Each park one unit; everybody has the same score everywhere, so the lottery decides: by number.
    static RoundInstance Uncapped(int[] floors, int[] parks, int[] seats, int[][] lists) => new Tiny(
        [.. floors.Select(_ => NoCap)],
        floors,
        [.. floors.Index().Select(floor => floor.Index)],
        [.. floors.Select(_ => NoCap)],
        parks,
        seats,
        [.. lists.Index().Select(list => (uint)list.Index + 1)],
        [.. lists.Select(list => list.Select(position => new Wish(position, 1)).ToArray())]).Instance();

    static string Told(RoundInstance instance, Chain chain) =>
        $"{chain.Park}: {string.Join(", ", chain.Moves.Select(move => $"{move.Applicant} to {instance.Wishes[move.To].Position}"))}";
}
