namespace RaMatch.Matching.Scoring;

/// <summary>
/// How a graduate fits a position as far as the position's unit is told: by degree, major, cohort and skills. What graduates wish for (pay, cities, kinds of
/// post) is said to the platform and not to units, so two graduates who differ in nothing else are the same here: in score, order, sentences and number.
/// </summary>
static class UnitView
{
    /// <summary>The requirements on graduates that a unit may know are not met.</summary>
    public const Requirements Told = Requirements.Degree | Requirements.Major | Requirements.Cohort;

    /// <summary>The factors a unit's score is made of.</summary>
    public static IReadOnlyList<Factor> Factors { get; } = [Factor.Major, Factor.RequiredSkills, Factor.WishedSkills, Factor.Degree];

    /// <summary>The graduate without wishes.</summary>
    public static Candidate Of(Candidate candidate) => candidate with { Cities = [], PayFloorFen = 0, Kinds = [] };

    /// <summary>The graduate without wishes.</summary>
    public static CandidateFeatures Of(in CandidateFeatures candidate) => candidate with { Cities = default, PayFloorFen = 0, Kinds = 0 };

    /// <summary>
    /// The rules with the weight of everything else shared out among the told factors, in proportion and rounded down; the first of them takes what
    /// is left of the 1000. Where none of them weighs anything, neither does the score.
    /// </summary>
    public static FitRules Of(FitRules rules)
    {
        var weights = rules.Weights;
        var whole = Factors.Sum(factor => weights[factor]);
        int Scaled(Factor factor) => whole == 0 ? 0 : Fit.Highest * weights[factor] / whole;
        var (required, wished, degree) = (Scaled(Factor.RequiredSkills), Scaled(Factor.WishedSkills), Scaled(Factor.Degree));
        return rules with
        {
            Weights = new FitWeights
            {
                Major = whole == 0 ? 0 : Fit.Highest - required - wished - degree,
                RequiredSkills = required,
                WishedSkills = wished,
                Degree = degree,
                City = 0,
                Pay = 0,
                Kind = 0,
                Freshness = 0,
            },
        };
    }

    /// <summary>The score, 0 to 1000.</summary>
    public static int Score(in VacancyFeatures vacancy, in CandidateFeatures candidate, FitRules rules, int today) => Fit.Score(vacancy, Of(candidate), Of(rules), today);

    /// <summary>The score with what it is made of and the requirements not met, in words for the unit.</summary>
    public static (int Score, IReadOnlyList<ToldRefusal> Refusals, IReadOnlyList<ToldContribution> Contributions) Tell(Vacancy vacancy, Candidate candidate, FitRules rules, DateOnly today)
    {
        var (known, by) = (Of(candidate), Of(rules));
        var explanation = Fit.Explain(vacancy, known, by, today);
        return (
            explanation.Score,
            ToldRefusal.All(explanation.Failed & Told, Wording.ForUnit, vacancy, known, by),
            [.. ToldContribution.All(explanation, Wording.ForUnit, vacancy, known, by, today).Where(one => Factors.Contains(one.Factor))]);
    }
}
