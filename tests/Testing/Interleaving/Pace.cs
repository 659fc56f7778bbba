using System.Diagnostics;

namespace RaMatch.Testing.Interleaving;

/// <summary>Whether an act moves on, told by its statements: it may have many, and a busy machine may be slow with each.</summary>
sealed class Pace(TimeSpan patience)
{
    long _lastStep;

    /// <summary>A statement comes or goes.</summary>
    public void Step() => Volatile.Write(ref _lastStep, Stopwatch.GetTimestamp());

    /// <summary>True once the act has ended, false once none of its statements has come or gone for a while.</summary>
    public async Task<bool> IsKeptToTheEndAsync(Task act)
    {
        Step();
        while (!act.IsCompleted)
        {
            var left = patience - Stopwatch.GetElapsedTime(Volatile.Read(ref _lastStep));
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            await act.WaitAsync(left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return true;
    }
}
