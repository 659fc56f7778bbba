using RaMatch.Contracts;
using RaMatch.Platform.Data;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Reports;

/// <summary>What happened between two reports: entries of the ledger by their numbers, everything else by its time. Whatever no cause is found for is said to be a correction.</summary>
sealed class Causes
{
    // Of a park a season has hundreds of hires; those that count no more are told one by one.
    const int MostTold = 20;

    readonly Dictionary<string, List<ReportCause>> _ofRows = new(StringComparer.Ordinal);

    Causes(IReadOnlyList<ReportCause> ofAll) => OfAll = ofAll;

    /// <summary>What concerns all rows.</summary>
    public IReadOnlyList<ReportCause> OfAll { get; }

    /// <summary>Reads them.</summary>
    public static async Task<Causes> ReadAsync(Reader reader, Report before, Report after, RowKind rows)
    {
        var scope = new
        {
            after.Programme,
            firstPark = after.ParkId ?? "",
            lastPark = after.ParkId ?? "~",
            fromEntry = before.LedgerEntries,
            toEntry = after.LedgerEntries,
            fromAt = before.AsOf,
            toAt = after.AsOf,
            fromRules = Math.Min(before.RulesVersion, after.RulesVersion),
            toRules = Math.Max(before.RulesVersion, after.RulesVersion),
        };
        var causes = new Causes(
        [
            .. before.RulesVersion == after.RulesVersion ? [] : new[] { new ReportCause(null, Sentence.Of("report.cause-rules", ("before", before.RulesVersion), ("after", after.RulesVersion))) },
            .. (await reader.QueryAsync<Adopted>(SelectRules, scope)).Select(rules => new ReportCause(rules.AdoptedAt, Sentence.Of("report.cause-rules-version", ("version", rules.Version), ("reason", rules.Reason)))),
            .. (await reader.QueryAsync<Amended>(SelectAmendments, scope)).Select(amended => new ReportCause(amended.AmendedAt, Sentence.Of("report.cause-programme", ("reason", amended.Reason)))),
        ]);
        var entries = await reader.QueryAsync<Entry>(SelectEntries, scope);
        foreach (var ofRow in entries.GroupBy(entry => rows == RowKind.Posts ? entry.PositionId.ToString() : entry.ParkId, StringComparer.Ordinal))
        {
            causes.AddEntries(ofRow.Key, [.. ofRow], rows == RowKind.Posts);
        }

        foreach (var step in await reader.QueryAsync<Step>(rows == RowKind.Posts ? StepsByPost : StepsByPark, scope))
        {
            causes.Add(step.Subject, null, Sentence.Of("report.cause-step", ("count", step.Times), ("stage", step.Stage)));
        }

        foreach (var proofs in await reader.QueryAsync<Proofs>(rows == RowKind.Posts ? ProofsByPost : ProofsByPark, scope))
        {
            causes.Add(proofs.Subject, null, Sentence.Of("report.cause-proofs", ("count", proofs.Times)));
        }

        foreach (var post in await reader.QueryAsync<Published>(SelectPublished, scope))
        {
            causes.Add(rows == RowKind.Posts ? post.PositionId.ToString() : post.ParkId, post.PublishedAt, Sentence.Of("report.cause-published", ("post", post.Title), ("seats", post.Seats)));
        }

        foreach (var post in await reader.QueryAsync<Closed>(SelectClosed, scope))
        {
            causes.Add(rows == RowKind.Posts ? post.PositionId.ToString() : post.ParkId, post.ClosedAt, Sentence.Of("report.cause-closed", ("post", post.Title)));
        }

        foreach (var target in rows == RowKind.Posts ? [] : await reader.QueryAsync<Target>(SelectTargets, scope))
        {
            causes.Add(target.ParkId, target.SetAt, Sentence.Of("report.cause-target", ("target", target.Seats), ("reason", target.Reason)));
        }

        return causes;
    }

    /// <summary>The causes of a row's differences, never none.</summary>
    public IReadOnlyList<ReportCause> Of(string key, IReadOnlyList<CompareReports.Field> fields)
    {
        var found = _ofRows.GetValueOrDefault(key, []).Concat(
        [
            .. fields.Any(field => field.Fact == "plan") ? new[] { new ReportCause(null, Sentence.Of("report.cause-plan")) } : [],
            .. fields.Any(field => field.Fact is "handed-in" or "reported-counted") ? new[] { new ReportCause(null, Sentence.Of("report.cause-handed-in")) } : [],
        ]).ToList();
        return found.Count > 0 ? found : [new ReportCause(null, Sentence.Of("report.cause-corrected"))];
    }

    void AddEntries(string key, IReadOnlyList<Entry> entries, bool all)
    {
        var (counted, uncounted) = (entries.Where(entry => entry.Delta > 0).ToList(), entries.Where(entry => entry.Delta < 0).ToList());
        foreach (var entry in all ? counted : [])
        {
            Add(key, entry.OccurredAt, Sentence.Of("report.cause-counted", ("number", entry.Number), ("reason", entry.Reason)));
        }

        if (!all && counted.Count > 0)
        {
            Add(key, null, Sentence.Of("report.cause-counted-many", ("count", counted.Count)));
        }

        foreach (var entry in uncounted.Take(all ? uncounted.Count : MostTold))
        {
            Add(key, entry.OccurredAt, Sentence.Of("report.cause-uncounted", ("number", entry.Number), ("reason", entry.Reason)));
        }

        if (!all && uncounted.Count > MostTold)
        {
            Add(key, null, Sentence.Of("report.cause-uncounted-many", ("count", uncounted.Count - MostTold)));
        }
    }

    void Add(string key, DateTimeOffset? at, Sentence sentence)
    {
        if (!_ofRows.TryGetValue(key, out var causes))
        {
            _ofRows[key] = causes = [];
        }

        causes.Add(new ReportCause(at, sentence));
    }

    sealed record Entry
    {
        public long Number { get; init; }
        public string ParkId { get; init; } = "";
        public Guid PositionId { get; init; }
        public long Delta { get; init; }
        public required Sentence Reason { get; init; }
        public DateTimeOffset OccurredAt { get; init; }
    }

    sealed record Step
    {
        public string Subject { get; init; } = "";
        public PlacementStage Stage { get; init; }
        public long Times { get; init; }
    }

    sealed record Proofs
    {
        public string Subject { get; init; } = "";
        public long Times { get; init; }
    }

    sealed record Published
    {
        public Guid PositionId { get; init; }
        public string ParkId { get; init; } = "";
        public string Title { get; init; } = "";
        public long Seats { get; init; }
        public DateTimeOffset PublishedAt { get; init; }
    }

    sealed record Closed
    {
        public Guid PositionId { get; init; }
        public string ParkId { get; init; } = "";
        public string Title { get; init; } = "";
        public DateTimeOffset ClosedAt { get; init; }
    }

    sealed record Target
    {
        public string ParkId { get; init; } = "";
        public long Seats { get; init; }
        public string Reason { get; init; } = "";
        public DateTimeOffset SetAt { get; init; }
    }

    sealed record Adopted
    {
        public long Version { get; init; }
        public required Sentence Reason { get; init; }
        public DateTimeOffset AdoptedAt { get; init; }
    }

    sealed record Amended
    {
        public string Reason { get; init; } = "";
        public DateTimeOffset AmendedAt { get; init; }
    }

    const string SelectEntries = """
        SELECT ledger_entry.number, ledger_entry.park_id, ledger_entry.position_id, ledger_entry.delta, COALESCE(ledger_reason.reason, ledger_entry.reason) AS reason, ledger_entry.occurred_at
        FROM ledger_entry
        LEFT JOIN ledger_reason ON ledger_reason.placement_id = ledger_entry.placement_id AND ledger_reason.sequence = ledger_entry.sequence
        WHERE ledger_entry.programme = @programme AND ledger_entry.park_id BETWEEN @firstPark AND @lastPark AND ledger_entry.number > @fromEntry AND ledger_entry.number <= @toEntry
        ORDER BY ledger_entry.number
        """;

    const string FromSteps = """
        FROM placement_stage
        JOIN placement ON placement.placement_id = placement_stage.placement_id
        WHERE placement.programme = @programme AND placement.park_id BETWEEN @firstPark AND @lastPark AND placement_stage.occurred_at > @fromAt AND placement_stage.occurred_at <= @toAt
        """;

    const string StepsByPost = $"""
        SELECT placement.position_id AS subject, placement_stage.stage, COUNT(*) AS times
        {FromSteps}
        GROUP BY placement.position_id, placement_stage.stage
        ORDER BY placement.position_id, placement_stage.stage
        """;

    const string StepsByPark = $"""
        SELECT placement.park_id AS subject, placement_stage.stage, COUNT(*) AS times
        {FromSteps}
        GROUP BY placement.park_id, placement_stage.stage
        ORDER BY placement.park_id, placement_stage.stage
        """;

    const string FromProofs = """
        FROM evidence
        JOIN placement ON placement.placement_id = evidence.placement_id
        WHERE placement.programme = @programme AND placement.park_id BETWEEN @firstPark AND @lastPark
            AND (evidence.filed_at > @fromAt AND evidence.filed_at <= @toAt OR evidence.superseded_at > @fromAt AND evidence.superseded_at <= @toAt)
        """;

    const string ProofsByPost = $"""
        SELECT placement.position_id AS subject, COUNT(*) AS times
        {FromProofs}
        GROUP BY placement.position_id
        """;

    const string ProofsByPark = $"""
        SELECT placement.park_id AS subject, COUNT(*) AS times
        {FromProofs}
        GROUP BY placement.park_id
        """;

    const string SelectPublished = """
        SELECT position_id, park_id, title, seats, published_at
        FROM position_version
        WHERE programme = @programme AND park_id BETWEEN @firstPark AND @lastPark AND published_at > @fromAt AND published_at <= @toAt
        ORDER BY published_at, position_id, version
        """;

    const string SelectClosed = """
        SELECT position.position_id, position.park_id, position.title, position_closing.closed_at
        FROM position
        JOIN position_closing ON position_closing.position_id = position.position_id
        WHERE position.programme = @programme AND position.park_id BETWEEN @firstPark AND @lastPark AND position_closing.closed_at > @fromAt AND position_closing.closed_at <= @toAt
        ORDER BY position_closing.closed_at, position.position_id
        """;

    const string SelectTargets = """
        SELECT park_id, seats, reason, set_at
        FROM target
        WHERE programme = @programme AND set_at > @fromAt AND set_at <= @toAt
        ORDER BY park_id, revision
        """;

    const string SelectRules = """
        SELECT version, reason, adopted_at
        FROM rules_version
        WHERE programme = @programme AND version > @fromRules AND version <= @toRules
        ORDER BY version
        """;

    const string SelectAmendments = """
        SELECT reason, amended_at
        FROM programme_amendment
        WHERE programme = @programme AND amended_at > @fromAt AND amended_at <= @toAt
        ORDER BY version
        """;
}
