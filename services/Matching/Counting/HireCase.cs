using RaMatch.Contracts;
using RaMatch.Matching.Placements;
using RaMatch.Matching.Programmes;
using RaMatch.Platform;
using RaMatch.Platform.Data;

namespace RaMatch.Matching.Counting;

/// <summary>All that is on file about hires, read in one go, and the verdict on each.</summary>
sealed record HireCase
{
    public required Line Hire { get; init; }
    public required IReadOnlyList<EvidenceOnFile> Evidence { get; init; }
    public required Programme Programme { get; init; }
    public required Countability.Verdict Verdict { get; init; }

    /// <summary>It waits for nothing but its park's verification.</summary>
    public bool IsReady => Verdict.Countable && Hire is { CountedAt: null, ReturnedReason: null };

    /// <summary>The case of a placement; null if there is no such placement or its programme is not known.</summary>
    public static async Task<HireCase?> FindAsync(Reader reader, Guid placementId)
    {
        if (await reader.FindAsync<Line>(SelectLines + " WHERE placement.placement_id = @placementId", new { placementId }) is not { } line
            || await Programme.FindAsync(reader, line.Programme) is not { } programme)
        {
            return null;
        }

        var evidence = await reader.QueryAsync<EvidenceOnFile>(SelectEvidence + " WHERE evidence.placement_id = @placementId AND superseded_at IS NULL ORDER BY filed_at, evidence_id", new { placementId });
        return Of(line, evidence, await SharedFile.OfPlacementAsync(reader, placementId), programme);
    }

    /// <summary>
    /// The claimed hires of a park that do not count yet, those waiting longest first. Those that a dispute was decided against wait for nobody.
    /// </summary>
    public static async Task<IReadOnlyList<HireCase>> WaitingAsync(Reader reader, Programme programme, string parkId)
    {
        var scope = new { programme = programme.Code, parkId };
        var lines = await reader.QueryAsync<Line>(SelectLines + Waiting + " ORDER BY placement.stage_since, placement.placement_id", scope);
        var evidence = await reader.QueryAsync<EvidenceOnFile>(SelectEvidence + " JOIN placement ON placement.placement_id = evidence.placement_id" + Waiting + " AND superseded_at IS NULL ORDER BY filed_at, evidence_id", scope);
        return Of(lines.Where(line => line.Lost == 0), evidence, await SharedFile.OfParkAsync(reader, programme.Code, parkId), programme);
    }

    /// <summary>
    /// What <see cref="WaitingAsync"/> says of each hire, with no more read than the verdict needs: a page that only counts them is opened all day.
    /// </summary>
    public static async Task<IReadOnlyList<(Countability.Verdict Verdict, bool Returned)>> WaitingVerdictsAsync(Reader reader, Programme programme, string parkId)
    {
        var scope = new { programme = programme.Code, parkId };
        var lines = await reader.QueryAsync<Known>(SelectKnown + Waiting, scope);
        var evidence = (await reader.QueryAsync<EvidenceOnFile>(SelectProofs + Waiting + " AND superseded_at IS NULL", scope)).ToLookup(one => one.PlacementId);
        var shared = (await SharedFile.OfParkAsync(reader, programme.Code, parkId)).ToLookup(one => one.PlacementId);
        return [.. lines.Where(line => line.Lost == 0).Select(line => (Judge(programme, line, [.. evidence[line.PlacementId]], [.. shared[line.PlacementId]]), line.ReturnedReason is not null))];
    }

    /// <summary>
    /// The hires of a park that count, and the verdict on each as if they did not yet. An agreement that has ended is judged by the rest of it where the rules let it count on.
    /// </summary>
    public static async Task<IReadOnlyList<HireCase>> CountedAsync(Reader reader, Programme programme, string parkId)
    {
        var scope = new { programme = programme.Code, parkId };
        var lines = await reader.QueryAsync<Line>(SelectLines + Counted + " ORDER BY counted_hire.counted_at, placement.placement_id", scope);
        var evidence = await reader.QueryAsync<EvidenceOnFile>(SelectEvidence + " JOIN counted_hire ON counted_hire.placement_id = evidence.placement_id" + Counted + " AND superseded_at IS NULL", scope);
        return Of(lines.Select(line => Counting(line, programme)), evidence, await SharedFile.OfCountedAsync(reader, programme.Code, parkId), programme);
    }

    /// <summary>One hire as <see cref="CountedAsync"/> judges it; null where it does not count.</summary>
    public static async Task<HireCase?> FindCountedAsync(Reader reader, Programme programme, Guid placementId)
    {
        if (await reader.FindAsync<Line>(SelectLines + " WHERE placement.placement_id = @placementId", new { placementId }) is not { CountedAt: not null } line)
        {
            return null;
        }

        var evidence = await reader.QueryAsync<EvidenceOnFile>(SelectEvidence + " WHERE evidence.placement_id = @placementId AND superseded_at IS NULL", new { placementId });
        return Of(Counting(line, programme), evidence, await SharedFile.OfPlacementAsync(reader, placementId), programme);
    }

    static Line Counting(Line line, Programme programme) =>
        line.Stage == PlacementStage.Terminated && !(programme.RulesInForce.TerminationUncounts && line.EndedWithinTerm) ? line with { Stage = PlacementStage.Counted } : line;

    static IReadOnlyList<HireCase> Of(IEnumerable<Line> lines, IReadOnlyList<EvidenceOnFile> evidence, IReadOnlyList<SharedFile> shared, Programme programme)
    {
        var (evidenceOf, sharedOf) = (evidence.ToLookup(one => one.PlacementId), shared.ToLookup(one => one.PlacementId));
        return [.. lines.Select(line => Of(line, [.. evidenceOf[line.PlacementId]], [.. sharedOf[line.PlacementId]], programme))];
    }

    static HireCase Of(Line line, IReadOnlyList<EvidenceOnFile> evidence, IReadOnlyList<SharedFile> shared, Programme programme) => new()
    {
        Hire = line,
        Evidence = evidence,
        Programme = programme,
        Verdict = Judge(programme, line, evidence, shared),
    };

    static Countability.Verdict Judge(Programme programme, Known line, IReadOnlyList<EvidenceOnFile> evidence, IReadOnlyList<SharedFile> shared) =>
        Countability.Judge(programme.RulesInForce, (int)programme.CohortYear, programme.OpensOn, programme.ClosesOn, FactsOf(line, evidence, shared));

    static Countability.Facts FactsOf(Known line, IReadOnlyList<EvidenceOnFile> evidence, IReadOnlyList<SharedFile> shared) => new(
        line.Stage,
        ChinaTime.DayOf(line.AppliedAt),
        line.AcceptedAt is { } accepted ? ChinaTime.DayOf(accepted) : null,
        line is { Form: { } form, SignedOn: { } signedOn, StartsOn: { } startsOn, TermMonths: { } term, PayFen: { } pay }
            ? new Countability.Agreement(form, signedOn, startsOn, (int)term, pay)
            : null,
        [.. evidence.Select(one => ProofOf(one, shared.FirstOrDefault(file => file.EvidenceId == one.EvidenceId)))],
        line.PersonKey is not null,
        line.Degree,
        (int?)line.GraduationYear,
        line.Kind,
        line.City,
        line.Lost == 1);

    static Countability.Proof ProofOf(EvidenceOnFile one, SharedFile? shared) => new(
        one.Kind,
        one.Month,
        ChinaTime.DayOf(one.FiledAt),
        one.Sha256,
        (int)(shared?.Hires ?? 0),
        (int)(shared?.Strangers ?? 0));

    /// <summary>What the verdict on a placement needs, from here and elsewhere.</summary>
    public record Known
    {
        public Guid PlacementId { get; init; }
        public PlacementStage Stage { get; init; }
        public DateTimeOffset AppliedAt { get; init; }

        /// <summary>When the graduate accepted; null once the hire has ended.</summary>
        public DateTimeOffset? AcceptedAt { get; init; }
        public AgreementForm? Form { get; init; }
        public DateOnly? SignedOn { get; init; }
        public DateOnly? StartsOn { get; init; }
        public long? TermMonths { get; init; }
        public long? PayFen { get; init; }
        public string? ReturnedReason { get; init; }
        public DateOnly? TerminatedOn { get; init; }
        public DegreeLevel? Degree { get; init; }
        public long? GraduationYear { get; init; }
        public PositionKind? Kind { get; init; }
        public string? City { get; init; }
        public string? PersonKey { get; init; }

        /// <summary>1 if a dispute over this person was decided for another hire, and that one still counts.</summary>
        public long Lost { get; init; }

        /// <summary>Whether the agreement ended before its term was over.</summary>
        public bool EndedWithinTerm => TerminatedOn <= new Placement { StartsOn = StartsOn, TermMonths = TermMonths }.TermEndsOn;
    }

    /// <summary>The same with what people read of it.</summary>
    public sealed record Line : Known
    {
        /// <summary>The version of the placement that is judged.</summary>
        public long Version { get; init; }
        public string Programme { get; init; } = "";
        public string ParkId { get; init; } = "";
        public Guid UnitId { get; init; }
        public string? UnitName { get; init; }
        public Guid PositionId { get; init; }
        public string? PositionTitle { get; init; }
        public Guid GraduateId { get; init; }
        public DateTimeOffset StageSince { get; init; }
        public DateTimeOffset? ConfirmedAt { get; init; }
        public DateTimeOffset? CountedAt { get; init; }
    }

    // The profile of today goes before the copy made at acceptance; a confirmation by someone else than the applicant is none.
    const string KnownColumns = """
        placement.placement_id, placement.stage, placement.applied_at, acceptance.accepted_at, placement.form, placement.signed_on, placement.starts_on,
            placement.term_months, placement.pay_fen, placement.returned_reason, placement.terminated_on, COALESCE(graduate.degree, placement.degree) AS degree,
            COALESCE(graduate.graduation_year, placement.graduation_year) AS graduation_year, position.kind, position.city, confirmation.person_key,
            CASE WHEN EXISTS (
                SELECT 1
                FROM dispute
                JOIN counted_hire AS winner ON winner.placement_id = dispute.winner_placement_id
                WHERE dispute.person_key = confirmation.person_key AND dispute.winner_placement_id <> placement.placement_id
                    AND (dispute.holder_placement_id = placement.placement_id OR dispute.claimant_placement_id = placement.placement_id)) THEN 1 ELSE 0 END AS lost
        """;

    const string KnownFrom = """
        FROM placement
        LEFT JOIN position ON position.position_id = placement.position_id
        LEFT JOIN acceptance ON acceptance.placement_id = placement.placement_id
        LEFT JOIN graduate ON graduate.graduate_id = placement.graduate_id
        LEFT JOIN confirmation ON confirmation.placement_id = placement.placement_id AND confirmation.graduate_id = placement.graduate_id
        """;

    const string SelectKnown = $"""
        SELECT {KnownColumns}
        {KnownFrom}
        """;

    const string SelectLines = $"""
        SELECT {KnownColumns}, placement.version, placement.programme, placement.park_id, placement.unit_id, COALESCE(unit_status.name, position.unit_name) AS unit_name, placement.position_id,
            position.title AS position_title, placement.graduate_id, placement.stage_since, confirmation.confirmed_at, counted_hire.counted_at
        {KnownFrom}
        LEFT JOIN unit_status ON unit_status.unit_id = placement.unit_id
        LEFT JOIN counted_hire ON counted_hire.placement_id = placement.placement_id
        """;

    const string SelectProofs = "SELECT evidence.evidence_id, evidence.placement_id, evidence.kind, evidence.month, evidence.sha256, evidence.filed_at FROM evidence JOIN placement ON placement.placement_id = evidence.placement_id";

    const string SelectEvidence = """
        SELECT evidence.evidence_id, evidence.placement_id, evidence.kind, evidence.month, evidence.content_type, evidence.size, evidence.sha256, evidence.filed_at
        FROM evidence
        """;

    const string Counted = " WHERE counted_hire.programme = @programme AND counted_hire.park_id = @parkId";

    const string Waiting = " WHERE placement.programme = @programme AND placement.park_id = @parkId AND placement.stage IN ('Signed', 'OnDuty')";
}
