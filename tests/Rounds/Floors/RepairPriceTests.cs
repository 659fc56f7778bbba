using RaMatch.Rounds.Floors;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using RaMatch.Rounds.Tests.Verifying;
using Xunit;

namespace RaMatch.Rounds.Tests.Floors;

/// <summary>What a repair costs and who is to blame, told a second time from the definitions.</summary>
public sealed class RepairPriceTests
{
    const int NoCap = RoundInstance.NoCap;
    const int Rounds = 400;

    [Fact]
    public void Each_blocking_pair_is_blamed_on_the_floor_that_moved_the_graduate_else_the_holder_else_whoever_left()
    {
        var paid = 0;
        for (var seed = 0; seed < Rounds; seed++)
        {
            var round = Villages.Make(seed);
            var instance = round.Instance();
            var repair = FloorRepair.Of(instance, DeferredAcceptance.Solve(instance));
            var every = new Enumeration(round);
            var places = every.Places(repair.Granted);
            var expected = every.Blocking(places).Select(pair => (pair.Applicant, pair.Place, Park: Blamed(round, repair, places, pair.Applicant, pair.Place))).ToList();
            Assert.Equal(expected, repair.BlockingPairs.Select(pair => (pair.Applicant, pair.Wish - instance.WishStarts[pair.Applicant], pair.Park)));
            paid += expected.Count;
        }

        // Else nothing has been shown.
        Assert.True(paid > Rounds);
    }

    // The first graduate goes to the second park for its floor. The third would rather have that seat than the own, and so has no chain for it; the
    // worst in the unit is the second, who has not moved: it is whoever left that makes room.
    [Fact]
    public void Where_neither_the_graduate_nor_the_worst_holder_has_moved_the_one_who_left_the_position_is_to_blame()
    {
        var instance = new Tiny(
            [NoCap, NoCap], [0, 1], [0, 0, 1], [2, NoCap, NoCap], [0, 0, 0, 1, 1, 2], [1, 1, 1, 1, 1, 1], [1, 2, 3, 4, 5],
            [[new(0, 9), new(5, 9)], [new(1, 2)], [new(0, 5), new(4, 5)], [new(3, 5), new(2, 3)], [new(3, 1)]]).Instance();
        Assert.Equal([new BlockingPair(0, 0, 1), new BlockingPair(2, 3, 1), new BlockingPair(3, 5, 1)], FloorRepair.Of(instance, DeferredAcceptance.Solve(instance)).BlockingPairs);
    }

    [Fact]
    public void Where_nobody_left_the_position_it_is_whoever_left_the_unit()
    {
        var instance = new Tiny(
            [NoCap, NoCap], [0, 1], [0, 0, 1], [1, NoCap, NoCap], [0, 0, 1, 2], [1, 1, 1, 1], [1, 2], [[new(0, 9), new(3, 9)], [new(1, 5), new(2, 5)]]).Instance();
        Assert.Equal([new BlockingPair(0, 0, 1), new BlockingPair(1, 2, 1)], FloorRepair.Of(instance, DeferredAcceptance.Solve(instance)).BlockingPairs);
    }

    [Fact]
    public void The_verifier_believes_every_repair()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var instance = Villages.Make(seed).Instance();
            var outcome = DeferredAcceptance.Solve(instance);
            Assert.Null(new Claim(instance, outcome.Granted, FloorRepair.Of(instance, outcome).Proof).Verified());
        }
    }

    static int Blamed(Tiny round, FloorRepair repair, int[] places, int applicant, int place)
    {
        var moved = repair.Chains.SelectMany(chain => chain.Moves.Select(move => (move.Applicant, chain.Park))).ToList();
        if (moved.Exists(move => move.Applicant == applicant))
        {
            return moved.FindLast(move => move.Applicant == applicant).Park;
        }

        var wanted = round.Lists[applicant][place].Position;
        foreach (var (limit, within) in Levels(round, wanted))
        {
            var holders = places.Index().Where(seat => seat.Item >= 0 && within(round.Lists[seat.Index][seat.Item].Position)).Select(seat => seat.Index).ToList();
            if (holders.Count == limit)
            {
                var worst = holders.MinBy(holder => Priority.Of(round.Lists[holder][places[holder]].Score, round.Lottery[holder]));
                if (holders.Count > 0 && moved.Exists(move => move.Applicant == worst))
                {
                    return moved.FindLast(move => move.Applicant == worst).Park;
                }

                break;
            }
        }

        var wishes = round.Instance().Wishes;
        var left = repair.Chains.SelectMany(chain => chain.Moves.Where(move => move.From >= 0).Select(move => (wishes[move.From].Position, chain.Park))).ToList();
        var (_, around) = Levels(round, wanted).First(level => left.Exists(one => level.Within(one.Position)));
        return left.FindLast(one => around(one.Position)).Park;
    }

    // Innermost first.
    static (int Limit, Func<int, bool> Within)[] Levels(Tiny round, int wanted)
    {
        var unit = round.PositionUnits[wanted];
        var park = round.UnitParks[unit];
        return
        [
            (round.Seats[wanted], position => position == wanted),
            (round.UnitCaps[unit], position => round.PositionUnits[position] == unit),
            (round.ParkCaps[park], position => round.UnitParks[round.PositionUnits[position]] == park),
        ];
    }
}
