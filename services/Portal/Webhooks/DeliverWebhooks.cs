using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Portal.Messages;

namespace RaMatch.Portal.Webhooks;

/// <summary>
/// Tells webhooks what they are to be told: each hook one delivery at a time, so that a slow one holds up no other; each delivery for a day, with growing pauses. Of several portals on
/// a database one holds a hook until its lease is over. A portal that dies between telling and noting it tells once more: the id says that it is the same.
/// </summary>
sealed class DeliverWebhooks(PortalDb db, WebhookSecrets secrets, IHttpClientFactory clients, TimeProvider clock, ILogger<DeliverWebhooks> log) : BackgroundService
{
    /// <summary>So long a delivery is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>The name of the HTTP client.</summary>
    public const string Client = "webhooks";

    const int HooksAtOnce = 16;
    const int PrunedAtOnce = 500;
    static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    static readonly TimeSpan LastChance = TimeSpan.FromMinutes(1);
    static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);
    static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    readonly ConcurrentDictionary<Guid, Task> _workers = new();

    public static void Add(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(PublicTargets.From(builder.Configuration));
        builder.Services.AddSingleton<WebhookSecrets>();
        builder.Services.AddHttpClient(Client, client => client.Timeout = LongestAnswer)
            .ConfigurePrimaryHttpMessageHandler(services => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                // A proxy would resolve the name by itself.
                UseProxy = false,
                ConnectTimeout = LongestAnswer,
                ConnectCallback = services.GetRequiredService<PublicTargets>().ConnectAsync,
                PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            });
        builder.Services.AddHostedService<DeliverWebhooks>();
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        WatchAsync(stoppingToken),
        ByTheClock.RepeatAsync(TimeSpan.FromHours(1), ForgetAsync, exception => log.LogWarning(exception, "Old deliveries could not be removed this time"), stoppingToken));

    async Task WatchAsync(CancellationToken stopping)
    {
        var news = new News();
        db.Announced += news.Announce;
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                try
                {
                    await news.WaitAsync(stopping);
                    foreach (var over in _workers.Where(worker => worker.Value.IsCompleted).ToList())
                    {
                        _workers.TryRemove(over);
                    }

                    var room = HooksAtOnce - _workers.Count;
                    var due = room <= 0 ? [] : await db.ReadAsync(reader => reader.FirstAsync<Guid>(SelectDue, new { reader.Now }, HooksAtOnce), stopping);
                    foreach (var webhookId in due.Where(webhookId => !_workers.ContainsKey(webhookId)).Take(room))
                    {
                        _workers[webhookId] = WorkAsync(webhookId, news, stopping);
                    }
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    log.LogWarning(exception, "Webhooks could not be looked for this time");
                    await Task.Delay(PauseAfterFault, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        finally
        {
            db.Announced -= news.Announce;
            await Task.WhenAll(_workers.Values);
        }
    }

    /// <summary>One delivery of a hook; the next is another turn, so that a hook with many of them leaves room for the others.</summary>
    async Task WorkAsync(Guid webhookId, News news, CancellationToken stopping)
    {
        try
        {
            if (await db.WriteAsync(unit => TakeAsync(unit, webhookId), stopping) is var (webhook, delivery, until))
            {
                var (status, error) = await TellAsync(webhook, delivery, stopping);
                CrashPoints.Reach("webhooks.told");
                (error is null ? Metrics.WebhooksDelivered : Metrics.WebhooksFailed).Add(1);
                await Database.UntilAvailable.ExecuteAsync(async token => await db.WriteAsync(unit => NoteAsync(unit, webhookId, delivery, until, status, error), token), CancellationToken.None);
            }
        }
        catch (Exception exception)
        {
            if (!stopping.IsCancellationRequested)
            {
                log.LogError(exception, "Webhook {WebhookId} rests until its lease is over", webhookId);
            }
        }
        finally
        {
            news.Announce();
        }
    }

    /// <summary>Holds the hook, gives up what is too old, and takes the oldest delivery that is due; null where somebody else holds it, or nothing is.</summary>
    static async Task<(Webhook Webhook, WebhookDelivery Delivery, DateTimeOffset Until)?> TakeAsync(UnitOfWork unit, Guid webhookId)
    {
        var until = unit.Now + Lease;
        if (await unit.ExecuteAsync(Hold, new { webhookId, unit.Now, until }) == 0)
        {
            return null;
        }

        await unit.ExecuteAsync(GiveUpOld, new { webhookId, unit.Now, error = "24 小时内没有送达。" });
        if (await unit.FirstAsync<WebhookDelivery>(SelectNext, new { webhookId, unit.Now }, 1) is not [var delivery])
        {
            await unit.ExecuteAsync(Release, new { webhookId, until, rests = unit.Now, unit.Now });
            return null;
        }

        await unit.ExecuteAsync(Count, new { delivery.DeliveryId, unit.Now });
        return (await unit.GetAsync<Webhook>(SelectWebhook, new { webhookId }), delivery with { Attempts = delivery.Attempts + 1 }, until);
    }

    async Task<(int? Status, string? Error)> TellAsync(Webhook webhook, WebhookDelivery delivery, CancellationToken stopping)
    {
        try
        {
            using var request = Ask(webhook, delivery);
            using var answer = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stopping);
            var status = (int)answer.StatusCode;
            return (status, answer.IsSuccessStatusCode ? null : status is >= 300 and < 400 ? $"{status}：推送不跟随跳转，请填写最终的网址。" : $"对方答复 {status}。");
        }
        catch (OperationCanceledException)
        {
            return (null, stopping.IsCancellationRequested ? "推送服务正在重启。" : string.Create(CultureInfo.InvariantCulture, $"{LongestAnswer.TotalSeconds} 秒内没有答复。"));
        }
        catch (HttpRequestException exception)
        {
            return (null, exception.HttpRequestError switch
            {
                _ when exception.InnerException is InsideException || exception is InsideException => "网址指向内部网络，没有推送。",
                HttpRequestError.NameResolutionError => "找不到这个网址的主机。",
                HttpRequestError.SecureConnectionError => "对方的 HTTPS 证书无效或不受信任。",
                _ => "连接不上。",
            });
        }
        catch (Exception exception)
        {
            log.LogError(exception, "Webhook {WebhookId} cannot be told of {DeliveryId}", webhook.WebhookId, delivery.DeliveryId);
            return (null, "平台出错，没有推送，请联系平台运维人员。");
        }
    }

    HttpRequestMessage Ask(Webhook webhook, WebhookDelivery delivery)
    {
        var body = Encoding.UTF8.GetBytes(delivery.Body);
        return new HttpRequestMessage(HttpMethod.Post, webhook.Url)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
            Headers =
            {
                { "User-Agent", "RaMatch" },
                { "RaMatch-Delivery", delivery.DeliveryId.ToString() },
                { "RaMatch-Kind", delivery.Kind },
                { Signature.Header, Signature.Of(Encoding.UTF8.GetBytes(secrets.Open(webhook.SealedSecret)), clock.GetUtcNow(), body) },
            },
        };
    }

    static async Task NoteAsync(UnitOfWork unit, Guid webhookId, WebhookDelivery delivery, DateTimeOffset until, int? status, string? error)
    {
        // The last attempt is one in time.
        var latest = delivery.ExpiresAt - LastChance;
        var again = unit.Now + BackOff.After(delivery.Attempts - delivery.AttemptsBefore, delivery.DeliveryId);
        again = again < latest ? again : latest;
        // Who cannot be reached is left alone for a while; who answers may only dislike this one.
        var rests = error is null || status is >= 400 and < 500 and not (408 or 425 or 429) ? unit.Now : new[] { again, unit.Now + LongestRest }.Min();
        await unit.ExecuteAsync(Release, new { webhookId, until, rests, unit.Now });
        await unit.ExecuteAsync(Note, new
        {
            delivery.DeliveryId,
            delivery.Attempts,
            status,
            error,
            deliveredAt = error is null ? unit.Now : (DateTimeOffset?)null,
            again = error is null || again <= unit.Now ? (DateTimeOffset?)null : again,
        });
    }

    async Task ForgetAsync(CancellationToken cancellation)
    {
        while (await db.ReadAsync(reader => reader.FirstAsync<Guid>(SelectOld, new { before = reader.Now - Kept }, PrunedAtOnce), cancellation) is { Count: > 0 } deliveries)
        {
            await db.WriteAsync(unit => unit.ExecuteAsync(Delete, new { deliveries }), cancellation);
        }
    }

    // Who was told longest ago comes first.
    const string SelectDue = """
        SELECT w.webhook_id
        FROM webhook w
        WHERE w.ended_at IS NULL AND w.rests_until <= @now AND w.leased_until <= @now
            AND EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.webhook_id = w.webhook_id AND d.available_at <= @now)
        ORDER BY w.rests_until, w.webhook_id
        """;

    const string Hold = "UPDATE webhook SET leased_until = @until WHERE webhook_id = @webhookId AND ended_at IS NULL AND rests_until <= @now AND leased_until <= @now";

    // Whoever's lease was over by then releases nothing.
    const string Release = "UPDATE webhook SET rests_until = @rests, leased_until = @now WHERE webhook_id = @webhookId AND leased_until = @until";

    const string GiveUpOld = """
        UPDATE webhook_delivery
        SET available_at = NULL, error = COALESCE(error, @error)
        WHERE webhook_id = @webhookId AND available_at <= @now AND expires_at <= @now
        """;

    const string SelectWebhook = "SELECT webhook_id, acts_for, url, kinds, sealed_secret, created_at FROM webhook WHERE webhook_id = @webhookId";

    const string SelectNext = """
        SELECT delivery_id, kind, body, created_at, available_at, expires_at, attempts, attempts_before, attempted_at, delivered_at, status, error
        FROM webhook_delivery
        WHERE webhook_id = @webhookId AND available_at <= @now
        ORDER BY available_at, created_at, delivery_id
        """;

    const string Count = "UPDATE webhook_delivery SET attempts = attempts + 1, attempted_at = @now WHERE delivery_id = @deliveryId";

    // Asked for once more meanwhile, or taken by another after this lease, it is noted by that.
    const string Note = "UPDATE webhook_delivery SET status = @status, error = @error, delivered_at = @deliveredAt, available_at = @again WHERE delivery_id = @deliveryId AND attempts = @attempts";

    const string SelectOld = "SELECT delivery_id FROM webhook_delivery WHERE created_at < @before ORDER BY created_at, delivery_id";

    const string Delete = "DELETE FROM webhook_delivery WHERE delivery_id IN @deliveries";
}
