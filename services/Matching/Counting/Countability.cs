using System.Globalization;
using RaMatch.Contracts;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Matching.Counting;

/// <summary>
/// Decides whether a hire counts under a version of the rules, and says what is missing. A pure function: the same facts give
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
    public sealed record Verdict(bool Claimed, bool Evidenced, bool Confirmed, bool OfCohort, IReadOnlyList<Sentence> Missing)
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
        var missing = new List<Sentence>();
        if (!claimed)
        {
            missing.Add(facts.Stage == PlacementStage.Terminated ? Sentence.Of("missing.agreement-ended") : Sentence.Of("missing.not-signed"));
        }

        if (facts.Agreement is { } agreement)
        {
            missing.AddRange(OfAgreement(rules, opensOn, closesOn, agreement, facts.City));
        }

        missing.AddRange(absent.Select(kind => Sentence.Of("missing.evidence", ("kind", kind))));
        if (facts.Agreement is { } signed && absent.Count == 0 && rules.RequiredEvidence.Contains(EvidenceKind.Insurance) && !facts.Evidence.Any(proof => CoversDuty(proof, signed)))
        {
            missing.Add(Sentence.Of("missing.insurance-too-early"));
        }

        if (!facts.Confirmed)
        {
            missing.Add(Sentence.Of("missing.not-confirmed"));
        }

        missing.AddRange(OfGraduate(rules, facts));
        missing.AddRange(OfPost(rules, facts));
        return new Verdict(claimed, claimed && absent.Count == 0, facts.Confirmed, facts.GraduationYear == cohortYear, missing);
    }

    static IEnumerable<Sentence> OfAgreement(Rules rules, DateOnly opensOn, DateOnly closesOn, Agreement agreement, string? city)
    {
        if (!rules.AgreementForms.Contains(agreement.Form))
        {
            yield return Sentence.Of("missing.form-not-accepted", ("form", agreement.Form));
        }

        if (agreement.TermMonths < rules.ShortestTermMonths)
        {
            yield return Sentence.Of("missing.term-too-short", ("months", agreement.TermMonths), ("least", rules.ShortestTermMonths));
        }

        if (agreement.SignedOn < opensOn || agreement.SignedOn > closesOn)
        {
            yield return Sentence.Of("missing.signed-outside", ("on", agreement.SignedOn), ("first", opensOn), ("last", closesOn));
        }

        if (MinimumWage(rules, city) is { } wage && agreement.PayFen < wage)
        {
            yield return Sentence.Of("missing.pay-below-minimum-wage", ("pay", agreement.PayFen), ("city", city), ("wage", wage));
        }
    }

    static IEnumerable<Sentence> OfGraduate(Rules rules, Facts facts)
    {
        if (facts.Degree is not { } degree || facts.GraduationYear is not { } year)
        {
            yield return Sentence.Of("missing.graduate-unknown");
            yield break;
        }

        if (degree < rules.MinimumDegree)
        {
            yield return Sentence.Of("missing.degree-too-low", ("degree", degree), ("least", rules.MinimumDegree));
        }

        if (year < rules.EarliestGraduationYear)
        {
            yield return Sentence.Of("missing.graduated-too-early", ("year", year), ("earliest", rules.EarliestGraduationYear));
        }
    }

    static IEnumerable<Sentence> OfPost(Rules rules, Facts facts)
    {
        if (facts.Kind is not { } kind)
        {
            yield return Sentence.Of("missing.position-unknown");
        }
        else if (!rules.Kinds.Contains(kind))
        {
            yield return Sentence.Of("missing.kind-excluded", ("kind", kind));
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
}
