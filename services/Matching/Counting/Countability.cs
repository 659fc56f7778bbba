using System.Globalization;
using RaMatch.Contracts;
using RaMatch.Matching.Programmes;
using RaMatch.Reference;

namespace RaMatch.Matching.Counting;

/// <summary>
/// Decides whether a hire counts under a version of the rules, and says in words what is missing. A pure function: the same facts give
/// the same verdict today and at an inspection in three years. Its table of examples is the rules' executable commentary.
/// </summary>
static class Countability
{
    /// <summary>What the decision rests on.</summary>
    /// <param name="Stage">The stage of the placement.</param>
    /// <param name="Agreement">The agreement as the unit reports it; null before it is signed.</param>
    /// <param name="Evidence">The evidence on file that is not superseded.</param>
    /// <param name="Confirmed">The graduate has confirmed the hire.</param>
    /// <param name="Degree">The graduate's degree; null where no profile was ever seen.</param>
    /// <param name="GraduationYear">The graduate's year; null where no profile was ever seen.</param>
    /// <param name="Kind">The kind of post; null where the position is not known here.</param>
    /// <param name="City">The city of work; null where the position is not known here.</param>
    public sealed record Facts(
        PlacementStage Stage,
        Agreement? Agreement,
        IReadOnlyList<Proof> Evidence,
        bool Confirmed,
        DegreeLevel? Degree,
        int? GraduationYear,
        PositionKind? Kind,
        string? City);

    /// <summary>The agreement (协议) as the unit reports it.</summary>
    public sealed record Agreement(AgreementForm Form, DateOnly SignedOn, DateOnly StartsOn, int TermMonths, long PayFen);

    /// <summary>One piece of evidence; the month is that of the social insurance.</summary>
    public sealed record Proof(EvidenceKind Kind, string? Month);

    /// <summary>The answer.</summary>
    /// <param name="Claimed">The unit says: signed.</param>
    /// <param name="Evidenced">All evidence the rules ask for is on file.</param>
    /// <param name="Confirmed">The graduate has confirmed.</param>
    /// <param name="OfCohort">The graduate is of this year's cohort.</param>
    /// <param name="Missing">What stands in the way of counting, each a sentence; empty means that the park may verify.</param>
    public sealed record Verdict(bool Claimed, bool Evidenced, bool Confirmed, bool OfCohort, IReadOnlyList<string> Missing)
    {
        /// <summary>Nothing is missing.</summary>
        public bool Countable => Missing.Count == 0;
    }

    /// <summary>Judges the facts.</summary>
    /// <param name="rules">The version of the rules.</param>
    /// <param name="cohortYear">The programme's cohort.</param>
    /// <param name="opensOn">The programme's first day.</param>
    /// <param name="closesOn">The programme's last day.</param>
    /// <param name="facts">What is known.</param>
    public static Verdict Judge(Rules rules, int cohortYear, DateOnly opensOn, DateOnly closesOn, Facts facts)
    {
        var claimed = facts.Agreement is not null && facts.Stage is PlacementStage.Signed or PlacementStage.OnDuty or PlacementStage.Counted;
        var absent = rules.RequiredEvidence.Distinct().Where(kind => facts.Evidence.All(proof => proof.Kind != kind)).ToList();
        var missing = new List<string>();
        if (!claimed)
        {
            missing.Add(facts.Stage == PlacementStage.Terminated ? "协议已解除。" : "单位尚未登记签约。");
        }

        if (facts.Agreement is { } agreement)
        {
            missing.AddRange(OfAgreement(rules, opensOn, closesOn, agreement, facts.City));
        }

        missing.AddRange(absent.Select(kind => $"缺少{NameOf(kind)}。"));
        if (facts.Agreement is { } signed && absent.Count == 0 && rules.RequiredEvidence.Contains(EvidenceKind.Insurance) && !facts.Evidence.Any(proof => CoversDuty(proof, signed)))
        {
            missing.Add("社保缴纳月份早于到岗月份。");
        }

        if (!facts.Confirmed)
        {
            missing.Add("毕业生本人尚未确认去向。");
        }

        missing.AddRange(OfGraduate(rules, facts));
        missing.AddRange(OfPost(rules, facts));
        return new Verdict(claimed, claimed && absent.Count == 0, facts.Confirmed, facts.GraduationYear == cohortYear, missing);
    }

    /// <summary>What people call a kind of evidence.</summary>
    public static string NameOf(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Agreement => "协议扫描件",
        EvidenceKind.OnDuty => "到岗确认材料",
        EvidenceKind.Insurance => "社保缴纳证明",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    static IEnumerable<string> OfAgreement(Rules rules, DateOnly opensOn, DateOnly closesOn, Agreement agreement, string? city)
    {
        if (!rules.AgreementForms.Contains(agreement.Form))
        {
            yield return $"协议形式“{Labels.Of(agreement.Form)}”不在本专项认可范围内。";
        }

        if (agreement.TermMonths < rules.ShortestTermMonths)
        {
            yield return $"协议期限 {agreement.TermMonths} 个月，少于规定的 {rules.ShortestTermMonths} 个月。";
        }

        if (agreement.SignedOn < opensOn || agreement.SignedOn > closesOn)
        {
            yield return $"签订日期 {Text(agreement.SignedOn)} 不在专项期间（{Text(opensOn)} 至 {Text(closesOn)}）内。";
        }

        if (MinimumWage(rules, city) is { } wage && agreement.PayFen < wage)
        {
            yield return $"月薪 {Yuan(agreement.PayFen)} 元，低于{city}最低工资标准 {Yuan(wage)} 元。";
        }
    }

    static IEnumerable<string> OfGraduate(Rules rules, Facts facts)
    {
        if (facts.Degree is not { } degree || facts.GraduationYear is not { } year)
        {
            yield return "缺少毕业生学历信息。";
            yield break;
        }

        if (degree < rules.MinimumDegree)
        {
            yield return $"学历为{Labels.Of(degree)}，低于规定的{Labels.Of(rules.MinimumDegree)}。";
        }

        if (year < rules.EarliestGraduationYear)
        {
            yield return $"毕业年份 {year}，早于规定的 {rules.EarliestGraduationYear}。";
        }
    }

    static IEnumerable<string> OfPost(Rules rules, Facts facts)
    {
        if (facts.Kind is not { } kind)
        {
            yield return "岗位信息尚未同步。";
        }
        else if (!rules.Kinds.Contains(kind))
        {
            yield return $"岗位类型“{Labels.Of(kind)}”不在本专项范围内。";
        }
    }

    static long? MinimumWage(Rules rules, string? city)
    {
        if (!Cities.TryFind(city, out var found))
        {
            return null;
        }

        var written = rules.MinimumWagesFen.FirstOrDefault(entry => Cities.TryFind(entry.Key, out var named) && named == found);
        return written.Key is null ? found.MinimumMonthlyWageFen : written.Value;
    }

    // Months are written yyyy-MM, so that their order is that of their text.
    static bool CoversDuty(Proof proof, Agreement agreement) =>
        proof.Kind == EvidenceKind.Insurance && string.CompareOrdinal(proof.Month, agreement.StartsOn.ToString("yyyy-MM", CultureInfo.InvariantCulture)) >= 0;

    static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Yuan(long fen) => (fen / 100m).ToString("0.##", CultureInfo.InvariantCulture);
}
