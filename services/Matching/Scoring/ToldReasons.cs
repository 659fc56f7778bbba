using RaMatch.Platform.Words;

namespace RaMatch.Matching.Scoring;

/// <summary>A contribution with its sentence.</summary>
/// <param name="Factor">The factor.</param>
/// <param name="Points">What it contributes.</param>
/// <param name="Maximum">The most it could.</param>
/// <param name="Sentence">Why.</param>
sealed record ToldContribution(Factor Factor, int Points, int Maximum, Sentence Sentence)
{
    public static IReadOnlyList<ToldContribution> All(Explanation explanation, Wording wording, Vacancy vacancy, Candidate candidate, FitRules rules, DateOnly today) =>
        [.. explanation.Contributions.Select(one => new ToldContribution(one.Factor, one.Points, one.Maximum, wording.Reason(one.Factor, vacancy, candidate, rules, today)))];
}

/// <summary>A requirement not met, with its sentence.</summary>
/// <param name="Requirement">The requirement: one of <see cref="Requirements"/>.</param>
/// <param name="Sentence">Why it is not met.</param>
sealed record ToldRefusal(Requirements Requirement, Sentence Sentence)
{
    public static IReadOnlyList<ToldRefusal> All(Requirements failed, Wording wording, Vacancy vacancy, Candidate candidate, FitRules rules) =>
        [.. Wording.Each(failed).Select(requirement => new ToldRefusal(requirement, wording.Refusal(requirement, vacancy, candidate, rules)))];
}

/// <summary>What the graduate could change, with its sentence.</summary>
/// <param name="Sentence">What to do.</param>
/// <param name="Gain">By how much the score rises then.</param>
/// <param name="Cures">The failed requirements that are met then.</param>
sealed record ToldChange(Sentence Sentence, int Gain, IReadOnlyList<Requirements> Cures)
{
    public static ToldChange Of(Change change) => new(Wording.Advice(change), change.Gain, [.. Wording.Each(change.Cures)]);
}
