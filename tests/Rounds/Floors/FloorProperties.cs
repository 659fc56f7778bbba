using CsCheck;
using RaMatch.Rounds.Floors;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using Xunit;

namespace RaMatch.Rounds.Tests.Floors;

/// <summary>Floors are decided after the round and exactly, on rounds small enough to try every matching.</summary>
public sealed class FloorProperties
{
    [Fact]
    public void Floors_are_met_exactly_when_a_stable_matching_meets_them() => Tiny.Any.Sample(round =>
    {
        var every = new Enumeration(round);
        var instance = round.Instance();
        var certificate = FloorCertificate.Of(instance, DeferredAcceptance.Solve(instance));
        Assert.Equal(every.Stable().Any(places => Meets(every, places)), certificate.Parks.All(park => park.Met));
    }, iter: 500);

    [Fact]
    public void With_repair_floors_are_met_exactly_when_a_feasible_matching_meets_them() => Tiny.Any.Sample(round =>
    {
        var every = new Enumeration(round);
        var repair = Repair(round);
        Assert.Equal(every.Feasible().Any(places => Meets(every, places)), Meets(every, every.Places(repair.Granted)));
        Assert.Equal(Meets(every, every.Places(repair.Granted)), repair.Certificate.Never == 0);
    }, iter: 500);

    [Fact]
    public void What_can_be_repaired_is_the_most_that_any_assignment_fills_with_every_other_floor_kept_and_nobody_unseated() => Tiny.Any.Sample(round =>
    {
        var every = new Enumeration(round);
        var solved = every.Places(DeferredAcceptance.Solve(round.Instance()));
        var before = every.ParkCounts(solved);
        int Filled(int[] places) => every.ParkCounts(places).Select((held, park) => before[park] < round.ParkFloors[park] ? Math.Min(held, round.ParkFloors[park]) : 0).Sum();
        var most = every.Feasible().Where(places => Keeps(every, solved, places)).Max(Filled);
        Assert.Equal(most - Filled(solved), Repair(round).Certificate.Repairable);
    }, iter: 500);

    [Fact]
    public void Repair_is_feasible_unseats_nobody_and_takes_no_park_under_its_floor() => Tiny.Any.Sample(round =>
    {
        var every = new Enumeration(round);
        var solved = every.Places(DeferredAcceptance.Solve(round.Instance()));
        var repaired = every.Places(Repair(round).Granted);
        Assert.True(every.IsFeasible(repaired));
        Assert.True(Keeps(every, solved, repaired));
    }, iter: 1000);

    [Fact]
    public void Repair_changes_nothing_where_no_floor_is_missed() => Tiny.Any.Sample(round =>
    {
        var outcome = DeferredAcceptance.Solve((round with { ParkFloors = new int[round.ParkFloors.Length] }).Instance());
        var repair = Repair(round with { ParkFloors = new int[round.ParkFloors.Length] });
        Assert.Equal(outcome.Granted.AsSpan(), repair.Granted.AsSpan());
        Assert.Empty(repair.Chains);
        Assert.Empty(repair.BlockingPairs);
    });

    [Fact]
    public void The_first_chain_seats_one_more_if_any_does_and_moves_as_few_graduates_as_can_be() => Tiny.Any.Sample(round =>
    {
        var repair = Repair(round);
        if (repair.Chains.IsEmpty)
        {
            return;
        }

        var every = new Enumeration(round);
        var solved = every.Places(DeferredAcceptance.Solve(round.Instance()));
        var park = repair.Chains[0].Park;
        var before = every.ParkCounts(solved);
        var ways = every.Feasible().Where(places => Keeps(every, solved, places) && every.ParkCounts(places)[park] > before[park]).ToList();
        var more = ways.Where(places => places.Count(place => place >= 0) > solved.Count(place => place >= 0)).ToList();
        var fewest = (more.Count > 0 ? more : ways).Min(places => places.Zip(solved).Count(pair => pair.First != pair.Second));
        Assert.Equal(fewest, repair.Chains[0].Moves.Length);
        Assert.Equal(more.Count > 0, repair.Chains[0].Moves[0].From == Outcome.Unseated);
    }, iter: 500);

    [Fact]
    public void Every_blocking_pair_of_a_repair_is_named_with_a_floor_that_was_repaired() => Tiny.Any.Sample(round =>
    {
        var every = new Enumeration(round);
        var instance = round.Instance();
        var repair = Repair(round);
        Assert.Equal(
            every.Blocking(every.Places(repair.Granted)),
            repair.BlockingPairs.Select(pair => (pair.Applicant, pair.Wish - instance.WishStarts[pair.Applicant])));
        Assert.All(repair.BlockingPairs, pair => Assert.Contains(repair.Chains, chain => chain.Park == pair.Park));
    }, iter: 1000);

    [Fact]
    public void The_cut_shows_why_the_rest_can_never_be_repaired() => Tiny.Any.Sample(round =>
    {
        var repair = Repair(round);
        var cut = repair.Certificate;
        var every = new Enumeration(round);
        var places = every.Places(repair.Granted);
        var held = every.ParkCounts(places);
        var (positions, units) = (every.PositionCounts(places), every.UnitCounts(places));

        for (var applicant = 0; applicant < places.Length; applicant++)
        {
            if (round.Lists[applicant].Any(wish => cut.CutPositions.Contains(wish.Position)))
            {
                Assert.Contains(round.Lists[applicant][places[applicant]].Position, cut.CutPositions);
            }
        }

        Assert.All(cut.CutPositions, position => Assert.True(positions[position] == 0 || cut.CutUnits.Contains(round.PositionUnits[position])));
        Assert.All(cut.CutUnits, unit => Assert.True(units[unit] == 0 || cut.CutParks.Contains(round.UnitParks[unit])));
        Assert.All(cut.CutParks, park => Assert.True(held[park] <= round.ParkFloors[park]));
        Assert.All(round.Seats.Index(), position => Assert.True(
            !cut.CutUnits.Contains(round.PositionUnits[position.Index]) || positions[position.Index] == position.Item || cut.CutPositions.Contains(position.Index)));
        Assert.All(round.UnitCaps.Index(), unit => Assert.True(
            !cut.CutParks.Contains(round.UnitParks[unit.Index]) || units[unit.Index] == unit.Item || cut.CutUnits.Contains(unit.Index)));
        Assert.All(cut.Parks.Where(park => park.Never > 0), park => Assert.True(held[park.Park] == round.ParkCaps[park.Park] || cut.CutParks.Contains(park.Park)));
    }, iter: 2000);

    [Fact]
    public void The_largest_possible_round_seats_as_many_as_any_feasible_matching() => Tiny.Any.Sample(round =>
    {
        var instance = round.Instance();
        Assert.Equal(
            new Enumeration(round).Feasible().Max(places => places.Count(place => place >= 0)),
            LargestPossible.Of(instance, DeferredAcceptance.Solve(instance)));
    }, iter: 1000);

    static FloorRepair Repair(Tiny round)
    {
        var instance = round.Instance();
        return FloorRepair.Of(instance, DeferredAcceptance.Solve(instance));
    }

    static bool Meets(Enumeration every, int[] places) => every.ParkCounts(places).Zip(every.Round.ParkFloors).All(park => park.First >= park.Second);

    // Everybody with a seat has one, and a floor that was met is.
    static bool Keeps(Enumeration every, int[] before, int[] after) =>
        before.Zip(after).All(pair => pair.First == -1 || pair.Second != -1)
        && every.ParkCounts(before).Zip(every.ParkCounts(after), every.Round.ParkFloors).All(park => park.Second >= Math.Min(park.First, park.Third));
}
