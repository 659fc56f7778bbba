using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Messaging;

/// <summary>
/// Once an hour removes what nothing can ask for any more: answers to requests after their retention, and inbox rows of events that cannot come
/// again. In one process an event comes from its publisher's log and from nowhere else, so its inbox row may go once the log holds it no more.
/// From a broker a copy may come however late, and nobody here can know that none is left: there the inbox stays for ever.
/// </summary>
sealed class Pruning(
    IEnumerable<Database> databases,
    MessagingSettings messaging,
    MessageCatalogue catalogue,
    RetentionSettings retention,
    TimeProvider clock,
    ILogger<Pruning> log) : BackgroundService
{
    const int RowsAtOnce = 500;
    static readonly TimeSpan Hourly = TimeSpan.FromHours(1);

    readonly IReadOnlyList<Database> _databases = [.. databases];

    /// <summary>Removes all that may go now.</summary>
    public async Task PruneAsync(CancellationToken cancellation)
    {
        foreach (var database in _databases)
        {
            await PruneAnswersAsync(database, clock.GetUtcNow() - retention.Answers, cancellation);
            if (messaging.IsLocal)
            {
                await PruneInboxAsync(database, clock.GetUtcNow() - retention.Inbox, cancellation);
            }
        }
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        ByTheClock.RepeatAsync(Hourly, PruneAsync, exception => log.LogWarning(exception, "Old answers and inbox rows could not be pruned this time"), stoppingToken);

    static async Task PruneAnswersAsync(Database database, DateTimeOffset before, CancellationToken cancellation)
    {
        IReadOnlyList<DateTimeOffset> oldest;
        do
        {
            oldest = await database.ReadAsync(reader => reader.FirstAsync<DateTimeOffset>(SelectAnswers, new { before }, RowsAtOnce), cancellation);
            if (oldest.Count > 0)
            {
                await database.WriteAsync(unit => unit.ExecuteAsync(DeleteAnswers, new { last = oldest[^1] }), cancellation);
            }
        }
        while (oldest.Count == RowsAtOnce);
    }

    async Task PruneInboxAsync(Database database, DateTimeOffset before, CancellationToken cancellation)
    {
        var last = new Applied();
        IReadOnlyList<Applied> page;
        do
        {
            page = await database.ReadAsync(reader => reader.FirstAsync<Applied>(SelectApplied, new { before, after = last.ProcessedAt, afterId = last.MessageId }, RowsAtOnce), cancellation);
            foreach (var published in page.GroupBy(row => catalogue.Find(row.Type)?.Publisher))
            {
                // Whose publisher is not here stays: its log is not ours to look into.
                if (_databases.SingleOrDefault(source => source.Name == published.Key) is { } source)
                {
                    var ids = published.Select(row => row.MessageId).ToList();
                    var held = await source.ReadAsync(reader => reader.QueryAsync<Guid>(SelectHeld, new { ids }), cancellation);
                    await database.WriteAsync(unit => unit.ExecuteAsync(DeleteApplied, new { ids = ids.Except(held) }), cancellation);
                }
            }

            last = page is [.., var end] ? end : last;
        }
        while (page.Count == RowsAtOnce);
    }

    sealed record Applied
    {
        public Guid MessageId { get; init; }
        public string Type { get; init; } = "";
        public DateTimeOffset ProcessedAt { get; init; } = DateTimeOffset.UnixEpoch;
    }

    const string SelectAnswers = "SELECT answered_at FROM answered_request WHERE answered_at < @before ORDER BY answered_at";

    const string DeleteAnswers = "DELETE FROM answered_request WHERE answered_at <= @last";

    const string SelectApplied = """
        SELECT message_id, type, processed_at
        FROM inbox
        WHERE processed_at < @before AND (processed_at > @after OR (processed_at = @after AND message_id > @afterId))
        ORDER BY processed_at, message_id
        """;

    const string SelectHeld = "SELECT message_id FROM outbox WHERE message_id IN @ids";

    const string DeleteApplied = "DELETE FROM inbox WHERE message_id IN @ids";
}
