using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>
/// The ledger's end at the end of each day, under a key of the installation that the database does not hold. A chain by itself shows that a part of it was changed; whoever writes all of it anew, hashes
/// and head included, is found because nobody without the key can make its seals again. Whoever takes the seals away too is found by what was printed and logged of them.
/// </summary>
sealed class LedgerSeals(IDataProtectionProvider protection)
{
    readonly IDataProtector _protector = protection.CreateProtector("RaMatch.Matching", "ledger_seal.seal");

    /// <summary>A seal as it is stored.</summary>
    public sealed record Row
    {
        public string Programme { get; init; } = "";

        /// <summary>How many entries it covers.</summary>
        public long Entries { get; init; }

        /// <summary>The last day in China of which there is an entry among them.</summary>
        public DateOnly OnDay { get; init; }

        /// <summary>The hash of the last of them.</summary>
        public string Hash { get; init; } = "";
        public string Seal { get; init; } = "";
        public DateTimeOffset SealedAt { get; init; }
    }

    /// <summary>Puts the seal on what a row says.</summary>
    public Row Sealed(Row row) => row with { Seal = _protector.Protect(TextOf(row)) };

    /// <summary>What the seals of a programme, in the order of their entries, contradict in its chain; null where nothing.</summary>
    /// <param name="seals">The seals by entries.</param>
    /// <param name="entriesByNumber">The chain.</param>
    public Sentence? Flaw(IReadOnlyList<Row> seals, IReadOnlyList<Ledger.Entry> entriesByNumber)
    {
        foreach (var seal in seals)
        {
            if (!IsGenuine(seal))
            {
                return Sentence.Of("ledger.seal-forged", ("on", seal.OnDay));
            }

            if (seal.Entries > entriesByNumber.Count || entriesByNumber[(int)seal.Entries - 1].Hash != seal.Hash)
            {
                return Sentence.Of("ledger.sealed-otherwise", ("on", seal.OnDay), ("number", seal.Entries));
            }
        }

        return null;
    }

    /// <summary>The seals of a programme.</summary>
    public static Task<IReadOnlyList<Row>> ReadAsync(Reader reader, string programme) => reader.QueryAsync<Row>(SelectSeals, new { programme });

    bool IsGenuine(Row seal)
    {
        try
        {
            return _protector.Unprotect(seal.Seal) == TextOf(seal);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    // A programme's code has no space in it.
    static string TextOf(Row row) => string.Create(CultureInfo.InvariantCulture, $"{row.Programme} {row.OnDay:yyyy-MM-dd} {row.Entries} {row.Hash}");

    const string SelectSeals = "SELECT programme, entries, on_day, hash, seal, sealed_at FROM ledger_seal WHERE programme = @programme ORDER BY entries";
}

/// <summary>Seals each programme's ledger at the end of every day on which something was entered, soon after the day; of days on which nothing ran, at the next start. Each seal is told in the log, which is another's to keep.</summary>
sealed class SealLedgers(MatchingDb db, LedgerSeals seals, ILogger<SealLedgers> log) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        ByTheClock.RepeatAsync(Look, token => Database.UntilAvailable.ExecuteAsync(async stopping => await SealAsync(stopping), token).AsTask(), exception => log.LogError(exception, "The ledgers could not be sealed this time"), stoppingToken);

    /// <summary>Seals what has ended, so that what has been stopped waits for no seal.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await SealAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.LogWarning(exception, "The ledgers are sealed after the next start");
        }
    }

    /// <summary>Seals every day that has ended.</summary>
    internal async Task SealAsync(CancellationToken cancellation)
    {
        foreach (var programme in await db.ReadAsync(reader => reader.QueryAsync<string>(SelectUnsealed), cancellation))
        {
            // Most looks find only what today has brought, and reading costs no flush.
            foreach (var row in await db.ReadAsync(reader => EndedAsync(reader, programme), cancellation))
            {
                if (await db.WriteAsync(async unit => await unit.ExecuteAsync(InsertSeal, seals.Sealed(row) with { SealedAt = unit.Now }) > 0, cancellation))
                {
                    log.LogInformation("The ledger of {Programme} is sealed to {Day:yyyy-MM-dd}: {Entries} entries, {Hash}", row.Programme, row.OnDay, row.Entries, row.Hash);
                }
            }
        }
    }

    static async Task<IReadOnlyList<LedgerSeals.Row>> EndedAsync(Reader reader, string programme)
    {
        var today = ChinaTime.At(ChinaTime.DayOf(reader.Now), TimeOnly.MinValue);
        return await reader.QueryAsync<LedgerSeals.Row>(SelectEnded, new { programme, today }) is { Count: > 0 } ended
            ? [.. ended.Select(row => row with { OnDay = ChinaTime.DayOf(row.SealedAt) })]
            : [];
    }

    const string SelectUnsealed = """
        SELECT ledger_head.programme
        FROM ledger_head
        WHERE ledger_head.entries > (SELECT COALESCE(MAX(ledger_seal.entries), 0) FROM ledger_seal WHERE ledger_seal.programme = ledger_head.programme)
        ORDER BY ledger_head.programme
        """;

    // The last entry of each day. Two clocks may differ by a moment at midnight: a seal after any entry proves all before it.
    const string SelectEnded = """
        SELECT ledger_entry.programme, ledger_entry.number AS entries, ledger_entry.hash, ledger_entry.occurred_at AS sealed_at
        FROM ledger_entry
        JOIN (
            SELECT MAX(number) AS number
            FROM ledger_entry
            WHERE programme = @programme AND occurred_at < @today
                AND number > (SELECT COALESCE(MAX(entries), 0) FROM ledger_seal WHERE programme = @programme)
            GROUP BY (occurred_at + 28800000) / 86400000) AS day_end ON day_end.number = ledger_entry.number
        WHERE ledger_entry.programme = @programme
        ORDER BY ledger_entry.number
        """;

    const string InsertSeal = """
        INSERT INTO ledger_seal (programme, entries, on_day, hash, seal, sealed_at)
        SELECT @programme, @entries, @onDay, @hash, @seal, @sealedAt
        WHERE NOT EXISTS (SELECT 1 FROM ledger_seal WHERE programme = @programme AND entries = @entries)
        """;
}
