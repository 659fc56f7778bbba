using Microsoft.Data.Sqlite;
using RaMatch.Platform.Data;
using RaMatch.Platform.Tests.Shop;
using Xunit;

namespace RaMatch.Platform.Tests;

/// <summary>Statements are kept prepared, lists may be of any length: neither shows.</summary>
public sealed class StatementTests
{
    const string InsertArticle = "INSERT INTO article (name) VALUES (@name)";
    const string SelectNamed = "SELECT name FROM article WHERE name IN @names ORDER BY name";

    [Fact]
    public async Task A_statement_that_was_refused_serves_the_next_caller()
    {
        await using var shop = await OpenShop.StartAsync();
        await AddAsync(shop, "tea");
        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.True(shop.TillDb.Dialect.IsDuplicateKey(Innermost(await Assert.ThrowsAnyAsync<Exception>(() => AddAsync(shop, "tea")))));
        }

        await AddAsync(shop, "coffee");
        Assert.Equal(["coffee", "tea"], await NamedAsync(shop, ["tea", "coffee", "milk"]));
    }

    [Fact]
    public async Task A_list_may_be_empty_or_long()
    {
        await using var shop = await OpenShop.StartAsync();
        var names = Enumerable.Range(0, 1_203).Select(number => $"article {number:0000} '\"茶").ToList();
        await shop.TillDb.WriteAsync(unit => unit.InsertAllAsync(InsertArticle, names.Select(name => new { name })));
        Assert.Empty(await NamedAsync(shop, []));
        Assert.Equal([names[7]], await NamedAsync(shop, [names[7]]));
        Assert.Equal(names, await NamedAsync(shop, names));
        Assert.Empty(await NamedAsync(shop, []));
    }

    [Fact]
    public async Task Ids_numbers_and_names_of_an_enumeration_are_found_by_a_list()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.SellManyAsync(1, 3);
        var sales = await shop.TillDb.ReadAsync(reader => reader.QueryAsync<TillService.Sale>("SELECT sale_id, number, article, sold_at FROM sale ORDER BY number"));
        Task<IReadOnlyList<long>> FindAsync(string where, object list) => shop.TillDb.ReadAsync(reader => reader.QueryAsync<long>($"SELECT number FROM sale WHERE {where} ORDER BY number", list));
        Assert.Equal([1, 3], await FindAsync("sale_id IN @ids", new { ids = new[] { sales[2].SaleId, sales[0].SaleId, Guid.NewGuid() } }));
        Assert.Equal([2, 3], await FindAsync("number IN @numbers", new { numbers = new List<long> { 2, 3, 4 } }));
        await shop.TillDb.WriteAsync(unit => unit.ExecuteAsync("UPDATE sale SET article = 'Cash' WHERE number = 2"));
        Assert.Equal([2], await FindAsync("article IN @ways", new { ways = new[] { TillService.Payment.Cash, TillService.Payment.BankCard } }));
    }

    [Fact]
    public async Task A_prepared_statement_knows_a_table_that_was_changed_meanwhile()
    {
        await using var shop = await OpenShop.StartAsync();
        Assert.SkipUnless(shop.TillDb.Dialect == Dialect.Sqlite, "A server prepares statements itself.");
        await AddAsync(shop, "tea");
        Assert.Equal(["tea"], await NamedAsync(shop, ["tea"]));
        using (var other = new SqliteConnection($"Data Source={shop.TillDb.Location};Pooling=False"))
        {
            other.Open();
            using var change = other.CreateCommand();
            change.CommandText = "ALTER TABLE article ADD COLUMN colour TEXT; CREATE INDEX article_by_colour ON article (colour); ANALYZE";
            change.ExecuteNonQuery();
        }

        await AddAsync(shop, "milk");
        Assert.Equal(["milk", "tea"], await NamedAsync(shop, ["tea", "milk"]));
    }

    [Fact]
    public async Task More_texts_than_are_kept_are_all_answered()
    {
        await using var shop = await OpenShop.StartAsync();
        await AddAsync(shop, "tea");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.Equal(Enumerable.Range(0, 300).Sum(), await shop.TillDb.ReadAsync(async reader =>
            {
                var sum = 0L;
                foreach (var number in Enumerable.Range(0, 300))
                {
                    sum += await reader.GetAsync<long>($"SELECT {number} * COUNT(*) FROM article");
                }

                return sum;
            }));
        }
    }

    static Task AddAsync(OpenShop shop, string name) => shop.TillDb.WriteAsync(unit => unit.ExecuteAsync(InsertArticle, new { name }));

    static Task<IReadOnlyList<string>> NamedAsync(OpenShop shop, IReadOnlyList<string> names) =>
        shop.TillDb.ReadAsync(reader => reader.QueryAsync<string>(SelectNamed, new { names }));

    static Exception Innermost(Exception exception) => exception is DatabaseBusyException { InnerException: { } inner } ? inner : exception;
}
