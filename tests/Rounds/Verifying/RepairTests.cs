using System.Collections.Immutable;
using CsCheck;
using RaMatch.Rounds.Floors;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using Xunit;

namespace RaMatch.Rounds.Tests.Verifying;

/// <summary>What a result says of missed floors is proved by its files, and believed for no other reason.</summary>
public sealed class RepairTests
{
    [Fact]
    public void A_repair_is_accepted_with_its_cut_and_its_price_in_force_or_not() => Gen.Select(Missing, Gen.Bool).Sample((round, inForce) =>
    {
        var claim = new Claim(round.Instance, round.Outcome.Granted, round.Proof, inForce);
        Assert.Null(claim.Verified());
        var certificate = ResultFolder.Read(round.Instance, claim.Files.Open).Certificate;
        var expected = FloorCertificate.Of(round.Instance, round.Outcome);
        Assert.Equal((inForce, expected.Repairable), (certificate.Repair!.InForce, certificate.Floors.Sum(floor => floor.Repairable)));
    }, iter: 200);

    [Fact]
    public void A_result_that_does_not_do_what_the_round_announced_about_floors_is_caught() => Gen.Select(Missing, Gen.Bool, Gen.Bool).Sample((round, announced, inForce) =>
    {
        var policy = announced ? FloorPolicy.Repair : FloorPolicy.Report;
        var instance = Announcing(round.Instance, policy);
        var violation = new Claim(instance, round.Outcome.Granted, round.Proof, inForce).Verified();
        Assert.Equal(announced == inForce ? null : "certificate.json", violation?.File);
        // To say nothing of a repair is right only where none was announced.
        var silent = new Claim(instance, round.Outcome.Granted).Verified();
        Assert.Equal(announced, silent?.Reason.Contains("no repair of the missed floors is in force", StringComparison.Ordinal) == true);
    }, iter: 100);

    [Fact]
    public void A_repair_that_does_less_than_it_could_is_caught() => Missing.Sample(round =>
    {
        if (round.Repairable == 0)
        {
            return;
        }

        var violation = new Claim(round.Instance, round.Outcome.Granted, round.Proof with { Granted = round.Outcome.Granted, Price = [] }).Verified();
        Assert.StartsWith("the cut does not prove", violation!.Reason, StringComparison.Ordinal);
    }, iter: 200);

    [Fact]
    public void A_cut_of_which_something_is_left_out_is_caught_unless_it_was_of_no_use() => Missing.Sample(round =>
    {
        if (round.Proof.CutParks is [var park, ..])
        {
            var violation = new Claim(round.Instance, round.Outcome.Granted, round.Proof with { CutParks = round.Proof.CutParks.Remove(park) }).Verified();
            Assert.True(violation == null || violation.File == "cut.csv", violation?.ToString());
        }

        // Nothing at all proves that nothing can be done only where nothing is missing.
        var lacks = Enumerable.Range(0, round.Instance.Parks.Count).Any(park => Held(round, park) < Math.Min(round.Instance.ParkFloors[park], round.Instance.ParkCaps[park]));
        Assert.Equal(lacks, new Claim(round.Instance, round.Outcome.Granted, round.Proof with { CutParks = [], CutUnits = [], CutPositions = [] }).Verified()?.File == "cut.csv");
    }, iter: 200);

    [Fact]
    public void A_blocking_pair_left_out_or_made_up_is_caught() => Missing.Sample(round =>
    {
        if (round.Proof.Price is not [var pair, ..])
        {
            return;
        }

        Assert.EndsWith("blocks after the repair and is not named", Verified(round, round.Proof.Price.Remove(pair))!.Reason, StringComparison.Ordinal);
        var other = Enumerable.Range(0, round.Instance.Wishes.Length).Except(round.Proof.Price.Select(named => named.Wish)).First();
        var applicant = Enumerable.Range(0, round.Instance.Applicants.Count).Last(number => round.Instance.WishStarts[number] <= other);
        Assert.EndsWith("do not block after the repair", Verified(round, round.Proof.Price.Add(new FloorProof.Pair(applicant, other, pair.Park)))!.Reason, StringComparison.Ordinal);
        var met = Enumerable.Range(0, round.Instance.Parks.Count).FirstOrDefault(park => round.Instance.ParkFloors[park] == 0, -1);
        if (met >= 0)
        {
            Assert.EndsWith("whose floor was not repaired", Verified(round, round.Proof.Price.SetItem(0, pair with { Park = met }))!.Reason, StringComparison.Ordinal);
        }
    }, iter: 200);

    [Fact]
    public void A_graduate_who_loses_the_seat_to_a_repair_is_caught() => Missing.Sample(round =>
    {
        // The files cannot say it: repair.csv names who sits elsewhere, so the row would have to be there and have no position.
        var claim = new Claim(round.Instance, round.Outcome.Granted, round.Proof);
        var first = claim.Files["assignments.csv"].Split('\n')[1];
        claim.Files["repair.csv"] = $"applicant,position\n{first.Split(',')[0]},\n";
        Assert.Equal(("repair.csv", 2), (claim.Verified()!.File, claim.Verified()!.Line));
    }, iter: 20);

    [Theory]
    [InlineData("\"moved\": ")]
    [InlineData("\"repairable\": ")]
    [InlineData("\"repair_hash\": \"")]
    [InlineData("\"blocking_pairs\": ")]
    public void A_number_of_the_repair_misreported_is_caught(string before) => Missing.Sample(round =>
    {
        var claim = new Claim(round.Instance, round.Outcome.Granted, round.Proof);
        var text = claim.Files["certificate.json"];
        var at = text.LastIndexOf(before, StringComparison.Ordinal) + before.Length;
        claim.Files["certificate.json"] = text[..at] + "9" + text[at..];
        Assert.Equal("certificate.json", claim.Verified()!.File);
    }, iter: 50);

    static RoundInstance Announcing(RoundInstance round, FloorPolicy policy) => round with { Terms = round.Terms with { FloorPolicy = policy } };

    static RaMatch.Rounds.Verifying.Violation? Verified(Round round, ImmutableArray<FloorProof.Pair> price) =>
        new Claim(round.Instance, round.Outcome.Granted, round.Proof with { Price = price }).Verified();

    static int Held(Round round, int park) => round.Proof.Granted.Count(
        wish => wish >= 0 && round.Instance.UnitParks[round.Instance.PositionUnits[round.Instance.Wishes[wish].Position]] == park);

    // Rounds in which some floor is missed, and what the solver's room says of it. The middling ones are crowded everywhere, so that next to nothing can be
    // repaired in them; in the villages much can.
    static readonly Gen<Round> Missing = Gen.OneOf(Drawn.Middling, Gen.Int.Select(seed => Villages.Make(seed).Instance())).Select(instance =>
    {
        var outcome = DeferredAcceptance.Solve(instance);
        var repair = FloorRepair.Of(instance, outcome);
        return new Round(instance, outcome, repair.Proof, repair.Certificate.Deficit, repair.Certificate.Repairable);
    }).Where(round => round.Deficit > 0 && round.Outcome.Granted.Any(wish => wish >= 0));

    sealed record Round(RoundInstance Instance, Outcome Outcome, FloorProof Proof, int Deficit, int Repairable);
}
