using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Audit;

/// <summary>
/// No answer leaves that the audit trail should know of and does not: a change that no transaction answered, people who were read. Where the row cannot be
/// written the answer is 503. Every endpoint below <c>/api</c> has it; a page that exports says so.
/// </summary>
public static class Recording
{
    /// <summary>Records who asks for it in the audit trail of a database.</summary>
    public static RouteHandlerBuilder RecordedIn<T>(this RouteHandlerBuilder endpoint)
        where T : Database =>
        endpoint.WithMetadata(new Recorded()).AddEndpointFilter(static (context, next) => SendRecordedAsync(context, next, context.HttpContext.RequestServices.GetRequiredService<T>()));

    /// <summary>Marks a page that is recorded.</summary>
    internal sealed record Recorded;

    internal static async ValueTask<object?> SendRecordedAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, Database database)
    {
        var result = await next(context);
        if (Act.Of(context.HttpContext) is { IsOwed: true } act && !Act.IsRefusal(result))
        {
            // What is done stays done though its caller leaves.
            await act.NoteAloneAsync(database, act.IsReading ? context.HttpContext.RequestAborted : CancellationToken.None);
        }

        return result;
    }
}
