using RaMatch.Platform;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// Once a day, and at the start, the index takes in what is new, asked or not, and the log of changes that every process has read long ago is deleted.
/// </summary>
sealed class ForgetOldNews(Market market, MatchingDb db, ILogger<ForgetOldNews> log) : BackgroundService
{
    static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    // A process that has not looked for so long is not running; it reads everything when it starts.
    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        ByTheClock.RepeatAsync(Daily, ForgetAsync, exception => log.LogWarning(exception, "Old changes of the market could not be deleted this time"), stoppingToken);

    async Task ForgetAsync(CancellationToken cancellation)
    {
        var old = await db.ReadAsync(async reader =>
        {
            await market.CatchUpAsync(reader);
            return await reader.GetAsync<long>(CountOld, new { before = reader.Now - Kept });
        }, cancellation);
        if (old > 0)
        {
            await db.WriteAsync(unit => unit.ExecuteAsync(DeleteOld, new { before = unit.Now - Kept }), cancellation);
        }
    }

    const string CountOld = "SELECT COUNT(*) FROM market_news WHERE told_at < @before AND news_number < (SELECT MAX(news_number) FROM market_news) - 1000";

    // Not the newest, by which a process that starts knows how far the log has come.
    const string DeleteOld = "DELETE FROM market_news WHERE told_at < @before AND news_number < (SELECT MAX(news_number) FROM market_news) - 1000";
}
