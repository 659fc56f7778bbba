using RaMatch.Platform.Web;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// After a start the market is read from the database, so that no request has to. Until then the process is not ready; a request that
/// comes all the same waits for the whole market.
/// </summary>
sealed class BuildIndex(Market market, MatchingDb db, ILogger<BuildIndex> log) : BackgroundService, IReadiness
{
    static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    volatile bool _built;

    /// <inheritdoc />
    public string Part => "matching index";

    /// <inheritdoc />
    public string? Missing => _built ? null : "The index of positions and graduates is being built from the database.";

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!_built)
        {
            try
            {
                await db.ReadAsync(async reader =>
                {
                    await market.CatchUpAsync(reader);
                    return true;
                }, stoppingToken);
                _built = true;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning(exception, "The index could not be built this time");
                await Task.Delay(TryAgain, stoppingToken);
            }
        }
    }
}
