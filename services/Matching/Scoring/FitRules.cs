using RaMatch.Contracts;

namespace RaMatch.Matching.Scoring;

/// <summary>What a version of a programme's rules says about fit.</summary>
/// <param name="MinimumDegree">The lowest degree that counts, whatever a position says.</param>
/// <param name="EarliestGraduationYear">The earliest cohort that counts.</param>
/// <param name="LatestGraduationYear">The latest: this year's. Who graduates later cannot be hired yet.</param>
/// <param name="Weights">How much each factor is worth.</param>
sealed record FitRules(DegreeLevel MinimumDegree, int EarliestGraduationYear, int LatestGraduationYear, FitWeights Weights);

/// <summary>
/// The most each factor can contribute to a score; together 1000. The defaults say: what somebody can do counts most (skills 400), then
/// what they learned (major and degree 330), then what both sides want (city, pay and kind 220), then how new the position is (50).
/// </summary>
sealed record FitWeights
{
    public static FitWeights Default { get; } = new();

    public int Major { get; init; } = 250;
    public int RequiredSkills { get; init; } = 300;
    public int WishedSkills { get; init; } = 100;
    public int Degree { get; init; } = 80;
    public int City { get; init; } = 80;
    public int Pay { get; init; } = 80;
    public int Kind { get; init; } = 60;
    public int Freshness { get; init; } = 50;

    /// <summary>None is negative and together they are 1000; rules with other weights are not to be adopted.</summary>
    public bool AreValid => Factors.All.All(factor => this[factor] >= 0) && Factors.All.Sum(factor => (long)this[factor]) == Fit.Highest;

    public int this[Factor factor] => factor switch
    {
        Factor.Major => Major,
        Factor.RequiredSkills => RequiredSkills,
        Factor.WishedSkills => WishedSkills,
        Factor.Degree => Degree,
        Factor.City => City,
        Factor.Pay => Pay,
        Factor.Kind => Kind,
        Factor.Freshness => Freshness,
        _ => throw new ArgumentOutOfRangeException(nameof(factor), factor, "Not a factor."),
    };
}

/// <summary>What a score is made of.</summary>
enum Factor
{
    /// <summary>专业: how exactly the position names the graduate's major.</summary>
    Major,

    /// <summary>必备技能: the share of the skills asked for that the graduate has.</summary>
    RequiredSkills,

    /// <summary>加分技能: the share of the skills that help.</summary>
    WishedSkills,

    /// <summary>学历: how close the degree asked for is to the graduate's.</summary>
    Degree,

    /// <summary>城市: whether the graduate named the city.</summary>
    City,

    /// <summary>薪资: how much of the pay range lies above the graduate's floor.</summary>
    Pay,

    /// <summary>岗位类型: whether the graduate wishes for this kind.</summary>
    Kind,

    /// <summary>发布时间: how lately the position was published.</summary>
    Freshness,
}

/// <summary>The factors in the order they are shown.</summary>
static class Factors
{
    public static IReadOnlyList<Factor> All { get; } = Enum.GetValues<Factor>();
}

/// <summary>What must hold before a score means anything; several may fail at once.</summary>
[Flags]
enum Requirements
{
    /// <summary>Nothing failed.</summary>
    None = 0,

    /// <summary>招聘中: published, not closed, its last day not over, its unit not suspended.</summary>
    Open = 1,

    /// <summary>有空余名额: a seat that no offer or hire holds.</summary>
    FreeSeat = 2,

    /// <summary>学历: at least the position's and the programme's.</summary>
    Degree = 4,

    /// <summary>专业: one the position accepts.</summary>
    Major = 8,

    /// <summary>届别: a cohort the programme accepts.</summary>
    Cohort = 16,

    /// <summary>城市: one the graduate accepts.</summary>
    City = 32,

    /// <summary>薪资: the position's highest pay is not under the graduate's floor.</summary>
    Pay = 64,
}
