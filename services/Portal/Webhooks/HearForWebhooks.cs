using System.Text.Json;
using RaMatch.Contracts;
using RaMatch.Contracts.Matching;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Inbox;

namespace RaMatch.Portal.Webhooks;

/// <summary>Writes down for each webhook what it is to be told of an event, in the transaction that takes the event in: ids and the stage, nothing of a person.</summary>
static class HearForWebhooks
{
    public static void Listen(ConsumerMap consumers) => consumers.On<PlacementAdvanced>(AdvancedAsync);

    static async Task AdvancedAsync(PlacementAdvanced message, UnitOfWork unit)
    {
        // A placement is announced again when something at it changes, its stage or not: proof is filed for a counted hire, too.
        if (WebhookKinds.Of(message.Stage) is not { } kind
            || await HearPlacements.KnownAsync(unit, message.PlacementId) is var (stage, version) && version < message.Version && stage == message.Stage)
        {
            return;
        }

        var of = new[] { Membership.ActsForOf(Roles.UnitMember, message.UnitId, null), Membership.ActsForOf(Roles.ParkStaff, null, message.ParkId) };
        foreach (var webhook in await unit.QueryAsync<Webhook>(SelectLiving, new { of }))
        {
            if (webhook.KindNames.Contains(WebhookKinds.NameOf(kind)))
            {
                // An application comes once, however often its placement is at that stage.
                await QueueAsync(unit, webhook.WebhookId, kind, message.PlacementId, kind == WebhookKind.ApplicationSubmitted ? 1 : message.Version, message.OccurredAt, message);
            }
        }
    }

    /// <summary>Queues what a webhook is told; once for each kind, subject and version, and nothing that is older than what it was told.</summary>
    public static async Task QueueAsync(UnitOfWork unit, Guid webhookId, WebhookKind kind, Guid subjectId, long version, DateTimeOffset at, PlacementAdvanced? about)
    {
        var name = WebhookKinds.NameOf(kind);
        var deliveryId = DerivedId.Of($"{webhookId}/{name}/{subjectId}/{version}");
        var body = JsonSerializer.Serialize(
            new Told(deliveryId, name, at, about?.PlacementId, about?.PositionId, about?.UnitId, about?.ParkId, about?.Programme, about?.Stage), Json.Options);
        await unit.ExecuteAsync(Insert, new { deliveryId, webhookId, kind = name, subjectId, version, body, unit.Now, expiresAt = unit.Now + DeliverWebhooks.Patience });
        unit.Wake();
    }

    /// <summary>The body of a delivery.</summary>
    sealed record Told(Guid Id, string Kind, DateTimeOffset At, Guid? PlacementId, Guid? PositionId, Guid? UnitId, string? ParkId, string? Programme, PlacementStage? Stage);

    const string SelectLiving = "SELECT webhook_id, kinds FROM webhook WHERE acts_for IN @of AND ended_at IS NULL ORDER BY webhook_id";

    const string Insert = """
        INSERT INTO webhook_delivery (delivery_id, webhook_id, kind, subject_id, version, body, created_at, available_at, expires_at, attempts, attempts_before)
        SELECT @deliveryId, @webhookId, @kind, @subjectId, @version, @body, @now, @now, @expiresAt, 0, 0
        WHERE NOT EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.webhook_id = @webhookId AND d.kind = @kind AND d.subject_id = @subjectId AND d.version >= @version)
        """;
}
