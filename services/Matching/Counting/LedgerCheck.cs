using RaMatch.Platform.Audit;
using RaMatch.Platform.Data;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>Walks the chain of every programme's ledger for the command <c>check</c>.</summary>
sealed class LedgerCheck(PhraseBook words) : ICheck
{
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

    static async Task<(long Entries, Sentence? Flaw)> WalkAsync(Reader reader, string programme)
    {
        var entries = await reader.QueryAsync<Ledger.Entry>(Reconcile.SelectEntries, new { programme });
        var head = await reader.FindAsync<Reconcile.Head>(Reconcile.SelectHead, new { programme }) ?? new Reconcile.Head();
        return (entries.Count, Ledger.Flaw(entries, head.Entries, head.Hash));
    }
}
