using RaMatch.Contracts;

namespace RaMatch.Matching.Scoring;

/// <summary>Why a pair scores what it scores.</summary>
/// <param name="Failed">The requirements not met.</param>
/// <param name="Score">0 to 1000, the sum of the contributions.</param>
/// <param name="Contributions">Every factor, also where it contributes nothing.</param>
/// <param name="Changes">What the graduate could change, each alone: first what lifts a refusal, then what gains most.</param>
sealed record Explanation(Requirements Failed, int Score, IReadOnlyList<Contribution> Contributions, IReadOnlyList<Change> Changes)
{
    public bool Eligible => Failed == Requirements.None;
}

/// <summary>What one factor contributes.</summary>
/// <param name="Factor">The factor.</param>
/// <param name="Points">0 to <paramref name="Maximum"/>.</param>
/// <param name="Maximum">The factor's weight.</param>
sealed record Contribution(Factor Factor, int Points, int Maximum);

/// <summary>Something the graduate could change in the profile, alone and honestly.</summary>
abstract record Change
{
    /// <summary>By how much the score rises then.</summary>
    public int Gain { get; init; }

    /// <summary>The failed requirements that are met then.</summary>
    public Requirements Cures { get; init; }

    /// <summary>The graduate after it.</summary>
    public abstract Candidate Apply(Candidate candidate);

    /// <summary>All there is to try for a position. Degree, major and cohort are facts; nobody is told to change them.</summary>
    public static IEnumerable<Change> Thinkable(Vacancy vacancy, Candidate candidate)
    {
        var skills = candidate.Features().Skills;
        foreach (var skill in vacancy.RequiredSkills.Concat(vacancy.WishedSkills).DistinctBy(SkillText.Normalize))
        {
            if (Key.OfSkill(skill) is { } key && !skills.Contains(key))
            {
                yield return new AddSkill(skill);
            }
        }

        // An empty list means "any": naming one then would shut out the others.
        if (candidate.Cities.Count > 0)
        {
            yield return new AddCity(vacancy.City);
        }

        if (candidate.Kinds.Count > 0)
        {
            yield return new AddKind(vacancy.Kind);
        }

        if (candidate.PayFloorFen > vacancy.PayMaximumFen)
        {
            yield return new LowerPayFloor(vacancy.PayMaximumFen);
        }
        else if (candidate.PayFloorFen > vacancy.PayMinimumFen)
        {
            yield return new LowerPayFloor(vacancy.PayMinimumFen);
        }
    }
}

/// <summary>Names a skill, if the graduate has it.</summary>
sealed record AddSkill(string Skill) : Change
{
    public override Candidate Apply(Candidate candidate) => candidate with { Skills = [.. candidate.Skills, Skill] };
}

/// <summary>Accepts one more city.</summary>
sealed record AddCity(string City) : Change
{
    public override Candidate Apply(Candidate candidate) => candidate with { Cities = [.. candidate.Cities, City] };
}

/// <summary>Wishes for one more kind of post.</summary>
sealed record AddKind(PositionKind Kind) : Change
{
    public override Candidate Apply(Candidate candidate) => candidate with { Kinds = [.. candidate.Kinds, Kind] };
}

/// <summary>Asks for less.</summary>
sealed record LowerPayFloor(long PayFloorFen) : Change
{
    public override Candidate Apply(Candidate candidate) => candidate with { PayFloorFen = PayFloorFen };
}
