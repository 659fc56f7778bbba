using RabbitMQ.Client;

namespace RaMatch.Testing;

/// <summary>
/// A real RabbitMQ broker of one's own, to be stopped, killed and started again as a test likes.
/// Tests that only need some broker share one: <see cref="SharedBroker"/>.
/// </summary>
public sealed class RabbitMqBroker : IAsyncDisposable
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);

    readonly IBrokerServer _server;

    internal RabbitMqBroker(IBrokerServer server) => _server = server;

    /// <summary>The address of the default virtual host, user and password included; the same after every start.</summary>
    public Uri Uri => new($"amqp://guest:guest@127.0.0.1:{_server.Port}/");

    /// <summary>Starts a broker and waits until it answers; skips the running test where there is none to start.</summary>
    public static async Task<RabbitMqBroker> RequireAsync()
    {
        var broker = new RabbitMqBroker(await BrokerSource.RequireAsync());
        try
        {
            await broker.StartAgainAsync();
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the stopped or killed broker with the data it has, and waits until it answers.</summary>
    public async Task StartAgainAsync()
    {
        await _server.StartAsync();
        await WaitUntilItAnswersAsync();
    }

    /// <summary>Ends the broker as an operator would.</summary>
    public Task StopAsync() => _server.StopAsync();

    /// <summary>
    /// Ends the broker with kill -9. RabbitMQ keeps the name of a new quorum queue in memory for about three seconds, and a broker
    /// killed in that time forgets the queue and all it holds. Queues in production are older than that, so the names are written
    /// first; messages are not touched by it.
    /// </summary>
    public async Task KillAsync()
    {
        await _server.SettleAsync();
        await _server.KillAsync();
    }

    /// <summary>Stops the broker where it stands: its connections stay open and nothing answers.</summary>
    public Task FreezeAsync() => _server.FreezeAsync();

    /// <summary>Lets a frozen broker go on.</summary>
    public Task ThawAsync() => _server.ThawAsync();

    /// <summary>Raises or ends the broker's memory alarm, in which it takes nothing in from publishers.</summary>
    public Task SetMemoryAlarmAsync(bool raised) => _server.SetMemoryAlarmAsync(raised);

    /// <summary>A virtual host of its own for one test; gone with all its queues when disposed.</summary>
    public async Task<VirtualHost> CreateVirtualHostAsync()
    {
        var name = $"test-{Guid.NewGuid():N}";
        await _server.AddVirtualHostAsync(name);
        return new VirtualHost(name, new Uri(Uri, name), () => _server.DeleteVirtualHostAsync(name));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    async Task WaitUntilItAnswersAsync()
    {
        var factory = new ConnectionFactory { Uri = Uri, AutomaticRecoveryEnabled = false };
        Exception? ended = null;
        await Eventually.True(
            async () =>
            {
                try
                {
                    await _server.ThrowIfEndedAsync();
                }
                catch (InvalidOperationException exception)
                {
                    ended = exception;
                    return true;
                }

                // The client believes a connection before the broker has agreed to it; a channel it has to wait for.
                await using var connection = await factory.CreateConnectionAsync();
                await using var channel = await connection.CreateChannelAsync();
                return channel.IsOpen;
            },
            "the broker answers",
            StartTimeout);
        if (ended is not null)
        {
            throw ended;
        }
    }
}
