using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Messaging.RabbitMq;

/// <summary>
/// Sends the outbox of each database of this host to the broker: persistent, mandatory, confirmed, and only then deleted, by
/// explicit ids. One supervised loop a database: on any exception everything is closed and opened again after a pause.
/// </summary>
sealed class Relay(
    IEnumerable<Database> databases,
    MessagingSettings settings,
    Topology topology,
    DeliveryHealth health,
    ILogger<Relay> log) : BackgroundService
{
    const int MostAtOnce = 200;
    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

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
        var factory = new ConnectionFactory
        {
            Uri = settings.Broker!,
            ClientProvidedName = $"ramatch {database.Name} relay",
            // Recovery would reconnect behind our back and never republish; the loop around this does both.
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
        };
        await using var connection = await factory.CreateConnectionAsync(stopping);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(
                publisherConfirmationsEnabled: true,
                publisherConfirmationTrackingEnabled: true,
                outstandingPublisherConfirmationsRateLimiter: new ThrottlingRateLimiter(MostAtOnce * 2)),
            stopping);
        await topology.DeclareForPublisherAsync(channel, database.Name, stopping);
        health.Clear(part);

        while (true)
        {
            await turn.ConfirmAsync(stopping);
            var rows = await database.ReadAsync(reader => reader.FirstAsync<OutgoingMessage>(Outbox.SelectAfter, new { after = 0L }, MostAtOnce), stopping);
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
            // Each task ends with the broker's confirm, or throws: nacked, returned for want of a queue, connection gone.
            await Task.WhenAll(rows.Select(row => SendAsync(channel, row, stopping)));
            CrashPoints.Reach("relay.confirmed");
            await database.WriteAsync(unit => unit.ExecuteAsync(Outbox.DeleteSent, new { ids = rows.Select(row => row.OutboxId) }), stopping);
            works();
            Metrics.MessagesSent.Add(rows.Count, new KeyValuePair<string, object?>("service", database.Name));
        }
    }

    async Task SendAsync(IChannel channel, OutgoingMessage row, CancellationToken stopping)
    {
        var properties = new BasicProperties
        {
            Persistent = true,
            MessageId = row.MessageId.ToString(),
            Type = row.Type,
            ContentType = "application/json",
            Timestamp = new AmqpTimestamp(row.CreatedAt.ToUnixTimeSeconds()),
        };
        if (row.TraceParent is not null)
        {
            properties.Headers = new Dictionary<string, object?>(StringComparer.Ordinal) { ["traceparent"] = row.TraceParent };
        }

        await channel.BasicPublishAsync(topology.Exchange(row.Type), "", mandatory: true, properties, Encoding.UTF8.GetBytes(row.Body), stopping);
    }
}
