using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Messaging;

/// <summary>
/// Takes events into one service: inbox row and effect in one transaction, a failing one tried five times, then laid aside
/// in the poison table, in a transaction of its own. A database that cannot be reached is no fault of the event: it waits.
/// </summary>
sealed class Intake(Database database, ConsumerMap consumers, ILogger<Intake> log)
{
    const int Tries = 5;
    const int LongestName = 100;

    readonly ResiliencePipeline _tries = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is not (null or OperationCanceledException or UnknownMessageException or UnreadableMessageException)),
            MaxRetryAttempts = Tries - 1,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(20),
            UseJitter = true,
        })
        .Build();

    public Database Database => database;

    public ConsumerMap Consumers => consumers;

    /// <summary>Applies one event, or lays it aside. When this returns, the event is settled and may be acknowledged.</summary>
    /// <param name="message">The event.</param>
    /// <param name="alongside">Written in the same transaction, for a cursor.</param>
    /// <param name="cancellation">Stops waiting for a database; a started transaction ends by itself.</param>
    public async Task SettleAsync(IncomingMessage message, Func<UnitOfWork, Task>? alongside, CancellationToken cancellation)
    {
        using var activity = Trace(message);
        try
        {
            await _tries.ExecuteAsync(async token => await ApplyAsync(message, alongside, token), cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            await LayAsideAsync(message, exception, alongside, cancellation);
        }
    }

    /// <summary>Applies many events in one transaction; any exception means that none was applied.</summary>
    public async Task ApplyTogetherAsync(IReadOnlyList<IncomingMessage> messages, Func<UnitOfWork, Task> alongside, CancellationToken cancellation)
    {
        var skipped = await Database.UntilAvailable.ExecuteAsync(
            async token => await database.WriteAsync(
                async unit =>
                {
                    var again = 0;
                    foreach (var message in messages)
                    {
                        using var activity = Trace(message);
                        again += await consumers.ApplyAsync(message, unit) ? 0 : 1;
                        CrashPoints.Reach("intake.in-transaction");
                    }

                    await alongside(unit);
                    return again;
                },
                token),
            cancellation);
        Count(messages.Count - skipped, skipped);
    }

    async Task ApplyAsync(IncomingMessage message, Func<UnitOfWork, Task>? alongside, CancellationToken cancellation)
    {
        var applied = await Database.UntilAvailable.ExecuteAsync(
            async token => await database.WriteAsync(
                async unit =>
                {
                    var now = await consumers.ApplyAsync(message, unit);
                    CrashPoints.Reach("intake.in-transaction");
                    if (alongside is not null)
                    {
                        await alongside(unit);
                    }

                    return now;
                },
                token),
            cancellation);
        Count(applied ? 1 : 0, applied ? 0 : 1);
    }

    /// <summary>Tells of a message that has no id and was put where only a person can do something about it.</summary>
    public void TellOfStranger()
    {
        Metrics.MessagesPoisoned.Add(1, new KeyValuePair<string, object?>("service", database.Name));
        log.LogError("{Service} was sent a message without an id; it lies in the error queue, see docs/running.md", database.Name);
    }

    /// <summary>Puts an event into the poison table.</summary>
    public async Task LayAsideAsync(IncomingMessage message, Exception exception, Func<UnitOfWork, Task>? alongside, CancellationToken cancellation)
    {
        await Database.UntilAvailable.ExecuteAsync(
            async token => await database.WriteAsync(
                async unit =>
                {
                    var again = await unit.ExecuteAsync(InsertPoison, new { messageId = message.Id, type = Cut(message.Type), message.Body, traceParent = message.TraceParent is { } trace ? Cut(trace) : null, reason = exception.ToString(), failedAt = unit.Now }) == 0;
                    if (message.Number is { } number)
                    {
                        await number.NoteAsync(unit, message.Id, again);
                    }

                    if (alongside is not null)
                    {
                        await alongside(unit);
                    }
                },
                token),
            cancellation);
        Metrics.MessagesPoisoned.Add(1, new KeyValuePair<string, object?>("service", database.Name));
        log.LogError(exception, "{Service} laid aside {Type} {MessageId}; see /api/{Service}/poison", database.Name, message.Type, message.Id, database.Name);
    }

    // What a stranger writes there may be longer than any of ours, and must not keep it from the desk.
    static string Cut(string text) => text.Length > LongestName ? text[..LongestName] : text;

    void Count(int applied, int skipped)
    {
        var service = new KeyValuePair<string, object?>("service", database.Name);
        if (applied > 0)
        {
            Metrics.MessagesApplied.Add(applied, service);
        }

        if (skipped > 0)
        {
            Metrics.MessagesSkipped.Add(skipped, service);
        }
    }

    Activity? Trace(IncomingMessage message)
    {
        ActivityContext.TryParse(message.TraceParent, null, isRemote: true, out var parent);
        var activity = Metrics.Traces.StartActivity($"{database.Name} applies {message.Type}", ActivityKind.Consumer, parent);
        activity?.SetTag("messaging.message.id", message.Id);
        return activity;
    }

    const string InsertPoison = """
        INSERT INTO poison_message (message_id, type, body, trace_parent, reason, failed_at)
        SELECT @messageId, @type, @body, @traceParent, @reason, @failedAt
        WHERE NOT EXISTS (SELECT 1 FROM poison_message WHERE message_id = @messageId)
        """;
}
