using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Messaging.RabbitMq;

/// <summary>
/// Sends the outbox of each database of this host to the broker: to the queue of every listener by itself, persistent, mandatory, and
/// deleted, by explicit ids, only after all have confirmed. One supervised loop a database: on any exception everything is closed and
/// opened again after a pause. Each listener's events are numbered, so that it notices what it has not got.
/// </summary>
sealed class Relay(
    IEnumerable<Database> databases,
    MessagingSettings settings,
    MessageCatalogue catalogue,
    Topology topology,
    DeliveryHealth health,
    ILogger<Relay> log) : BackgroundService
{
    const int MostAtOnce = 200;
    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // A broker that is well confirms within a fraction of it; whoever looks at health learns of one that is not.
    static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    // A broker that is frozen or takes nothing in answers no goodbye, and nothing hangs on one: what is not confirmed is sent again.
    static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(1);

    int MostListeners => catalogue.All.Select(type => type.Listeners.Count).Append(1).Max();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(databases.Select(database => SuperviseAsync(database, stoppingToken)));

    async Task SuperviseAsync(Database database, CancellationToken stopping)
    {
        var part = $"relay of {database.Name}";
        var news = new News();
        database.Announced += news.Announce;
        var pause = ShortestPause;
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                try
                {
                    // A session that sent something must not inherit the long pauses of an earlier outage.
                    await ConnectAndSendAsync(database, part, news, () => pause = ShortestPause, stopping);
                }
                catch (Exception exception) when (!stopping.IsCancellationRequested)
                {
                    health.Report(part, exception.Message);
                    log.LogWarning(exception, "The {Part} starts again; events wait in the outbox", part);
                    await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                }
            }
        }
        catch (Exception exception) when (stopping.IsCancellationRequested)
        {
            // Whatever the connection says while it is torn down, the rows are still there.
            log.LogDebug(exception, "The {Part} stops", part);
        }
        finally
        {
            database.Announced -= news.Announce;
        }
    }

    async Task ConnectAndSendAsync(Database database, string part, News news, Action works, CancellationToken stopping)
    {
        await using var turn = await RelayTurn.TakeAsync(database, stopping);
        var connection = await ConnectAsync(database, stopping);
        var blocked = new Blocked();
        connection.ConnectionBlockedAsync += (_, told) => blocked.SetAsync(told.Reason);
        connection.ConnectionUnblockedAsync += (_, _) => blocked.SetAsync(null);
        try
        {
            // It ends with its connection; disposed by itself it would wait for the broker's answer.
            var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(
                    publisherConfirmationsEnabled: true,
                    publisherConfirmationTrackingEnabled: true,
                    // Above half of it the limiter slows the sending down, up to a second a batch.
                    outstandingPublisherConfirmationsRateLimiter: new ThrottlingRateLimiter(MostAtOnce * MostListeners * 2)),
                stopping);
            await topology.DeclareForPublisherAsync(channel, database.Name, stopping);
            health.Clear(part);
            await SendAllAsync(database, part, turn, channel, blocked, news, works, stopping);
        }
        finally
        {
            Metrics.UnconfirmedSeconds.Record(0, new KeyValuePair<string, object?>("service", database.Name));
            await connection.DisposeAsync().AsTask().WaitAsync(LongestGoodbye, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task SendAllAsync(Database database, string part, RelayTurn turn, IChannel channel, Blocked blocked, News news, Action works, CancellationToken stopping)
    {
        // First the hand: a relay that has lost its turn may empty it and move the counts in between, and then nothing is sent here that it has sent.
        var inHand = await database.ReadAsync(reader => reader.QueryAsync<OutgoingMessage>(Outbox.SelectInHand), stopping);
        var numbering = await Numbering.OpenAsync(database, catalogue, stopping);
        while (true)
        {
            await turn.ConfirmAsync(stopping);
            var rows = inHand.Count > 0 ? inHand : await TakeAsync(database, stopping);
            if (rows.Count == 0)
            {
                await news.WaitAsync(stopping);
                if (!channel.IsOpen)
                {
                    // With nothing to send nobody else would notice, and "ready" would be untrue.
                    throw new AlreadyClosedException(channel.CloseReason!);
                }

                continue;
            }

            CrashPoints.Reach("relay.publishing");
            // Each task ends with the confirm of one listener's queue, or throws: nacked, returned for want of a queue, connection gone.
            var addressed = numbering.Address(rows);
            await ConfirmedAsync(Task.WhenAll(addressed.Select(one => SendAsync(channel, one, stopping))), database, part, blocked, stopping);
            CrashPoints.Reach("relay.confirmed");
            await database.WriteAsync(
                async unit =>
                {
                    await numbering.MoveAsync(unit, addressed);
                    await unit.ExecuteAsync(Outbox.DeleteSent, new { ids = rows.Select(row => row.OutboxId) });
                    await unit.ExecuteAsync(Outbox.EmptyHand);
                },
                stopping);
            numbering.Moved(addressed);
            inHand = [];
            works();
            Metrics.MessagesSent.Add(rows.Count, new KeyValuePair<string, object?>("service", database.Name));
        }
    }

    /// <summary>What is to be sent next. On a server a row with a lower id may show up after it was read: sent again, these must not be joined by that one, so they are marked.</summary>
    static async Task<IReadOnlyList<OutgoingMessage>> TakeAsync(Database database, CancellationToken stopping)
    {
        var rows = await database.ReadAsync(reader => reader.FirstAsync<OutgoingMessage>(Outbox.SelectAfter, new { after = 0L }, MostAtOnce), stopping);
        if (rows.Count > 0 && database.Dialect.LockOutboxOrder is not null)
        {
            await database.WriteAsync(unit => unit.ExecuteAsync(Outbox.TakeInHand, new { ids = rows.Select(row => row.OutboxId) }), stopping);
        }

        return rows;
    }

    /// <summary>Waits for the confirms, and says in health and in a metric for how long there were none.</summary>
    async Task ConfirmedAsync(Task sending, Database database, string part, Blocked blocked, CancellationToken stopping)
    {
        var service = new KeyValuePair<string, object?>("service", database.Name);
        var started = Stopwatch.GetTimestamp();
        var waited = false;
        while (await Task.WhenAny(sending, Task.Delay(LongestSilence, stopping)) != sending && !stopping.IsCancellationRequested)
        {
            waited = true;
            var silence = Stopwatch.GetElapsedTime(started).TotalSeconds;
            Metrics.UnconfirmedSeconds.Record(silence, service);
            health.Report(part, string.Create(CultureInfo.InvariantCulture, $"The broker has confirmed nothing for {silence:0} seconds{(blocked.Reason is { } reason ? $": it takes nothing in ({reason})" : "")}; events wait."));
        }

        // A publish that stands in a socket nobody reads from does not heed the token.
        await sending.WaitAsync(stopping);
        if (waited)
        {
            Metrics.UnconfirmedSeconds.Record(0, service);
            health.Clear(part);
        }
    }

    /// <summary>Straight to the listener's queue: over an exchange the broker confirms what reached one queue of several, and discards the rest in silence.</summary>
    async Task SendAsync(IChannel channel, Addressed addressed, CancellationToken stopping)
    {
        var (row, listener, number) = addressed;
        var headers = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [Topology.SourceHeader] = number.Source,
            [Topology.LogHeader] = number.LogId.ToString(),
            [Topology.NumberHeader] = number.Number,
        };
        if (row.TraceParent is not null)
        {
            headers["traceparent"] = row.TraceParent;
        }

        var properties = new BasicProperties
        {
            Persistent = true,
            MessageId = row.MessageId.ToString(),
            Type = row.Type,
            ContentType = "application/json",
            Timestamp = new AmqpTimestamp(row.CreatedAt.ToUnixTimeSeconds()),
            Headers = headers,
        };
        await channel.BasicPublishAsync("", topology.Queue(listener), mandatory: true, properties, Encoding.UTF8.GetBytes(row.Body), stopping);
    }

    Task<IConnection> ConnectAsync(Database database, CancellationToken stopping) => new ConnectionFactory
    {
        Uri = settings.Broker!,
        ClientProvidedName = $"ramatch {database.Name} relay",
        RequestedHeartbeat = Topology.Heartbeat,
        // Recovery would reconnect behind our back and never republish; the loop around this does both.
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
    }.CreateConnectionAsync(stopping);

    /// <summary>Why the broker takes nothing in (its memory or disk alarm), as long as it does not.</summary>
    sealed class Blocked
    {
        public string? Reason { get; private set; }

        public Task SetAsync(string? reason)
        {
            Reason = reason;
            return Task.CompletedTask;
        }
    }
}
