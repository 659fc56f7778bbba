using RaMatch.Platform.Words;

namespace RaMatch.Matching.Counting;

/// <summary>Once a day, and at the start, proves the numbers of every programme; a difference is an alarm in the log with its rows.</summary>
sealed class ProveDaily(MatchingDb db, PhraseBook words, ILogger<ProveDaily> log) : BackgroundService
{
    static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Daily);
        do
        {
            try
            {
                await ProveAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning(exception, "The numbers could not be proved this time");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task ProveAsync(CancellationToken cancellation)
    {
        foreach (var programme in await db.ReadAsync(reader => reader.QueryAsync<string>(SelectCodes), cancellation))
        {
            var proof = await Reconcile.ProveAsync(db, words, programme, null, cancellation);
            if (!proof.Ok)
            {
                log.LogCritical("The numbers of {Programme} do not agree: {Differences}", programme, string.Join(' ', proof.Differences.Select(one => words.Say(one, Language.English))));
            }
        }
    }

    const string SelectCodes = "SELECT code FROM programme ORDER BY code";
}
