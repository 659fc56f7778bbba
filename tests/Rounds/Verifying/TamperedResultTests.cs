using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using RaMatch.Rounds.Verifying;
using Xunit;

namespace RaMatch.Rounds.Tests.Verifying;

/// <summary>One thing at a time made wrong in a result that is right, and what the verifier says of it, word for word.</summary>
public sealed class TamperedResultTests
{
    const int NoCap = RoundInstance.NoCap;

    // K0 is crowded; K1, K3 and K5 miss their floors, K3 for good. The repair, which no solver made, moves five graduates and one who need not.
    static readonly Tiny Village = new(
        [NoCap, NoCap, NoCap, NoCap, NoCap, NoCap],
        [1, 3, 0, 1, 0, 1],
        [0, 1, 2, 2, 3, 4, 5],
        [NoCap, NoCap, NoCap, 1, NoCap, NoCap, NoCap],
        [0, 1, 1, 2, 3, 3, 4, 5, 6, 5],
        [5, 2, 1, 1, 1, 1, 1, 2, 2, 1],
        [1, 2, 3, 4, 5, 6, 7, 8],
        [
            [new(0, 5), new(1, 5)],
            [new(0, 5), new(2, 5)],
            [new(0, 9), new(7, 1)],
            [new(3, 1)],
            [new(3, 5), new(1, 5)],
            [new(4, 3), new(5, 3)],
            [new(0, 5), new(7, 5), new(8, 5), new(1, 1)],
            [new(0, 5), new(8, 5)],
        ]);

    static readonly string[] Repair =
    [
        "A0 to P1", "A1 to P2", "A4 to P1", "A5 to P5", "A6 to P7", "A7 to P8",
        "cut K1", "cut K3", "cut U1", "cut U4", "cut P2", "cut P6",
        "pair A0 P0 K1", "pair A1 P0 K1", "pair A3 P3 K1", "pair A4 P3 K1", "pair A5 P4 K1", "pair A6 P0 K1", "pair A7 P0 K5",
    ];

    // Two units and two parks are full, with one position and without any.
    static readonly Tiny Capped = new(
        [2, 1, NoCap],
        [0, 0, 0],
        [0, 0, 1, 2],
        [1, NoCap, NoCap, 1],
        [0, 1, 2, 3, 3, 3],
        [3, 3, 3, 1, 3, 0],
        [1, 2, 3, 4, 5],
        [[new(0, 9)], [new(1, 8)], [new(2, 7)], [new(3, 6)], [new(0, 1), new(1, 1), new(2, 1), new(3, 1), new(4, 1)]]);

    [Theory]
    [InlineData("A6 to P1", "repair.csv", "position P1 holds 3 and may hold 2")]
    [InlineData("A2 to P7", "repair.csv", "K0 falls below its floor, or further below it")]
    [InlineData("A6 to P8", "certificate.json", "K5 is repaired beyond its floor")]
    [InlineData("cut K2", "cut.csv", "the cut does not prove that no more can be repaired: park K2 of it holds more than its floor")]
    [InlineData("cut K3", "cut.csv", "the cut does not prove that no more can be repaired: park K3 lacks some, has room and is not of it")]
    [InlineData("cut K0", "cut.csv", "the cut does not prove that no more can be repaired: unit U0 has room and is not of it")]
    [InlineData("cut K0, cut U0", "cut.csv", "the cut does not prove that no more can be repaired: position P0 has room and is not of it")]
    [InlineData("cut P6", "cut.csv", "the cut does not prove that no more can be repaired: position P6 has room and is not of it")]
    [InlineData("cut P7", "cut.csv", "the cut does not prove that no more can be repaired: position P7 of it holds somebody, and its unit or park is not of it")]
    [InlineData("cut K0, cut U0, cut P0", "cut.csv", "the cut does not prove that no more can be repaired: A0 lists P0 of it and sits outside")]
    [InlineData("cut P3", "cut.csv", "the cut does not prove that no more can be repaired: A3 lists P3 of it and sits outside")]
    [InlineData("cut P1", "cut.csv", "the cut does not prove that no more can be repaired: A6 lists P1 of it and sits outside")]
    [InlineData("pair A0 P0 K1", "blocking.csv", "a pair stands there twice")]
    [InlineData("no pair A3 P3", "blocking.csv", "A3,P3 blocks after the repair and is not named")]
    [InlineData("no pair A0 P0", "blocking.csv", "A0,P0 blocks after the repair and is not named")]
    [InlineData("pair A2 P7 K1, pair A7 P8 K1", "blocking.csv", "2 of the pairs do not block after the repair")]
    [InlineData("A6 pays K0", "blocking.csv", "A6 is to pay for K0, whose floor was not repaired")]
    [InlineData("A6 pays K3", "blocking.csv", "A6 is to pay for K3, whose floor was not repaired")]
    [InlineData("A6 pays K4", "blocking.csv", "A6 is to pay for K4, whose floor was not repaired")]
    public void A_tampered_repair_is_refused_for_what_is_wrong_with_it(string changes, string file, string reason) =>
        Assert.Equal(new Violation(file, 0, reason), Claimed([.. Repair, .. changes.Split(", ")]).Verified());

    [Theory]
    [InlineData("cut U6")]
    [InlineData("cut P9")]
    [InlineData("A6 pays K5")]
    public void What_a_cut_holds_to_no_use_and_which_of_the_repaired_parks_is_blamed_is_free(string changes) =>
        Assert.Null(Claimed([.. Repair, .. changes.Split(", ")]).Verified());

    [Fact]
    public void A_repair_is_accepted_whatever_the_order_of_the_parks_rows() =>
        Assert.Null(Claimed(Repair, instance => instance with { Parks = IdTable.Of(["K5", "K4", "K3", "K2", "K1", "K0"]) }).Verified());

    [Fact]
    public void A_repair_that_takes_a_seat_for_none_is_refused()
    {
        var (instance, right) = Right();
        var wrong = right with { Floors = right.Floors! with { Granted = right.Floors.Granted.SetItem(0, Outcome.Unseated) } };
        Assert.Equal(new Violation("repair.csv", 0, "A0 loses the seat for none"), Verifier.FirstViolation(instance, wrong, RoundFolder.Hash(instance)));
    }

    [Fact]
    public void What_is_said_to_be_repairable_needs_a_proof()
    {
        var instance = Village.Instance();
        var claim = new Claim(instance, DeferredAcceptance.Solve(instance).Granted).Spoil("certificate.json", "\"repairable\": null", "\"repairable\": 0").Spoil("certificate.json", "\"repairable\": null", "\"repairable\": 3");
        Assert.Equal(new Violation("certificate.json", 0, "repairable of K0 is without proof"), claim.Verified());
    }

    [Theory]
    [InlineData("\"programme\": \"2026\"", "\"programme\": \"2027\"", "programme is 2026, not 2027")]
    [InlineData("\"round\": \"1\"", "\"round\": \"2\"", "round is 1, not 2")]
    [InlineData("\"parks\": 6", "\"parks\": 7", "parks is 6, not 7")]
    [InlineData("\"units\": 7", "\"units\": 8", "units is 7, not 8")]
    [InlineData("\"positions\": 10", "\"positions\": 11", "positions is 10, not 11")]
    [InlineData("\"seats\": 17", "\"seats\": 18", "seats is 17, not 18")]
    [InlineData("\"applicants\": 8", "\"applicants\": 9", "applicants is 8, not 9")]
    [InlineData("\"wishes\": 17", "\"wishes\": 18", "wishes is 17, not 18")]
    [InlineData("\"seated\": 7", "\"seated\": 8", "seated is 7, not 8")]
    [InlineData("\"unseated\": 1", "\"unseated\": 0", "unseated is 1, not 0")]
    [InlineData("\"blocking_pairs\": 0", "\"blocking_pairs\": 1", "blocking_pairs is 0, not 1")]
    [InlineData("\"park\": \"K1\"", "\"park\": \"K2\"", "floors: park is K1, not K2")]
    [InlineData("\"park\": \"K1\",\n      \"floor\": 3", "\"park\": \"K1\",\n      \"floor\": 4", "floor of K1 is 3, not 4")]
    [InlineData("\"floor\": 3,\n      \"seated\": 0", "\"floor\": 3,\n      \"seated\": 1", "seated of K1 is 0, not 1")]
    [InlineData("\"deficit\": 3", "\"deficit\": 2", "deficit of K1 is 3, not 2")]
    [InlineData("\"repairable\": 3", "\"repairable\": 2", "repairable of K1 is 3, not 2")]
    [InlineData(",\n    {\n      \"park\": \"K5\",\n      \"floor\": 1,\n      \"seated\": 0,\n      \"deficit\": 1,\n      \"repairable\": 1\n    }", "", "number of floors is 4, not 3")]
    [InlineData("\"in_force\": false,\n    \"seated\": 7", "\"in_force\": false,\n    \"seated\": 8", "repair: seated is 7, not 8")]
    [InlineData("\"moved\": 6", "\"moved\": 7", "repair: moved is 6, not 7")]
    [InlineData("\"blocking_pairs\": 7", "\"blocking_pairs\": 8", "repair: blocking_pairs is 7, not 8")]
    public void A_number_of_the_certificate_that_is_not_the_files_is_refused(string right, string wrong, string reason) =>
        Assert.Equal(new Violation("certificate.json", 0, reason), Claimed(Repair).Spoil("certificate.json", right, wrong).Verified());

    [Fact]
    public void Of_two_floors_misreported_the_first_is_named() =>
        Assert.Equal("floor of K0 is 1, not 2", Claimed(Repair).Spoil("certificate.json", "\"floor\": 3", "\"floor\": 4").Spoil("certificate.json", "\"floor\": 1", "\"floor\": 2").Verified()?.Reason);

    [Theory]
    [InlineData(FloorPolicy.Repair, true, null)]
    [InlineData(FloorPolicy.Repair, false, "the round's floor_policy is repair, and no repair of the missed floors is in force")]
    [InlineData(FloorPolicy.Report, true, "the round's floor_policy is report, and a repair is in force")]
    [InlineData(FloorPolicy.Report, false, null)]
    public void What_was_announced_of_floors_is_done(FloorPolicy announced, bool inForce, string? reason) =>
        Assert.Equal(reason is null ? null : new Violation("certificate.json", 0, reason), Claimed(Repair, instance => instance with { Terms = instance.Terms with { FloorPolicy = announced } }, inForce).Verified());

    [Fact]
    public void Where_no_floor_is_missed_an_announced_repair_has_nothing_to_do()
    {
        var instance = (Village with { ParkFloors = [1, 0, 2, 0, 0, 0] }).Instance();
        instance = instance with { Terms = instance.Terms with { FloorPolicy = FloorPolicy.Repair } };
        Assert.Null(new Claim(instance, DeferredAcceptance.Solve(instance).Granted).Verified());
    }

    [Theory]
    [InlineData("position,P3,6,4", "position,P3,6,3", 2, "the cutoff of position P3 is 6,4, not 6,3")]
    [InlineData("position,P5,,\n", "", 3, "the cutoff of position P5 is empty, as it takes nobody, not none, as it is not full")]
    [InlineData("unit,U0,9,1", "unit,U0,8,1", 4, "the cutoff of unit U0 is 9,1, not 8,1")]
    [InlineData("unit,U3,6,4", "unit,U3,6,3", 5, "the cutoff of unit U3 is 6,4, not 6,3")]
    [InlineData("unit,U3,6,4\n", "", 5, "the cutoff of unit U3 is 6,4, not none, as it is not full")]
    [InlineData("park,K0,8,2", "park,K0,8,1", 6, "the cutoff of park K0 is 8,2, not 8,1")]
    [InlineData("park,K1,7,3", "park,K1,7,2", 7, "the cutoff of park K1 is 7,3, not 7,2")]
    [InlineData("park,K1,7,3\n", "park,K1,7,3\npark,K2,1,5\n", 8, "the cutoff of park K2 is none, as it is not full, not 1,5")]
    public void A_cutoff_that_is_not_the_worst_holder_of_a_full_level_is_refused_where_it_stands_or_would_stand(string right, string wrong, int line, string reason)
    {
        var instance = Capped.Instance();
        Assert.Equal(new Violation("cutoffs.csv", line, reason), new Claim(instance, [0, 1, 2, 3, Outcome.Unseated]).Spoil("cutoffs.csv", right, wrong).Verified());
    }

    [Theory]
    [InlineData(new[] { 0, -1, 2, 3, 6 }, 5, "park K1 holds 2 and may hold 1")]
    [InlineData(new[] { 0, 1, 2, 3, 4 }, 6, "unit U0 holds 2 and may hold 1")]
    [InlineData(new[] { -1, -1, -1, 3, 7 }, 3, "position P3 holds 2 and may hold 1")]
    [InlineData(new[] { 0, 1, 2, 3, 8 }, 6, "unit U3 holds 2 and may hold 1")]
    [InlineData(new[] { -1, -1, 2, 3, -1 }, 2, "A0 would rather have P0, and P0 would rather have A0: a blocking pair")]
    [InlineData(new[] { 0, -1, 2, -1, -1 }, 3, "A1 would rather have P1, and P1 would rather have A1: a blocking pair")]
    public void Who_sits_wrongly_is_named_with_the_row_in_which_it_stands_or_would_stand(int[] granted, int line, string reason) =>
        Assert.Equal(new Violation("assignments.csv", line, reason), new Claim(Capped.Instance(), granted).Verified());

    [Theory]
    [InlineData("A2,P2,seated", "A2,P2,park_cutoff", 4, "the reason is seated")]
    [InlineData("A4,P0,unit_cutoff", "A4,P0,park_cutoff", 6, "the reason is unit_cutoff")]
    [InlineData("A4,P4,unit_cutoff", "A4,P4,position_cutoff", 10, "the reason is unit_cutoff")]
    public void A_wrong_reason_is_named_with_its_row_and_the_right_one(string right, string wrong, int line, string reason) =>
        Assert.Equal(new Violation("reasons.csv", line, reason), new Claim(Capped.Instance(), [0, 1, 2, 3, Outcome.Unseated]).Spoil("reasons.csv", right, wrong).Verified());

    // A1 and A2 sit where the other would rather be. P0 is empty, and A1, who would like best to be there, is not in the circle for that.
    [Fact]
    public void Of_a_circle_of_graduates_who_could_all_move_the_one_who_would_come_to_the_first_position_is_named()
    {
        var round = new Tiny([NoCap], [0], [0, 0, 0], [1, NoCap, NoCap], [0, 1, 2, 0], [1, 1, 1, 1], [1, 2, 3, 4], [[], [new(0, 1), new(1, 1), new(2, 2)], [new(2, 1), new(1, 2)], [new(3, 9)]]);
        var violation = new Claim(round.Instance(), [Outcome.Unseated, 2, 4, 5]).Verified();
        Assert.Equal(new Violation("assignments.csv", 2, "not the best stable result for the graduates: A1 and 1 more could all have a dearer wish at once"), violation);
    }

    [Theory]
    [InlineData(0, "cut.csv: why")]
    [InlineData(1, "cut.csv:1: why")]
    [InlineData(12, "cut.csv:12: why")]
    public void A_violation_is_said_as_compilers_do(int line, string said) => Assert.Equal(said, new Violation("cut.csv", line, "why").ToString());

    static (RoundInstance Instance, RoundResult Result) Right()
    {
        var instance = Village.Instance();
        return (instance, ResultFolder.Read(instance, Claimed(Repair).Files.Open));
    }

    // A repair by its lines: who moves where, what is of the cut (named again: not), who blocks for which park, who does not, who pays for another.
    static Claim Claimed(IEnumerable<string> lines, Func<RoundInstance, RoundInstance>? change = null, bool inForce = false)
    {
        var instance = Village.Instance();
        var granted = DeferredAcceptance.Solve(instance).Granted.ToArray();
        Dictionary<char, SortedSet<int>> cut = new() { ['K'] = [], ['U'] = [], ['P'] = [] };
        var price = new List<FloorProof.Pair>();
        foreach (var line in lines)
        {
            switch (line.Split(' '))
            {
                case [var applicant, "to", var position]:
                    granted[Number(applicant)] = Wish(applicant, position);
                    break;
                case ["cut", var level]:
                    _ = cut[level[0]].Add(Number(level)) || cut[level[0]].Remove(Number(level));
                    break;
                case ["pair", var applicant, var position, var park]:
                    price.Add(new FloorProof.Pair(Number(applicant), Wish(applicant, position), Number(park)));
                    break;
                case ["no", "pair", var applicant, var position]:
                    price.RemoveAll(pair => pair.Wish == Wish(applicant, position));
                    break;
                case [var applicant, "pays", var park]:
                    price = price.ConvertAll(pair => pair.Applicant == Number(applicant) ? pair with { Park = Number(park) } : pair);
                    break;
                default:
                    throw new FormatException(line);
            }
        }

        instance = change?.Invoke(instance) ?? instance;
        return new Claim(instance, DeferredAcceptance.Solve(instance).Granted, new FloorProof([.. granted], [.. cut['K']], [.. cut['U']], [.. cut['P']], [.. price]), inForce);

        int Wish(string applicant, string position) =>
            instance.WishStarts[Number(applicant)] + Array.FindIndex(Village.Lists[Number(applicant)], wish => wish.Position == Number(position));
    }

    static int Number(string id) => id[1] - '0';
}
