using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;

namespace RaMatch.Platform;

/// <summary>Whether the process lives (always, if it answers) and whether it is whole: 503 names what is missing.</summary>
static class Health
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" })).AllowPublic().ExcludeFromDescription();
        app.MapGet("/health/ready", ReadyAsync).AllowPublic().ExcludeFromDescription();
    }

    /// <summary>The state of the process.</summary>
    /// <param name="Status"><c>ready</c>, <c>degraded</c> (requests are served, events wait) or <c>unready</c>.</param>
    /// <param name="Missing">Part and what is the matter with it.</param>
    /// <param name="Waiting">Events in the outbox by service; in one process this includes those already delivered and not yet pruned.</param>
    public sealed record State(string Status, IReadOnlyDictionary<string, string> Missing, IReadOnlyDictionary<string, long> Waiting);

    // Less than those who ask wait for an answer.
    static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(3);

    static async Task<Results<Ok<State>, JsonHttpResult<State>>> ReadyAsync(IEnumerable<Database> databases, DeliveryHealth delivery, IServiceProvider services, CancellationToken cancellation)
    {
        var missing = new Dictionary<string, string>(StringComparer.Ordinal);
        var waiting = new Dictionary<string, long>(StringComparer.Ordinal);
        var served = true;
        foreach (var database in databases)
        {
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                limit.CancelAfter(LongestLook);
                waiting[database.Name] = await database.ReadAsync(reader => reader.GetAsync<long>(Outbox.SelectWaiting), limit.Token);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                served = false;
                missing[$"database {database.Name}"] = exception is OperationCanceledException ? $"No answer within {LongestLook.TotalSeconds} seconds." : exception.Message;
            }

            if (database.Fault is { } fault)
            {
                missing[$"writing to {database.Name}"] = fault;
            }
        }

        foreach (var part in services.GetServices<IReadiness>())
        {
            if (part.Missing is { } what)
            {
                served = false;
                missing[part.Part] = what;
            }
        }

        foreach (var (part, trouble) in delivery.Troubles)
        {
            missing[part] = trouble;
        }

        if (services.GetService<IBusControl>()?.CheckHealth() is { Status: not BusHealthStatus.Healthy } bus)
        {
            missing["broker"] = bus.Description;
        }

        var state = new State(!served ? "unready" : missing.Count > 0 ? "degraded" : "ready", missing, waiting);
        return served ? TypedResults.Ok(state) : TypedResults.Json(state, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
