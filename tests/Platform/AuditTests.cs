using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Platform.Audit;
using RaMatch.Platform.Data;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests;

/// <summary>What a service's audit trail takes in, how it is chained, and who reads it.</summary>
public sealed class AuditTests
{
    static readonly Caller Member = People.UnitMember("Shop");

    [Fact]
    public async Task An_act_leaves_one_row_that_says_who_did_what_as_whom_and_whence()
    {
        await using var shop = await OpenShop.StartAsync();
        using var till = shop.Host.Anonymous();
        till.BaseAddress = new Uri(shop.Host.Address, "api/till/");
        till.DefaultRequestHeaders.Authorization = new("Bearer", shop.Host.Services.GetRequiredService<Tokens>().For(Member, new Origin("stall", "192.0.2.7", Scopes.CandidatesWrite), "till"));
        using var sold = await till.PostAsync("sales", new TillService.Order(1, "tea"));
        var sale = await sold.ReadAsync<JsonElement>();

        var row = Assert.Single(await RowsAsync(shop.TillDb));
        Assert.Equal((Member.Id, Roles.UnitMember, Member.UnitId.ToString(), Member.Name), (row.AccountId, row.Role, row.ActsFor, row.Name));
        Assert.Equal(("stall", "192.0.2.7"), (row.App, row.Address));
        Assert.Equal(("/api/till/sales", "sale", sale.GetProperty("saleId").GetString(), TillService.Town), (row.Action, row.SubjectKind, row.SubjectId, row.ParkId));
        Assert.Equal((0L, shop.Host.Clock.GetUtcNow()), (row.IsReading, row.OccurredAt));
    }

    [Fact]
    public async Task What_is_refused_leaves_no_row_and_what_is_sent_again_leaves_one()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.SellAsync(1, key: "k1");
        Assert.Equal(HttpStatusCode.Conflict, (await shop.SellAsync(1)).StatusCode);
        Assert.True((await shop.SellAsync(1, key: "k1")).Headers.Contains("Idempotent-Replayed"));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.SellAsync(2, key: "k2")));
        using (var stranger = shop.Host.As(People.ParkStaff("weifang"), "till"))
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await stranger.PostAsync("sales", new TillService.Order(3, "tea"))).StatusCode);
        }

        Assert.Equal(2, (await RowsAsync(shop.TillDb)).Count);
    }

    [Fact]
    public async Task Where_the_row_cannot_be_written_nothing_is_done()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.TillDb.WriteAsync(unit => unit.ExecuteAsync("DROP TABLE audit_entry"));
        Assert.Equal(HttpStatusCode.InternalServerError, (await shop.SellAsync(1, key: "k1")).StatusCode);
        Assert.Equal(0, (await shop.Till.GetAsync<JsonElement>("sales")).GetProperty("total").GetInt64());
        await shop.TakesExactlyAsync(0);
    }

    [Fact]
    public async Task What_no_transaction_answers_leaves_a_row_too_and_what_only_asks_leaves_none()
    {
        await using var shop = await OpenShop.StartAsync();
        using var member = shop.Host.As(Member, "till");
        Assert.True((await member.PutAsync("opening", new { })).IsSuccessStatusCode);
        Assert.True((await member.PostAsync("sums", new { })).IsSuccessStatusCode);
        await member.GetAsync<JsonElement>("sales");
        await shop.SellManyAsync(10, 5);
        Assert.Equal(["/api/till/opening"], (await RowsAsync(shop.TillDb)).Select(row => row.Action));
    }

    [Fact]
    public async Task Reading_people_leaves_a_row_of_what_was_read_and_a_reading_that_cannot_be_recorded_is_refused()
    {
        await using var shop = await OpenShop.StartAsync();
        var sold = await (await shop.SellAsync(1, "cup")).ReadAsync<JsonElement>();
        var saleId = sold.GetProperty("saleId").GetGuid();
        Assert.Equal("the buyer", await shop.Till.GetAsync<string>($"sales/{saleId}/buyer"));
        shop.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("all of them", await shop.Till.GetAsync<string>("buyers"));
        using (var none = await shop.Till.GetAsync(new Uri($"sales/{Guid.NewGuid()}/buyer", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }

        var readings = (await RowsAsync(shop.TillDb)).Where(row => row.IsReading == 1).ToList();
        Assert.Equal(["/api/till/sales/{saleId:guid}/buyer", "/api/till/buyers"], readings.Select(row => row.Action));
        Assert.Equal(("sale", saleId.ToString(), TillService.OtherTown, "number=1"), (readings[0].SubjectKind, readings[0].SubjectId, readings[0].ParkId, readings[0].Detail));

        Assert.SkipUnless(SqlServerDatabases.Server is null, "The lock is SQLite's.");
        await using var other = new SqliteConnection($"Data Source={Path.Combine(shop.Host.Folder, "till.db")};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using (other.BeginTransaction(deferred: false))
        {
            using var refused = await shop.Till.GetAsync(new Uri("buyers", UriKind.Relative));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        Assert.Equal("all of them", await shop.Till.GetAsync<string>("buyers"));
    }

    [Fact]
    public async Task Of_a_graduate_the_trail_has_the_pseudonym_and_neither_name_nor_address()
    {
        var graduate = People.Graduate("陈晓雯");
        await using var host = await ServiceHost.StartAsync(new AskingService());
        using var asks = host.As(graduate, "asking");
        Assert.True((await asks.PostAsync("questions", new { })).IsSuccessStatusCode);
        var row = Assert.Single(await RowsAsync(host.Services.GetRequiredService<AskingDb>()));
        Assert.Equal((graduate.Id, "", (string?)null), (row.AccountId, row.Name, row.Address));
    }

    [Fact]
    public async Task The_chain_is_whole_however_many_seal_at_once()
    {
        await using var shop = await OpenShop.StartAsync();
        var sealing = Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var times = 0; times < 20; times++)
            {
                await Sealer.SealAsync(shop.TillDb, TestContext.Current.CancellationToken);
            }
        }));
        await Parallel.ForEachAsync(
            Enumerable.Range(1, 300),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken },
            async (number, _) => (await shop.SellAsync(number)).EnsureSuccessStatusCode());
        await sealing;
        await Sealer.SealAsync(shop.TillDb, TestContext.Current.CancellationToken);

        var rows = await RowsAsync(shop.TillDb);
        Assert.Equal(Enumerable.Range(1, 300).Select(number => (long?)number), rows.Select(row => row.ChainNo).Order());
        Assert.Equal(new Checked(300, []), await CheckAsync(shop.TillDb), Same);
    }

    [Fact]
    public async Task Entries_are_sealed_soon_by_themselves()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.SellAsync(1);
        await Eventually.True(async () => (await RowsAsync(shop.TillDb)).All(row => row.ChainNo is not null), "the entry is sealed");
    }

    [Theory]
    [InlineData("UPDATE audit_entry SET name = 'somebody else' WHERE chain_no = 3", "entry 3 (")]
    [InlineData("UPDATE audit_entry SET detail = '' WHERE chain_no = 3", "entry 3 (")]
    [InlineData("UPDATE audit_entry SET address = NULL, app = address WHERE chain_no = 3", "entry 3 (")]
    [InlineData("DELETE FROM audit_entry WHERE chain_no = 3", "entry 3 is missing")]
    [InlineData("DELETE FROM audit_entry WHERE chain_no = 5", "the chain ends with entry 4, and its head says 5")]
    [InlineData("UPDATE audit_entry SET chain_no = CASE chain_no WHEN 2 THEN 30 WHEN 3 THEN 20 ELSE chain_no END", "entry 2 is missing")]
    [InlineData("UPDATE audit_entry SET chain_no = -1 WHERE chain_no = 5", "entry 1 is missing")]
    [InlineData("UPDATE audit_entry SET chain_no = NULL, occurred_at = 0 WHERE chain_no = 5", "1 entries have waited for their seal for more than a minute")]
    [InlineData("UPDATE audit_head SET entries = 4", "the chain ends with entry 5, and its head says 4")]
    public async Task What_is_changed_removed_or_reordered_by_hand_is_found(string tampering, string found)
    {
        await using var shop = await OpenShop.StartAsync();
        for (var number = 1; number <= 5; number++)
        {
            await shop.SellAsync(number);
        }

        await Eventually.True(async () => (await RowsAsync(shop.TillDb)).All(row => row.ChainNo is not null), "all entries are sealed");
        Assert.Equal(new Checked(5, []), await CheckAsync(shop.TillDb), Same);
        // In one transaction with a look at it: whoever seals every second would seal what was unsealed by hand.
        var differences = await shop.TillDb.WriteAsync(async unit =>
        {
            await unit.ExecuteAsync(tampering);
            return (await new AuditCheck("till").CheckAsync(unit)).Differences;
        });
        Assert.Contains(differences, difference => difference.Contains(found, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_that_grows_is_read_part_by_part_and_each_old_entry_comes_once()
    {
        await using var shop = await OpenShop.StartAsync();
        for (var number = 1; number <= 12; number++)
        {
            await shop.SellAsync(number);
        }

        var old = (await RowsAsync(shop.TillDb)).Select(row => row.EntryId).ToHashSet();
        using var supervisor = shop.Host.As(People.Supervisor(), "till");
        var seen = new List<Guid>();
        string? after = null;
        do
        {
            var part = await supervisor.GetAsync<JsonElement>($"audit?size=5{(after is null ? "" : $"&after={after}")}");
            seen.AddRange(part.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("entryId").GetGuid()));
            after = part.TryGetProperty("next", out var next) ? next.GetString() : null;
            shop.Host.Clock.Advance(TimeSpan.FromMinutes(1));
            await shop.SellAsync(100 + seen.Count);
        }
        while (after is not null);

        Assert.Equal(seen.Distinct().Count(), seen.Count);
        Assert.True(old.SetEquals(seen));
    }

    [Fact]
    public async Task A_park_reads_its_own_rows_its_administrators_only_and_each_filter_narrows()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.SellAsync(1, "tea");
        var cup = await (await shop.SellAsync(2, "cup")).ReadAsync<JsonElement>();
        shop.Host.Clock.Advance(TimeSpan.FromDays(2));
        await shop.Till.GetAsync<string>($"sales/{cup.GetProperty("saleId").GetGuid()}/buyer");
        using var supervisor = shop.Host.As(People.Supervisor() with { Right = Right.View }, "till");
        using var park = shop.Host.As(People.ParkStaff(TillService.Town), "till");
        using var other = shop.Host.As(People.ParkStaff("mianyang"), "till");
        using var reviewer = shop.Host.As(People.ParkStaff(TillService.Town) with { Right = Right.Act }, "till");

        Assert.Equal(3, await CountAsync(supervisor, ""));
        Assert.Equal(1, await CountAsync(park, ""));
        Assert.Equal(1, await CountAsync(park, $"park={TillService.OtherTown}"));
        Assert.Equal(0, await CountAsync(other, ""));
        using (var refused = await reviewer.GetAsync(new Uri("audit", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        Assert.Equal(2, await CountAsync(supervisor, $"park={TillService.OtherTown}"));
        Assert.Equal(1, await CountAsync(supervisor, "readings=true"));
        Assert.Equal(2, await CountAsync(supervisor, "readings=false"));
        Assert.Equal(2, await CountAsync(supervisor, $"who={cup.GetProperty("saleId").GetString()}"));
        Assert.Equal(3, await CountAsync(supervisor, $"who={Member.Id}"));
        Assert.Equal(0, await CountAsync(supervisor, $"who={Guid.NewGuid()}"));
        Assert.Equal(2, await CountAsync(supervisor, "action=" + Uri.EscapeDataString("/api/till/sales")));
        Assert.Equal(0, await CountAsync(supervisor, "app=stall"));
        var today = ChinaTime.DayOf(shop.Host.Clock.GetUtcNow());
        Assert.Equal(1, await CountAsync(supervisor, $"from={today:yyyy-MM-dd}"));
        Assert.Equal(2, await CountAsync(supervisor, $"until={today.AddDays(-1):yyyy-MM-dd}"));
        Assert.Equal(2, await CountAsync(supervisor, $"from={today.AddDays(-2):yyyy-MM-dd}&until={today.AddDays(-2):yyyy-MM-dd}"));

        static async Task<int> CountAsync(HttpClient client, string query) => (await client.GetAsync<JsonElement>($"audit?{query}")).GetProperty("items").GetArrayLength();
    }

    static Task<IReadOnlyList<AuditEntry>> RowsAsync(Database database) =>
        database.ReadAsync(reader => reader.QueryAsync<AuditEntry>($"SELECT {AuditEntry.Columns} FROM audit_entry ORDER BY entry_id"), TestContext.Current.CancellationToken);

    static Task<Checked> CheckAsync(Database database) => database.LookAsync(new AuditCheck(database.Name).CheckAsync, TestContext.Current.CancellationToken);

    static bool Same(Checked one, Checked other) => one.Entries == other.Entries && one.Differences.SequenceEqual(other.Differences);
}
