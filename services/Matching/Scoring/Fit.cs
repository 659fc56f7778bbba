using RaMatch.Contracts;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// Whether a position and a graduate may come together and how well they fit: one pure function for recommendations, candidates and
/// rounds. All arithmetic is in integers, rounded down, so a score is the same on every machine, for ever. Except for
/// <see cref="Explain"/> nothing here allocates.
/// </summary>
/// <remarks>
/// The score is a sum with one term a factor, each from 0 to the factor's weight <c>w</c>:
/// <list type="table">
/// <item><term>Major</term><description>w · 4/4 if the position names the major, 3/4 its class, 2/4 its discipline, 2/4 if it takes any.</description></item>
/// <item><term>Skills</term><description>w · covered / asked for; w · 1/2 where none is asked for.</description></item>
/// <item><term>Degree</term><description>w · (10 − 3 · levels above the lowest accepted) / 10.</description></item>
/// <item><term>City, kind</term><description>w if the graduate named it, w · 1/2 if the graduate takes any, else 0.</description></item>
/// <item><term>Pay</term><description>w · the part of the pay range that is not under the floor.</description></item>
/// <item><term>Freshness</term><description>w in the first week, then less by 1/30 of it each day.</description></item>
/// </list>
/// Half is what no information is worth: a position that asks for nothing must not beat one that says honestly what it needs, and a
/// graduate who would go anywhere must not beat one who wants exactly this. Each term never falls when a skill, an accepted city or
/// kind is added to a list that names some, or when the floor is lowered; and no term depends on another.
/// </remarks>
static class Fit
{
    /// <summary>The highest score there is.</summary>
    public const int Highest = 1000;

    /// <summary>The closeness of a major that the position names.</summary>
    public const int SameMajor = 4;

    /// <summary>The closeness of a major whose class the position names.</summary>
    public const int SameClass = 3;

    /// <summary>The closeness of a major whose discipline the position names.</summary>
    public const int SameDiscipline = 2;

    /// <summary>The closeness of every major to a position that takes any.</summary>
    public const int AnyMajor = 2;

    /// <summary>From this age in days on, a position is not fresh at all.</summary>
    public const int Stale = FreshDays + FadingDays;

    /// <summary>So many days it takes a position to age, after the first week.</summary>
    public const int FadingDays = 30;

    const int FreshDays = 7;

    /// <summary>The requirements that are not met; a pair is eligible if there is none.</summary>
    /// <param name="vacancy">The position.</param>
    /// <param name="candidate">The graduate.</param>
    /// <param name="rules">The programme's rules.</param>
    /// <param name="today">The day in China for which it is asked, as <see cref="DateOnly.DayNumber"/>.</param>
    public static Requirements Failed(in VacancyFeatures vacancy, in CandidateFeatures candidate, FitRules rules, int today)
    {
        var failed = Requirements.None;
        if (vacancy.Closed || today > vacancy.LastDay)
        {
            failed |= Requirements.Open;
        }

        if (vacancy.FreeSeats <= 0)
        {
            failed |= Requirements.FreeSeat;
        }

        if (candidate.Degree < Lowest(vacancy, rules))
        {
            failed |= Requirements.Degree;
        }

        if (!vacancy.Majors.IsEmpty && Closeness(vacancy, candidate.Major) == 0)
        {
            failed |= Requirements.Major;
        }

        if (!Takes(rules, candidate.GraduationYear))
        {
            failed |= Requirements.Cohort;
        }

        if (!candidate.Cities.IsEmpty && !candidate.Cities.Contains(vacancy.City))
        {
            failed |= Requirements.City;
        }

        if (vacancy.PayMaximumFen < candidate.PayFloorFen)
        {
            failed |= Requirements.Pay;
        }

        return failed;
    }

    /// <summary>The sum of <see cref="Points"/> over all factors, 0 to 1000. It means something for eligible pairs only.</summary>
    public static int Score(in VacancyFeatures vacancy, in CandidateFeatures candidate, FitRules rules, int today)
    {
        var score = 0;
        for (var factor = Factor.Major; factor <= Factor.Freshness; factor++)
        {
            score += Points(factor, vacancy, candidate, rules, today);
        }

        return score;
    }

    /// <summary>What one factor contributes, 0 to its weight.</summary>
    public static int Points(Factor factor, in VacancyFeatures vacancy, in CandidateFeatures candidate, FitRules rules, int today)
    {
        var weight = rules.Weights[factor];
        return factor switch
        {
            Factor.Major => Major(weight, vacancy.Majors.IsEmpty ? AnyMajor : Closeness(vacancy, candidate.Major)),
            Factor.RequiredSkills => Covered(weight, vacancy.RequiredSkills.CountCommon(candidate.Skills), vacancy.RequiredSkills.Count),
            Factor.WishedSkills => Covered(weight, vacancy.WishedSkills.CountCommon(candidate.Skills), vacancy.WishedSkills.Count),
            Factor.Degree => Degree(weight, candidate.Degree, Lowest(vacancy, rules)),
            Factor.City => Wished(weight, candidate.Cities.IsEmpty, candidate.Cities.Contains(vacancy.City)),
            Factor.Pay => Pay(weight, candidate.PayFloorFen, vacancy.PayMinimumFen, vacancy.PayMaximumFen),
            Factor.Kind => Wished(weight, candidate.Kinds == 0, (candidate.Kinds & 1 << (int)vacancy.Kind) != 0),
            Factor.Freshness => Freshness(weight, today - vacancy.PublishedDay),
            _ => throw new ArgumentOutOfRangeException(nameof(factor), factor, "Not a factor."),
        };
    }

    /// <summary>The same with its reasons: what each factor contributes, which requirements failed, and what the graduate could change.</summary>
    public static Explanation Explain(Vacancy vacancy, Candidate candidate, FitRules rules, DateOnly today)
    {
        var (supply, demand, day) = (vacancy.Features(), candidate.Features(), today.DayNumber);
        var failed = Failed(supply, demand, rules, day);
        var score = Score(supply, demand, rules, day);
        return new Explanation(
            failed,
            score,
            [.. Factors.All.Select(factor => new Contribution(factor, Points(factor, supply, demand, rules, day), rules.Weights[factor]))],
            [.. Change.Thinkable(vacancy, candidate).Select(Tried).OfType<Change>().OrderByDescending(change => change.Cures != Requirements.None).ThenByDescending(change => change.Gain)]);

        // What a change brings is not estimated but tried.
        Change? Tried(Change change)
        {
            var changed = change.Apply(candidate).Features();
            var cures = failed & ~Failed(supply, changed, rules, day);
            var gain = Score(supply, changed, rules, day) - score;
            return gain > 0 || cures != Requirements.None ? change with { Gain = gain, Cures = cures } : null;
        }
    }

    /// <summary>The lowest degree that both the position and the programme accept.</summary>
    public static DegreeLevel Lowest(in VacancyFeatures vacancy, FitRules rules) => Lowest(vacancy.MinimumDegree, rules);

    /// <summary>The same for a position that asks for <paramref name="asked"/>.</summary>
    public static DegreeLevel Lowest(DegreeLevel asked, FitRules rules) => asked > rules.MinimumDegree ? asked : rules.MinimumDegree;

    /// <summary>Whether the programme takes the cohort.</summary>
    public static bool Takes(FitRules rules, int graduationYear) =>
        graduationYear >= rules.EarliestGraduationYear && graduationYear <= rules.LatestGraduationYear;

    /// <summary>How exactly the position names the major: 4 itself, 3 its class, 2 its discipline, 0 not at all.</summary>
    public static int Closeness(in VacancyFeatures vacancy, in MajorKey major) =>
        vacancy.Majors.Contains(major.Major) ? SameMajor
        : vacancy.Majors.Contains(major.Class) ? SameClass
        : vacancy.Majors.Contains(major.Discipline) ? SameDiscipline
        : 0;

    /// <summary>What <see cref="Factor.Major"/> is worth.</summary>
    public static int Major(int weight, int closeness) => Share(weight, closeness, SameMajor);

    /// <summary>What <see cref="Factor.RequiredSkills"/> or <see cref="Factor.WishedSkills"/> is worth with so many of the skills asked for.</summary>
    public static int Covered(int weight, int common, int asked) => asked == 0 ? weight / 2 : Share(weight, common, asked);

    /// <summary>What <see cref="Factor.Degree"/> is worth.</summary>
    public static int Degree(int weight, DegreeLevel degree, DegreeLevel lowest) => degree < lowest ? 0 : Share(weight, 10 - 3 * (degree - lowest), 10);

    /// <summary>What <see cref="Factor.City"/> or <see cref="Factor.Kind"/> is worth to a graduate who takes any, or who named some and this or not.</summary>
    public static int Wished(int weight, bool any, bool named) => any ? weight / 2 : named ? weight : 0;

    /// <summary>What <see cref="Factor.Pay"/> is worth; all in fen a month.</summary>
    public static int Pay(int weight, long floor, long minimum, long maximum)
    {
        if (floor <= minimum)
        {
            return weight;
        }

        var range = maximum - minimum;
        return range <= 0 ? 0 : Share(weight, Math.Max(0, maximum - floor), range);
    }

    /// <summary>What <see cref="Factor.Freshness"/> is worth so many days after publication.</summary>
    public static int Freshness(int weight, int days) => Share(weight, Math.Clamp(FreshDays + FadingDays - days, 0, FadingDays), FadingDays);

    static int Share(int weight, long part, long whole) => (int)(weight * part / whole);
}
