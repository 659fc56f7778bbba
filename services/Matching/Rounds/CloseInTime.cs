using RaMatch.Matching.Rounds.Lists;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// The clock closes the lists of every round at the date announced: it has them written down, unless an official was quicker. Several instances may run it at
/// once: the round's stage lets one of them through.
/// </summary>
sealed class CloseInTime(MatchingDb db, ILogger<CloseInTime> log) : BackgroundService
{
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookAgain);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Nobody changes the lists meanwhile: what is in them is decided by when it was done, not by when they are written down.
                log.LogWarning(exception, "Rounds could not be closed this time");
            }
        }
    }

    /// <summary>Begins to close all that is due.</summary>
    internal async Task SweepAsync(CancellationToken cancellation)
    {
        foreach (var roundId in await db.ReadAsync(reader => reader.QueryAsync<Guid>(SelectDue, new { reader.Now }), cancellation))
        {
            await db.WriteAsync(
                async unit =>
                {
                    var round = (await Round.FindAsync(unit, roundId))!;
                    await OpenLists.WaitAsync(unit, round);
                    await Freezing.BeginAsync(unit, round, actorId: null, reason: null);
                },
                cancellation);
        }
    }

    const string SelectDue = "SELECT round_id FROM round WHERE stage = 'Open' AND rank_by <= @now ORDER BY rank_by, round_id";
}
