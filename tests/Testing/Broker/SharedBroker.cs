namespace RaMatch.Testing;

/// <summary>
/// One broker for all tests of an assembly, started by the first that asks:
/// <c>[assembly: AssemblyFixture(typeof(SharedBroker))]</c>, then a constructor parameter.
/// Each test takes a virtual host of its own, so nothing one test does is seen by another.
/// </summary>
public sealed class SharedBroker : IAsyncDisposable
{
    readonly SemaphoreSlim _starting = new(1);
    RabbitMqBroker? _broker;

    /// <summary>A new virtual host; skips the running test where no broker can be had.</summary>
    public async Task<VirtualHost> RequireVirtualHostAsync()
    {
        await _starting.WaitAsync();
        try
        {
            _broker ??= await RabbitMqBroker.RequireAsync();
        }
        finally
        {
            _starting.Release();
        }

        return await _broker.CreateVirtualHostAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }
}
