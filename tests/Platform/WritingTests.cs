using System.Net;
using Microsoft.Data.Sqlite;
using RaMatch.Platform.Data;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests;

public sealed class WritingTests
{
    const string InsertArticle = "INSERT INTO article (name) VALUES (@name)";
    const string CountArticles = "SELECT COUNT(*) FROM article";

    [Fact]
    public async Task A_failing_write_takes_none_of_its_neighbours_along()
    {
        await using var shop = await OpenShop.StartAsync();
        var writes = Enumerable.Range(0, 100).Select(number => shop.TillDb.WriteAsync(async unit =>
        {
            await unit.ExecuteAsync(InsertArticle, new { name = $"article {number}" });
            if (number % 10 == 3)
            {
                throw new InvalidDataException($"number {number}");
            }
        })).ToList();

        foreach (var (number, write) in writes.Index())
        {
            if (number % 10 == 3)
            {
                Assert.Equal($"number {number}", (await Assert.ThrowsAsync<InvalidDataException>(() => write)).Message);
            }
            else
            {
                await write;
            }
        }

        Assert.Equal(90, await shop.TillDb.ReadAsync(reader => reader.GetAsync<long>(CountArticles)));
    }

    [Fact]
    public async Task A_refused_write_announces_nothing()
    {
        await using var shop = await OpenShop.StartAsync();
        await Assert.ThrowsAsync<InvalidDataException>(() => shop.TillDb.WriteAsync(async unit =>
        {
            await unit.PublishAsync(new Sold(Guid.CreateVersion7(), 1, "tea"));
            throw new InvalidDataException();
        }));

        await shop.SellManyAsync(2, 1);

        Assert.Equal(2, Assert.Single(await shop.TakesExactlyAsync(1)).Number);
    }

    [Fact]
    public async Task A_write_inside_a_write_is_refused_and_the_outer_one_rolled_back()
    {
        await using var shop = await OpenShop.StartAsync();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => shop.TillDb.WriteAsync(async unit =>
        {
            await unit.ExecuteAsync(InsertArticle, new { name = "outer" });
            await shop.StockDb.WriteAsync(inner => inner.ExecuteAsync(InsertArticle, new { name = "inner" }));
        }));

        Assert.Contains("already open", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await shop.TillDb.ReadAsync(reader => reader.GetAsync<long>(CountArticles)));
        await shop.TillDb.WriteAsync(unit => unit.ExecuteAsync(InsertArticle, new { name = "afterwards" }));
    }

    [Fact]
    public async Task A_duplicate_key_reaches_the_caller_as_what_it_is()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.TillDb.WriteAsync(unit => unit.ExecuteAsync(InsertArticle, new { name = "tea" }));

        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => shop.TillDb.WriteAsync(unit => unit.ExecuteAsync(InsertArticle, new { name = "tea" })));

        Assert.True(shop.TillDb.Dialect.IsDuplicateKey(thrown), thrown.ToString());
        Assert.Equal(1, await shop.TillDb.ReadAsync(reader => reader.GetAsync<long>(CountArticles)));
    }

    [Fact]
    public async Task The_delegate_runs_in_the_callers_flow()
    {
        await using var shop = await OpenShop.StartAsync();
        var mine = new AsyncLocal<string> { Value = "mine" };
        Assert.Equal("mine", await shop.TillDb.WriteAsync(_ => Task.FromResult(mine.Value)));
    }

    [Fact]
    public async Task While_another_program_holds_the_database_writers_are_told_to_come_again_and_readers_read_on()
    {
        await using var shop = await OpenShop.StartAsync();
        RequireSqlite(shop.TillDb);
        (await shop.SellAsync(1)).EnsureSuccessStatusCode();
        using var other = new SqliteConnection($"Data Source={shop.TillDb.Location};Pooling=False");
        other.Open();
        using (var held = other.BeginTransaction(deferred: false))
        {
            var started = TimeProvider.System.GetTimestamp();
            var answers = await Task.WhenAll(Enumerable.Range(2, 150).Select(number => shop.SellAsync(number)));
            var waited = TimeProvider.System.GetElapsedTime(started);

            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
            Assert.All(answers, answer => Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter!.Delta));
            Assert.InRange(waited, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(15));
            using var list = await shop.Till.GetAsync("sales");
            Assert.Equal(HttpStatusCode.OK, list.StatusCode);
        }

        (await shop.SellAsync(500)).EnsureSuccessStatusCode();
        Assert.Equal([1, 500], (await shop.TakesExactlyAsync(2)).Select(taken => taken.Number));
    }

    [Fact]
    public async Task Events_wait_while_the_listeners_database_is_locked()
    {
        await using var shop = await OpenShop.StartAsync();
        RequireSqlite(shop.StockDb);
        using (var other = new SqliteConnection($"Data Source={shop.StockDb.Location};Pooling=False"))
        {
            other.Open();
            using var held = other.BeginTransaction(deferred: false);
            await shop.SellManyAsync(1, 20);
        }

        await shop.TakesExactlyAsync(20);
        Assert.Empty(await shop.PoisonAsync());
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_folder_is_refused_with_a_sentence()
    {
        await using var shop = await OpenShop.StartAsync();
        RequireSqlite(shop.TillDb);
        var refused = await Assert.ThrowsAsync<DataFolderInUseException>(() => OpenShop.StartAsync(folder: shop.Host.Folder));
        Assert.Contains("--data", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_script_edited_after_it_was_applied_stops_the_start()
    {
        using var folder = new TemporaryFolder();
        var shop = await OpenShop.StartAsync(folder: folder.Path);
        await shop.TillDb.WriteAsync(unit => unit.ExecuteAsync("UPDATE schema_script SET checksum = 'of another text' WHERE name = '0002_shop'"));
        await shop.CloseAsync();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenShop.StartAsync(folder: folder.Path));
        Assert.Contains("0002_shop of till was edited", refused.Message, StringComparison.Ordinal);
    }

    internal static void RequireSqlite(Database database) =>
        Assert.SkipUnless(database.Dialect == Dialect.Sqlite, "This is about SQLite's file.");

    [Fact]
    public async Task Many_rows_go_in_with_few_statements_in_their_order()
    {
        const string insertTaken = """
            INSERT INTO taken (sale_id, number, article)
            VALUES (@saleId, @number, @article)
            """;
        await using var shop = await OpenShop.StartAsync();
        var rows = Enumerable.Range(1, 1001).Select(number => new { saleId = Guid.CreateVersion7(), number, article = number % 2 == 0 ? "'); DROP TABLE taken; --" : "书 🎓" }).ToList();
        await shop.StockDb.WriteAsync(unit => unit.InsertAllAsync(insertTaken, rows));
        await shop.StockDb.WriteAsync(unit => unit.InsertAllAsync(insertTaken, rows.Take(0)));
        Assert.Equal(rows.Select(row => row.saleId), await shop.StockDb.ReadAsync(reader => reader.QueryAsync<Guid>("SELECT sale_id FROM taken ORDER BY position")));
        Assert.Equal(500, await shop.StockDb.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM taken WHERE article LIKE '%DROP TABLE%'")));
        await Assert.ThrowsAsync<ArgumentException>(() => shop.StockDb.WriteAsync(unit => unit.InsertAllAsync("INSERT INTO taken (number) SELECT @number", rows)));
    }
}
