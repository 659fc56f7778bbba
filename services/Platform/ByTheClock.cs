namespace RaMatch.Platform;

/// <summary>Work that the clock asks for: done at the start and then again and again. A time that fails is told, and the next one comes all the same.</summary>
public static class ByTheClock
{
    /// <summary>Goes on until it is stopped.</summary>
    /// <param name="period">How long it rests in between.</param>
    /// <param name="work">The work.</param>
    /// <param name="failed">Tells of a time that failed.</param>
    /// <param name="stopping">Ends it.</param>
    public static async Task RepeatAsync(TimeSpan period, Func<CancellationToken, Task> work, Action<Exception> failed, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(period);
        do
        {
            try
            {
                await work(stopping);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                failed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }
}
