using RaMatch.Contracts;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Matching.Counting;

/// <summary>
/// Beside each clause of a version of the rules, hires that differ from one that counts in that clause only: the one that just counts, and the one that just does not, with what
/// stands in its way. What is expected of them is written here; the verdict is <see cref="Countability"/>'s. So people read what the rules mean, and a change of the judging code that
/// would mean something else is found.
/// </summary>
static class RulesExamples
{
    /// <summary>One example.</summary>
    /// <param name="Clause">The clause it stands beside.</param>
    /// <param name="Hire">What is special about the hire.</param>
    /// <param name="Expected">The code of what stands in its way; null: it counts.</param>
    /// <param name="Verdict">What is judged of it.</param>
    public sealed record Example(Sentence Clause, Sentence Hire, string? Expected, Countability.Verdict Verdict)
    {
        /// <summary>Whether it is judged as it is meant: nothing in its way, or this and nothing else.</summary>
        public bool Holds => Verdict.Missing.Select(missing => missing.Code).SequenceEqual(Expected is null ? [] : [Expected]);
    }

    /// <summary>The examples of a programme's rules, clause by clause.</summary>
    public static IReadOnlyList<Example> Of(Programme programme) => [.. Clauses(programme, programme.RulesInForce)];

    static IEnumerable<Example> Clauses(Programme programme, Rules rules)
    {
        var usual = Usual(programme, rules);
        var agreement = usual.Agreement!;
        var clause = Sentence.Of("clause.kinds");
        foreach (var kind in Enum.GetValues<PositionKind>())
        {
            yield return Of(clause, Sentence.Label(kind), usual with { Kind = kind }, rules.Kinds.Contains(kind) ? null : "missing.kind-excluded");
        }

        clause = Sentence.Of("clause.degree");
        foreach (var degree in Enum.GetValues<DegreeLevel>())
        {
            yield return Of(clause, Sentence.Label(degree), usual with { Degree = degree }, degree >= rules.MinimumDegree ? null : "missing.degree-too-low");
        }

        clause = Sentence.Of("clause.graduation-year");
        yield return Of(clause, Sentence.Of("example.graduated", ("year", rules.EarliestGraduationYear)), usual with { GraduationYear = rules.EarliestGraduationYear }, null);
        yield return Of(clause, Sentence.Of("example.graduated", ("year", rules.EarliestGraduationYear - 1)), usual with { GraduationYear = rules.EarliestGraduationYear - 1 }, "missing.graduated-too-early");

        clause = Sentence.Of("clause.forms");
        foreach (var form in Enum.GetValues<AgreementForm>())
        {
            yield return Of(clause, Sentence.Label(form), usual with { Agreement = agreement with { Form = form } }, rules.AgreementForms.Contains(form) ? null : "missing.form-not-accepted");
        }

        clause = Sentence.Of("clause.term");
        yield return Of(clause, Sentence.Of("example.term", ("months", rules.ShortestTermMonths)), usual, null);
        if (rules.ShortestTermMonths > 1)
        {
            yield return Of(clause, Sentence.Of("example.term", ("months", rules.ShortestTermMonths - 1)), usual with { Agreement = agreement with { TermMonths = rules.ShortestTermMonths - 1 } }, "missing.term-too-short");
        }

        clause = Sentence.Of("clause.signed");
        yield return Of(clause, Sentence.Of("example.signed", ("on", programme.OpensOn.AddDays(-1))), SignedOn(usual, programme.OpensOn.AddDays(-1)), "missing.signed-outside");
        yield return Of(clause, Sentence.Of("example.signed", ("on", programme.OpensOn)), usual, null);
        yield return Of(clause, Sentence.Of("example.signed", ("on", programme.ClosesOn)), SignedOn(usual, programme.ClosesOn), null);
        yield return Of(clause, Sentence.Of("example.signed", ("on", programme.ClosesOn.AddDays(1))), SignedOn(usual, programme.ClosesOn.AddDays(1)), "missing.signed-outside");

        clause = Sentence.Of("clause.wage");
        var floor = agreement.PayFen;
        yield return Of(clause, Sentence.Of("example.pay", ("city", usual.City), ("pay", floor)), usual, null);
        if (floor > 0)
        {
            yield return Of(clause, Sentence.Of("example.pay", ("city", usual.City), ("pay", floor - 1)), usual with { Agreement = agreement with { PayFen = floor - 1 } }, "missing.pay-below-minimum-wage");
        }

        clause = Sentence.Of("clause.evidence");
        foreach (var kind in rules.RequiredEvidence.Distinct())
        {
            yield return Of(clause, Sentence.Of("example.without", ("kind", kind)), usual with { Evidence = [.. usual.Evidence.Where(proof => proof.Kind != kind)] }, "missing.evidence");
        }

        yield return Of(clause, Sentence.Of("example.complete"), usual, null);

        clause = Sentence.Of("clause.person");
        yield return Of(clause, Sentence.Of("example.unconfirmed"), usual with { Confirmed = false }, "missing.not-confirmed");
        yield return Of(clause, Sentence.Of("example.ended"), usual with { Stage = PlacementStage.Terminated }, "missing.agreement-ended");

        Example Of(Sentence about, Sentence hire, Countability.Facts facts, string? expected) =>
            new(about, hire, expected, Countability.Judge(rules, (int)programme.CohortYear, programme.OpensOn, programme.ClosesOn, facts));
    }

    /// <summary>A hire that counts and would not with a little less of anything.</summary>
    static Countability.Facts Usual(Programme programme, Rules rules)
    {
        // A city whose wage the programme sets itself, if there is one.
        var city = rules.MinimumWagesFen.Keys.Order(StringComparer.Ordinal).Select(name => Cities.TryFind(name, out var found) ? found : null).FirstOrDefault(found => found is not null) ?? Cities.All[0];
        var wage = rules.MinimumWagesFen.FirstOrDefault(entry => Cities.TryFind(entry.Key, out var named) && named == city) is { Key: not null, Value: var written } ? written : city.MinimumMonthlyWageFen;
        var day = programme.OpensOn;
        return new Countability.Facts(
            PlacementStage.OnDuty,
            AppliedOn: day,
            AcceptedOn: day,
            new Countability.Agreement(rules.AgreementForms[0], SignedOn: day, StartsOn: day, rules.ShortestTermMonths, wage),
            [.. rules.RequiredEvidence.Distinct().Select(kind => new Countability.Proof(kind, kind == EvidenceKind.Insurance ? $"{day:yyyy-MM}" : null, day, Sha256: kind.ToString()))],
            Confirmed: true,
            rules.MinimumDegree,
            rules.EarliestGraduationYear,
            rules.Kinds[0],
            city.Name);
    }

    static Countability.Facts SignedOn(Countability.Facts facts, DateOnly day) => facts with
    {
        AppliedOn = day,
        AcceptedOn = day,
        Agreement = facts.Agreement! with { SignedOn = day, StartsOn = day },
        Evidence = [.. facts.Evidence.Select(proof => proof with { FiledOn = day, Month = proof.Month is null ? null : $"{day:yyyy-MM}" })],
    };
}
