using System.Globalization;
using RaMatch.Platform;
using RaMatch.Reference;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// Every sentence in which a score, a refusal or a possible change is told to people. The same facts are told to the graduate (您) and
/// to the unit (该毕业生).
/// </summary>
sealed class Wording
{
    /// <summary>Speaks to the graduate.</summary>
    public static Wording ForGraduate { get; } = new("您");

    /// <summary>Speaks to the unit about the graduate.</summary>
    public static Wording ForUnit { get; } = new("该毕业生");

    readonly string _who;

    Wording(string who) => _who = who;

    /// <summary>One sentence for each requirement not met, in the order of the requirements.</summary>
    public IReadOnlyList<string> Refusals(Requirements failed, Vacancy vacancy, Candidate candidate, FitRules rules) =>
        [.. Each(failed).Select(requirement => Refusal(requirement, vacancy, candidate, rules))];

    /// <summary>Why a requirement is not met.</summary>
    public string Refusal(Requirements requirement, Vacancy vacancy, Candidate candidate, FitRules rules) => requirement switch
    {
        Requirements.Open => vacancy.Closed ? "岗位已停止招聘。" : $"岗位已于 {Date(vacancy.ClosesOn)}截止投递。",
        Requirements.FreeSeat => "岗位名额已满，名额释放后可再投递。",
        Requirements.Degree => $"岗位要求{Labels.Of(Fit.Lowest(vacancy.Features(), rules))}及以上学历，{_who}的学历为{Labels.Of(candidate.Degree)}。",
        Requirements.Major => $"岗位接受的专业为{MajorNames(vacancy)}，{_who}的专业（{Name(candidate.MajorCode)}）不在其中。",
        Requirements.Cohort => rules.EarliestGraduationYear == rules.LatestGraduationYear
            ? $"本专项面向 {Year(rules.EarliestGraduationYear)} 届毕业生，{_who}为 {Year(candidate.GraduationYear)} 届。"
            : $"本专项面向 {Year(rules.EarliestGraduationYear)} 至 {Year(rules.LatestGraduationYear)} 届毕业生，{_who}为 {Year(candidate.GraduationYear)} 届。",
        Requirements.City => $"工作地点在{vacancy.City}，不在{_who}可接受的城市（{List(candidate.Cities)}）中。",
        Requirements.Pay => $"岗位月薪最高 {Yuan(vacancy.PayMaximumFen)} 元，低于{_who}期望的最低月薪 {Yuan(candidate.PayFloorFen)} 元。",
        _ => throw new ArgumentOutOfRangeException(nameof(requirement), requirement, "Not one requirement."),
    };

    /// <summary>Why a factor contributes what it contributes.</summary>
    public string Reason(Factor factor, Vacancy vacancy, Candidate candidate, FitRules rules, DateOnly today) => factor switch
    {
        Factor.Major => Major(vacancy, candidate),
        Factor.RequiredSkills => Skills("必备技能", vacancy.RequiredSkills, candidate),
        Factor.WishedSkills => Skills("加分技能", vacancy.WishedSkills, candidate),
        Factor.Degree => Degree(vacancy, candidate, rules),
        Factor.City => candidate.Cities.Count == 0 ? $"{_who}未限定工作城市，岗位在{vacancy.City}。"
            : Wished(candidate.Cities.Select(Key.OfCity), Key.OfCity(vacancy.City)) ? $"工作地点{vacancy.City}在{_who}的意向城市中。"
            : $"工作地点{vacancy.City}不在{_who}的意向城市中。",
        Factor.Pay => Pay(vacancy, candidate),
        Factor.Kind => candidate.Kinds.Count == 0 ? $"{_who}未限定岗位类型，岗位为{Labels.Of(vacancy.Kind)}。"
            : candidate.Kinds.Contains(vacancy.Kind) ? $"岗位类型（{Labels.Of(vacancy.Kind)}）与{_who}的意向一致。"
            : $"岗位类型（{Labels.Of(vacancy.Kind)}）不在{_who}的意向中。",
        Factor.Freshness => Freshness(today.DayNumber - ChinaTime.DayOf(vacancy.PublishedAt).DayNumber),
        _ => throw new ArgumentOutOfRangeException(nameof(factor), factor, "Not a factor."),
    };

    /// <summary>What the graduate could do. Only ever said to the graduate, and never as an invitation to claim what is not so.</summary>
    public static string Advice(Change change) => change switch
    {
        AddSkill skill => $"如果您掌握“{skill.Skill}”，请补充到简历的技能中。",
        AddCity city => $"如果您愿意到{city.City}工作，请把它加入意向城市。",
        AddKind kind => $"如果您也考虑“{Labels.Of(kind.Kind)}”类岗位，请加入意向岗位类型。",
        LowerPayFloor pay => $"如果您可以接受月薪 {Yuan(pay.PayFloorFen)} 元，请调整期望的最低月薪。",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "Not a change."),
    };

    /// <summary>What one requirement alone costs, said to the unit.</summary>
    public static string Barrier(Requirements requirement, long graduates)
    {
        var count = graduates.ToString(CultureInfo.InvariantCulture);
        return requirement switch
        {
            Requirements.Degree => $"另有 {count} 名毕业生仅学历低于要求。",
            Requirements.Major => $"另有 {count} 名毕业生仅专业不在接受范围内，放宽专业即可覆盖。",
            Requirements.Cohort => $"另有 {count} 名毕业生仅届别不符合本专项规定。",
            Requirements.City => $"另有 {count} 名毕业生其他条件均符合，但意向城市不含工作地点。",
            Requirements.Pay => $"另有 {count} 名毕业生其他条件均符合，但期望月薪高于岗位最高月薪。",
            _ => throw new ArgumentOutOfRangeException(nameof(requirement), requirement, "Not a requirement on graduates."),
        };
    }

    /// <summary>The single requirements of a set, in order.</summary>
    public static IEnumerable<Requirements> Each(Requirements set) =>
        Enum.GetValues<Requirements>().Where(requirement => requirement != Requirements.None && set.HasFlag(requirement));

    string Major(Vacancy vacancy, Candidate candidate) =>
        vacancy.Features() is { Majors.IsEmpty: true } ? $"岗位不限专业，{_who}的专业为{Name(candidate.MajorCode)}。"
        : Fit.Closeness(vacancy.Features(), candidate.Features().Major) switch
        {
            4 => $"{_who}的专业（{Name(candidate.MajorCode)}）正是岗位指定的专业。",
            3 => $"{_who}的专业（{Name(candidate.MajorCode)}）属于岗位接受的专业类（{ClassOf(candidate.MajorCode)}）。",
            2 => $"{_who}的专业（{Name(candidate.MajorCode)}）属于岗位接受的学科门类（{DisciplineOf(candidate.MajorCode)}）。",
            _ => $"{_who}的专业（{Name(candidate.MajorCode)}）不在岗位接受的范围内。",
        };

    string Skills(string what, IReadOnlyList<string> asked, Candidate candidate)
    {
        var has = candidate.Features().Skills;
        var all = asked.Where(skill => Key.OfSkill(skill) is not null).DistinctBy(SkillText.Normalize).ToList();
        var (covered, missing) = (all.Where(Has).ToList(), all.Where(skill => !Has(skill)).ToList());
        return (all.Count, covered.Count, missing.Count) switch
        {
            (0, _, _) => $"岗位未列出{what}。",
            (_, _, 0) => $"{what}全部具备：{List(covered)}。",
            (_, 0, _) => $"{_who}的简历中尚无岗位的{what}：{List(missing)}。",
            _ => string.Create(CultureInfo.InvariantCulture, $"{what} {all.Count} 项，{_who}具备 {covered.Count} 项（{List(covered)}），还缺{List(missing)}。"),
        };

        bool Has(string skill) => has.Contains(Key.OfSkill(skill)!.Value);
    }

    string Degree(Vacancy vacancy, Candidate candidate, FitRules rules)
    {
        var lowest = Fit.Lowest(vacancy.Features(), rules);
        return candidate.Degree == lowest ? $"{_who}的学历（{Labels.Of(candidate.Degree)}）与岗位要求一致。"
            : candidate.Degree > lowest ? $"{_who}的学历（{Labels.Of(candidate.Degree)}）高于岗位要求（{Labels.Of(lowest)}）。"
            : $"{_who}的学历（{Labels.Of(candidate.Degree)}）低于岗位要求（{Labels.Of(lowest)}）。";
    }

    string Pay(Vacancy vacancy, Candidate candidate)
    {
        var range = vacancy.PayMinimumFen == vacancy.PayMaximumFen ? $"{Yuan(vacancy.PayMinimumFen)} 元" : $"{Yuan(vacancy.PayMinimumFen)} 至 {Yuan(vacancy.PayMaximumFen)} 元";
        return candidate.PayFloorFen == 0 ? $"{_who}未限定薪资，岗位月薪 {range}。"
            : candidate.PayFloorFen <= vacancy.PayMinimumFen ? $"岗位月薪 {range}，不低于{_who}期望的 {Yuan(candidate.PayFloorFen)} 元。"
            : candidate.PayFloorFen <= vacancy.PayMaximumFen ? $"岗位月薪 {range}，其中一部分达到{_who}期望的 {Yuan(candidate.PayFloorFen)} 元。"
            : $"岗位月薪 {range}，低于{_who}期望的 {Yuan(candidate.PayFloorFen)} 元。";
    }

    static string Freshness(int days) => days <= 0 ? "岗位今天发布。" : string.Create(CultureInfo.InvariantCulture, $"岗位发布于 {days} 天前。");

    static bool Wished(IEnumerable<ulong> keys, ulong key) => keys.Contains(key);

    static string MajorNames(Vacancy vacancy) => List([.. vacancy.Majors.Select(Name)]);

    static string Name(string code) => Majors.Describe(code) ?? code;

    static string ClassOf(string code) => Majors.TryFind(code, out var major) ? major.ClassName : code;

    static string DisciplineOf(string code) => Majors.TryFind(code, out var major) ? major.DisciplineName : code;

    static string List(IReadOnlyList<string> items) => string.Join("、", items);

    static string Yuan(long fen) => (fen / 100m).ToString("#,0.##", CultureInfo.InvariantCulture);

    static string Year(long year) => year.ToString(CultureInfo.InvariantCulture);

    static string Date(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{date.Year} 年 {date.Month} 月 {date.Day} 日");
}
