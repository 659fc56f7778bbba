using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// The clock closes the lists of every round at the date announced: it has them written down, unless an official was quicker. Several instances may run it at
/// once: the round's stage lets one of them through.
/// </summary>
sealed class CloseInTime(MatchingDb db, ILogger<CloseInTime> log) : BackgroundService
{
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        // Where it fails nobody changes the lists meanwhile: what is in them is decided by when it was done, not by when they are written down.
        ByTheClock.RepeatAsync(LookAgain, SweepAsync, exception => log.LogWarning(exception, "Rounds could not be closed this time"), stoppingToken);

    /// <summary>Begins to close all that is due, and has what could not be written down tried again. One that fails keeps no other from its end.</summary>
    internal async Task SweepAsync(CancellationToken cancellation)
    {
        foreach (var roundId in await db.ReadAsync(reader => reader.QueryAsync<Guid>(SelectDue, new { reader.Now, kind = Freezing.Kind, before = reader.Now - TryAgain }), cancellation))
        {
            try
            {
                await db.WriteAsync(unit => CloseAsync(unit, roundId), cancellation);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning(exception, "Round {RoundId} could not be closed this time", roundId);
            }
        }
    }

    static async Task CloseAsync(UnitOfWork unit, Guid roundId)
    {
        var round = (await Round.FindAsync(unit, roundId))!;
        if (round.Stage == RoundStage.Closing)
        {
            await JobDesk.AskAsync(unit, Freezing.Kind, roundId, askedBy: null);
            return;
        }

        await OpenLists.WaitAsync(unit, round);
        await Freezing.BeginAsync(unit, round, actorId: null, reason: null);
    }

    // A round that is closing holds all positions of its parks: if its last job has ended and it still closes, nobody else has it done.
    const string SelectDue = """
        SELECT round_id
        FROM round
        WHERE stage = 'Open' AND rank_by <= @now
            OR stage = 'Closing'
                AND NOT EXISTS (SELECT 1 FROM job WHERE job.kind = @kind AND job.subject = round.round_id AND (job.ended_at IS NULL OR job.ended_at > @before))
        ORDER BY rank_by, round_id
        """;
}
