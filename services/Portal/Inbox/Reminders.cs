using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Portal.Inbox;

/// <summary>
/// What the clock tells: that the lists of a round close in a day, to whom it concerns then; and that they are closed. And what is older than a year goes. Several portals on a database may run it at
/// once: the round's row lets one of them through.
/// </summary>
sealed class Reminders(PortalDb db, ILogger<Reminders> log) : BackgroundService
{
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        ByTheClock.RepeatAsync(LookAgain, SweepAsync, exception => log.LogWarning(exception, "What the clock has to tell could not be looked for this time"), stoppingToken);

    /// <summary>Tells all that is due.</summary>
    internal async Task SweepAsync(CancellationToken cancellation)
    {
        var (due, ended, old) = await db.ReadAsync(
            async reader => (
                await reader.QueryAsync<Guid>(SelectDue, new { reader.Now }),
                await reader.QueryAsync<Guid>(SelectEnded, new { reader.Now }),
                (await reader.FirstAsync<DateTimeOffset>(SelectOld, new { before = reader.Now - Kept }, 1)).Count),
            cancellation);
        foreach (var roundId in due)
        {
            await TryAsync(roundId, TellClosingAsync, cancellation);
        }

        foreach (var roundId in ended)
        {
            await TryAsync(roundId, EndAsync, cancellation);
        }

        if (old > 0)
        {
            await db.WriteAsync(unit => unit.ExecuteAsync(DeleteOld, new { before = unit.Now - Kept }), cancellation);
        }
    }

    /// <summary>One that fails keeps no other from its turn, and has its own next time.</summary>
    async Task TryAsync(Guid roundId, Func<UnitOfWork, Guid, Task> tell, CancellationToken cancellation)
    {
        try
        {
            await db.WriteAsync(unit => tell(unit, roundId), cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.LogWarning(exception, "What is due of round {RoundId} could not be told this time", roundId);
        }
    }

    static async Task TellClosingAsync(UnitOfWork unit, Guid roundId)
    {
        if (await unit.ExecuteAsync(TakeDue, new { roundId, unit.Now }) == 0 || await unit.FindAsync<Row>(SelectRound, new { roundId }) is not { } round)
        {
            return;
        }

        var telling = new HearRounds.Telling(
            roundId, round.Version, round.Programme, Json.Read<IReadOnlyList<string>>(round.Parks), new NotificationFacts { Title = round.Title, At = round.ListsCloseAt }, unit.Now);
        await HearRounds.ToGraduatesAsync(unit, telling, NotificationKind.RoundClosing);
        await HearRounds.ToGradersAsync(unit, telling, NotificationKind.GradesDue);
    }

    static async Task EndAsync(UnitOfWork unit, Guid roundId)
    {
        if (await unit.ExecuteAsync(TakeEnded, new { roundId, unit.Now }) > 0)
        {
            await HearRounds.SettleAsync(unit, roundId);
        }
    }

    sealed record Row
    {
        public long Version { get; init; }
        public string Programme { get; init; } = "";
        public string Title { get; init; } = "";
        public string Parks { get; init; } = "";
        public DateTimeOffset ListsCloseAt { get; init; }
    }

    const string SelectDue = "SELECT round_id FROM known_round WHERE closing_due_at <= @now ORDER BY closing_due_at, round_id";

    const string SelectEnded = "SELECT round_id FROM known_round WHERE ending_due_at <= @now ORDER BY ending_due_at, round_id";

    const string TakeEnded = "UPDATE known_round SET ending_due_at = NULL WHERE round_id = @roundId AND ending_due_at <= @now";

    const string SelectOld = "SELECT appears_at FROM notification WHERE appears_at < @before ORDER BY appears_at";

    const string TakeDue = "UPDATE known_round SET closing_due_at = NULL WHERE round_id = @roundId AND closing_due_at <= @now";

    const string SelectRound = "SELECT version, programme, title, parks, lists_close_at FROM known_round WHERE round_id = @roundId";

    const string DeleteOld = "DELETE FROM notification WHERE appears_at < @before";
}
