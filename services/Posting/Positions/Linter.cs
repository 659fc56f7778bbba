using System.Globalization;
using RaMatch.Contracts;
using RaMatch.Reference;

namespace RaMatch.Posting.Positions;

/// <summary>
/// Says what is missing, wrong or unlawful in a position: the only judge of its input, at typing and at submission. Pure; what is
/// forbidden in the wording is data in <see cref="WordingRules"/>.
/// </summary>
static class Linter
{
    public const int MostSeats = 500;
    public const int MostTermMonths = 120;
    const int LongestTitle = 80;
    const int LongestDuties = 2000;
    const int ShortDuties = 20;
    const int MostSkills = 20;
    const int LongestSkill = 40;
    const int MostMajors = 50;
    const int LongestQuote = 20;
    const int UnusualSeats = 50;
    const int UnusualPaySpread = 3;
    const long HighestPayFen = 100_000_00;

    /// <summary>All findings, errors first, else in the order of the form.</summary>
    /// <param name="draft">What the unit wrote.</param>
    /// <param name="rules">The programme; null if the draft names none that is known.</param>
    /// <param name="today">The civil day in China.</param>
    /// <param name="seatsHeld">Seats already held by offers and hires.</param>
    public static IReadOnlyList<Finding> Check(PositionDraft draft, ProgrammeRules? rules, DateOnly today, long seatsHeld = 0)
    {
        List<Finding> findings =
        [
            .. Programme(draft, rules, today),
            .. Title(draft),
            .. Kind(draft, rules),
            .. Duties(draft),
            .. Seats(draft, seatsHeld),
            .. Degree(draft, rules),
            .. MajorsOf(draft),
            .. Skills("requiredSkills", draft.RequiredSkills),
            .. Skills("wishedSkills", draft.WishedSkills),
            .. CityAndPay(draft, rules),
            .. Term(draft, rules),
            .. Closing(draft, rules, today),
            .. WordingRules.Check(draft),
        ];
        return [.. findings.OrderByDescending(finding => finding.Severity)];
    }

    static IEnumerable<Finding> Programme(PositionDraft draft, ProgrammeRules? rules, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(draft.Programme))
        {
            yield return Error("missing", "programme", "请选择专项。");
        }
        else if (rules is null)
        {
            yield return Error("programme", "programme", "没有这个专项，请从列表中选择。");
        }
        else if (rules.ClosesOn < today)
        {
            yield return Error("programme", "programme", $"“{rules.Title}”已于{Day(rules.ClosesOn)}结束，不再接受岗位。");
        }
    }

    static IEnumerable<Finding> Title(PositionDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Title))
        {
            yield return Error("missing", "title", "请填写岗位名称。");
        }
        else if (draft.Title.Length > LongestTitle)
        {
            yield return Error("length", "title", $"岗位名称不能超过{LongestTitle}个字。");
        }
    }

    static IEnumerable<Finding> Kind(PositionDraft draft, ProgrammeRules? rules)
    {
        if (draft.Kind is not { } kind)
        {
            yield return Error("missing", "kind", "请选择岗位类型。");
        }
        else if (rules is not null && !rules.Kinds.Contains(kind))
        {
            yield return Error("kind", "kind", $"本专项不包含“{Labels.Of(kind)}”岗位。");
        }
    }

    static IEnumerable<Finding> Duties(PositionDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Duties))
        {
            yield return Error("missing", "duties", "请填写岗位职责。");
        }
        else if (draft.Duties.Length > LongestDuties)
        {
            yield return Error("length", "duties", $"岗位职责不能超过{LongestDuties}个字。");
        }
        else if (draft.Duties.Trim().Length < ShortDuties)
        {
            yield return Warning("brief", "duties", "岗位职责过于简短，写明参与的科研项目和具体工作，更容易吸引毕业生。");
        }
    }

    static IEnumerable<Finding> Seats(PositionDraft draft, long held)
    {
        if (draft.Seats is not { } seats)
        {
            yield return Error("missing", "seats", "请填写招聘人数。");
        }
        else if (seats is < 1 or > MostSeats)
        {
            yield return Error("range", "seats", $"招聘人数应为1至{MostSeats}人。");
        }
        else if (seats < held)
        {
            yield return Error("seats-held", "seats", $"已有{held}个名额被录用占用，招聘人数不能少于{held}人。");
        }
        else if (seats > UnusualSeats)
        {
            yield return Warning("unusual", "seats", "招聘人数较多，请确认与真实用人需求一致，园区可能要求补充说明。");
        }
    }

    static IEnumerable<Finding> Degree(PositionDraft draft, ProgrammeRules? rules)
    {
        if (draft.MinimumDegree is not { } degree)
        {
            yield return Error("missing", "minimumDegree", "请选择最低学历。");
        }
        else if (draft.Kind == PositionKind.Postdoctoral && degree != DegreeLevel.Doctor)
        {
            yield return Error("degree", "minimumDegree", "博士后岗位的最低学历应为博士研究生。");
        }
        else if (rules is not null && degree < rules.MinimumDegree)
        {
            yield return Warning("degree", "minimumDegree", $"本专项从{Labels.Of(rules.MinimumDegree)}起计入落实，低于该学历的毕业生不计入。");
        }
    }

    static IEnumerable<Finding> MajorsOf(PositionDraft draft)
    {
        var majors = draft.Majors ?? [];
        if (majors.Count > MostMajors)
        {
            yield return Error("length", "majors", $"专业不能超过{MostMajors}个；如要求较宽，请选择学科门类或专业类。");
        }

        for (var index = 0; index < Math.Min(majors.Count, MostMajors); index++)
        {
            if (!Majors.IsKnownPrefix(majors[index]))
            {
                yield return Error("unknown-major", $"majors[{index}]", $"专业目录中没有“{Shown(majors[index] ?? "")}”，请从目录中选择。");
            }
        }
    }

    static IEnumerable<Finding> Skills(string field, IReadOnlyList<string>? skills)
    {
        if (skills is null)
        {
            yield break;
        }

        if (skills.Count > MostSkills)
        {
            yield return Error("length", field, $"技能不能超过{MostSkills}项。");
        }

        for (var index = 0; index < Math.Min(skills.Count, MostSkills); index++)
        {
            if (string.IsNullOrWhiteSpace(skills[index]))
            {
                yield return Error("missing", $"{field}[{index}]", "技能不能为空。");
            }
            else if (skills[index].Length > LongestSkill)
            {
                yield return Error("length", $"{field}[{index}]", $"每项技能不能超过{LongestSkill}个字。");
            }
        }
    }

    static IEnumerable<Finding> CityAndPay(PositionDraft draft, ProgrammeRules? rules)
    {
        City? city = null;
        if (string.IsNullOrWhiteSpace(draft.City))
        {
            yield return Error("missing", "city", "请选择工作城市。");
        }
        else if (!Cities.TryFind(draft.City, out city))
        {
            yield return Error("unknown-city", "city", $"没有“{Shown(draft.City)}”这个城市，请从列表中选择。");
        }

        if (draft.PayMinimumFen is not { } least)
        {
            yield return Error("missing", "payMinimumFen", "请填写月薪下限。");
        }
        else if (least is <= 0 or > HighestPayFen)
        {
            yield return Error("range", "payMinimumFen", $"月薪应大于0，不超过{Yuan(HighestPayFen)}。");
        }
        else if (city is not null && (rules?.MinimumWageFen(city) ?? city.MinimumMonthlyWageFen) is var wage && least < wage)
        {
            yield return Error("minimum-wage", "payMinimumFen", $"月薪不能低于{city.Name}最低工资标准（{Yuan(wage)}）。");
        }

        if (draft.PayMaximumFen is not { } most)
        {
            yield return Error("missing", "payMaximumFen", "请填写月薪上限。");
        }
        else if (most is <= 0 or > HighestPayFen)
        {
            yield return Error("range", "payMaximumFen", $"月薪应大于0，不超过{Yuan(HighestPayFen)}。");
        }
        else if (most < draft.PayMinimumFen)
        {
            yield return Error("pay-order", "payMaximumFen", "月薪上限不能低于下限。");
        }
        else if (draft.PayMinimumFen > 0 && most > draft.PayMinimumFen * UnusualPaySpread)
        {
            yield return Warning("unusual", "payMaximumFen", "月薪上下限差距过大，毕业生难以判断实际待遇，建议缩小范围。");
        }
    }

    static IEnumerable<Finding> Term(PositionDraft draft, ProgrammeRules? rules)
    {
        if (draft.TermMonths is not { } months)
        {
            yield return Error("missing", "termMonths", "请填写协议期限。");
        }
        else if (months is < 1 or > MostTermMonths)
        {
            yield return Error("range", "termMonths", $"协议期限应为1至{MostTermMonths}个月。");
        }
        else if (months < rules?.ShortestTermMonths)
        {
            yield return Error("term", "termMonths", $"本专项要求协议期限不少于{rules.ShortestTermMonths}个月。");
        }
    }

    static IEnumerable<Finding> Closing(PositionDraft draft, ProgrammeRules? rules, DateOnly today)
    {
        if (draft.ClosesOn is not { } day)
        {
            yield return Error("missing", "closesOn", "请填写报名截止日期。");
        }
        else if (day < today)
        {
            yield return Error("closing", "closesOn", "报名截止日期不能早于今天。");
        }
        else if (rules is not null && day > rules.ClosesOn)
        {
            yield return Error("closing", "closesOn", $"报名截止日期不能晚于专项结束日期（{Day(rules.ClosesOn)}）。");
        }
    }

    static Finding Error(string rule, string field, string sentence) => new(rule, Severity.Error, field, sentence);

    static Finding Warning(string rule, string field, string sentence) => new(rule, Severity.Warning, field, sentence);

    // What is quoted back may be anything, of any length.
    static string Shown(string text) => text.Length <= LongestQuote ? text : text[..(char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)] + "…";

    static string Day(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    static string Yuan(long fen) => string.Create(CultureInfo.InvariantCulture, $"{fen / 100m:#,0.##}元");
}
