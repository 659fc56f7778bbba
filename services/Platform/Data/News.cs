namespace RaMatch.Platform.Data;

/// <summary>
/// Wakes the one loop that watches a table of a database for rows to work off. Announcements that come while it works are one: it looks again and
/// finds them all. It also looks once in a while unasked, for rows another process announced.
/// </summary>
public sealed class News
{
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    volatile TaskCompletionSource _arrived = Waiting();

    /// <summary>What was announced before this process started is news too.</summary>
    public News() => Announce();

    /// <summary>Something was announced.</summary>
    public void Announce() => _arrived.TrySetResult();

    /// <summary>True when something was announced, false when it is merely time to look again.</summary>
    public async Task<bool> WaitAsync(CancellationToken cancellation)
    {
        await _arrived.Task.WaitAsync(LookAgain, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        if (!_arrived.Task.IsCompleted)
        {
            return false;
        }

        // Before looking: what is announced from here on wakes the next wait.
        _arrived = Waiting();
        return true;
    }

    static TaskCompletionSource Waiting() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
