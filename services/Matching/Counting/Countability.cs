using System.Globalization;
using RaMatch.Contracts;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Matching.Counting;

/// <summary>
/// Decides whether a hire counts under a version of the rules, and says what is missing. A pure function: the same facts give
/// the same verdict today and at an inspection in three years. Its table of examples is the rules' executable commentary.
/// Facts have an order: applied, accepted, signed, on duty, proved (ADR 29); what breaks it does not count, and each breach has a sentence.
/// </summary>
static class Countability
{
    /// <summary>What the decision rests on.</summary>
    /// <param name="Stage">The stage of the placement.</param>
    /// <param name="AppliedOn">The day in China on which the graduate applied, which is no earlier than the publication.</param>
    /// <param name="AcceptedOn">The day on which the graduate accepted; null while nothing is accepted.</param>
    /// <param name="Agreement">The agreement as the unit reports it; null before it is signed.</param>
    /// <param name="Evidence">The evidence on file that is not superseded.</param>
    /// <param name="Confirmed">The graduate has confirmed the hire.</param>
    /// <param name="Degree">The graduate's degree; null where no profile was ever seen.</param>
    /// <param name="GraduationYear">The graduate's cohort (届); null where no profile was ever seen.</param>
    /// <param name="Kind">The kind of post; null where the position is not known here.</param>
    /// <param name="City">The city of work; null where the position is not known here.</param>
    /// <param name="Lost">A dispute over this person was decided for another hire, and that one counts.</param>
    public sealed record Facts(
        PlacementStage Stage,
        DateOnly AppliedOn,
        DateOnly? AcceptedOn,
        Agreement? Agreement,
        IReadOnlyList<Proof> Evidence,
        bool Confirmed,
        DegreeLevel? Degree,
        int? GraduationYear,
        PositionKind? Kind,
        string? City,
        bool Lost = false);

    /// <summary>The agreement (协议) as the unit reports it.</summary>
    public sealed record Agreement(AgreementForm Form, DateOnly SignedOn, DateOnly StartsOn, int TermMonths, long PayFen);

    /// <summary>One piece of evidence.</summary>
    /// <param name="Kind">What it proves.</param>
    /// <param name="Month">The month of the social insurance, yyyy-MM.</param>
    /// <param name="FiledOn">The day in China on which it was filed.</param>
    /// <param name="Sha256">The hash of the file.</param>
    /// <param name="HiresAlso">How many other hires of the programme have the same file as evidence.</param>
    /// <param name="StrangersAlso">Those of them that it cannot prove too: an agreement is one person's, and a list of one unit proves nothing at another.</param>
    public sealed record Proof(EvidenceKind Kind, string? Month, DateOnly FiledOn, string Sha256, int HiresAlso = 0, int StrangersAlso = 0);

    /// <summary>What is wrong with the agreement as it was reported.</summary>
    /// <param name="Field">Its field, as the request of the signing names it.</param>
    /// <param name="Sentence">What is wrong; one of those missing.</param>
    public sealed record Fault(string Field, Sentence Sentence);

    /// <summary>The answer.</summary>
    /// <param name="Claimed">The unit says: signed.</param>
    /// <param name="Evidenced">All evidence the rules ask for is on file.</param>
    /// <param name="Confirmed">The graduate has confirmed.</param>
    /// <param name="OfCohort">The graduate is of this year's cohort.</param>
    /// <param name="Missing">What stands in the way of counting, each a sentence; empty means that the park may verify.</param>
    /// <param name="Faults">Those of them that lie in the agreement, with its fields.</param>
    /// <param name="Findings">What stands in nobody's way and the park should look at before it verifies.</param>
    public sealed record Verdict(
        bool Claimed,
        bool Evidenced,
        bool Confirmed,
        bool OfCohort,
        IReadOnlyList<Sentence> Missing,
        IReadOnlyList<Fault> Faults,
        IReadOnlyList<Sentence> Findings)
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
        var faults = facts.Agreement is { } agreement ? OfAgreement(rules, opensOn, closesOn, agreement, facts.City).Concat(OfOrder(agreement, facts)).ToList() : [];
        var missing = new List<Sentence>();
        if (facts.Lost)
        {
            missing.Add(Sentence.Of("missing.decided-for-another"));
        }

        if (!claimed)
        {
            missing.Add(facts.Stage == PlacementStage.Terminated ? Sentence.Of("missing.agreement-ended") : Sentence.Of("missing.not-signed"));
        }

        missing.AddRange(faults.Select(fault => fault.Sentence));
        missing.AddRange(absent.Select(kind => Sentence.Of("missing.evidence", ("kind", kind))));
        missing.AddRange(OfFiles(facts.Evidence));
        if (facts.Agreement is { } signed && absent.Count == 0)
        {
            missing.AddRange(OfDuty(rules, facts.Evidence, signed));
        }

        if (!facts.Confirmed)
        {
            missing.Add(Sentence.Of("missing.not-confirmed"));
        }

        missing.AddRange(OfGraduate(rules, facts));
        missing.AddRange(OfPost(rules, facts));
        var findings = facts.Evidence.Where(proof => proof is { HiresAlso: > 0, StrangersAlso: 0 })
            .Select(proof => Sentence.Of("finding.file-of-several-hires", ("kind", proof.Kind), ("hires", proof.HiresAlso)));
        return new Verdict(claimed, claimed && absent.Count == 0, facts.Confirmed, facts.GraduationYear == cohortYear, missing, faults, [.. findings]);
    }

    static IEnumerable<Fault> OfAgreement(Rules rules, DateOnly opensOn, DateOnly closesOn, Agreement agreement, string? city)
    {
        if (!rules.AgreementForms.Contains(agreement.Form))
        {
            yield return new Fault("form", Sentence.Of("missing.form-not-accepted", ("form", agreement.Form)));
        }

        if (agreement.TermMonths < rules.ShortestTermMonths)
        {
            yield return new Fault("termMonths", Sentence.Of("missing.term-too-short", ("months", agreement.TermMonths), ("least", rules.ShortestTermMonths)));
        }

        if (agreement.SignedOn < opensOn || agreement.SignedOn > closesOn)
        {
            yield return new Fault("signedOn", Sentence.Of("missing.signed-outside", ("on", agreement.SignedOn), ("first", opensOn), ("last", closesOn)));
        }

        if (MinimumWage(rules, city) is var (wage, since) && agreement.PayFen < wage)
        {
            yield return new Fault("payFen", Sentence.Of("missing.pay-below-minimum-wage", ("pay", agreement.PayFen), ("city", city), ("wage", wage), ("since", since)));
        }
    }

    // Who applied, accepted and signed on one day did so in that order. Of an agreement that is older than the application, and of a graduate who was there
    // before it, the programme is no cause. Article 10 of the Labour Contract Law gives a month from the first day of work to sign.
    static IEnumerable<Fault> OfOrder(Agreement agreement, Facts facts)
    {
        if (agreement.SignedOn < facts.AppliedOn)
        {
            yield return new Fault("signedOn", Sentence.Of("missing.signed-before-applied", ("on", agreement.SignedOn), ("day", facts.AppliedOn)));
        }
        else if (facts.AcceptedOn is { } accepted && agreement.SignedOn < accepted)
        {
            yield return new Fault("signedOn", Sentence.Of("missing.signed-before-accepted", ("on", agreement.SignedOn), ("day", accepted)));
        }

        if (agreement.StartsOn < facts.AppliedOn)
        {
            yield return new Fault("startsOn", Sentence.Of("missing.started-before-applied", ("on", agreement.StartsOn), ("day", facts.AppliedOn)));
        }
        else if (facts.AcceptedOn is { } acceptedOn && agreement.StartsOn < acceptedOn)
        {
            yield return new Fault("startsOn", Sentence.Of("missing.started-before-accepted", ("on", agreement.StartsOn), ("day", acceptedOn)));
        }
        else if (agreement.StartsOn.AddMonths(1) < agreement.SignedOn)
        {
            yield return new Fault("signedOn", Sentence.Of("missing.signed-long-after-start", ("on", agreement.SignedOn), ("start", agreement.StartsOn)));
        }
    }

    // What cannot be true of a file is said whether the rules ask for it or not: whoever files it claims something with it.
    static IEnumerable<Sentence> OfFiles(IReadOnlyList<Proof> evidence)
    {
        foreach (var month in evidence.Where(proof => !IsPossible(proof)).Select(proof => proof.Month).Distinct())
        {
            yield return Sentence.Of("missing.month-impossible", ("month", month));
        }

        foreach (var kinds in evidence.GroupBy(proof => proof.Sha256).Select(file => file.Select(proof => proof.Kind).Distinct().ToList()).Where(kinds => kinds.Count > 1))
        {
            yield return Sentence.Of("missing.file-for-several-purposes", ("kinds", Argument.List(kinds.Select(kind => Sentence.Label(kind)))));
        }

        foreach (var kind in evidence.Where(proof => proof.StrangersAlso > 0).Select(proof => proof.Kind).Distinct())
        {
            yield return Sentence.Of("missing.file-of-another-hire", ("kind", kind));
        }
    }

    static IEnumerable<Sentence> OfDuty(Rules rules, IReadOnlyList<Proof> evidence, Agreement agreement)
    {
        if (rules.RequiredEvidence.Contains(EvidenceKind.OnDuty) && evidence.All(proof => proof.Kind != EvidenceKind.OnDuty || proof.FiledOn < agreement.StartsOn))
        {
            yield return Sentence.Of("missing.on-duty-too-early", ("on", agreement.StartsOn));
        }

        var insured = evidence.Where(proof => proof.Kind == EvidenceKind.Insurance && IsPossible(proof)).ToList();
        if (rules.RequiredEvidence.Contains(EvidenceKind.Insurance) && insured.Count > 0 && insured.All(proof => string.CompareOrdinal(proof.Month, MonthOf(agreement.StartsOn)) < 0))
        {
            yield return Sentence.Of("missing.insurance-too-early");
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

    /// <summary>The minimum wage of the city, and what it rests on; null where the city is not known.</summary>
    static (long Wage, Sentence Since)? MinimumWage(Rules rules, string? city)
    {
        if (!Cities.TryFind(city, out var found))
        {
            return null;
        }

        var written = rules.MinimumWagesFen.FirstOrDefault(entry => Cities.TryFind(entry.Key, out var named) && named == found);
        return written.Key is null ? (found.MinimumMonthlyWageFen, Since(found)) : (written.Value, Sentence.Of("wage.of-programme"));
    }

    /// <summary>Whether a month of social insurance, yyyy-MM, can have been paid when its proof was filed: not later, and of this century as every day taken in.</summary>
    public static bool IsPossible(string month, DateOnly filedOn) =>
        string.CompareOrdinal(month, "2000-01") >= 0 && string.CompareOrdinal(month, MonthOf(filedOn)) <= 0;

    static bool IsPossible(Proof proof) => proof.Month is not { } month || IsPossible(month, proof.FiledOn);

    static Sentence Since(City city) => (city.MinimumWageFrom, city.WageTierInDoubt) switch
    {
        ({ } from, false) => Sentence.Of("wage.since", ("from", from)),
        ({ } from, true) => Sentence.Of("wage.lower-tier-since", ("from", from)),
        (null, false) => Sentence.Of("wage.as-of", ("on", Cities.WagesAsOf)),
        (null, true) => Sentence.Of("wage.lower-tier-as-of", ("on", Cities.WagesAsOf)),
    };

    // Months are written yyyy-MM, so that their order is that of their text.
    static string MonthOf(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
