using RaMatch.Platform;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// Every sentence in which a score, a refusal or a possible change is told to people. The same facts are told to the graduate (您) and
/// to the unit (该毕业生).
/// </summary>
sealed class Wording
{
    /// <summary>Speaks to the graduate.</summary>
    public static Wording ForGraduate { get; } = new(Sentence.Of("who.you"), Sentence.Of("whose.your"));

    /// <summary>Speaks to the unit about the graduate.</summary>
    public static Wording ForUnit { get; } = new(Sentence.Of("who.graduate"), Sentence.Of("whose.graduates"));

    readonly Sentence _who;
    readonly Sentence _whose;

    Wording(Sentence who, Sentence whose) => (_who, _whose) = (who, whose);

    /// <summary>One sentence for each requirement not met, in the order of the requirements.</summary>
    public IReadOnlyList<Sentence> Refusals(Requirements failed, Vacancy vacancy, Candidate candidate, FitRules rules) =>
        [.. Each(failed).Select(requirement => Refusal(requirement, vacancy, candidate, rules))];

    /// <summary>Why a requirement is not met.</summary>
    public Sentence Refusal(Requirements requirement, Vacancy vacancy, Candidate candidate, FitRules rules) => requirement switch
    {
        Requirements.Open => vacancy.Closed ? Sentence.Of("fit.closed") : Sentence.Of("fit.closing-passed", ("on", vacancy.ClosesOn)),
        Requirements.FreeSeat => Sentence.Of("fit.no-seat"),
        Requirements.Degree => Sentence.Of("fit.degree-too-low", ("lowest", Fit.Lowest(vacancy.Features(), rules)), ("whose", _whose), ("degree", candidate.Degree)),
        Requirements.Major => Sentence.Of("fit.major-not-accepted", ("majors", MajorNames(vacancy)), ("whose", _whose), ("major", Name(candidate.MajorCode))),
        Requirements.Cohort => rules.EarliestGraduationYear == rules.LatestGraduationYear
            ? Sentence.Of("fit.cohort", ("year", rules.EarliestGraduationYear), ("who", _who), ("graduated", candidate.GraduationYear))
            : Sentence.Of("fit.cohorts", ("first", rules.EarliestGraduationYear), ("last", rules.LatestGraduationYear), ("who", _who), ("graduated", candidate.GraduationYear)),
        Requirements.City => Sentence.Of("fit.city-not-accepted", ("city", vacancy.City), ("who", _who), ("cities", Argument.List(candidate.Cities))),
        Requirements.Pay => Sentence.Of("fit.pay-too-low", ("most", vacancy.PayMaximumFen), ("who", _who), ("floor", candidate.PayFloorFen)),
        _ => throw new ArgumentOutOfRangeException(nameof(requirement), requirement, "Not one requirement."),
    };

    /// <summary>Why a factor contributes what it contributes.</summary>
    public Sentence Reason(Factor factor, Vacancy vacancy, Candidate candidate, FitRules rules, DateOnly today) => factor switch
    {
        Factor.Major => Major(vacancy, candidate),
        Factor.RequiredSkills => Skills(Sentence.Of("skills.required"), vacancy.RequiredSkills, candidate),
        Factor.WishedSkills => Skills(Sentence.Of("skills.wished"), vacancy.WishedSkills, candidate),
        Factor.Degree => Degree(vacancy, candidate, rules),
        Factor.City => candidate.Cities.Count == 0 ? Sentence.Of("fit.city-any", ("who", _who), ("city", vacancy.City))
            : Wished(candidate.Cities.Select(Key.OfCity), Key.OfCity(vacancy.City)) ? Sentence.Of("fit.city-wished", ("city", vacancy.City), ("whose", _whose))
            : Sentence.Of("fit.city-not-wished", ("city", vacancy.City), ("whose", _whose)),
        Factor.Pay => Pay(vacancy, candidate),
        Factor.Kind => candidate.Kinds.Count == 0 ? Sentence.Of("fit.kind-any", ("who", _who), ("kind", vacancy.Kind))
            : candidate.Kinds.Contains(vacancy.Kind) ? Sentence.Of("fit.kind-wished", ("kind", vacancy.Kind), ("whose", _whose))
            : Sentence.Of("fit.kind-not-wished", ("kind", vacancy.Kind), ("whose", _whose)),
        Factor.Freshness => Freshness(today.DayNumber - ChinaTime.DayOf(vacancy.PublishedAt).DayNumber),
        _ => throw new ArgumentOutOfRangeException(nameof(factor), factor, "Not a factor."),
    };

    /// <summary>What the graduate could do. Only ever said to the graduate, and never as an invitation to claim what is not so.</summary>
    public static Sentence Advice(Change change) => change switch
    {
        AddSkill skill => Sentence.Of("fit.add-skill", ("skill", skill.Skill)),
        AddCity city => Sentence.Of("fit.add-city", ("city", city.City)),
        AddKind kind => Sentence.Of("fit.add-kind", ("kind", kind.Kind)),
        LowerPayFloor pay => Sentence.Of("fit.lower-pay-floor", ("pay", pay.PayFloorFen)),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "Not a change."),
    };

    /// <summary>What one requirement alone costs, said to the unit.</summary>
    public static Sentence Barrier(Requirements requirement, long graduates)
    {
        return requirement switch
        {
            Requirements.Degree => Sentence.Of("barrier.degree", ("count", graduates)),
            Requirements.Major => Sentence.Of("barrier.major", ("count", graduates)),
            Requirements.Cohort => Sentence.Of("barrier.cohort", ("count", graduates)),
            _ => throw new ArgumentOutOfRangeException(nameof(requirement), requirement, "Not a requirement on graduates that a unit is told."),
        };
    }

    /// <summary>The single requirements of a set, in order.</summary>
    public static IEnumerable<Requirements> Each(Requirements set) =>
        Enum.GetValues<Requirements>().Where(requirement => requirement != Requirements.None && set.HasFlag(requirement));

    Sentence Major(Vacancy vacancy, Candidate candidate) =>
        vacancy.Features() is { Majors.IsEmpty: true } ? Sentence.Of("fit.major-any", ("whose", _whose), ("major", Name(candidate.MajorCode)))
        : Fit.Closeness(vacancy.Features(), candidate.Features().Major) switch
        {
            4 => Sentence.Of("fit.major-named", ("whose", _whose), ("major", Name(candidate.MajorCode))),
            3 => Sentence.Of("fit.major-of-class", ("whose", _whose), ("major", Name(candidate.MajorCode)), ("class", ClassOf(candidate.MajorCode))),
            2 => Sentence.Of("fit.major-of-discipline", ("whose", _whose), ("major", Name(candidate.MajorCode)), ("discipline", DisciplineOf(candidate.MajorCode))),
            _ => Sentence.Of("fit.major-outside", ("whose", _whose), ("major", Name(candidate.MajorCode))),
        };

    Sentence Skills(Sentence what, IReadOnlyList<string> asked, Candidate candidate)
    {
        var has = candidate.Features().Skills;
        var all = asked.Where(skill => Key.OfSkill(skill) is not null).DistinctBy(SkillText.Normalize).ToList();
        var (covered, missing) = (all.Where(Has).ToList(), all.Where(skill => !Has(skill)).ToList());
        return (all.Count, covered.Count, missing.Count) switch
        {
            (0, _, _) => Sentence.Of("fit.no-skills-asked", ("what", what)),
            (_, _, 0) => Sentence.Of("fit.all-skills", ("what", what), ("covered", Argument.List(covered))),
            (_, 0, _) => Sentence.Of("fit.no-skill", ("whose", _whose), ("what", what), ("missing", Argument.List(missing))),
            _ => Sentence.Of("fit.some-skills", ("what", what), ("count", all.Count), ("who", _who), ("have", covered.Count), ("covered", Argument.List(covered)), ("missing", Argument.List(missing))),
        };

        bool Has(string skill) => has.Contains(Key.OfSkill(skill)!.Value);
    }

    Sentence Degree(Vacancy vacancy, Candidate candidate, FitRules rules)
    {
        var lowest = Fit.Lowest(vacancy.Features(), rules);
        return candidate.Degree == lowest ? Sentence.Of("fit.degree-as-asked", ("whose", _whose), ("degree", candidate.Degree))
            : candidate.Degree > lowest ? Sentence.Of("fit.degree-above", ("whose", _whose), ("degree", candidate.Degree), ("lowest", lowest))
            : Sentence.Of("fit.degree-below", ("whose", _whose), ("degree", candidate.Degree), ("lowest", lowest));
    }

    Sentence Pay(Vacancy vacancy, Candidate candidate)
    {
        var range = vacancy.PayMinimumFen == vacancy.PayMaximumFen
            ? Sentence.Of("fit.pay-one", ("pay", vacancy.PayMinimumFen))
            : Sentence.Of("fit.pay-range", ("least", vacancy.PayMinimumFen), ("most", vacancy.PayMaximumFen));
        return candidate.PayFloorFen == 0 ? Sentence.Of("fit.pay-any", ("who", _who), ("pay", range))
            : candidate.PayFloorFen <= vacancy.PayMinimumFen ? Sentence.Of("fit.pay-reached", ("pay", range), ("who", _who), ("floor", candidate.PayFloorFen))
            : candidate.PayFloorFen <= vacancy.PayMaximumFen ? Sentence.Of("fit.pay-partly", ("pay", range), ("who", _who), ("floor", candidate.PayFloorFen))
            : Sentence.Of("fit.pay-below", ("pay", range), ("who", _who), ("floor", candidate.PayFloorFen));
    }

    static Sentence Freshness(int days) => days <= 0 ? Sentence.Of("fit.published-today") : Sentence.Of("fit.published-before", ("days", days));

    static bool Wished(IEnumerable<ulong> keys, ulong key) => keys.Contains(key);

    static Argument MajorNames(Vacancy vacancy) => Argument.List(vacancy.Majors.Select(code => Majors.Describe(code) ?? code));

    // What the graduate wrote by hand stays with Applicant.
    static Argument Name(string code) => code.Length == 0 ? Sentence.Of("fit.major-by-hand") : Majors.Describe(code) ?? code;

    static string ClassOf(string code) => Majors.TryFind(code, out var major) ? major.ClassName : code;

    static string DisciplineOf(string code) => Majors.TryFind(code, out var major) ? major.DisciplineName : code;

}
