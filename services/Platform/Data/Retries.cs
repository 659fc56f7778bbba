using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace RaMatch.Platform.Data;

/// <summary>
/// The one layer of retries. What runs again runs whole, which the keys make harmless even when the first commit went through and
/// only its answer was lost. A passing fault that outlasts the budget is <see cref="DatabaseBusyException"/>, on both databases.
/// </summary>
sealed class Retries
{
    // A key that is taken five times over is no race but the answer.
    const int MostForOneKey = 5;
    static readonly ResiliencePropertyKey<long> Started = new("started");

    readonly string _database;
    readonly Dialect _dialect;
    readonly TimeSpan _budget;
    readonly ResiliencePipeline _pipeline;

    public Retries(string database, Dialect dialect, TimeSpan budget, ILogger log)
    {
        (_database, _dialect, _budget) = (database, dialect, budget);
        _pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                // The budget ends it, not a number.
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } exception && MayPass(exception, arguments.AttemptNumber, arguments.Context)),
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(20),
                MaxDelay = TimeSpan.FromSeconds(1),
                // So that two who met once do not meet again.
                UseJitter = true,
                OnRetry = arguments =>
                {
                    Metrics.DatabaseRetries.Add(1, new KeyValuePair<string, object?>("database", database));
                    log.LogWarning(arguments.Outcome.Exception, "Work on {Database} runs again, attempt {Attempt}", database, arguments.AttemptNumber + 2);
                    return default;
                },
            })
            .Build();
    }

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        var context = ResilienceContextPool.Shared.Get(cancellation);
        context.Properties.Set(Started, Stopwatch.GetTimestamp());
        try
        {
            return await _pipeline.ExecuteAsync(async running => await work(running.CancellationToken), context);
        }
        catch (Exception exception) when (cancellation.IsCancellationRequested && exception is not OperationCanceledException)
        {
            // SqlClient tells a caller who has left as an error of the server.
            throw new OperationCanceledException($"Nobody waits for {_database} any more.", exception, cancellation);
        }
        catch (Exception exception) when (_dialect.IsUnusable(exception))
        {
            throw new DatabaseBusyException($"{_database} cannot be used: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is LostRaceException || _dialect.IsTransient(exception))
        {
            throw new DatabaseBusyException($"{_database} is busy or cannot be reached: {exception.Message}", exception);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    bool MayPass(Exception exception, int attempt, ResilienceContext context) =>
        !context.CancellationToken.IsCancellationRequested
        && !_dialect.IsUnusable(exception)
        && (_dialect.IsDuplicateKey(exception)
            ? attempt < MostForOneKey
            : (exception is LostRaceException || _dialect.IsTransient(exception)) && Stopwatch.GetElapsedTime(context.Properties.GetValue(Started, 0L)) < _budget);
}
