using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Jobs;

namespace RaMatch.Matching.Rounds.Results;

/// <summary>
/// At the start asks for the work on rounds that an earlier version, which knew no jobs, left half-way, and once more for what had failed: a round
/// that is closing or being published stays so for nobody's sake. Rounds that an earlier version opened and told nobody of are told.
/// </summary>
sealed class UnfinishedRounds(MatchingDb db) : IHostedService
{
    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var round in await db.ReadAsync(reader => reader.QueryAsync<Half>(SelectHalf), cancellationToken))
        {
            await db.WriteAsync(unit => JobDesk.AskAsync(unit, round.Stage == RoundStage.Closing ? Freezing.Kind : Publication.Kind, round.RoundId, round.ActorId), cancellationToken);
        }

        foreach (var roundId in await db.ReadAsync(reader => reader.QueryAsync<Guid>(SelectUntold), cancellationToken))
        {
            await db.WriteAsync(unit => Round.AnnounceAsync(unit, roundId), cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    sealed record Half
    {
        public Guid RoundId { get; init; }
        public RoundStage Stage { get; init; }
        public Guid? ActorId { get; init; }
    }

    const string SelectHalf = """
        SELECT round.round_id, round.stage, NULLIF(round_closing.actor_id, '00000000-0000-0000-0000-000000000000') AS actor_id
        FROM round
        LEFT JOIN round_closing ON round_closing.round_id = round.round_id
        WHERE round.stage IN ('Closing', 'Publishing')
        """;

    const string SelectUntold = "SELECT round_id FROM round WHERE announced = 0 AND stage NOT IN ('Published', 'Cancelled')";
}
