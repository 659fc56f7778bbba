namespace RaMatch.Chaos.Tests;

/// <summary>A part that is always played by someone: as soon as its process dies, the next one starts on the same data.</summary>
sealed class Role : IAsyncDisposable
{
    readonly string _name;
    readonly string[] _settings;
    readonly CancellationTokenSource _over = new();
    readonly Task _keeping;
    volatile WorkerProcess _process;
    volatile string? _crashNext;
    int _deaths;

    /// <param name="name">The worker's verb.</param>
    /// <param name="crashAt">Where the first process dies, or null.</param>
    /// <param name="settings">The worker's command line.</param>
    public Role(string name, string? crashAt, params string[] settings)
    {
        (_name, _settings) = (name, settings);
        _process = WorkerProcess.Start(name, settings, crashAt);
        _keeping = KeepAsync();
    }

    /// <summary>How many processes have died so far.</summary>
    public int Deaths => Volatile.Read(ref _deaths);

    public string Output => $"{_name}:\n{_process.Output}";

    /// <summary>Kills the process at whatever it is doing.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Has the next process die at a crash point; true once it has.</summary>
    public Func<bool> CrashAt(string point)
    {
        var before = Deaths;
        _crashNext = point;
        Kill();
        return () => Deaths >= before + 2;
    }

    public Task FreezeAsync() => _process.FreezeAsync();

    public Task ThawAsync() => _process.ThawAsync();

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _process.Dispose();
        await _keeping;
        _over.Dispose();
    }

    async Task KeepAsync()
    {
        while (true)
        {
            await _process.EndedAsync();
            if (_over.IsCancellationRequested)
            {
                return;
            }

            var dead = _process;
            _process = WorkerProcess.Start(_name, _settings, Interlocked.Exchange(ref _crashNext, null));
            // Counted when the next one is there, so that whoever waits for a death strikes the living.
            Interlocked.Increment(ref _deaths);
            dead.Dispose();
            if (_over.IsCancellationRequested)
            {
                _process.Dispose();
            }
        }
    }
}
