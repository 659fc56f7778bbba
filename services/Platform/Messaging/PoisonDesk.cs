using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RaMatch.Platform.Web;

namespace RaMatch.Platform.Messaging;

/// <summary>Someone looks at the events a service has laid aside, and has one applied after the cause is mended: 404 if it is not there, 409 if it was replayed, if this version does not know the event, or if its body cannot be read.</summary>
static class PoisonDesk
{
    public static void Map(RouteGroupBuilder api, Intake intake)
    {
        api.MapGet("/poison", (Page page) => ListAsync(intake, page)).RequireRoles(Roles.Supervisor, Roles.Service).RequireScope(Scopes.OperationsRead)
            .WithSummary($"Someone looks at the events that {intake.Database.Name} has laid aside.")
            .WithOperationOf(intake.Database.Name, "List", "LaidAside");
        api.MapPost("/poison/{messageId:guid}/replay", (Guid messageId) => ReplayAsync(intake, messageId)).RequireRoles(Roles.Supervisor, Roles.Service).RequireScope(Scopes.OperationsWrite).RequireRight(Right.Manage)
            .WithSummary($"Someone has {intake.Database.Name} apply an event it has laid aside, after the cause is mended.")
            .WithOperationOf(intake.Database.Name, "Replay", "LaidAside");
    }

    public sealed record Poison
    {
        public Guid MessageId { get; init; }
        public string Type { get; init; } = "";
        public string Body { get; init; } = "";
        public string? TraceParent { get; init; }
        public string Reason { get; init; } = "";
        public DateTimeOffset FailedAt { get; init; }
        public DateTimeOffset? ReplayedAt { get; init; }
    }

    static async Task<Ok<PageOf<Poison>>> ListAsync(Intake intake, Page page) =>
        TypedResults.Ok(await intake.Database.ReadAsync(reader => reader.PageAsync<Poison>(SelectPoison, CountPoison, null, page)));

    static Task<Results<NoContent, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> ReplayAsync(Intake intake, Guid messageId) =>
        intake.Database.WriteAsync<Results<NoContent, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await unit.FindAsync<Poison>(SelectOne, new { messageId }) is not { } poison)
            {
                return Problems.NotFound("poison.none");
            }

            if (!intake.Consumers.Types.Contains(poison.Type))
            {
                return Problems.Conflict("poison.unknown-message");
            }

            var message = new IncomingMessage(poison.MessageId, poison.Type, poison.Body, poison.TraceParent);
            if (!intake.Consumers.CanRead(message))
            {
                return Problems.Conflict("poison.unreadable");
            }

            if (await unit.ExecuteAsync(MarkReplayed, new { messageId, replayedAt = unit.Now }) == 0)
            {
                return Problems.Conflict("poison.replayed-before");
            }

            await intake.Consumers.ApplyAsync(message, unit);
            return TypedResults.NoContent();
        });

    const string SelectPoison = """
        SELECT message_id, type, body, trace_parent, reason, failed_at, replayed_at
        FROM poison_message
        ORDER BY failed_at DESC, message_id
        """;

    const string CountPoison = "SELECT COUNT(*) FROM poison_message";

    const string SelectOne = """
        SELECT message_id, type, body, trace_parent, reason, failed_at, replayed_at
        FROM poison_message
        WHERE message_id = @messageId
        """;

    const string MarkReplayed = "UPDATE poison_message SET replayed_at = @replayedAt WHERE message_id = @messageId AND replayed_at IS NULL";
}
