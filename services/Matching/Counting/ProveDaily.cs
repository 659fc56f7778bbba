using RaMatch.Contracts.Matching;
using RaMatch.Matching.Programmes;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>Once a day, and at the start, proves the numbers of every programme; a difference is an alarm in the log with its rows, and told once a day.</summary>
sealed class ProveDaily(MatchingDb db, PhraseBook words, LedgerSeals seals, ILogger<ProveDaily> log) : BackgroundService
{
    static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        ByTheClock.RepeatAsync(Daily, ProveAsync, exception => log.LogWarning(exception, "The numbers could not be proved this time"), stoppingToken);

    /// <summary>Proves every programme; what does not agree is an alarm, and told unless it was today.</summary>
    internal async Task ProveAsync(CancellationToken cancellation)
    {
        foreach (var programme in await db.ReadAsync(reader => reader.QueryAsync<string>(SelectCodes), cancellation))
        {
            var proof = await Reconcile.ProveAsync(db, words, seals, programme, null, cancellation);
            if (!proof.Ok)
            {
                log.LogCritical("The numbers of {Programme} do not agree: {Differences}", programme, string.Join(' ', proof.Differences.Select(one => words.Say(one, Language.English))));
                await db.WriteAsync(unit => TellAsync(unit, programme, proof), cancellation);
            }
        }
    }

    // The proof begins anew with every start and every process; its day is told by the first.
    static async Task TellAsync(UnitOfWork unit, string code, Reconcile.Response proof)
    {
        var today = ChinaTime.DayOf(unit.Now);
        if (await unit.PutAsync(UpdateTold, InsertTold, new { code, today }))
        {
            var programme = (await Programme.FindAsync(unit, code))!;
            await unit.PublishAsync(new NumbersDiffered(
                programme.ProgrammeId,
                today.DayNumber,
                code,
                [.. proof.Parks.Where(park => park.Ledger != park.Counted).Select(park => park.ParkId)],
                unit.Now));
        }
    }

    internal const string SelectCodes = "SELECT code FROM programme ORDER BY code";

    const string UpdateTold = "UPDATE difference_told SET told_on = @today WHERE programme = @code AND told_on < @today";

    const string InsertTold = """
        INSERT INTO difference_told (programme, told_on)
        SELECT @code, @today
        WHERE NOT EXISTS (SELECT 1 FROM difference_told WHERE programme = @code)
        """;
}
