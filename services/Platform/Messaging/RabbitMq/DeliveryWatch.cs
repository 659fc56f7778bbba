using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Messaging.RabbitMq;

/// <summary>
/// Looks every ten seconds whether the numbers that have come leave none out and repeat none, in each listening database of this host. What has not come
/// in sixty looks although a later one had, and what cannot be together with what came before, is a fault: health names it until somebody closes it. Looks
/// are counted, whatever anybody's clock says.
/// </summary>
sealed class DeliveryWatch(IEnumerable<Intake> intakes, DeliveryHealth health, ILogger<DeliveryWatch> log) : BackgroundService
{
    /// <summary>So many looks a number may be late.</summary>
    internal const int Patience = 60;

    const int AtOnce = 1000;
    const int MostTold = 3;
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);

    readonly IReadOnlyList<Database> _databases = [.. intakes.Select(intake => intake.Database)];
    readonly SemaphoreSlim _one = new(1);
    readonly Dictionary<(Database Database, Guid LogId), (long Ceiling, int Looks)> _late = [];
    readonly HashSet<Guid> _told = [];
    readonly HashSet<string> _reported = [];

    /// <summary>Looks once at every database.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            foreach (var database in _databases)
            {
                try
                {
                    await LookAsync(database, cancellation);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // It keeps nobody from looking at the others.
                    log.LogWarning(exception, "Whether all events have come to {Service} could not be looked at this time", database.Name);
                }
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Says in health how things stand after somebody has closed a fault.</summary>
    public async Task TellAgainAsync(Database database, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await TellAsync(database, cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _one.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookAgain);
        do
        {
            await LookAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task LookAsync(Database database, CancellationToken cancellation)
    {
        var logId = Guid.Empty;
        while (await database.ReadAsync(reader => reader.FirstAsync<Guid>(SelectNextLog, new { after = logId }, 1), cancellation) is [var next])
        {
            logId = next;
            await LookAsync(database, logId, cancellation);
        }

        await TellAsync(database, cancellation);
    }

    async Task LookAsync(Database database, Guid logId, CancellationToken cancellation)
    {
        Counted counted;
        do
        {
            counted = await database.WriteAsync(unit => SettleAsync(unit, logId), cancellation);
        }
        while (counted.More);

        if (counted.Highest is not { } highest || highest <= counted.LastNumber)
        {
            _late.Remove((database, logId));
            return;
        }

        var (ceiling, looks) = _late.TryGetValue((database, logId), out var late) && late.Ceiling > counted.LastNumber ? (late.Ceiling, late.Looks + 1) : (highest, 1);
        _late[(database, logId)] = (ceiling, looks);
        if (looks > Patience)
        {
            await database.WriteAsync(unit => MissAsync(unit, logId, ceiling), cancellation);
            _late.Remove((database, logId));
        }
    }

    /// <summary>Moves the settled position over the numbers that have come without a gap, and judges what came below it.</summary>
    static async Task<Counted> SettleAsync(UnitOfWork unit, Guid logId)
    {
        var settled = await HoldAsync(unit, logId) ?? await BeginAsync(unit, logId);
        var (strays, moreStrays) = Whole(await unit.FirstAsync<Arrived>(SelectUpTo, new { logId, last = settled.LastNumber }, AtOnce));
        if (strays.Count > 0)
        {
            settled = await JudgeAsync(unit, settled, strays);
        }

        var (arrived, more) = Whole(await unit.FirstAsync<Arrived>(SelectBehind, new { logId, last = settled.LastNumber }, AtOnce));
        var last = settled.LastNumber;
        foreach (var one in arrived.TakeWhile(one => one.Number <= last + 1))
        {
            last = one.Number;
        }

        var run = arrived.Where(one => one.Number <= last).ToList();
        if (run.GroupBy(one => one.Number).FirstOrDefault(same => same.Count(one => one.Again == 0) > 1) is { } twice)
        {
            await AddAsync(unit, settled, FaultKind.Repeated, twice.Key, last);
        }

        await MoveAsync(unit, settled, last, run.Count);
        return new Counted(last, await unit.GetAsync<long?>(SelectHighest, new { logId }), moreStrays || (more && last > settled.LastNumber));
    }

    /// <summary>What has been read of every number: of the last one there may be more messages, where there is more to read.</summary>
    static (IReadOnlyList<Arrived> Arrived, bool More) Whole(IReadOnlyList<Arrived> read)
    {
        var whole = read.Count < AtOnce ? read : [.. read.Where(one => one.Number < read[^1].Number)];
        return (whole, whole.Count > 0 && read.Count == AtOnce);
    }

    /// <summary>
    /// A message of before that comes again is nothing, and so is one of before the count was watched. One that was given up fills its gap. Any
    /// other is one that its publisher has given an old number: it counts again from there, and so does this. As long as that fault is open, those of
    /// its numbers that come late belong to it; a higher one is of a publisher that was put back once more.
    /// </summary>
    static async Task<Settled> JudgeAsync(UnitOfWork unit, Settled settled, IReadOnlyList<Arrived> strays)
    {
        var back = settled.LastNumber + 1;
        foreach (var stray in strays)
        {
            var number = new { settled.LogId, stray.Number, stray.MessageId, unit.Now };
            if (stray.Number >= back)
            {
                break;
            }

            if (stray.Again == 0
                && stray.Number >= settled.FirstNumber
                && await unit.ExecuteAsync(FillGap, number) == 0
                && await unit.GetAsync<long>(CountAppliedFromDesk, number) == 0
                && await unit.GetAsync<long>(CountRepeated, number) == 0)
            {
                back = stray.Number;
                await AddAsync(unit, settled, FaultKind.Repeated, back, settled.LastNumber);
            }
        }

        var judged = Math.Min(back - 1, strays[^1].Number);
        await ForgetAsync(unit, settled, 0, judged, strays.Count(stray => stray.Number <= judged));
        await unit.ExecuteAsync(UpdateSettled, new { settled.LogId, settled.Source, lastNumber = back - 1 });
        return settled with { LastNumber = back - 1 };
    }

    /// <summary>Gives up what has not come below the ceiling: it is a fault, and what comes behind it is watched on.</summary>
    static async Task MissAsync(UnitOfWork unit, Guid logId, long ceiling)
    {
        if (await HoldAsync(unit, logId) is not { } settled || settled.LastNumber >= ceiling)
        {
            return;
        }

        var range = new { logId, from = settled.LastNumber, to = ceiling };
        var come = await unit.GetAsync<Come>(SelectCome, range);
        if (ceiling - settled.LastNumber - come.Numbers is > 0 and var missing)
        {
            await AddAsync(unit, settled, FaultKind.Missing, settled.LastNumber + 1, await unit.GetAsync<long>(SelectLastMissing, range), missing);
        }

        await MoveAsync(unit, settled, ceiling, come.Messages);
    }

    /// <summary>The first statement on it holds the row of a count, so that replicas look at it one after the other.</summary>
    static async Task<Settled?> HoldAsync(UnitOfWork unit, Guid logId) =>
        await unit.ExecuteAsync(Hold, new { logId }) > 0 ? await unit.FindAsync<Settled>(SelectSettled, new { logId }) : null;

    /// <summary>A count begins with 1; with the first number that is seen, where its publisher's events came without any before.</summary>
    static async Task<Settled> BeginAsync(UnitOfWork unit, Guid logId)
    {
        var source = await unit.GetAsync<string>(SelectSource, new { logId });
        var known = await unit.QueryAsync<Guid>(SelectKnown, new { source });
        var first = known is [var only] && only == Guid.Empty ? await unit.GetAsync<long>(SelectLowest, new { logId }) : 1;
        var settled = new Settled { LogId = logId, Source = source, FirstNumber = first, LastNumber = first - 1 };
        await unit.ExecuteAsync(InsertSettled, settled);
        if (known.Any(other => other != Guid.Empty))
        {
            await AddAsync(unit, settled, FaultKind.OtherLog, first, first);
        }

        return settled;
    }

    static async Task MoveAsync(UnitOfWork unit, Settled settled, long last, long messages)
    {
        if (last == settled.LastNumber)
        {
            return;
        }

        await unit.ExecuteAsync(UpdateSettled, new { settled.LogId, settled.Source, lastNumber = last });
        await ForgetAsync(unit, settled, settled.LastNumber, last, messages);
    }

    static async Task ForgetAsync(UnitOfWork unit, Settled settled, long from, long to, long messages)
    {
        if (await unit.ExecuteAsync(Forget, new { settled.LogId, from, to }) != messages)
        {
            // One more has come since they were read, and would not be judged.
            throw new LostRaceException($"the numbers of {settled.Source}");
        }
    }

    static Task AddAsync(UnitOfWork unit, Settled settled, FaultKind kind, long firstNumber, long lastNumber, long missing = 0) =>
        unit.ExecuteAsync(InsertFault, new { faultId = Guid.CreateVersion7(), settled.Source, settled.LogId, kind, firstNumber, lastNumber, missing, noticedAt = unit.Now });

    /// <summary>Says in health what is not closed, and in the log what has not been said there.</summary>
    async Task TellAsync(Database database, CancellationToken cancellation)
    {
        var open = await database.ReadAsync(reader => reader.QueryAsync<DeliveryFault>(DeliveryFault.SelectOpen), cancellation);
        var parts = open.GroupBy(fault => $"{fault.Source} → {database.Name}", StringComparer.Ordinal).ToDictionary(part => part.Key, part => part.ToList(), StringComparer.Ordinal);
        foreach (var (part, faults) in parts)
        {
            var more = faults.Count > MostTold ? $" And {faults.Count - MostTold} more." : "";
            health.Report(part, $"{string.Join(' ', faults.Take(MostTold).Select(fault => fault.Text(database.Name)))}{more} See docs/running.md, \"After a restore\".");
            _reported.Add(part);
            foreach (var fault in faults.Where(fault => _told.Add(fault.FaultId)))
            {
                log.LogCritical("Delivery {Part} does not add up: {Text} See docs/running.md, \"After a restore\"", part, fault.Text(database.Name));
            }
        }

        foreach (var part in _reported.Where(part => part.EndsWith($" → {database.Name}", StringComparison.Ordinal) && !parts.ContainsKey(part)).ToList())
        {
            health.Clear(part);
            _reported.Remove(part);
        }
    }

    sealed record Counted(long LastNumber, long? Highest, bool More);

    sealed record Settled
    {
        public Guid LogId { get; init; }
        public string Source { get; init; } = "";
        public long FirstNumber { get; init; }
        public long LastNumber { get; init; }
    }

    sealed record Arrived
    {
        public long Number { get; init; }
        public Guid MessageId { get; init; }
        public long Again { get; init; }
    }

    sealed record Come
    {
        public long Numbers { get; init; }
        public long Messages { get; init; }
    }

    const string SelectNextLog = "SELECT log_id FROM delivery_arrived WHERE log_id > @after ORDER BY log_id";

    const string Hold = "UPDATE delivery_settled SET last_number = last_number WHERE log_id = @logId";

    const string SelectSettled = "SELECT log_id, source, first_number, last_number FROM delivery_settled WHERE log_id = @logId";

    const string SelectSource = "SELECT MIN(source) FROM delivery_arrived WHERE log_id = @logId";

    const string SelectKnown = "SELECT log_id FROM delivery_settled WHERE source = @source";

    const string SelectLowest = "SELECT MIN(number) FROM delivery_arrived WHERE log_id = @logId";

    const string SelectHighest = "SELECT MAX(number) FROM delivery_arrived WHERE log_id = @logId";

    const string InsertSettled = "INSERT INTO delivery_settled (log_id, source, first_number, last_number) VALUES (@logId, @source, @firstNumber, @lastNumber)";

    const string UpdateSettled = "UPDATE delivery_settled SET last_number = @lastNumber WHERE log_id = @logId AND source = @source";

    const string SelectUpTo = """
        SELECT number, message_id, again
        FROM delivery_arrived
        WHERE log_id = @logId AND number <= @last
        ORDER BY number, message_id
        """;

    const string SelectBehind = """
        SELECT number, message_id, again
        FROM delivery_arrived
        WHERE log_id = @logId AND number > @last
        ORDER BY number, message_id
        """;

    const string SelectCome = """
        SELECT COUNT(DISTINCT number) AS numbers, COUNT(*) AS messages
        FROM delivery_arrived
        WHERE log_id = @logId AND number > @from AND number <= @to
        """;

    const string SelectLastMissing = """
        SELECT MAX(arrived.number) - 1
        FROM delivery_arrived arrived
        WHERE arrived.log_id = @logId AND arrived.number > @from AND arrived.number <= @to
            AND NOT EXISTS (SELECT 1 FROM delivery_arrived before WHERE before.log_id = @logId AND before.number = arrived.number - 1)
        """;

    const string Forget = "DELETE FROM delivery_arrived WHERE log_id = @logId AND number > @from AND number <= @to";

    const string FillGap = """
        UPDATE delivery_fault SET missing = missing - 1, closed_at = CASE WHEN missing = 1 THEN COALESCE(closed_at, @now) ELSE closed_at END
        WHERE log_id = @logId AND missing > 0 AND first_number <= @number AND last_number >= @number
        """;

    // Laid aside with its number first, and applied when it came once more.
    const string CountAppliedFromDesk = """
        SELECT COUNT(*)
        FROM poison_message
        WHERE message_id = @messageId AND EXISTS (SELECT 1 FROM inbox WHERE inbox.message_id = @messageId)
        """;

    const string CountRepeated = "SELECT COUNT(*) FROM delivery_fault WHERE log_id = @logId AND kind = 'Repeated' AND closed_at IS NULL AND last_number >= @number";

    // A publisher that was put back repeats many numbers; it is said once. Put back again later, it repeats others.
    const string InsertFault = """
        INSERT INTO delivery_fault (fault_id, source, log_id, kind, first_number, last_number, missing, noticed_at)
        SELECT @faultId, @source, @logId, @kind, @firstNumber, @lastNumber, @missing, @noticedAt
        WHERE @missing > 0
            OR NOT EXISTS (SELECT 1 FROM delivery_fault WHERE log_id = @logId AND kind = @kind AND closed_at IS NULL AND (kind <> 'Repeated' OR last_number >= @firstNumber))
        """;
}
