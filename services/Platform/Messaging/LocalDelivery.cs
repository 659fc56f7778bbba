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
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
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
        using var news = new SemaphoreSlim(1);
        void Wake()
        {
            if (news.CurrentCount == 0)
            {
                news.Release();
            }
        }

        route.Source.Announced += Wake;
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
                        await news.WaitAsync(LookAgain, stopping);
                        if (await DrainAsync(route, stopping))
                        {
                            await PruneAsync(route.Source, all, stopping);
                        }
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
                    await Task.Delay(PauseAfterFault, stopping).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                }
            }
        }
        finally
        {
            route.Source.Announced -= Wake;
        }
    }

    /// <summary>Applies all there is. True if there was anything.</summary>
    static async Task<bool> DrainAsync(Route route, CancellationToken stopping)
    {
        var any = false;
        while (true)
        {
            var rows = await route.Source.ReadAsync(reader => reader.FirstAsync<OutgoingMessage>(Outbox.SelectAfter, new { after = route.Cursor }, MostAtOnce), stopping);
            if (rows.Count == 0)
            {
                return any;
            }

            any = true;
            var mine = rows.Where(row => route.Intake.Consumers.Types.Contains(row.Type))
                .Select(row => (Row: row, Message: new IncomingMessage(row.MessageId, row.Type, row.Body, row.TraceParent)))
                .ToList();
            var last = rows[^1].OutboxId;
            try
            {
                await route.Intake.ApplyTogetherAsync([.. mine.Select(one => one.Message)], unit => route.MoveAsync(unit, last), stopping);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // One of them fails: each on its own, so that only that one is laid aside.
                foreach (var one in mine)
                {
                    await route.Intake.SettleAsync(one.Message, unit => route.MoveAsync(unit, one.Row.OutboxId), stopping);
                }

                await route.Intake.Database.WriteAsync(unit => route.MoveAsync(unit, last), stopping);
            }

            route.Cursor = last;
        }
    }

    static async Task PruneAsync(Database source, IReadOnlyList<Route> all, CancellationToken stopping)
    {
        var slowest = all.Where(route => route.Source == source).Min(route => route.Cursor);
        await source.WriteAsync(unit => unit.ExecuteAsync(Outbox.Prune, new { before = slowest }), stopping);
    }

    sealed class Route(Database source, Intake intake)
    {
        public Database Source => source;
        public Intake Intake => intake;
        public string Name => $"{source.Name} → {intake.Database.Name}";
        public long Cursor { get; set; }

        public async Task OpenAsync(CancellationToken stopping)
        {
            Cursor = await intake.Database.ReadAsync(reader => reader.FindAsync<long?>(SelectCursor, new { source = source.Name }), stopping) ?? 0;
            if (Cursor > 0 && await source.ReadAsync(reader => reader.GetAsync<long>(Outbox.SelectHolds, new { id = Cursor }), stopping) == 0)
            {
                throw new LogGapException(
                    $"{intake.Database.Name} has read {source.Name} up to {Cursor}, but that entry is not there: one of the two was restored from a backup. See docs/running.md, \"After a restore\".");
            }
        }

        public async Task MoveAsync(UnitOfWork unit, long last)
        {
            var cursor = new { source = source.Name, lastId = last, movedAt = unit.Now };
            if (await unit.ExecuteAsync(UpdateCursor, cursor) == 0)
            {
                await unit.ExecuteAsync(InsertCursor, cursor);
            }
        }
    }

    sealed class LogGapException(string message) : Exception(message);

    const string SelectCursor = "SELECT last_id FROM delivery_cursor WHERE source = @source";

    const string UpdateCursor = "UPDATE delivery_cursor SET last_id = @lastId, moved_at = @movedAt WHERE source = @source";

    const string InsertCursor = "INSERT INTO delivery_cursor (source, last_id, moved_at) VALUES (@source, @lastId, @movedAt)";
}
