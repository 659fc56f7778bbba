using RaMatch.Contracts;
using RaMatch.Platform.Words;
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
    internal const int MostSkills = 20;
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
            yield return Error("missing", "programme", "lint.programme-missing");
        }
        else if (rules is null)
        {
            yield return Error("programme", "programme", "position.programme-unknown");
        }
        else if (rules.ClosesOn < today)
        {
            yield return Error("programme", "programme", "lint.programme-over", ("programme", rules.Title), ("on", rules.ClosesOn));
        }
    }

    static IEnumerable<Finding> Title(PositionDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Title))
        {
            yield return Error("missing", "title", "lint.title-missing");
        }
        else if (Characters.Count(draft.Title) > LongestTitle || draft.Title.Length > 2 * LongestTitle)
        {
            yield return Error("length", "title", "lint.title-too-long", ("most", LongestTitle));
        }
    }

    static IEnumerable<Finding> Kind(PositionDraft draft, ProgrammeRules? rules)
    {
        if (draft.Kind is not { } kind)
        {
            yield return Error("missing", "kind", "lint.kind-missing");
        }
        else if (rules is not null && !rules.Kinds.Contains(kind))
        {
            yield return Error("kind", "kind", "lint.kind-excluded", ("kind", kind));
        }
    }

    static IEnumerable<Finding> Duties(PositionDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Duties))
        {
            yield return Error("missing", "duties", "lint.duties-missing");
        }
        else if (Characters.Count(draft.Duties) > LongestDuties)
        {
            yield return Error("length", "duties", "lint.duties-too-long", ("most", LongestDuties));
        }
        else if (Characters.Count(draft.Duties.Trim()) < ShortDuties)
        {
            yield return Warning("brief", "duties", "lint.duties-brief");
        }
    }

    static IEnumerable<Finding> Seats(PositionDraft draft, long held)
    {
        if (draft.Seats is not { } seats)
        {
            yield return Error("missing", "seats", "lint.seats-missing");
        }
        else if (seats is < 1 or > MostSeats)
        {
            yield return Error("range", "seats", "lint.seats-range", ("most", MostSeats));
        }
        else if (seats < held)
        {
            yield return Error("seats-held", "seats", "lint.seats-held", ("held", held));
        }
        else if (seats > UnusualSeats)
        {
            yield return Warning("unusual", "seats", "lint.seats-unusual");
        }
    }

    static IEnumerable<Finding> Degree(PositionDraft draft, ProgrammeRules? rules)
    {
        if (draft.MinimumDegree is not { } degree)
        {
            yield return Error("missing", "minimumDegree", "lint.degree-missing");
        }
        else if (draft.Kind == PositionKind.Postdoctoral && degree != DegreeLevel.Doctor)
        {
            yield return Error("degree", "minimumDegree", "lint.degree-of-postdoctoral");
        }
        else if (rules is not null && degree < rules.MinimumDegree)
        {
            yield return Warning("degree", "minimumDegree", "lint.degree-below-programme", ("degree", rules.MinimumDegree));
        }
    }

    static IEnumerable<Finding> MajorsOf(PositionDraft draft)
    {
        var majors = draft.Majors ?? [];
        if (majors.Count > MostMajors)
        {
            yield return Error("length", "majors", "lint.too-many-majors", ("most", MostMajors));
        }

        for (var index = 0; index < Math.Min(majors.Count, MostMajors); index++)
        {
            if (!Majors.IsKnownPrefix(majors[index]))
            {
                yield return Error("unknown-major", $"majors[{index}]", "lint.major-unknown", ("major", Shown(majors[index] ?? "")));
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
            yield return Error("length", field, "lint.too-many-skills", ("most", MostSkills));
        }

        for (var index = 0; index < Math.Min(skills.Count, MostSkills); index++)
        {
            if (string.IsNullOrWhiteSpace(skills[index]))
            {
                yield return Error("missing", $"{field}[{index}]", "lint.skill-missing");
            }
            else if (Characters.Count(skills[index]) > LongestSkill)
            {
                yield return Error("length", $"{field}[{index}]", "lint.skill-too-long", ("most", LongestSkill));
            }
        }
    }

    static IEnumerable<Finding> CityAndPay(PositionDraft draft, ProgrammeRules? rules)
    {
        City? city = null;
        if (string.IsNullOrWhiteSpace(draft.City))
        {
            yield return Error("missing", "city", "lint.city-missing");
        }
        else if (!Cities.TryFind(draft.City, out city))
        {
            yield return Error("unknown-city", "city", "lint.city-unknown", ("city", Shown(draft.City)));
        }

        if (draft.PayMinimumFen is not { } least)
        {
            yield return Error("missing", "payMinimumFen", "lint.pay-minimum-missing");
        }
        else if (least is <= 0 or > HighestPayFen)
        {
            yield return Error("range", "payMinimumFen", "lint.pay-range", ("most", HighestPayFen));
        }
        else if (city is not null && rules?.MinimumWageFen(city) is var own && (own ?? city.MinimumMonthlyWageFen) is var wage && least < wage)
        {
            yield return Error("minimum-wage", "payMinimumFen", "lint.pay-below-minimum-wage", ("city", city.Name), ("wage", wage), ("since", own is null ? Since(city) : Sentence.Of("wage.of-programme")));
        }

        if (draft.PayMaximumFen is not { } most)
        {
            yield return Error("missing", "payMaximumFen", "lint.pay-maximum-missing");
        }
        else if (most is <= 0 or > HighestPayFen)
        {
            yield return Error("range", "payMaximumFen", "lint.pay-range", ("most", HighestPayFen));
        }
        else if (most < draft.PayMinimumFen)
        {
            yield return Error("pay-order", "payMaximumFen", "lint.pay-order");
        }
        else if (draft.PayMinimumFen > 0 && most > draft.PayMinimumFen * UnusualPaySpread)
        {
            yield return Warning("unusual", "payMaximumFen", "lint.pay-spread");
        }
    }

    // A standard without its date says nothing: it changes every two or three years.
    static Sentence Since(City city) => (city.MinimumWageFrom, city.WageTierInDoubt) switch
    {
        ({ } from, false) => Sentence.Of("wage.since", ("from", from)),
        ({ } from, true) => Sentence.Of("wage.lower-tier-since", ("from", from)),
        (null, false) => Sentence.Of("wage.as-of", ("on", Cities.WagesAsOf)),
        (null, true) => Sentence.Of("wage.lower-tier-as-of", ("on", Cities.WagesAsOf)),
    };

    static IEnumerable<Finding> Term(PositionDraft draft, ProgrammeRules? rules)
    {
        if (draft.TermMonths is not { } months)
        {
            yield return Error("missing", "termMonths", "lint.term-missing");
        }
        else if (months is < 1 or > MostTermMonths)
        {
            yield return Error("range", "termMonths", "lint.term-range", ("most", MostTermMonths));
        }
        else if (months < rules?.ShortestTermMonths)
        {
            yield return Error("term", "termMonths", "lint.term-below-programme", ("least", rules.ShortestTermMonths));
        }
    }

    static IEnumerable<Finding> Closing(PositionDraft draft, ProgrammeRules? rules, DateOnly today)
    {
        if (draft.ClosesOn is not { } day)
        {
            yield return Error("missing", "closesOn", "lint.closing-missing");
        }
        else if (day < today)
        {
            yield return Error("closing", "closesOn", "lint.closing-passed");
        }
        else if (rules is not null && day > rules.ClosesOn)
        {
            yield return Error("closing", "closesOn", "lint.closing-after-programme", ("last", rules.ClosesOn));
        }
    }

    static Finding Error(string rule, string field, string code, params (string Name, Argument Value)[] arguments) =>
        new(rule, Severity.Error, field, Sentence.Of(code, arguments));

    static Finding Warning(string rule, string field, string code, params (string Name, Argument Value)[] arguments) =>
        new(rule, Severity.Warning, field, Sentence.Of(code, arguments));

    // What is quoted back may be anything, of any length.
    static string Shown(string text) => text.Length <= LongestQuote ? text : text[..(char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)] + "…";
}
