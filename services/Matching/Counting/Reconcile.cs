using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Programmes;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>
/// Proves a programme's numbers: per park the ledger's sum equals the hires that count, the chain of the ledger is whole, and every counted
/// placement has its row, the seals hold, and the sums kept for the pages are those of the rows. Park staff read the result for their own park. 404 for an unknown programme.
/// </summary>
static class Reconcile
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/reconciliation", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor, Roles.Service).RequireScope(Scopes.NumbersRead);

    /// <param name="Ok">All agrees.</param>
    /// <param name="Parks">Each park's two numbers.</param>
    /// <param name="Differences">What does not agree, in words.</param>
    /// <param name="Entries">Entries in the ledger.</param>
    /// <param name="Digest">SHA-256 over the sorted entries without times and actors: two runs of the same season have the same.</param>
    /// <param name="Hash">The hash at the end of the chain; whoever has it on paper can tell later whether all before it is as it was.</param>
    /// <param name="Sealed">The last seal; null as long as no day with an entry has ended.</param>
    public sealed record Response(bool Ok, IReadOnlyList<ParkSum> Parks, IReadOnlyList<Sentence> Differences, long Entries, string Digest, string Hash, LastSeal? Sealed);

    /// <summary>How far the ledger is sealed with the key of the installation.</summary>
    /// <param name="On">The last day it covers.</param>
    /// <param name="Entries">How many entries.</param>
    /// <param name="Hash">The hash of the last of them.</param>
    public sealed record LastSeal(DateOnly On, long Entries, string Hash);

    /// <summary>A park's sum in the ledger and its hires that count.</summary>
    public sealed record ParkSum(string ParkId, long Ledger, long Counted);

    static async Task<Results<Ok<Response>, NotFound<ProblemDetails>>> HandleAsync(string programme, Caller caller, PhraseBook words, LedgerSeals seals, MatchingDb db, CancellationToken cancellation) =>
        await db.ReadAsync(reader => Programme.FindAsync(reader, programme), cancellation) is null
            ? Problems.NotFound("programme.none")
            : TypedResults.Ok(await ProveAsync(db, words, seals, programme, caller.ParkId, cancellation));

    /// <summary>Proves the numbers of a programme, or of one park of it; the chain and the digest are always the whole programme's.</summary>
    public static async Task<Response> ProveAsync(MatchingDb db, PhraseBook words, LedgerSeals seals, string programme, string? parkId, CancellationToken cancellation)
    {
        var proof = await db.ReadAsync(reader => ProveAsync(reader, words, seals, programme, parkId), cancellation);
        // SQL Server gives no snapshot: a hire counted between two of the queries looks like a difference. A real one is there again.
        return proof.Ok ? proof : await db.ReadAsync(reader => ProveAsync(reader, words, seals, programme, parkId), cancellation);
    }

    static async Task<Response> ProveAsync(Reader reader, PhraseBook words, LedgerSeals seals, string programme, string? parkId)
    {
        // Before the entries: on a server both go on meanwhile.
        var sealedRows = await LedgerSeals.ReadAsync(reader, programme);
        var entries = await reader.QueryAsync<Ledger.Entry>(SelectEntries, new { programme });
        var head = await reader.FindAsync<Head>(SelectHead, new { programme }) ?? new Head();
        var counted = (await reader.QueryAsync<Sum>(SelectCounted, new { programme })).ToDictionary(sum => sum.ParkId, sum => sum.Hires, StringComparer.Ordinal);
        var booked = entries.GroupBy(entry => entry.ParkId, StringComparer.Ordinal).ToDictionary(park => park.Key, park => park.Sum(entry => entry.Delta), StringComparer.Ordinal);
        var parks = counted.Keys.Union(booked.Keys, StringComparer.Ordinal)
            .Where(park => parkId is null || park == parkId)
            .Order(StringComparer.Ordinal)
            .Select(park => new ParkSum(park, booked.GetValueOrDefault(park), counted.GetValueOrDefault(park)))
            .ToList();

        var differences = parks.Where(park => park.Ledger != park.Counted)
            .Select(park => Sentence.Of("proof.sums-differ", ("park", park.ParkId), ("ledger", park.Ledger), ("counted", park.Counted)))
            .ToList();
        if ((Ledger.Flaw(entries, head.Entries, head.Hash) ?? seals.Flaw(sealedRows, entries)) is { } flaw)
        {
            differences.Add(flaw);
        }

        var strays = await reader.GetAsync<long>(CountStrays, new { programme });
        if (strays > 0)
        {
            differences.Add(Sentence.Of("proof.strays", ("count", strays)));
        }

        var wrongSums = await reader.GetAsync<long>(CountWrongSums, new { programme });
        if (wrongSums > 0)
        {
            differences.Add(Sentence.Of("proof.sums-wrong", ("count", wrongSums)));
        }

        var last = sealedRows is [.., var row] ? new LastSeal(row.OnDay, row.Entries, row.Hash) : null;
        return new Response(differences.Count == 0, parks, differences, entries.Count, DigestOf(entries, words), head.Hash, last);
    }

    /// <summary>The fingerprint of what was counted, whatever the order and the hour; reasons as Chinese words, as older entries have them.</summary>
    static string DigestOf(IEnumerable<Ledger.Entry> entries, PhraseBook words)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var lines = entries.Select(entry => string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.Programme}|{entry.ParkId}|{entry.UnitId}|{entry.GraduateId}|{entry.Delta}|{words.Say(entry.Typed ?? entry.Reason, Language.Chinese)}|{entry.RulesVersion}\n"));
        foreach (var line in lines.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The end of a programme's chain.</summary>
    internal sealed record Head
    {
        public long Entries { get; init; }
        public string Hash { get; init; } = Ledger.Start;
    }

    sealed record Sum
    {
        public string ParkId { get; init; } = "";
        public long Hires { get; init; }
    }

    internal const string SelectEntries = """
        SELECT programme, number, ledger_entry.placement_id, ledger_entry.sequence, park_id, unit_id, position_id, graduate_id, delta, of_cohort,
            ledger_entry.reason, ledger_reason.reason AS typed, ledger_reason.salt, rules_version, actor_id, occurred_at, previous_hash, hash
        FROM ledger_entry
        LEFT JOIN ledger_reason ON ledger_reason.placement_id = ledger_entry.placement_id AND ledger_reason.sequence = ledger_entry.sequence
        WHERE programme = @programme
        ORDER BY number
        """;

    internal const string SelectHead = "SELECT entries, hash FROM ledger_head WHERE programme = @programme";

    const string SelectCounted = "SELECT park_id, COUNT(*) AS hires FROM counted_hire WHERE programme = @programme GROUP BY park_id";

    // A counting row belongs to a placement that is counted, or was until its end; a counted placement has a row.
    const string CountStrays = """
        SELECT COUNT(*)
        FROM placement
        LEFT JOIN counted_hire ON counted_hire.placement_id = placement.placement_id
        WHERE placement.programme = @programme
            AND ((placement.stage = 'Counted' AND counted_hire.placement_id IS NULL)
                OR (placement.stage NOT IN ('Counted', 'Terminated') AND counted_hire.placement_id IS NOT NULL))
        """;

    // The way to counting, which a placement goes along or past.
    const string Steps = """
        SELECT 'Applied' AS stage, 0 AS place UNION ALL SELECT 'Shortlisted', 1 UNION ALL SELECT 'Interviewing', 2 UNION ALL SELECT 'Offered', 3
        UNION ALL SELECT 'Accepted', 4 UNION ALL SELECT 'Signed', 5 UNION ALL SELECT 'OnDuty', 6 UNION ALL SELECT 'Counted', 7
        """;

    // Every sum kept, less what its rows add up to; what is left over is wrong.
    const string CountWrongSums = $"""
        SELECT COUNT(*)
        FROM (
            SELECT kind
            FROM (
                SELECT 'standing' AS kind, park_id, unit_id, stage, evidence_kinds AS part, placements AS first, 0 AS second FROM stage_sum WHERE programme = @programme
                UNION ALL
                SELECT 'standing', park_id, unit_id, stage, evidence_kinds, -COUNT(*), 0 FROM placement WHERE programme = @programme GROUP BY park_id, unit_id, stage, evidence_kinds
                UNION ALL
                SELECT 'reached', park_id, unit_id, stage, 0, reached, 0 FROM stage_sum WHERE programme = @programme
                UNION ALL
                SELECT 'reached', placement.park_id, placement.unit_id, placement_stage.stage, 0, -COUNT(DISTINCT placement_stage.placement_id), 0
                FROM placement_stage
                JOIN placement ON placement.placement_id = placement_stage.placement_id
                WHERE placement.programme = @programme AND placement_stage.stage IN ('Rejected', 'Declined', 'Withdrawn', 'Expired', 'Terminated')
                GROUP BY placement.park_id, placement.unit_id, placement_stage.stage
                UNION ALL
                SELECT 'reached', come.park_id, come.unit_id, step.stage, 0, -COUNT(*), 0
                FROM (
                    SELECT placement.placement_id, placement.park_id, placement.unit_id, MAX(step.place) AS furthest
                    FROM placement_stage
                    JOIN placement ON placement.placement_id = placement_stage.placement_id
                    JOIN ({Steps}) AS step ON step.stage = placement_stage.stage
                    WHERE placement.programme = @programme
                    GROUP BY placement.placement_id, placement.park_id, placement.unit_id) AS come
                JOIN ({Steps}) AS step ON step.place <= come.furthest
                GROUP BY come.park_id, come.unit_id, step.stage
                UNION ALL
                SELECT 'supply', park_id, unit_id, '', 0, positions, seats FROM supply_sum WHERE programme = @programme
                UNION ALL
                SELECT 'supply', park_id, unit_id, '', 0, -COUNT(*), -SUM(seats) FROM position WHERE programme = @programme GROUP BY park_id, unit_id
                UNION ALL
                SELECT 'unit', park_id, unit_id, '', 0, counted, of_cohort FROM hire_sum WHERE programme = @programme
                UNION ALL
                SELECT 'unit', park_id, unit_id, '', 0, -SUM(delta), -SUM(delta * of_cohort) FROM ledger_entry WHERE programme = @programme GROUP BY park_id, unit_id
                UNION ALL
                SELECT 'day', park_id, '', '', day_number, counted, of_cohort FROM day_sum WHERE programme = @programme
                UNION ALL
                SELECT 'day', park_id, '', '', (occurred_at + 28800000) / 86400000, -SUM(delta), -SUM(delta * of_cohort)
                FROM ledger_entry
                WHERE programme = @programme
                GROUP BY park_id, (occurred_at + 28800000) / 86400000) AS both_sides
            GROUP BY kind, park_id, unit_id, stage, part
            HAVING SUM(first) <> 0 OR SUM(second) <> 0) AS wrong
        """;
}
