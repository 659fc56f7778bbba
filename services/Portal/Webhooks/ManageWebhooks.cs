using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Webhooks;

/// <summary>Who leads a unit or a park names addresses at which it wants to be told (事件推送), tries them, has something told again, and ends them.</summary>
static class ManageWebhooks
{
    /// <summary>How many a unit or a park may have at a time.</summary>
    public const int Most = 10;

    const string NotAllowed = "您的身份不能管理事件推送，请联系负责人。";
    const string Nothing = "没有这项事件推送，可能已经停用。";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/webhooks/{webhookId:guid}/end", EndAsync).RequireAuthorization(AccountSession.Policy).ExcludeFromDescription();
        app.MapPost("/webhooks/{webhookId:guid}/test", TestAsync).RequireAuthorization(AccountSession.Policy).ExcludeFromDescription();
        app.MapPost("/webhooks/{webhookId:guid}/deliveries/{deliveryId:guid}/replay", ReplayAsync).RequireAuthorization(AccountSession.Policy).ExcludeFromDescription();
    }

    /// <summary>Adds one for whom the session leads.</summary>
    /// <returns>Why not; null where it has.</returns>
    public static async Task<string?> AddAsync(UnitOfWork unit, AccountSession session, Webhook webhook)
    {
        if (!await Sessions.HoldsLeadAsync(unit, session))
        {
            return NotAllowed;
        }

        var row = new { webhook.WebhookId, webhook.ActsFor, webhook.Url, webhook.Kinds, webhook.SealedSecret, createdBy = session.AccountId, unit.Now };
        if (await unit.GetAsync<long>(CountLiving, row) >= Most)
        {
            return $"最多同时有 {Most} 项事件推送：请先停用不再使用的。";
        }

        if (await unit.ExecuteAsync(Insert, row) == 0)
        {
            return "已经登记过，密钥只显示一次。没有记下的，请停用后重新登记。";
        }

        unit.Concerns(webhook.ParkId, "webhook", webhook.WebhookId);
        return null;
    }

    /// <summary>Those of a unit or a park.</summary>
    public static Task<IReadOnlyList<Webhook>> ListAsync(PortalDb db, string actsFor) => db.ReadAsync(reader => reader.QueryAsync<Webhook>(SelectLiving, new { actsFor }));

    /// <summary>One of them.</summary>
    public static Task<Webhook?> FindAsync(PortalDb db, Guid webhookId, string actsFor) => db.ReadAsync(reader => reader.FindAsync<Webhook>(SelectOne, new { webhookId, actsFor }));

    /// <summary>What it was told, the newest first.</summary>
    public static Task<PageOf<WebhookDelivery>> DeliveriesAsync(PortalDb db, Guid webhookId, Page page) =>
        db.ReadAsync(reader => reader.PageAsync<WebhookDelivery>(SelectDeliveries, CountDeliveries, new { webhookId }, page));

    static Task<RedirectHttpResult> EndAsync(HttpContext http, PortalDb db, Guid webhookId, IFormCollection _) =>
        DoAsync(http, db, webhookId, "已停用，不再推送。", "/webhooks", (unit, actsFor) => unit.ExecuteAsync(End, new { webhookId, actsFor, unit.Now }));

    static Task<RedirectHttpResult> TestAsync(HttpContext http, PortalDb db, Guid webhookId, IFormCollection _)
    {
        var testId = Guid.CreateVersion7();
        return DoAsync(http, db, webhookId, "测试已发出，刷新可以看到结果。", $"/webhooks/{webhookId}", async (unit, actsFor) =>
        {
            // Whoever has mended the receiver does not wait.
            var found = await unit.ExecuteAsync(TryNow, new { webhookId, actsFor, unit.Now });
            if (found > 0)
            {
                await HearForWebhooks.QueueAsync(unit, webhookId, WebhookKind.Test, testId, 1, unit.Now, about: null);
            }

            return found;
        });
    }

    static Task<RedirectHttpResult> ReplayAsync(HttpContext http, PortalDb db, Guid webhookId, Guid deliveryId, IFormCollection _) =>
        DoAsync(http, db, webhookId, "已重新推送，刷新可以看到结果。", $"/webhooks/{webhookId}", async (unit, actsFor) =>
        {
            if (await unit.ExecuteAsync(TryNow, new { webhookId, actsFor, unit.Now }) == 0)
            {
                return 0;
            }

            unit.Wake();
            return await unit.ExecuteAsync(Replay, new { webhookId, deliveryId, unit.Now, expiresAt = unit.Now + DeliverWebhooks.Patience });
        });

    static async Task<RedirectHttpResult> DoAsync(HttpContext http, PortalDb db, Guid webhookId, string done, string page, Func<UnitOfWork, string, Task<int>> work)
    {
        var session = http.Account()!;
        var refusal = await db.WriteAsync(async unit =>
        {
            if (session.Acting is not { } acting || !await Sessions.HoldsLeadAsync(unit, session))
            {
                return NotAllowed;
            }

            if (await work(unit, Membership.ActsForOf(acting.Role, acting.UnitId, acting.ParkId)) == 0)
            {
                return Nothing;
            }

            unit.Concerns(acting.ParkId, "webhook", webhookId);
            return null;
        });
        new Notice(refusal is null ? Tone.Ok : Tone.Bad, refusal ?? done).Leave(http);
        return SeeOther.To(http, refusal == Nothing ? "/webhooks" : page);
    }

    const string Columns = "SELECT webhook_id, acts_for, url, kinds, sealed_secret, created_at FROM webhook";

    const string SelectLiving = $"{Columns} WHERE acts_for = @actsFor AND ended_at IS NULL ORDER BY created_at DESC, webhook_id";

    const string SelectOne = $"{Columns} WHERE webhook_id = @webhookId AND acts_for = @actsFor AND ended_at IS NULL";

    const string CountLiving = "SELECT COUNT(*) FROM webhook WHERE acts_for = @actsFor AND ended_at IS NULL";

    const string Insert = """
        INSERT INTO webhook (webhook_id, acts_for, url, kinds, sealed_secret, created_by, created_at, rests_until, leased_until)
        SELECT @webhookId, @actsFor, @url, @kinds, @sealedSecret, @createdBy, @now, @now, @now
        WHERE NOT EXISTS (SELECT 1 FROM webhook other WHERE other.webhook_id = @webhookId)
        """;

    const string End = "UPDATE webhook SET ended_at = @now, sealed_secret = '' WHERE webhook_id = @webhookId AND acts_for = @actsFor AND ended_at IS NULL";

    // Whoever tells it just now goes on holding it.
    const string TryNow = "UPDATE webhook SET rests_until = @now WHERE webhook_id = @webhookId AND acts_for = @actsFor AND ended_at IS NULL";

    // Counted on, so that whoever is telling it at this moment notes nothing over it.
    const string Replay = """
        UPDATE webhook_delivery
        SET available_at = @now, expires_at = @expiresAt, attempts = attempts + 1, attempts_before = attempts + 1, delivered_at = NULL, status = NULL, error = NULL
        WHERE delivery_id = @deliveryId AND webhook_id = @webhookId
        """;

    const string SelectDeliveries = """
        SELECT delivery_id, kind, body, created_at, available_at, expires_at, attempts, attempts_before, attempted_at, delivered_at, status, error
        FROM webhook_delivery
        WHERE webhook_id = @webhookId
        ORDER BY created_at DESC, delivery_id
        """;

    const string CountDeliveries = "SELECT COUNT(*) FROM webhook_delivery WHERE webhook_id = @webhookId";
}
