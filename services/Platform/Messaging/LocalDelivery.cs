using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Messaging;

/// <summary>
/// Hands events from service to service within one process: the outbox is a log, each listener keeps a cursor in its own
/// database and moves it in the transaction of the effect. No queue in memory, so there is nothing a crash could lose.
/// </summary>
sealed class LocalDelivery(IEnumerable<Intake> intakes, IEnumerable<Database> databases, MessageCatalogue catalogue, DeliveryHealth health, ILogger<LocalDelivery> log)
    : BackgroundService
{
    const int MostAtOnce = 200;
    const int ReadBeforePruning = 1000;
    static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var routes = (
            from intake in intakes
            from source in databases
            where catalogue.All.Any(type => type.Publisher == source.Name && intake.Consumers.Types.Contains(type.Name))
            select new Route(source, intake)).ToList();
        return Task.WhenAll(routes.Select(route => RunAsync(route, routes, stoppingToken)));
    }

    async Task RunAsync(Route route, IReadOnlyList<Route> all, CancellationToken stopping)
    {
        var news = new News();
        route.Source.Announced += news.Announce;
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                try
                {
                    await route.OpenAsync(stopping);
                    health.Clear(route.Name);
                    while (true)
                    {
                        var busy = await news.WaitAsync(stopping);
                        await DrainAsync(route, stopping);
                        await PruneAsync(route, all, atLeast: busy ? ReadBeforePruning : 1, stopping);
                    }
                }
                catch (OperationCanceledException) when (stopping.IsCancellationRequested)
                {
                    return;
                }
                catch (LogGapException gap)
                {
                    // Going on would count from a log that is not ours any more. Somebody has to look.
                    health.Report(route.Name, gap.Message);
                    log.LogCritical(gap, "Delivery {Route} stops", route.Name);
                    return;
                }
                catch (Exception exception)
                {
                    health.Report(route.Name, exception.Message);
                    log.LogError(exception, "Delivery {Route} failed and starts again", route.Name);
                    await Task.Delay(PauseAfterFault, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }
        finally
        {
            route.Source.Announced -= news.Announce;
        }
    }

    static async Task DrainAsync(Route route, CancellationToken stopping)
    {
        while (true)
        {
            var rows = await route.Source.ReadAsync(reader => reader.FirstAsync<OutgoingMessage>(Outbox.SelectAfter, new { after = route.Cursor }, MostAtOnce), stopping);
            if (rows.Count == 0)
            {
                return;
            }

            // An empty one has been read by all who listened then.
            var mine = rows.Where(row => row.Body.Length > 0 && route.Intake.Consumers.Types.Contains(row.Type))
                .Select(row => (Row: row, Message: new IncomingMessage(row.MessageId, row.Type, row.Body, row.TraceParent)))
                .ToList();
            var last = rows[^1];
            try
            {
                await route.Intake.ApplyTogetherAsync([.. mine.Select(one => one.Message)], unit => route.MoveAsync(unit, last), stopping);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // One of them fails: each on its own, so that only that one is laid aside.
                foreach (var (row, message) in mine)
                {
                    await route.Intake.SettleAsync(message, unit => route.MoveAsync(unit, row), stopping);
                }

                await route.Intake.Database.WriteAsync(unit => route.MoveAsync(unit, last), stopping);
            }

            route.Cursor = last.OutboxId;
        }
    }

    /// <summary>
    /// Removes what every listener has read, a thousand entries at a time or when nothing else is to do: pruning after each
    /// delivery would cost as many commits as the deliveries themselves.
    /// </summary>
    static async Task PruneAsync(Route route, IReadOnlyList<Route> all, long atLeast, CancellationToken stopping)
    {
        var slowest = all.Where(other => other.Source == route.Source).Min(other => other.Cursor);
        if (slowest - route.Pruned >= atLeast)
        {
            await route.Source.WriteAsync(
                async unit =>
                {
                    await unit.ExecuteAsync(Outbox.Prune, new { before = slowest });
                    await unit.ExecuteAsync(Outbox.Empty, new { before = slowest });
                },
                stopping);
            route.Pruned = slowest;
        }
    }

    sealed class Route(Database source, Intake intake)
    {
        public Database Source => source;
        public Intake Intake => intake;
        public string Name => $"{source.Name} → {intake.Database.Name}";
        public long Cursor { get; set; }
        public long Pruned { get; set; }

        public async Task OpenAsync(CancellationToken stopping)
        {
            var reached = await intake.Database.ReadAsync(reader => reader.FindAsync<Position>(SelectCursor, new { source = source.Name }), stopping);
            if (reached is not null && await source.ReadAsync(reader => reader.GetAsync<long>(Outbox.SelectHolds, new { id = reached.LastId, messageId = reached.LastMessage }), stopping) == 0)
            {
                throw new LogGapException(
                    $"{intake.Database.Name} has read {source.Name} up to {reached.LastId}, but that entry is not there: one of the two was restored from a backup. See docs/running.md, \"After a restore\".");
            }

            Cursor = reached?.LastId ?? 0;
        }

        public async Task MoveAsync(UnitOfWork unit, OutgoingMessage last)
        {
            var cursor = new { source = source.Name, lastId = last.OutboxId, lastMessage = last.MessageId, movedAt = unit.Now };
            if (await unit.ExecuteAsync(UpdateCursor, cursor) == 0)
            {
                await unit.ExecuteAsync(InsertCursor, cursor);
            }
        }
    }

    // A class: Dapper gives null for no row.
    sealed class Position
    {
        public long LastId { get; init; }
        public Guid LastMessage { get; init; }
    }

    sealed class LogGapException(string message) : Exception(message);

    const string SelectCursor = "SELECT last_id, last_message FROM delivery_cursor WHERE source = @source";

    const string UpdateCursor = """
        UPDATE delivery_cursor SET last_id = @lastId, last_message = @lastMessage, moved_at = @movedAt
        WHERE source = @source
        """;

    const string InsertCursor = """
        INSERT INTO delivery_cursor (source, last_id, last_message, moved_at)
        VALUES (@source, @lastId, @lastMessage, @movedAt)
        """;
}
