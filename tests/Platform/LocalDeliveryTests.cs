using System.Net;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests;

public sealed class LocalDeliveryTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Events_arrive_once_each_in_the_order_they_were_announced()
    {
        await using var shop = await OpenShop.StartAsync();
        for (var number = 1; number <= 300; number++)
        {
            await shop.SellManyAsync(number, 1);
        }

        Assert.Equal(Enumerable.Range(1, 300).Select(number => (long)number), (await shop.TakesExactlyAsync(300)).Select(taken => taken.Number));
    }

    [Fact]
    public async Task A_restart_in_the_middle_loses_nothing_and_repeats_nothing()
    {
        for (var round = 0; round < 4; round++)
        {
            var shop = await OpenShop.StartAsync(folder: _folder.Path);
            await shop.SellManyAsync((round * 500) + 1, 500);
            await shop.CloseAsync();
        }

        var last = await OpenShop.StartAsync(folder: _folder.Path);
        await last.TakesExactlyAsync(2000);
        await last.CloseAsync();
    }

    [Fact]
    public async Task Events_announced_while_the_listener_is_not_there_wait_for_it()
    {
        var alone = await OpenShop.StartAsync([new TillService()], folder: _folder.Path);
        await alone.SellManyAsync(1, 700);
        await alone.CloseAsync();

        var shop = await OpenShop.StartAsync(folder: _folder.Path);
        await shop.TakesExactlyAsync(700);
        await shop.CloseAsync();
    }

    [Fact]
    public async Task An_event_that_always_fails_is_laid_aside_and_its_neighbours_are_applied()
    {
        await using var shop = await OpenShop.StartAsync();
        await Task.WhenAll(shop.SellManyAsync(1, 50), shop.SellManyAsync(51, 1, "unknown cup"), shop.SellManyAsync(52, 50));

        await shop.TakesExactlyAsync(100);

        var poison = Assert.Single(await Eventually.Get(shop.PoisonAsync, list => list.Count > 0, "the event is laid aside"));
        Assert.Equal("till.sold", poison.GetProperty("type").GetString());
        Assert.Contains("There is no article unknown cup.", poison.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_laid_aside_event_is_replayed_once_after_its_cause_is_mended()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.SellManyAsync(1, 1, "unknown cup");
        var poison = Assert.Single(await Eventually.Get(shop.PoisonAsync, list => list.Count > 0, "the event is laid aside"));
        var replay = $"poison/{poison.GetProperty("messageId").GetGuid()}/replay";

        (await shop.Stock.PostAsync("articles", new StockService.Article("unknown cup"))).EnsureSuccessStatusCode();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => shop.Stock.PostAsync(replay, null)));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.NoContent));
        Assert.Equal(4, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        await shop.TakesExactlyAsync(1);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Stock.PostAsync($"poison/{Guid.NewGuid()}/replay", null)).StatusCode);
    }

    [Fact]
    public async Task A_replay_before_the_cause_is_mended_changes_nothing()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.SellManyAsync(1, 1, "unknown cup");
        var poison = Assert.Single(await Eventually.Get(shop.PoisonAsync, list => list.Count > 0, "the event is laid aside"));
        var replay = $"poison/{poison.GetProperty("messageId").GetGuid()}/replay";

        Assert.Equal(HttpStatusCode.InternalServerError, (await shop.Stock.PostAsync(replay, null)).StatusCode);
        Assert.Empty(await shop.TakenAsync());

        (await shop.Stock.PostAsync("articles", new StockService.Article("unknown cup"))).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.NoContent, (await shop.Stock.PostAsync(replay, null)).StatusCode);
        await shop.TakesExactlyAsync(1);
    }

    [Fact]
    public async Task Only_a_supervisor_sees_and_replays_what_was_laid_aside()
    {
        await using var shop = await OpenShop.StartAsync();
        using var unit = shop.Host.As(People.UnitMember("Shop"), "stock");
        Assert.Equal(HttpStatusCode.Forbidden, (await unit.GetAsync("poison")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await unit.PostAsync($"poison/{Guid.NewGuid()}/replay", null)).StatusCode);
    }

    [Fact]
    public async Task The_log_is_pruned_once_everyone_has_read_it()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.SellManyAsync(1, 1500);
        await shop.TakesExactlyAsync(1500);

        await Eventually.True(async () => (await shop.ReadyAsync()).GetProperty("waiting").GetProperty("till").GetInt64() == 1, "one entry stays, by which the cursor knows its log");
    }

    [Fact]
    public async Task A_publisher_restored_from_a_backup_stops_the_delivery_and_says_so()
    {
        await FillAndRestoreAsync("till", restoredGrows: false);
        await StopsAsync();
    }

    [Fact]
    public async Task A_restored_publisher_that_has_grown_past_the_cursor_is_still_recognised()
    {
        await FillAndRestoreAsync("till", restoredGrows: true);
        await StopsAsync();
    }

    [Fact]
    public async Task A_listener_restored_from_a_backup_stops_once_the_log_does_not_reach_back_so_far()
    {
        await FillAndRestoreAsync("stock", restoredGrows: false);
        await StopsAsync();
    }

    /// <summary>Ten sales, a backup of everything, a hundred sales, and one of the two databases as it was.</summary>
    async Task FillAndRestoreAsync(string restored, bool restoredGrows)
    {
        var file = _folder.Combine($"{restored}.db");
        var shop = await OpenShop.StartAsync(folder: _folder.Path);
        Assert.SkipUnless(shop.TillDb.Dialect == Data.Dialect.Sqlite, "Restores a file.");
        await SellAndPruneAsync(shop, 1, 10, all: 10);
        await shop.CloseAsync();
        var backup = await File.ReadAllBytesAsync(file);

        shop = await OpenShop.StartAsync(folder: _folder.Path);
        await SellAndPruneAsync(shop, 11, 100, all: 110);
        await shop.CloseAsync();
        await File.WriteAllBytesAsync(file, backup);

        if (restoredGrows)
        {
            var alone = await OpenShop.StartAsync([new TillService()], folder: _folder.Path);
            await alone.SellManyAsync(1000, 200);
            await alone.CloseAsync();
        }
    }

    static async Task SellAndPruneAsync(OpenShop shop, int first, int count, int all)
    {
        await shop.SellManyAsync(first, count);
        await shop.TakesExactlyAsync(all);
        await Eventually.True(async () => (await shop.ReadyAsync()).GetProperty("waiting").GetProperty("till").GetInt64() == 1, "the log is pruned");
    }

    async Task StopsAsync()
    {
        var shop = await OpenShop.StartAsync(folder: _folder.Path);
        var before = await shop.TakenAsync();
        var state = await Eventually.Get(shop.ReadyAsync, ready => ready.GetProperty("status").GetString() == "degraded", "the gap is reported");
        Assert.Contains("restored from a backup", state.GetProperty("missing").GetProperty("till → stock").GetString(), StringComparison.Ordinal);

        (await shop.SellAsync(5000)).EnsureSuccessStatusCode();
        Assert.Equal(before.Count, (await shop.TakenAsync()).Count);
        await shop.CloseAsync();
    }
}
