using System.Globalization;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Audit;

/// <summary>Walks the chain of a service's audit trail: every sealed entry follows the one before it, the last is the one at the head, and none waits for its seal for longer than a minute.</summary>
sealed class AuditCheck(string service) : ICheck
{
    const int AtOnce = 1000;
    static readonly TimeSpan LongestUnsealed = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public string Service => service;

    /// <inheritdoc />
    public string What => "audit trail";

    /// <inheritdoc />
    public async Task<Checked> CheckAsync(Reader reader)
    {
        // Before the entries: on a server they go on meanwhile.
        var head = await reader.FindAsync<Sealer.Head>(Sealer.SelectHead) ?? new Sealer.Head();
        var differences = new List<string>();
        var (place, number, previous, hash) = (0L, 0L, AuditEntry.Start, AuditEntry.Start);
        // No number is so small that it is passed over.
        var after = long.MinValue;
        IReadOnlyList<AuditEntry> part;
        do
        {
            part = await reader.FirstAsync<AuditEntry>(SelectSealed, new { after }, AtOnce);
            foreach (var entry in part)
            {
                if (entry.ChainNo != place + 1)
                {
                    differences.Add(Said($"entry {place + 1} is missing"));
                }
                else if (!entry.Follows(place + 1, previous))
                {
                    differences.Add(Said($"entry {place + 1} ({entry.EntryId}) is not what was sealed"));
                }

                (place, after, previous) = (entry.ChainNo!.Value, entry.ChainNo.Value, entry.Hash ?? "");
                if (place <= head.Entries)
                {
                    (number, hash) = (place, previous);
                }
            }
        }
        while (part.Count == AtOnce);

        var end = await reader.FindAsync<Sealer.Head>(Sealer.SelectHead) ?? new Sealer.Head();
        if (number != head.Entries || hash != head.Hash || place > end.Entries)
        {
            differences.Add(Said($"the chain ends with entry {place}, and its head says {end.Entries}"));
        }

        if (await reader.GetAsync<long>(CountUnsealed, new { before = reader.Now - LongestUnsealed }) is > 0 and var unsealed)
        {
            differences.Add(Said($"{unsealed} entries have waited for their seal for more than a minute"));
        }

        return new Checked(place, differences, previous);
    }

    static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    const string SelectSealed = $"SELECT {AuditEntry.Columns} FROM audit_entry WHERE chain_no > @after ORDER BY chain_no";

    const string CountUnsealed = "SELECT COUNT(*) FROM audit_entry WHERE chain_no IS NULL AND occurred_at < @before";
}
