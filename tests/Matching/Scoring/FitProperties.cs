using CsCheck;
using RaMatch.Matching.Scoring;
using Xunit;

namespace RaMatch.Matching.Tests.Scoring;

public sealed class FitProperties
{
    [Fact]
    public void A_score_is_between_0_and_1000_and_is_the_sum_of_its_contributions() => Pairs.All.Sample((vacancy, candidate, rules) =>
    {
        Assert.True(rules.Weights.AreValid);
        var explanation = Fit.Explain(vacancy, candidate, rules, Pairs.Today);
        Assert.InRange(explanation.Score, 0, 1000);
        Assert.Equal(explanation.Score, explanation.Contributions.Sum(contribution => contribution.Points));
        Assert.Equal(1000, explanation.Contributions.Sum(contribution => contribution.Maximum));
        Assert.All(explanation.Contributions, contribution => Assert.InRange(contribution.Points, 0, contribution.Maximum));
    });

    [Fact]
    public void The_pairs_tried_here_fit_often_enough_and_miss_in_every_way()
    {
        var seen = Pairs.All.Array[5_000].Single().Select(pair => Failed(pair.Vacancy, pair.Candidate, pair.Rules)).ToList();
        Assert.True(seen.Count(failed => failed == Requirements.None) >= 25, "Too few pairs are eligible for the properties to say much.");
        Assert.All(Enum.GetValues<Requirements>().Where(requirement => requirement != Requirements.None), requirement => Assert.Contains(seen, failed => failed.HasFlag(requirement)));
    }

    [Fact]
    public void What_is_explained_is_what_was_scored() => Pairs.All.Sample((vacancy, candidate, rules) =>
    {
        var explanation = Fit.Explain(vacancy, candidate, rules, Pairs.Today);
        Assert.Equal(Score(vacancy, candidate, rules), explanation.Score);
        Assert.Equal(Failed(vacancy, candidate, rules), explanation.Failed);
        Assert.Equal(explanation.Eligible, explanation.Failed == Requirements.None);
    });

    [Fact]
    public void Every_refusal_is_named_and_every_contribution_has_its_sentence() => Pairs.All.Sample((vacancy, candidate, rules) =>
    {
        var explanation = Fit.Explain(vacancy, candidate, rules, Pairs.Today);
        foreach (var wording in new[] { Wording.ForGraduate, Wording.ForUnit })
        {
            var refusals = wording.Refusals(explanation.Failed, vacancy, candidate, rules);
            Assert.Equal(System.Numerics.BitOperations.PopCount((uint)explanation.Failed), refusals.Count);
            Assert.All(refusals.Concat(Factors.All.Select(factor => wording.Reason(factor, vacancy, candidate, rules, Pairs.Today))), sentence => Assert.EndsWith("。", sentence.InChinese(), StringComparison.Ordinal));
        }

        Assert.All(explanation.Changes, change => Assert.EndsWith("。", Wording.Advice(change).InChinese(), StringComparison.Ordinal));
    });

    [Fact]
    public void Naming_one_more_skill_never_lowers_a_score() => Gen.Select(Pairs.All, Pairs.Candidates).Sample((pair, other) =>
    {
        var more = pair.Candidate with { Skills = [.. pair.Candidate.Skills, .. other.Skills] };
        Assert.True(Score(pair.Vacancy, more, pair.Rules) >= Score(pair.Vacancy, pair.Candidate, pair.Rules));
        Assert.Equal(Failed(pair.Vacancy, pair.Candidate, pair.Rules), Failed(pair.Vacancy, more, pair.Rules));
    });

    [Fact]
    public void Asking_for_less_never_lowers_a_score_or_shuts_a_door() => Gen.Select(Pairs.All, Gen.Int[0, 1_500_000]).Sample((pair, floor) =>
    {
        var less = pair.Candidate with { PayFloorFen = Math.Min(floor, pair.Candidate.PayFloorFen) };
        Assert.True(Score(pair.Vacancy, less, pair.Rules) >= Score(pair.Vacancy, pair.Candidate, pair.Rules));
        Assert.Equal(Requirements.None, Failed(pair.Vacancy, less, pair.Rules) & ~Failed(pair.Vacancy, pair.Candidate, pair.Rules));
    });

    [Fact]
    public void The_order_of_a_list_and_its_repetitions_change_nothing() => Gen.Select(Pairs.All, Gen.Int).Sample((pair, seed) =>
    {
        var (vacancy, candidate) = (pair.Vacancy, pair.Candidate);
        var shuffledVacancy = vacancy with { Majors = Mix(vacancy.Majors), RequiredSkills = Mix(vacancy.RequiredSkills), WishedSkills = Mix(vacancy.WishedSkills) };
        var shuffledCandidate = candidate with { Skills = Mix(candidate.Skills), Cities = Mix(candidate.Cities), Kinds = Mix(candidate.Kinds) };
        Assert.Equal(Score(vacancy, candidate, pair.Rules), Score(shuffledVacancy, shuffledCandidate, pair.Rules));
        Assert.Equal(Failed(vacancy, candidate, pair.Rules), Failed(shuffledVacancy, shuffledCandidate, pair.Rules));

        T[] Mix<T>(IReadOnlyList<T> list)
        {
            T[] mixed = [.. list, .. list];
            new Random(seed).Shuffle(mixed);
            return mixed;
        }
    });

    [Fact]
    public void What_would_change_it_does_change_it_by_what_is_said() => Pairs.All.Sample((vacancy, candidate, rules) =>
    {
        foreach (var change in Fit.Explain(vacancy, candidate, rules, Pairs.Today).Changes)
        {
            var after = change.Apply(candidate);
            Assert.Equal(change.Gain, Score(vacancy, after, rules) - Score(vacancy, candidate, rules));
            Assert.Equal(change.Cures, Failed(vacancy, candidate, rules) & ~Failed(vacancy, after, rules));
            Assert.True(change.Gain > 0 || change.Cures != Requirements.None);
            Assert.Equal(Requirements.None, Failed(vacancy, after, rules) & ~Failed(vacancy, candidate, rules));
        }
    });

    [Fact]
    public void A_graduate_who_follows_all_advice_is_refused_only_for_what_nobody_can_change() => Pairs.All.Sample((vacancy, candidate, rules) =>
    {
        // Twice: a floor above the range comes down to its top first.
        var after = Follow(Follow(candidate));
        var facts = Requirements.Open | Requirements.FreeSeat | Requirements.Degree | Requirements.Major | Requirements.Cohort;
        Assert.Equal(Failed(vacancy, candidate, rules) & facts, Failed(vacancy, after, rules));
        Assert.DoesNotContain(Fit.Explain(vacancy, after, rules, Pairs.Today).Changes, change => change is not LowerPayFloor);

        Candidate Follow(Candidate from) => Fit.Explain(vacancy, from, rules, Pairs.Today).Changes.Aggregate(from, (changed, change) => change.Apply(changed));
    });

    [Fact]
    public void Scoring_allocates_nothing()
    {
        var pairs = Pairs.All.Array[100].Single().Select(pair => (Vacancy: pair.Vacancy.Features(), Candidate: pair.Candidate.Features(), pair.Rules)).ToArray();
        var sum = Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var again = Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(sum, again);

        long Run()
        {
            var total = 0L;
            foreach (var pair in pairs)
            {
                total += Fit.Failed(pair.Vacancy, pair.Candidate, pair.Rules, Pairs.Today.DayNumber) == Requirements.None
                    ? Fit.Score(pair.Vacancy, pair.Candidate, pair.Rules, Pairs.Today.DayNumber)
                    : Fit.Points(Factor.Major, pair.Vacancy, pair.Candidate, pair.Rules, Pairs.Today.DayNumber);
            }

            return total;
        }
    }

    [Fact]
    public void A_graduate_has_no_feature_that_must_not_weigh()
    {
        string[] features = [.. typeof(CandidateFeatures).GetProperties().Concat(typeof(Candidate).GetProperties()).Select(property => property.Name).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["Cities", "Degree", "GraduateId", "GraduationYear", "Kinds", "Major", "MajorCode", "PayFloorFen", "Skills", "Version"], features);
    }

    static int Score(Vacancy vacancy, Candidate candidate, FitRules rules) => Fit.Score(vacancy.Features(), candidate.Features(), rules, Pairs.Today.DayNumber);

    static Requirements Failed(Vacancy vacancy, Candidate candidate, FitRules rules) => Fit.Failed(vacancy.Features(), candidate.Features(), rules, Pairs.Today.DayNumber);
}
