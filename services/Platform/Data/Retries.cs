using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace RaMatch.Platform.Data;

/// <summary>
/// The one layer of retries. What runs again runs whole, which the keys make harmless even when the first commit went through and
/// only its answer was lost. A passing fault that outlasts the budget is <see cref="DatabaseBusyException"/>, on both databases.
/// </summary>
sealed class Retries(string database, Dialect dialect, TimeSpan budget, ILogger log)
{
    // A key that is taken five times over is no race but the answer.
    const int MostForOneKey = 5;
    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var longest = ShortestPause;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work(cancellation);
            }
            catch (Exception exception) when (cancellation.IsCancellationRequested && exception is not OperationCanceledException)
            {
                // SqlClient tells a caller who has left as an error of the server.
                throw new OperationCanceledException($"Nobody waits for {database} any more.", exception, cancellation);
            }
            catch (Exception exception) when (dialect.IsUnusable(exception))
            {
                throw new DatabaseBusyException($"{database} cannot be used: {exception.Message}", exception);
            }
            catch (Exception exception) when (dialect.IsDuplicateKey(exception) && attempt <= MostForOneKey)
            {
                Again(exception, attempt);
            }
            catch (Exception exception) when (exception is LostRaceException || dialect.IsTransient(exception))
            {
                if (Stopwatch.GetElapsedTime(started) + longest > budget)
                {
                    throw new DatabaseBusyException($"{database} is busy or cannot be reached: {exception.Message}", exception);
                }

                Again(exception, attempt);
            }

            // At random, so that two who met once do not meet again.
            await Task.Delay(longest * (0.5 + (Random.Shared.NextDouble() / 2)), cancellation);
            longest = longest * 2 < LongestPause ? longest * 2 : LongestPause;
        }
    }

    void Again(Exception exception, int attempt)
    {
        Metrics.DatabaseRetries.Add(1, new KeyValuePair<string, object?>("database", database));
        log.LogWarning(exception, "Work on {Database} runs again, attempt {Attempt}", database, attempt + 1);
    }
}
