using RaMatch.Platform;
using RaMatch.Platform.Audit;
using RaMatch.Platform.Data;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>Walks the chain of every programme's ledger for the command <c>check</c>, and holds it to its seals: what was sealed is there as it was, and no day that has ended waits for its seal.</summary>
sealed class LedgerCheck(PhraseBook words, LedgerSeals seals) : ICheck
{
    // The seal comes seconds after the day; a process that has died is started again.
    static readonly TimeSpan LongestUnsealed = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public string Service => "matching";

    /// <inheritdoc />
    public string What => "ledger";

    /// <inheritdoc />
    public async Task<Checked> CheckAsync(Reader reader)
    {
        var count = 0L;
        var differences = new List<string>();
        foreach (var programme in await reader.QueryAsync<string>(ProveDaily.SelectCodes))
        {
            var (entries, flaw) = await WalkAsync(reader, programme);
            if (flaw is not null)
            {
                // A server gives no snapshot: an entry between the two queries looks like a flaw. A real one is there again.
                (entries, flaw) = await WalkAsync(reader, programme);
            }

            count += entries;
            if (flaw is not null)
            {
                differences.Add($"{programme}: {words.Say(flaw, Language.English)}");
            }
        }

        return new Checked(count, differences);
    }

    async Task<(long Entries, Sentence? Flaw)> WalkAsync(Reader reader, string programme)
    {
        // Seals before entries: on a server both go on meanwhile.
        var sealedRows = await LedgerSeals.ReadAsync(reader, programme);
        var entries = await reader.QueryAsync<Ledger.Entry>(Reconcile.SelectEntries, new { programme });
        var head = await reader.FindAsync<Reconcile.Head>(Reconcile.SelectHead, new { programme }) ?? new Reconcile.Head();
        return (entries.Count, Ledger.Flaw(entries, head.Entries, head.Hash) ?? seals.Flaw(sealedRows, entries) ?? Unsealed(reader.Now, sealedRows, entries));
    }

    /// <summary>The first entry of a day that has ended and is not sealed, said in words; null where there is none.</summary>
    internal static Sentence? Unsealed(DateTimeOffset now, IReadOnlyList<LedgerSeals.Row> sealedRows, IReadOnlyList<Ledger.Entry> entries)
    {
        var before = ChinaTime.At(ChinaTime.DayOf(now - LongestUnsealed), TimeOnly.MinValue);
        return entries.Skip(sealedRows is [.., var last] ? (int)last.Entries : 0).FirstOrDefault(entry => entry.OccurredAt < before) is { } first
            ? Sentence.Of("ledger.not-sealed", ("number", first.Number), ("on", ChinaTime.DayOf(first.OccurredAt)))
            : null;
    }
}
