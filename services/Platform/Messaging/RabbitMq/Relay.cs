using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using RabbitMQ.Client;
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
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(databases.Select(database => SuperviseAsync(database, stoppingToken)));

    async Task SuperviseAsync(Database database, CancellationToken stopping)
    {
        var part = $"relay of {database.Name}";
        using var news = new SemaphoreSlim(1);
        void Wake()
        {
            if (news.CurrentCount == 0)
            {
                news.Release();
            }
        }

        var forever = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is not null && !stopping.IsCancellationRequested),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(5),
                UseJitter = true,
                OnRetry = arguments =>
                {
                    health.Report(part, arguments.Outcome.Exception!.Message);
                    log.LogWarning(arguments.Outcome.Exception, "The {Part} starts again; events wait in the outbox", part);
                    return default;
                },
            })
            .Build();

        database.Announced += Wake;
        try
        {
            // A pipeline counts its attempts; a session that worked for a while must not inherit the long pauses of an earlier outage.
            while (!stopping.IsCancellationRequested)
            {
                await forever.ExecuteAsync(async token => await ConnectAndSendAsync(database, part, news, token), stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        finally
        {
            database.Announced -= Wake;
        }
    }

    async Task ConnectAndSendAsync(Database database, string part, SemaphoreSlim news, CancellationToken stopping)
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
                await news.WaitAsync(LookAgain, stopping);
                continue;
            }

            CrashPoints.Reach("relay.publishing");
            // Each task ends with the broker's confirm, or throws: nacked, returned for want of a queue, connection gone.
            await Task.WhenAll(rows.Select(row => SendAsync(channel, row, stopping)));
            CrashPoints.Reach("relay.confirmed");
            await database.WriteAsync(unit => unit.ExecuteAsync(Outbox.DeleteSent, new { ids = rows.Select(row => row.OutboxId) }), stopping);
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
