using Microsoft.Extensions.DependencyInjection;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests;

/// <summary>What may be forgotten, and what never.</summary>
public sealed class PruningTests
{
    [Fact]
    public async Task A_key_is_remembered_for_a_month_and_then_a_new_request_which_the_key_of_its_effect_still_judges()
    {
        await using var shop = await OpenShop.StartAsync();
        Assert.Equal(System.Net.HttpStatusCode.Created, (await shop.SellAsync(1, key: "k1")).StatusCode);
        shop.Host.Clock.Advance(TimeSpan.FromDays(30));
        await PruneAsync(shop);
        Assert.True((await shop.SellAsync(1, key: "k1")).Headers.Contains("Idempotent-Replayed"));

        shop.Host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await PruneAsync(shop);
        Assert.Equal(System.Net.HttpStatusCode.Conflict, (await shop.SellAsync(1, key: "k1")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.Created, (await shop.SellAsync(2, key: "k1")).StatusCode);
        await shop.TakesExactlyAsync(2);
    }

    [Fact]
    public async Task More_old_answers_than_go_at_once_all_go()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.TillDb.WriteAsync(unit => unit.InsertAllAsync(
            "INSERT INTO answered_request (actor, idempotency_key, request_hash, status, body, answered_at) VALUES (@actor, @key, @text, @status, @text, @at)",
            Enumerable.Range(0, 1_203).Select(number => new { actor = "a", key = $"{number}", text = "", status = 200, at = (long)number })));
        await PruneAsync(shop);
        Assert.Equal(0, await shop.TillDb.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM answered_request")));
    }

    [Fact]
    public async Task An_event_is_remembered_as_long_as_the_log_holds_it_and_then_for_a_month_since_it_was_applied()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.SellManyAsync(1, 1_200);
        await shop.TakesExactlyAsync(1_200);
        await Eventually.True(async () => await WaitingAsync(shop) == 1, "all but the last entry of the log is pruned");
        await PruneAsync(shop);
        Assert.Equal(1_200, await RememberedAsync(shop));

        shop.Host.Clock.Advance(TimeSpan.FromDays(31));
        await PruneAsync(shop);
        Assert.Equal(1, await RememberedAsync(shop));

        // The log goes on: what the last entry was needed for, the next one is.
        await shop.SellManyAsync(1_201, 1);
        await shop.TakesExactlyAsync(1_201);
        await Eventually.True(async () => await WaitingAsync(shop) == 1, "the entry before is pruned");
        await PruneAsync(shop);
        Assert.Equal(1, await RememberedAsync(shop));
    }

    [Fact]
    public async Task An_event_whose_publisher_is_not_in_the_process_is_remembered_for_ever()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.StockDb.WriteAsync(unit => unit.ExecuteAsync(
            "INSERT INTO inbox (message_id, type, processed_at) VALUES (@id, 'elsewhere.said', 0)", new { id = Guid.NewGuid() }));
        await PruneAsync(shop);
        Assert.Equal(1, await RememberedAsync(shop));
    }

    internal static Task PruneAsync(OpenShop shop) => shop.Host.Services.GetRequiredService<Pruning>().PruneAsync(TestContext.Current.CancellationToken);

    internal static Task<long> RememberedAsync(OpenShop shop) => shop.StockDb.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM inbox"));

    static async Task<long> WaitingAsync(OpenShop shop) => (await shop.ReadyAsync()).GetProperty("waiting").GetProperty("till").GetInt64();
}
