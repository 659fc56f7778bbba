using Microsoft.Data.Sqlite;
using RabbitMQ.Client.Exceptions;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Messaging.RabbitMq;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedBroker))]

namespace RaMatch.Platform.Tests.RabbitMq;

[Trait(Categories.Name, Categories.Broker)]
public sealed class BrokerDeliveryTests(SharedBroker broker)
{
    [Fact]
    public async Task Events_arrive_once_each_and_nothing_is_left_behind()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();

        await till.SellManyAsync(1, 1000);

        await stock.TakesExactlyAsync(1000);
        await Eventually.True(async () => (await till.ReadyAsync()).GetProperty("waiting").GetProperty("till").GetInt64() == 0, "the outbox is empty");
        await Eventually.True(async () => await street.CountAsync(Street.Queue) == 0, "the queue is empty");
        Assert.Equal("ready", (await Eventually.Get(stock.ReadyAsync, ready => ready.GetProperty("status").GetString() == "ready", "the stock is ready")).GetProperty("status").GetString());
        Assert.Empty(await stock.PoisonAsync());
    }

    [Fact]
    public async Task Publisher_and_listener_declare_the_same_in_either_order()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var stock = await street.OpenStockAsync();
        await street.ListensAsync();

        // A difference would close the channel with PRECONDITION_FAILED.
        var arguments = Topology.QueueArguments.ToDictionary();
        await street.AskBrokerAsync(channel => channel.QueueDeclareAsync(Street.Queue, durable: true, exclusive: false, autoDelete: false, arguments));

        var till = await street.OpenTillAsync();
        await till.SellManyAsync(1, 10);
        await stock.TakesExactlyAsync(10);
    }

    [Fact]
    public async Task What_is_announced_before_the_listener_has_ever_run_waits_for_it()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        await till.SellManyAsync(1, 100);
        await Eventually.True(async () => await street.CountAsync(Street.Queue) == 100, "the queue holds them");

        await (await street.OpenStockAsync()).TakesExactlyAsync(100);
    }

    [Fact]
    public async Task A_deleted_queue_is_made_again_and_nothing_announced_since_is_lost()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        await till.SellManyAsync(1, 10);
        await stock.TakesExactlyAsync(10);

        await street.DeleteAsync(Street.Queue);
        await till.SellManyAsync(11, 10);

        await stock.TakesExactlyAsync(20);
    }

    [Fact]
    public async Task A_queue_deleted_while_nobody_listens_is_made_again_by_the_publisher()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        await till.SellManyAsync(1, 10);
        await Eventually.True(async () => await street.CountAsync(Street.Queue) == 10, "the queue holds them");
        await street.DeleteAsync(Street.Queue);

        await till.SellManyAsync(11, 10);

        await Eventually.True(async () => await street.CountAsync(Street.Queue) == 10, "the second ten are in the new queue");
    }

    [Fact]
    public async Task An_event_that_comes_again_is_skipped_whatever_the_order()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var stock = await street.OpenStockAsync();
        await street.ListensAsync();
        var sales = Enumerable.Range(1, 50).Select(number => new Sold(Guid.CreateVersion7(), number, "tea")).ToList();
        var sent = sales.Concat(sales).Concat(sales).ToArray();
        new Random(7).Shuffle(sent);
        foreach (var sold in sent)
        {
            await street.SendAsync(Json.Text(sold), "till.sold", OutgoingMessage.Identify("till.sold", sold.SaleId, 1));
        }

        await Eventually.True(async () => await street.CountAsync(Street.Queue) == 0, "all are taken in");
        await stock.TakesExactlyAsync(50);
        await street.CloseStockAsync();
        await (await street.OpenStockAsync()).TakesExactlyAsync(50);
    }

    [Fact]
    public async Task A_copy_that_the_broker_brings_years_later_is_skipped()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var stock = await street.OpenStockAsync();
        await street.ListensAsync();
        var sold = new Sold(Guid.CreateVersion7(), 1, "tea");
        Task SendAsync(Sold sale) => street.SendAsync(Json.Text(sale), "till.sold", OutgoingMessage.Identify("till.sold", sale.SaleId, 1));
        await SendAsync(sold);
        await stock.TakesExactlyAsync(1);

        stock.Host.Clock.Advance(TimeSpan.FromDays(1_000));
        await PruningTests.PruneAsync(stock);
        Assert.Equal(1, await PruningTests.RememberedAsync(stock));
        await SendAsync(sold);
        await SendAsync(new Sold(Guid.CreateVersion7(), 2, "tea"));
        await stock.TakesExactlyAsync(2);
    }

    [Fact]
    public async Task An_event_of_an_unknown_type_is_laid_aside_and_can_be_replayed_only_by_a_version_that_knows_it()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var stock = await street.OpenStockAsync();
        await street.ListensAsync();
        await street.SendAsync("""{"from":"the future"}""", "till.refunded", Guid.CreateVersion7());

        var poison = Assert.Single(await Eventually.Get(stock.PoisonAsync, list => list.Count > 0, "the event is laid aside"));
        Assert.Equal("till.refunded", poison.GetProperty("type").GetString());
        var replay = await stock.Stock.PostAsync($"poison/{poison.GetProperty("messageId").GetGuid()}/replay", null);
        Assert.Equal(System.Net.HttpStatusCode.Conflict, replay.StatusCode);
    }

    [Fact]
    public async Task An_event_with_new_members_is_taken_by_an_older_listener()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var stock = await street.OpenStockAsync();
        await street.ListensAsync();
        await street.SendAsync($$$"""{"saleId":"{{{Guid.CreateVersion7()}}}","number":3,"article":"tea","colour":{"name":"green"}}""", "till.sold", Guid.CreateVersion7());
        Assert.Equal(3, Assert.Single(await stock.TakesExactlyAsync(1)).Number);
    }

    [Fact]
    public async Task An_event_that_always_fails_is_laid_aside_and_its_neighbours_are_applied()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        await Task.WhenAll(till.SellManyAsync(1, 50), till.SellManyAsync(51, 1, "unknown cup"), till.SellManyAsync(52, 50));

        await stock.TakesExactlyAsync(100);
        var poison = Assert.Single(await Eventually.Get(stock.PoisonAsync, list => list.Count > 0, "the event is laid aside"));
        (await stock.Stock.PostAsync("articles", new StockService.Article("unknown cup"))).EnsureSuccessStatusCode();
        (await stock.Stock.PostAsync($"poison/{poison.GetProperty("messageId").GetGuid()}/replay", null)).EnsureSuccessStatusCode();
        await stock.TakesExactlyAsync(101);
    }

    [Theory]
    [InlineData("no JSON at all")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"tea\"")]
    [InlineData("{\"saleId\":")]
    [InlineData("{}")]
    [InlineData("{\"saleId\":\"0194e8a0-0000-7000-8000-000000000001\",\"number\":3}")]
    [InlineData("{\"saleId\":\"0194e8a0-0000-7000-8000-000000000001\",\"number\":3,\"article\":null}")]
    [InlineData("{\"saleId\":\"no id\",\"number\":3,\"article\":\"tea\"}")]
    public async Task What_cannot_be_read_is_laid_aside_with_one_clear_reason_and_its_neighbours_are_applied(string body)
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var stock = await street.OpenStockAsync();
        await street.ListensAsync();
        await street.SendAsync(body, "till.sold", Guid.CreateVersion7());
        await street.SendAsync(Json.Text(new Sold(Guid.CreateVersion7(), 1, "tea")), "till.sold", Guid.CreateVersion7());

        await stock.TakesExactlyAsync(1);
        var poison = Assert.Single(await Eventually.Get(stock.PoisonAsync, list => list.Count > 0, "the event is laid aside"));
        Assert.Contains("The body of this 'till.sold' cannot be read", poison.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(body, poison.GetProperty("body").GetString());
        using var replay = await stock.Stock.PostAsync($"poison/{poison.GetProperty("messageId").GetGuid()}/replay", null);
        Assert.Equal(System.Net.HttpStatusCode.Conflict, replay.StatusCode);
        Assert.Equal(0u, await street.CountAsync(Street.Queue));
    }

    [Fact]
    public async Task What_has_no_id_waits_in_the_error_queue_until_a_person_has_it_taken_in()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var stock = await street.OpenStockAsync();
        await street.ListensAsync();
        Assert.Equal(0, await TakeBackAsync(stock));
        var sold = Json.Text(new Sold(Guid.CreateVersion7(), 1, "tea"));
        await street.SendAsync(sold, "till.sold", null);
        await street.SendAsync(sold, "till.sold", null);
        await street.SendAsync("no JSON at all", new string('x', 200), null);
        await Eventually.True(async () => await street.CountAsync(Street.Queue + "_error") == 3, "the messages are in the error queue");
        // Declaring it as durable quorum queue is refused if it is anything less.
        await street.AskBrokerAsync(channel => channel.QueueDeclareAsync(Street.Queue + "_error", true, false, false, Topology.QueueArguments.ToDictionary()));
        Assert.Empty(await stock.PoisonAsync());
        Assert.Empty(await stock.TakenAsync());

        Assert.Equal(3, await TakeBackAsync(stock));

        await stock.TakesExactlyAsync(1);
        Assert.Single(await Eventually.Get(stock.PoisonAsync, list => list.Count > 0, "what nobody knows is laid aside"));
        Assert.Equal(0u, await street.CountAsync(Street.Queue + "_error"));

        static async Task<long> TakeBackAsync(OpenShop stock)
        {
            using var answer = await stock.Stock.PostAsync("poison/error-queue/replay", null);
            return (await answer.EnsureSuccessStatusCode().ReadAsync<ErrorQueue.Response>()).Taken;
        }
    }

    [Fact]
    public async Task An_event_that_can_neither_be_applied_nor_laid_aside_goes_back_to_its_queue()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var stock = await street.OpenStockAsync();
        WritingTests.RequireSqlite(stock.StockDb);
        await stock.StockDb.WriteAsync(unit => unit.ExecuteAsync("ALTER TABLE poison_message RENAME TO away"));
        await street.ListensAsync();
        await street.SendAsync("""{"from":"the future"}""", "till.refunded", Guid.CreateVersion7());
        await street.SendAsync(Json.Text(new Sold(Guid.CreateVersion7(), 1, "tea")), "till.sold", Guid.CreateVersion7());
        await stock.TakesExactlyAsync(1);

        await stock.StockDb.WriteAsync(unit => unit.ExecuteAsync("ALTER TABLE away RENAME TO poison_message"));

        Assert.Single(await Eventually.Get(stock.PoisonAsync, list => list.Count > 0, "the event is laid aside"));
        await Assert.ThrowsAsync<OperationInterruptedException>(() => street.CountAsync(Street.Queue + "_error"));
    }

    [Fact]
    public async Task Events_wait_at_the_broker_while_the_listeners_disk_is_full()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        WritingTests.RequireSqlite(stock.StockDb);
        await stock.StockDb.WriteAsync(unit => unit.FindAsync<long>(UnusableDatabaseTests.Fill));
        await till.SellManyAsync(1, 100, new string('t', 5_000));
        var full = await Eventually.Get(stock.ReadyAsync, state => state.GetProperty("missing").TryGetProperty("writing to stock", out _), "an event has met the full disk");
        Assert.Equal("degraded", full.GetProperty("status").GetString());

        await stock.StockDb.WriteAsync(unit => unit.FindAsync<long>(UnusableDatabaseTests.Empty));

        await stock.TakesExactlyAsync(100);
        Assert.Empty(await stock.PoisonAsync());
        await Assert.ThrowsAsync<OperationInterruptedException>(() => street.CountAsync(Street.Queue + "_error"));
    }

    [Fact]
    public async Task Nothing_else_is_declared_at_the_broker()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        await street.OpenStockAsync();
        await street.ListensAsync();
        await street.SendAsync("""{"from":"the future"}""", "till.refunded", Guid.CreateVersion7());
        await street.SendAsync("no JSON", null, null);
        await Eventually.True(async () => await street.CountAsync(Street.Queue + "_error") == 1, "the message is in the error queue");
        foreach (var exchange in (string[])["MassTransit:Fault", "RaMatch.Platform.Messaging.RabbitMq:Endpoints-AnyEvent", "MassTransit:Fault--RaMatch.Platform.Messaging.RabbitMq:Endpoints-AnyEvent--"])
        {
            await Assert.ThrowsAsync<OperationInterruptedException>(() => street.AskBrokerAsync(async channel =>
            {
                await channel.ExchangeDeclarePassiveAsync(exchange);
                return true;
            }));
        }
    }

    [Fact]
    public async Task A_listener_stopped_while_its_database_is_locked_leaves_the_events_in_their_queue()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        Assert.SkipUnless(stock.StockDb.Dialect == Data.Dialect.Sqlite, "Locks a file.");
        await till.SellManyAsync(1, 10);
        await stock.TakesExactlyAsync(10);

        using (var other = new SqliteConnection($"Data Source={stock.StockDb.Location};Pooling=False"))
        {
            other.Open();
            using var held = other.BeginTransaction(deferred: false);
            await till.SellManyAsync(11, 90);
            await Eventually.True(async () => (await till.ReadyAsync()).GetProperty("waiting").GetProperty("till").GetInt64() == 0, "all are at the broker");
            var started = TimeProvider.System.GetTimestamp();
            await street.CloseStockAsync();
            Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        }

        await Eventually.True(async () => await street.CountAsync(Street.Queue) == 90, "the queue holds what was given back");
        stock = await street.OpenStockAsync();
        await stock.TakesExactlyAsync(100);
        Assert.Empty(await stock.PoisonAsync());
    }

    [Fact]
    public async Task One_trace_leads_from_the_request_over_the_broker_to_what_the_listener_did()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var both = await OpenShop.StartAsync(new Dictionary<string, string?> { ["Messaging:RabbitMq"] = host.Uri.ToString() });
        await TracingTests.LeadsFromRequestToEffectAsync(both);
    }

    [Fact]
    public async Task A_process_stops_within_seconds()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        await till.SellManyAsync(1, 10);
        await stock.TakesExactlyAsync(10);

        var started = TimeProvider.System.GetTimestamp();
        await street.CloseTillAsync();
        await street.CloseStockAsync();
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }
}
