using System.Collections.Immutable;
using CsCheck;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using RaMatch.Rounds.Tests.Format;
using RaMatch.Rounds.Verifying;
using Xunit;

namespace RaMatch.Rounds.Tests.Verifying;

/// <summary>The verifier believes the right result and no other.</summary>
public sealed class VerifierTests
{
    [Fact]
    public void Of_all_matchings_of_a_tiny_round_it_accepts_the_solvers_only() => Drawn.Tinies.Sample(round =>
    {
        var every = new Enumeration(round);
        var instance = Drawn.Instance(round);
        var solved = every.Places(DeferredAcceptance.Solve(instance));
        foreach (var places in every.Feasible())
        {
            var violation = new Claim(instance, Granted(instance, places)).Verified();
            Assert.Equal(places.SequenceEqual(solved), violation == null);
            // Of two wishes of one graduate with one score the dearer comes first here; the enumeration calls them level.
            if (violation != null)
            {
                Assert.Matches(every.IsStable(places) ? "not the best stable result|a blocking pair" : "a blocking pair", violation.Reason);
            }
        }
    }, iter: 60);

    [Fact]
    public void It_accepts_what_the_solver_finds_and_its_reasons() => Drawn.Middling.Sample(instance =>
    {
        var outcome = DeferredAcceptance.Solve(instance);
        var claim = new Claim(instance, outcome.Granted);
        Assert.Null(claim.Verified());
        var written = new RoundFiles();
        var certificate = ResultFolder.Write(instance, outcome, (applicant, wish) => Reasons.Of(instance, outcome, applicant, wish), RoundFolder.Hash(instance), written.Create);
        foreach (var (name, file) in claim.Files.Files)
        {
            Assert.Equal(file, written.Files[name]);
        }

        Assert.Equal(certificate.Applicants, certificate.Seated + certificate.Unseated);
    }, iter: 300);

    [Fact]
    public void The_same_round_in_another_order_has_the_same_result_to_the_byte() => Drawn.Middling.Sample(instance =>
    {
        var files = RoundFiles.Of(instance, out _);
        foreach (var name in RoundFiles.Names[1..])
        {
            var lines = files[name].Split('\n', StringSplitOptions.RemoveEmptyEntries);
            files[name] = string.Join('\n', lines.Skip(1).Reverse().Prepend(lines[0])) + "\n";
        }

        var reversed = files.Read();
        var (one, other) = (new Claim(instance, DeferredAcceptance.Solve(instance).Granted).Files, new Claim(reversed, DeferredAcceptance.Solve(reversed).Granted).Files);
        foreach (var name in one.Files.Keys)
        {
            Assert.Equal(one[name], other[name]);
        }
    }, iter: 100);

    [Fact]
    public void Two_graduates_swapped_are_caught() => Drawn.Middling.Sample(instance =>
    {
        var granted = DeferredAcceptance.Solve(instance).Granted.ToArray();
        foreach (var (one, other) in Pairs(instance, granted).Take(5))
        {
            var swapped = granted.ToArray();
            swapped[one.Applicant] = one.Wish;
            swapped[other.Applicant] = other.Wish;
            Assert.Matches("a blocking pair|not the best stable result", new Claim(instance, swapped).Verified()!.Reason);
        }
    }, iter: 300);

    [Fact]
    public void The_worst_stable_result_for_the_graduates_is_caught_although_nothing_blocks_it()
    {
        // The textbook's two and two: each graduate loves the post that loves the other.
        var files = Textbook();
        var instance = files.Read();
        Assert.Null(new Claim(instance, [0, 2, Outcome.Unseated]).Verified());
        var violation = new Claim(instance, [1, 3, Outcome.Unseated]).Verified();
        Assert.Equal(("assignments.csv", 2), (violation!.File, violation.Line));
        Assert.Matches("^not the best stable result for the graduates: g-0[12] and 1 more could all have a dearer wish at once$", violation.Reason);
    }

    [Fact]
    public void One_graduate_more_than_a_cap_allows_is_caught() => Drawn.Middling.Sample(instance =>
    {
        var granted = DeferredAcceptance.Solve(instance).Granted.ToArray();
        var left = Enumerable.Range(0, granted.Length).FirstOrDefault(applicant => granted[applicant] == Outcome.Unseated && instance.WishStarts[applicant + 1] > instance.WishStarts[applicant], -1);
        if (left < 0)
        {
            return;
        }

        granted[left] = instance.WishStarts[left];
        Assert.Matches("^(position|unit|park) [PUK][0-9]+ holds [0-9]+ and may hold [0-9]+$", new Claim(instance, granted).Verified()!.Reason);
    }, iter: 100);

    [Fact]
    public void A_graduate_left_out_is_caught() => Drawn.Middling.Sample(instance =>
    {
        var granted = DeferredAcceptance.Solve(instance).Granted.ToArray();
        var seated = Array.FindIndex(granted, wish => wish != Outcome.Unseated);
        if (seated < 0)
        {
            return;
        }

        granted[seated] = Outcome.Unseated;
        Assert.Contains("a blocking pair", new Claim(instance, granted).Verified()!.Reason, StringComparison.Ordinal);
    }, iter: 100);

    [Fact]
    public void Any_reason_replaced_by_any_other_is_caught_and_so_are_two_exchanged() => Drawn.Middling.Sample(instance =>
    {
        var inputHash = RoundFolder.Hash(instance);
        var right = ResultFolder.Read(instance, new Claim(instance, DeferredAcceptance.Solve(instance).Granted).Files.Open);
        Assert.Null(Verifier.FirstViolation(instance, right, inputHash));
        for (var wish = 0; wish < right.Reasons.Length; wish++)
        {
            foreach (var wrong in Enum.GetValues<Reason>().Where(reason => reason != right.Reasons[wish]))
            {
                Caught(right.Reasons.SetItem(wish, wrong));
            }

            var next = (wish + 1) % right.Reasons.Length;
            if (right.Reasons[wish] != right.Reasons[next])
            {
                Caught(right.Reasons.SetItem(wish, right.Reasons[next]).SetItem(next, right.Reasons[wish]));
            }
        }

        void Caught(ImmutableArray<Reason> claimed)
        {
            var first = Enumerable.Range(0, claimed.Length).First(wish => claimed[wish] != right.Reasons[wish]);
            var violation = Verifier.FirstViolation(instance, right with { Reasons = claimed }, inputHash);
            var word = System.Text.Encoding.UTF8.GetString(ResultFolder.ReasonWords[(int)right.Reasons[first]]);
            Assert.Equal((ResultFolder.Reasons, $"the reason is {word}"), (violation?.File, violation?.Reason));
        }
    }, iter: 10);

    [Theory]
    [InlineData("assignments.csv", "g-01,p1\n", "", "cutoffs.csv", 2)]
    [InlineData("assignments.csv", "g-02,p2", "g-02,p3", "assignments.csv", 3)]
    [InlineData("assignments.csv", "g-02,p2", "g-02,p9", "assignments.csv", 3)]
    [InlineData("assignments.csv", "g-02", "g-09", "assignments.csv", 3)]
    [InlineData("assignments.csv", "g-01,p1\ng-02,p2\n", "g-02,p2\ng-01,p1\n", "assignments.csv", 3)]
    [InlineData("assignments.csv", "g-01,p1\n", "g-01,p1\ng-01,p1\n", "assignments.csv", 3)]
    [InlineData("cutoffs.csv", "position,p1,700", "position,p1,699", "cutoffs.csv", 2)]
    [InlineData("cutoffs.csv", "position,p4,,\n", "", "cutoffs.csv", 4)]
    [InlineData("cutoffs.csv", "position,p4,,\n", "position,p4,5,1\n", "cutoffs.csv", 4)]
    [InlineData("cutoffs.csv", "unit,u1,", "park,u1,", "cutoffs.csv", 5)]
    [InlineData("cutoffs.csv", "position,p2", "place,p2", "cutoffs.csv", 3)]
    [InlineData("reasons.csv", "g-01,p1,seated", "g-01,p1,better_wish_granted", "reasons.csv", 2)]
    [InlineData("reasons.csv", "g-02,p4,better_wish_granted", "g-02,p4,position_cutoff", "reasons.csv", 6)]
    [InlineData("reasons.csv", "g-02,p4,better_wish_granted", "g-02,p4,because", "reasons.csv", 6)]
    [InlineData("reasons.csv", "g-02,p4,better_wish_granted\n", "", "reasons.csv", 6)]
    [InlineData("reasons.csv", "毕业生,p3,seated\n", "", "reasons.csv", 7)]
    [InlineData("reasons.csv", "毕业生,p3,seated\n", "毕业生,p3,seated\n毕业生,p3,seated\n", "reasons.csv", 8)]
    [InlineData("certificate.json", "\"seated\": 3", "\"seated\": 4", "certificate.json", 0)]
    [InlineData("certificate.json", "\"unseated\": 0", "\"unseated\": 1", "certificate.json", 0)]
    [InlineData("certificate.json", "\"blocking_pairs\": 0", "\"blocking_pairs\": 1", "certificate.json", 0)]
    [InlineData("certificate.json", "\"deficit\": 0", "\"deficit\": 1", "certificate.json", 0)]
    [InlineData("certificate.json", "\"floor\": 1", "\"floor\": 0", "certificate.json", 0)]
    [InlineData("certificate.json", "\"programme\": \"ra-2022\"", "\"programme\": \"ra-2023\"", "certificate.json", 0)]
    [InlineData("certificate.json", "\"seats\": 4", "\"seats\": 5", "certificate.json", 0)]
    [InlineData("certificate.json", "ramatch-result/1", "ramatch-result/2", "certificate.json", 0)]
    [InlineData("certificate.json", "\"input_hash\": \"", "\"input_hash\": \"0", "certificate.json", 0)]
    [InlineData("certificate.json", "\"result_hash\": \"", "\"result_hash\": \"0", "certificate.json", 0)]
    [InlineData("certificate.json", "\"seats\": 4,", "\"seats\": 4, \"seats\": 4,", "certificate.json", 10)]
    [InlineData("certificate.json", "\"seats\"", "\"chairs\"", "certificate.json", 10)]
    public void One_thing_changed_is_caught_where_it_stands(string file, string right, string wrong, string caughtIn, int line)
    {
        var instance = Roomy().Read();
        var granted = DeferredAcceptance.Solve(instance).Granted;
        Assert.Null(new Claim(instance, granted).Verified());
        var violation = new Claim(instance, granted).Spoil(file, right, wrong).Verified();
        Assert.Equal((caughtIn, line), (violation?.File, violation?.Line));
    }

    [Fact]
    public void A_result_of_another_round_is_caught_even_if_only_the_lottery_differs()
    {
        var files = Roomy();
        var instance = files.Read();
        var claim = new Claim(instance, DeferredAcceptance.Solve(instance).Granted);
        files["wishes.csv"] = files["wishes.csv"].Replace("毕业生,1,p3,12", "毕业生,1,p3,13", StringComparison.Ordinal);
        var other = files.Read();
        var violation = Verifier.FirstViolation(other, ResultFolder.Read(other, claim.Files.Open), RoundFolder.Hash(other));
        Assert.StartsWith("input_hash is ", violation!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void No_byte_of_a_result_can_be_changed_unnoticed() => Gen.Select(Drawn.Middling, Gen.Int[0, 2], Gen.Double.Unit, Gen.Byte).Sample((instance, which, where, value) =>
    {
        var claim = new Claim(instance, DeferredAcceptance.Solve(instance).Granted);
        var file = claim.Files.Files[new[] { "assignments.csv", "cutoffs.csv", "reasons.csv" }[which]];
        var at = (int)(where * file.Length);
        if (file[at] == value)
        {
            return;
        }

        file[at] = value;
        Assert.NotNull(claim.Verified());
        // Not by the hash alone: but what only says the same in other bytes is caught by nothing else.
        Assert.True(claim.Rehash().Verified() != null || value is (byte)'"');
    }, iter: 300);

    // Two graduates each of whom also listed the other's seat.
    static IEnumerable<((int Applicant, int Wish) One, (int Applicant, int Wish) Other)> Pairs(RoundInstance instance, int[] granted)
    {
        for (var one = 0; one < granted.Length; one++)
        {
            for (var other = one + 1; other < granted.Length; other++)
            {
                if (granted[one] < 0 || granted[other] < 0 || instance.Wishes[granted[one]].Position == instance.Wishes[granted[other]].Position)
                {
                    continue;
                }

                var (of, ofOther) = (WishFor(one, instance.Wishes[granted[other]].Position), WishFor(other, instance.Wishes[granted[one]].Position));
                if (of >= 0 && ofOther >= 0)
                {
                    yield return ((one, of), (other, ofOther));
                }
            }
        }

        int WishFor(int applicant, int position)
        {
            for (var wish = instance.WishStarts[applicant]; wish < instance.WishStarts[applicant + 1]; wish++)
            {
                if (instance.Wishes[wish].Position == position)
                {
                    return wish;
                }
            }

            return -1;
        }
    }

    static int[] Granted(RoundInstance instance, int[] places) => [.. places.Select((place, applicant) => place < 0 ? Outcome.Unseated : instance.WishStarts[applicant] + place)];

    // The sample with room for both posts of the unit, so that every graduate gets the first wish.
    static RoundFiles Roomy()
    {
        var files = RoundFiles.Sample();
        files["units.csv"] = files["units.csv"].Replace("u1,weifang,1", "u1,weifang,2", StringComparison.Ordinal);
        files["parks.csv"] = files["parks.csv"].Replace("weifang,2,1", "weifang,5,1", StringComparison.Ordinal);
        return files;
    }

    static RoundFiles Textbook()
    {
        var files = Roomy();
        files["wishes.csv"] = "applicant,rank,position,score\ng-01,1,p1,1\ng-01,2,p2,2\ng-02,1,p2,1\ng-02,2,p1,2\n";
        return files;
    }
}
