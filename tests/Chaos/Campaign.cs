using System.Collections.Concurrent;
using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using RabbitMQ.Client;
using RaMatch.Testing;

namespace RaMatch.Chaos.Tests;

/// <summary>
/// A depot that sends parcels and a destination that notes them, as processes on real databases, with a broker between them or
/// both in one process. The campaign sends, strikes, and in the end reckons from the two databases alone.
/// </summary>
sealed class Campaign : IAsyncDisposable
{
    const string Queue = "ramatch.arrival.inbox";
    const string Copies = "ramatch.copies.inbox";
    const int Senders = 16;

    readonly TemporaryFolder _folder = new();
    readonly Uri? _broker;
    readonly int _seed;
    readonly HttpClient _http;
    readonly ConcurrentBag<Guid> _attempted = [];
    readonly ConcurrentBag<Guid> _acknowledged = [];
    readonly long _started = Stopwatch.GetTimestamp();
    int _injected;

    Campaign(int seed, Uri? broker)
    {
        (_seed, _broker) = (seed, broker);
        Random = new Random(seed);
        var port = FreePort.Next();
        Address = new Uri($"http://127.0.0.1:{port}/");
        _http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(20) };
    }

    public Uri Address { get; }
    public Random Random { get; }
    public Role Depot { get; private set; } = null!;

    /// <summary>The destination; in the one-process form the same role as the depot.</summary>
    public Role Arrival { get; private set; } = null!;

    /// <summary>Depot and destination in one process, without a broker.</summary>
    public static Campaign InOneProcess(int seed)
    {
        var campaign = new Campaign(seed, null);
        var both = new Role("both", null, "--data", campaign._folder.Path, "--urls", campaign.Address.ToString());
        (campaign.Depot, campaign.Arrival) = (both, both);
        return campaign;
    }

    /// <summary>Depot and destination as two processes; either may be a mutant.</summary>
    public static async Task<Campaign> OverBrokerAsync(int seed, Uri broker, string depot = "depot", string arrival = "arrival", string? depotCrash = null, string? arrivalCrash = null)
    {
        var campaign = new Campaign(seed, broker);
        Role StartDepot() => new(depot, depotCrash, "--data", campaign.DataOf("depot"), "--urls", campaign.Address.ToString(), "--Messaging:RabbitMq", broker.ToString());
        Role StartArrival() => new(arrival, arrivalCrash, "--data", campaign.DataOf("arrival"), "--urls", $"http://127.0.0.1:{FreePort.Next()}", "--Messaging:RabbitMq", broker.ToString());

        // A mutant makes no queue, and must not be caught for that: the real one goes first.
        if (arrival == "arrival")
        {
            campaign.Arrival = StartArrival();
            await campaign.QueueIsThereAsync();
            campaign.Depot = StartDepot();
        }
        else
        {
            campaign.Depot = StartDepot();
            await campaign.QueueIsThereAsync();
            campaign.Arrival = StartArrival();
        }

        return campaign;
    }

    /// <summary>Sends parcels, each again and again until it is acknowledged.</summary>
    public Task SendAsync(int count) => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (_, cancellation) =>
    {
        var parcel = Guid.CreateVersion7();
        _attempted.Add(parcel);
        await Eventually.True(
            async () =>
            {
                using var answer = await _http.PostAsync($"api/depot/parcels/{parcel}", null, cancellation);
                return answer.IsSuccessStatusCode;
            },
            "the depot takes the parcel",
            TimeSpan.FromSeconds(60));
        _acknowledged.Add(parcel);
    });

    /// <summary>Sends at least so many, and on until something has happened.</summary>
    public async Task SendUntilAsync(int atLeast, Func<bool> happened)
    {
        await SendAsync(atLeast);
        var patience = Stopwatch.GetTimestamp();
        while (!happened())
        {
            if (Stopwatch.GetElapsedTime(patience) > TimeSpan.FromSeconds(60))
            {
                throw new TimeoutException($"The crash point was not reached.\n{Depot.Output}\n{Arrival.Output}");
            }

            await SendAsync(10);
        }
    }

    /// <summary>Puts some of what was published into the queue again, three times each, in any order.</summary>
    public async Task InjectDuplicatesAsync(double share)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var copies = new List<BasicGetResult>();
        while (await channel.BasicGetAsync(Copies, autoAck: true) is { } copy)
        {
            if (Random.NextDouble() < share)
            {
                copies.AddRange([copy, copy, copy]);
            }
        }

        var shuffled = copies.ToArray();
        Random.Shuffle(shuffled);
        foreach (var copy in shuffled)
        {
            // Their numbers are those of the other listener.
            await channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties(copy.BasicProperties) { Headers = null }, copy.Body);
        }

        _injected += shuffled.Length;
    }

    /// <summary>Waits until everything has arrived, or until nothing more does, and reckons.</summary>
    /// <param name="patience">How long nothing may happen before it counts as never.</param>
    public async Task<Outcome> EndAsync(TimeSpan patience)
    {
        await SettleAsync(patience);
        // What was delivered and not acknowledged comes again to the next process; only then is a double seen.
        var deaths = Arrival.Deaths;
        Arrival.Kill();
        await Eventually.True(() => Arrival.Deaths > deaths, "the last process ends");
        if (_broker is not null)
        {
            await Eventually.True(async () => await WaitingAsync() == 0, "the queue is empty", TimeSpan.FromSeconds(60));
        }

        await SettleAsync(TimeSpan.FromSeconds(1.5), evenIfComplete: true);
        var total = Depot.Deaths + (ReferenceEquals(Depot, Arrival) ? 0 : Arrival.Deaths);
        return Outcome.Reckon(_seed, _attempted, _acknowledged, await RecordedAsync(), await ArrivalsAsync(), _injected, total, Stopwatch.GetElapsedTime(_started));
    }

    /// <summary>How many of the numbers the depot has sent to the destination it would hold for missing or repeated. Nothing was lost, so none may be.</summary>
    public async Task<long> DoubtedAsync()
    {
        await Eventually.True(async () => (await ReadAsync<long>("depot", "SELECT COUNT(*) FROM outbox")).Single() == 0, "the depot has sent everything");
        var sent = (await ReadAsync<long>("depot", "SELECT last_number FROM delivery_sent WHERE listener = 'arrival'")).Single();
        return sent - (await ReadAsync<long>("arrival", Accounted)).Single();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Depot.DisposeAsync();
        if (!ReferenceEquals(Depot, Arrival))
        {
            await Arrival.DisposeAsync();
        }

        _folder.Dispose();
    }

    async Task SettleAsync(TimeSpan patience, bool evenIfComplete = false)
    {
        var (seen, since) = (-1, Stopwatch.GetTimestamp());
        await Eventually.True(
            async () =>
            {
                var arrivals = await ArrivalsAsync();
                if (arrivals.Count != seen)
                {
                    (seen, since) = (arrivals.Count, Stopwatch.GetTimestamp());
                }

                return (!evenIfComplete && arrivals.ToHashSet().IsSupersetOf(await RecordedAsync())) || Stopwatch.GetElapsedTime(since) > patience;
            },
            "the campaign comes to rest",
            TimeSpan.FromMinutes(5));
    }

    Task QueueIsThereAsync() => Eventually.True(
        async () =>
        {
            await using var connection = await ConnectAsync();
            await using var channel = await connection.CreateChannelAsync();
            return (await channel.QueueDeclarePassiveAsync(Queue)).QueueName == Queue;
        },
        "the queue is there");

    /// <summary>Events in the queue; those in a consumer's hands are not counted, and without a consumer the answer is "not yet".</summary>
    async Task<uint> WaitingAsync()
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var queue = await channel.QueueDeclarePassiveAsync(Queue);
        return queue.ConsumerCount > 0 ? queue.MessageCount : throw new InvalidOperationException("Nobody consumes.");
    }

    Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = _broker! }.CreateConnectionAsync();

    string DataOf(string service) => Directory.CreateDirectory(_folder.Combine(service)).FullName;

    async Task<IReadOnlyList<Guid>> RecordedAsync() => [.. (await ReadAsync<string>("depot", "SELECT parcel_id FROM parcel")).Select(Guid.Parse)];

    async Task<IReadOnlyList<Guid>> ArrivalsAsync() => [.. (await ReadAsync<string>("arrival", "SELECT parcel_id FROM arrival")).Select(Guid.Parse)];

    async Task<IReadOnlyList<T>> ReadAsync<T>(string service, string sql)
    {
        var folder = _broker is null ? _folder.Path : DataOf(service);
        await using var database = new SqliteConnection($"Data Source={Path.Combine(folder, service + ".db")};Pooling=False");
        await database.OpenAsync();
        return (await database.QueryAsync<T>(sql)).AsList();
    }

    // What is settled and what came behind it, less what contradicts.
    const string Accounted = """
        SELECT COALESCE(MAX(settled.last_number), 0)
            + (SELECT COUNT(DISTINCT number) FROM delivery_arrived WHERE number > COALESCE(MAX(settled.last_number), 0))
            - (SELECT COUNT(*) FROM delivery_arrived WHERE again = 0 AND number <= COALESCE(MAX(settled.last_number), 0))
            - (SELECT COUNT(*) FROM delivery_fault)
        FROM delivery_settled settled
        """;
}
