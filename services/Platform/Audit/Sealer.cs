using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Audit;

/// <summary>
/// Chains what has been appended since, every second: number, hash before it, hash. Not in the transaction of the act, where all writers of a service would wait for each other.
/// The head is touched first, so that of two processes on one database one seals after the other.
/// </summary>
sealed class Sealer(IEnumerable<Database> databases, ILogger<Sealer> log) : BackgroundService
{
    const int AtOnce = 200;
    static readonly TimeSpan EverySecond = TimeSpan.FromSeconds(1);

    /// <summary>Seals all that a database has now.</summary>
    public static async Task SealAsync(Database database, CancellationToken cancellation)
    {
        // Most looks find nothing, and reading costs no flush.
        while ((await database.ReadAsync(reader => reader.FirstAsync<Guid>(SelectUnsealed, null, 1), cancellation)).Count > 0)
        {
            await database.WriteAsync(SealSomeAsync, cancellation);
        }
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(databases.Select(database => ByTheClock.RepeatAsync(
        EverySecond,
        async stopping => await Database.UntilAvailable.ExecuteAsync(async token => await SealAsync(database, token), stopping),
        exception => log.LogError(exception, "The audit trail of {Database} could not be sealed this time", database.Name),
        stoppingToken)));

    /// <summary>Seals what the last requests have left, so that a check of what has been stopped finds nothing waiting.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var database in databases)
        {
            try
            {
                await SealAsync(database, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning(exception, "The audit trail of {Database} is sealed after the next start", database.Name);
            }
        }
    }

    static async Task SealSomeAsync(UnitOfWork unit)
    {
        await unit.ExecuteAsync(TouchHead);
        var head = await unit.GetAsync<Head>(SelectHead);
        var entries = await unit.FirstAsync<AuditEntry>(SelectEntries, null, AtOnce);
        if (entries.Count == 0)
        {
            // Another process was first.
            return;
        }

        var (number, hash) = (head.Entries, head.Hash);
        foreach (var entry in entries)
        {
            var chained = entry.Sealed(++number, hash);
            if (await unit.ExecuteAsync(Seal, new { chained.EntryId, chained.ChainNo, chained.PreviousHash, chained.Hash }) == 0)
            {
                throw new LostRaceException($"audit entry {chained.EntryId}");
            }

            hash = chained.Hash!;
        }

        await unit.ExecuteAsync(MoveHead, new { number, hash });
    }

    /// <summary>The end of a chain.</summary>
    internal sealed record Head
    {
        public long Entries { get; init; }
        public string Hash { get; init; } = AuditEntry.Start;
    }

    internal const string SelectHead = "SELECT entries, hash FROM audit_head WHERE head_id = 1";

    const string TouchHead = "UPDATE audit_head SET entries = entries WHERE head_id = 1";

    const string MoveHead = "UPDATE audit_head SET entries = @number, hash = @hash WHERE head_id = 1";

    const string SelectUnsealed = "SELECT entry_id FROM audit_entry WHERE chain_no IS NULL ORDER BY entry_id";

    const string SelectEntries = $"SELECT {AuditEntry.Columns} FROM audit_entry WHERE chain_no IS NULL ORDER BY entry_id";

    const string Seal = "UPDATE audit_entry SET chain_no = @chainNo, previous_hash = @previousHash, hash = @hash WHERE entry_id = @entryId AND chain_no IS NULL";
}
