namespace RaMatch.Testing;

/// <summary>
/// One browser for all tests of an assembly, started by the first that asks:
/// <c>[assembly: AssemblyFixture(typeof(SharedBrowser))]</c>, then a constructor parameter. Each page has its own session.
/// </summary>
public sealed class SharedBrowser : IAsyncDisposable
{
    readonly SemaphoreSlim _starting = new(1);
    ChromiumBrowser? _browser;

    /// <summary>The browser; skips the running test where there is none.</summary>
    public async Task<ChromiumBrowser> RequireAsync()
    {
        await _starting.WaitAsync();
        try
        {
            return _browser ??= await ChromiumBrowser.RequireAsync();
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }
}
