using Microsoft.Data.Sqlite;
using RaMatch.Platform.Data;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests;

/// <summary>A full disk, a file that is read-only: the database's trouble, which no request and no event is to blame for.</summary>
public sealed class UnusableDatabaseTests
{
    internal const string Fill = "PRAGMA max_page_count = 1";
    internal const string Empty = "PRAGMA max_page_count = 1073741823";

    [Fact]
    public async Task A_writer_who_meets_a_full_disk_is_told_to_come_again_and_health_says_why()
    {
        await using var shop = await OpenShop.StartAsync();
        WritingTests.RequireSqlite(shop.TillDb);

        // SQLite then ends the whole transaction by itself, not only this write.
        var refused = await Assert.ThrowsAsync<DatabaseBusyException>(() => shop.TillDb.WriteAsync(async unit =>
        {
            await unit.FindAsync<long>(Fill);
            await unit.ExecuteAsync("INSERT INTO article (name) VALUES (@name)", new { name = new string('t', 100_000) });
        }));

        Assert.True(Dialect.Sqlite.IsUnusable(refused.InnerException!));
        var state = await shop.ReadyAsync();
        Assert.Equal("degraded", state.GetProperty("status").GetString());
        Assert.Contains("full", state.GetProperty("missing").GetProperty("writing to till").GetString(), StringComparison.Ordinal);

        await shop.TillDb.WriteAsync(unit => unit.FindAsync<long>(Empty));
        (await shop.SellAsync(1)).EnsureSuccessStatusCode();
        Assert.Equal("ready", (await shop.ReadyAsync()).GetProperty("status").GetString());
        await shop.TakesExactlyAsync(1);
    }

    [Fact]
    public async Task Events_wait_while_the_listeners_disk_is_full_and_none_is_laid_aside()
    {
        await using var shop = await OpenShop.StartAsync();
        WritingTests.RequireSqlite(shop.StockDb);
        await shop.StockDb.WriteAsync(unit => unit.FindAsync<long>(Fill));
        await shop.SellManyAsync(1, 20, new string('t', 5_000));
        await Eventually.True(
            async () => (await shop.ReadyAsync()).GetProperty("missing").TryGetProperty("writing to stock", out _) || (await shop.TakenAsync()).Count == 20,
            "an event has met the full disk");

        await shop.StockDb.WriteAsync(unit => unit.FindAsync<long>(Empty));

        await shop.TakesExactlyAsync(20);
        Assert.Empty(await shop.PoisonAsync());
    }

    [Fact]
    public async Task A_request_that_finds_no_room_for_a_file_is_told_to_come_again()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Needs a device that is always full.");
        await using var shop = await OpenShop.StartAsync();
        using var refused = await shop.Till.GetAsync(new Uri("full", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        await refused.Refusal();
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(26)]
    public void What_SQLite_says_of_its_file_is_no_fault_of_the_work(int code) => Assert.True(Dialect.Sqlite.IsUnusable(new SqliteException("", code)));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(19)]
    public void What_SQLite_says_of_the_work_is_no_fault_of_the_file(int code) => Assert.False(Dialect.Sqlite.IsUnusable(new SqliteException("", code)));
}
