namespace RaMatch.Testing;

/// <summary>One way of running a broker that belongs to a single test run.</summary>
interface IBrokerServer : IAsyncDisposable
{
    /// <summary>The port on 127.0.0.1, the same after every start.</summary>
    int Port { get; }

    /// <summary>Starts it, with the data of its earlier runs. Does not wait until it answers.</summary>
    Task StartAsync();

    /// <summary>Throws, with what the server printed, if it ended by itself.</summary>
    Task ThrowIfEndedAsync();

    /// <summary>Ends it as an operator would and waits for the end.</summary>
    Task StopAsync();

    /// <summary>Ends it as a power failure would, the Erlang machine included, and waits for the end.</summary>
    Task KillAsync();

    /// <summary>Stops every process of it where it stands, as a machine that hangs does: connections stay open and nothing answers.</summary>
    Task FreezeAsync();

    /// <summary>Lets it go on after <see cref="FreezeAsync"/>.</summary>
    Task ThawAsync();

    /// <summary>Raises its memory alarm, in which it takes nothing in from publishers, or ends it.</summary>
    Task SetMemoryAlarmAsync(bool raised);

    /// <summary>Writes to disk which quorum queues there are.</summary>
    Task SettleAsync();

    /// <summary>Makes a virtual host on which guest may do everything.</summary>
    Task AddVirtualHostAsync(string name);

    /// <summary>Removes a virtual host with all its queues.</summary>
    Task DeleteVirtualHostAsync(string name);
}
