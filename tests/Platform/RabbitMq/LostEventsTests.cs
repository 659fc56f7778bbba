using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Messaging.RabbitMq;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests.RabbitMq;

/// <summary>Over a broker, a database that was restored or torn and a queue that went with what lay in it are noticed; nothing else is.</summary>
[Trait(Categories.Name, Categories.Broker)]
public sealed class LostEventsTests(SharedBroker broker)
{
    const string TillToStock = "till → stock";

    static readonly Guid Log = Guid.CreateVersion7();

    [Fact]
    public async Task What_has_come_is_settled_and_forgotten_and_nothing_is_reported()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        await Task.WhenAll(till.SellManyAsync(1, 2500), till.TakeBackAsync(2501, 100));
        await stock.TakesExactlyAsync(2600);

        await LookAsync(stock);
        Assert.Equal(2600, await SettledAsync(stock));
        Assert.Equal(0, await ArrivedAsync(stock));
        await NothingIsReportedAsync(stock);
    }

    [Fact]
    public async Task Events_in_any_order_are_settled_and_one_that_is_late_is_waited_for()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var stock = await street.OpenStockAsync();
        await street.ListensAsync();
        var numbers = Enumerable.Range(1, 40).Where(number => number != 5).ToArray();
        new Random(7).Shuffle(numbers);
        await SendAsync(street, numbers);
        await stock.TakesExactlyAsync(39);
        await LookAsync(stock, DeliveryWatch.Patience / 2);
        Assert.Equal(4, await SettledAsync(stock));
        await NothingIsReportedAsync(stock);

        await SendAsync(street, 5);
        await stock.TakesExactlyAsync(40);
        await LookAsync(stock, DeliveryWatch.Patience * 2);
        Assert.Equal(40, await SettledAsync(stock));
        await NothingIsReportedAsync(stock);
    }

    [Fact]
    public async Task What_is_sent_again_after_a_crash_between_confirm_and_delete_has_the_numbers_it_had()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        WritingTests.RequireSqlite(till.TillDb);
        await till.SellManyAsync(1, 1);
        await OutboxIsEmptyAsync(till);
        await street.CloseTillAsync();
        till = await street.OpenTillWithoutBrokerAsync();
        await till.SellManyAsync(2, 299);
        await street.CloseTillAsync();
        // As the crash leaves it: all is confirmed, nothing is deleted.
        var unsent = Copy(street.TillFolder, "till");
        var stock = await street.OpenStockAsync();
        till = await street.OpenTillAsync();
        await OutboxIsEmptyAsync(till);
        await stock.TakesExactlyAsync(300);
        await LookAsync(stock);
        await street.CloseTillAsync();
        PutBack(street.TillFolder, "till", unsent);

        till = await street.OpenTillAsync();
        await till.SellManyAsync(301, 1);

        await stock.TakesExactlyAsync(301);
        await OutboxIsEmptyAsync(till);
        await LookAsync(stock, DeliveryWatch.Patience * 2);
        Assert.Equal(301, await SettledAsync(stock));
        Assert.Equal(0, await ArrivedAsync(stock));
        await NothingIsReportedAsync(stock);
    }

    [Fact]
    public async Task What_was_in_hand_goes_first_and_alone_so_that_it_has_the_numbers_it_had()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillWithoutBrokerAsync();
        for (var sale = 1; sale <= 6; sale++)
        {
            await till.SellManyAsync(sale, 1);
        }

        // On a server rows with lower ids may show up after a crash.
        await till.TillDb.WriteAsync(unit => unit.ExecuteAsync(
            "INSERT INTO delivery_in_hand (outbox_id) SELECT outbox_id FROM outbox WHERE outbox_id IN (SELECT MIN(outbox_id) + 2 FROM outbox) OR outbox_id IN (SELECT MIN(outbox_id) + 4 FROM outbox)"));
        await street.CloseTillAsync();
        till = await street.OpenTillAsync();
        await OutboxIsEmptyAsync(till);

        var sent = new SortedDictionary<long, long>();
        await street.AskBrokerAsync(async channel =>
        {
            while (await channel.BasicGetAsync(Street.Queue, autoAck: true) is { } message)
            {
                sent.Add((long)message.BasicProperties.Headers![Topology.NumberHeader]!, JsonDocument.Parse(message.Body).RootElement.GetProperty("number").GetInt64());
            }

            return true;
        });
        Assert.Equal([1L, 2, 3, 4, 5, 6], sent.Keys);
        Assert.Equal([3L, 5, 1, 2, 4, 6], sent.Values);
        Assert.Equal(0, await till.TillDb.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM delivery_in_hand")));
    }

    [Fact]
    public async Task A_listeners_database_put_back_while_its_queue_is_empty_is_noticed_with_the_next_event_and_closed_by_a_supervisor()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        WritingTests.RequireSqlite(stock.StockDb);
        await till.SellManyAsync(1, 10);
        await stock.TakesExactlyAsync(10);
        await street.CloseStockAsync();
        var copy = Copy(street.StockFolder, "stock");
        stock = await street.OpenStockAsync();
        await till.SellManyAsync(11, 3);
        await stock.TakesExactlyAsync(13);
        await street.CloseStockAsync();
        PutBack(street.StockFolder, "stock", copy);

        stock = await street.OpenStockAsync();
        await till.SellManyAsync(14, 1);
        await stock.TakesExactlyAsync(11);
        await LookAsync(stock, DeliveryWatch.Patience);
        await NothingIsReportedAsync(stock);
        await LookAsync(stock);

        await IsReportedAsync(stock, "Missing are 3 of the events that till has sent to stock (numbers 11 to 13)");
        await till.SellManyAsync(15, 20);
        await stock.TakesExactlyAsync(31);
        await LookAsync(stock, DeliveryWatch.Patience * 2);
        Assert.Equal(34, await SettledAsync(stock));
        var fault = Assert.Single(await FaultsAsync(stock));

        // Known from the start on, by whichever process.
        await street.CloseStockAsync();
        stock = await street.OpenStockAsync();
        await Eventually.Passes(() => IsReportedAsync(stock, "numbers 11 to 13"), "what is not closed is said again");

        var close = $"delivery-faults/{fault.GetProperty("faultId").GetGuid()}/close";
        using var unit = stock.Host.As(People.UnitMember("Shop"), "stock");
        Assert.Equal(HttpStatusCode.Forbidden, (await unit.PostAsync(close, null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await unit.GetAsync("delivery-faults")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stock.Stock.PostAsync($"delivery-faults/{Guid.CreateVersion7()}/close", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await stock.Stock.PostAsync(close, null)).StatusCode);
        await NothingIsReportedAsync(stock);
        Assert.Equal(HttpStatusCode.Conflict, (await stock.Stock.PostAsync(close, null)).StatusCode);
        await LookAsync(stock, DeliveryWatch.Patience * 2);
        await NothingIsReportedAsync(stock);
    }

    [Fact]
    public async Task A_torn_log_of_a_listener_is_noticed_with_the_next_event()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        WritingTests.RequireSqlite(stock.StockDb);
        await till.SellManyAsync(1, 10);
        await stock.TakesExactlyAsync(10);
        var whole = new FileInfo(stock.StockDb.Location + "-wal").Length;
        for (var sale = 11; sale <= 16; sale++)
        {
            await till.SellManyAsync(sale, 1);
            await stock.TakesExactlyAsync(sale);
        }

        // As a machine leaves it whose disk had not written what it said it had; the process acknowledges all before it goes.
        var torn = Copy(street.StockFolder, "stock");
        torn["stock.db-wal"] = torn["stock.db-wal"][..(int)((whole + torn["stock.db-wal"].Length) / 2)];
        await street.CloseStockAsync();
        PutBack(street.StockFolder, "stock", torn);
        stock = await street.OpenStockAsync();
        var kept = (await stock.TakenAsync()).Count;
        Assert.InRange(kept, 10, 15);

        await till.SellManyAsync(17, 1);
        await stock.TakesExactlyAsync(kept + 1);
        await LookAsync(stock, DeliveryWatch.Patience + 1);

        await IsReportedAsync(stock, $"Missing are {16 - kept} of the events that till has sent to stock (numbers {kept + 1} to 16)");
    }

    [Fact]
    public async Task A_queue_deleted_with_what_lay_in_it_is_noticed()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        await till.SellManyAsync(1, 5);
        await stock.TakesExactlyAsync(5);
        await street.CloseStockAsync();
        await till.SellManyAsync(6, 3);
        await OutboxIsEmptyAsync(till);
        await street.DeleteAsync(Street.Queue);
        await till.SellManyAsync(9, 1);

        stock = await street.OpenStockAsync();
        await stock.TakesExactlyAsync(6);
        await LookAsync(stock, DeliveryWatch.Patience + 1);

        await IsReportedAsync(stock, "Missing are 3 of the events that till has sent to stock (numbers 6 to 8)");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_publishers_database_put_back_is_noticed_once_by_each_of_its_listeners_with_the_next_event(bool settled)
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        WritingTests.RequireSqlite(till.TillDb);
        var stock = await street.OpenStockAsync();
        var books = await street.OpenBooksAsync();
        await till.TakeBackAsync(1, 10);
        await stock.TakesExactlyAsync(10);
        await books.NotesExactlyAsync(10);
        await OutboxIsEmptyAsync(till);
        await street.CloseTillAsync();
        var copy = Copy(street.TillFolder, "till");
        till = await street.OpenTillAsync();
        await till.TakeBackAsync(11, 5);
        await stock.TakesExactlyAsync(15);
        await books.NotesExactlyAsync(15);
        await street.CloseTillAsync();
        if (settled)
        {
            await LookAsync(stock);
            await LookAsync(books);
        }

        PutBack(street.TillFolder, "till", copy);
        till = await street.OpenTillAsync();
        await till.TakeBackAsync(16, 1);
        await stock.TakesExactlyAsync(16);
        await books.NotesExactlyAsync(16);
        await LookAsync(stock);
        await LookAsync(books);

        await IsReportedAsync(stock, "till has counted to 15 and now sends other events from 11 on");
        await IsReportedAsync(books, "till has counted to 15 and now sends other events from 11 on", "till → books");
        await till.TakeBackAsync(17, 20);
        await stock.TakesExactlyAsync(36);
        await LookAsync(stock, DeliveryWatch.Patience * 2);
        Assert.Single(await FaultsAsync(stock));
        Assert.Equal(31, await SettledAsync(stock));

        // Put back once more, while the first fault is open: another one.
        await OutboxIsEmptyAsync(till);
        await street.CloseTillAsync();
        copy = Copy(street.TillFolder, "till");
        till = await street.OpenTillAsync();
        await till.TakeBackAsync(37, 5);
        await stock.TakesExactlyAsync(41);
        await street.CloseTillAsync();
        if (settled)
        {
            await LookAsync(stock);
        }

        PutBack(street.TillFolder, "till", copy);
        till = await street.OpenTillAsync();
        await till.TakeBackAsync(42, 1);
        await stock.TakesExactlyAsync(42);
        await LookAsync(stock);
        await IsReportedAsync(stock, "till has counted to 36 and now sends other events from 32 on");
        Assert.Equal(2, (await FaultsAsync(stock)).Count);
    }

    [Fact]
    public async Task A_publisher_on_another_database_is_noticed_and_counted_anew()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        WritingTests.RequireSqlite(till.TillDb);
        var stock = await street.OpenStockAsync();
        await till.SellManyAsync(1, 10);
        await stock.TakesExactlyAsync(10);
        await LookAsync(stock);
        await street.CloseTillAsync();
        Array.ForEach(Directory.GetFiles(street.TillFolder, "till.*"), File.Delete);

        till = await street.OpenTillAsync();
        await till.SellManyAsync(11, 3);
        await stock.TakesExactlyAsync(13);
        await LookAsync(stock);

        await IsReportedAsync(stock, "till has begun to count anew");
        Assert.Single(await FaultsAsync(stock));
        Assert.Equal(0, await ArrivedAsync(stock));
    }

    [Fact]
    public async Task What_comes_after_it_was_given_up_fills_its_gap_and_the_last_one_closes_the_fault()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var stock = await street.OpenStockAsync();
        await street.ListensAsync();
        await SendAsync(street, 1, 3, 5, 7);
        await stock.TakesExactlyAsync(4);
        await LookAsync(stock, DeliveryWatch.Patience + 1);
        await IsReportedAsync(stock, "Missing are 3 of the events that till has sent to stock (numbers 2 to 6)");

        await SendAsync(street, 6, 2);
        await stock.TakesExactlyAsync(6);
        await LookAsync(stock);
        await IsReportedAsync(stock, "Missing are 1 of the events that till has sent to stock (numbers 2 to 6)");

        await SendAsync(street, 4);
        await stock.TakesExactlyAsync(7);
        await LookAsync(stock, DeliveryWatch.Patience * 2);
        await NothingIsReportedAsync(stock);
        Assert.NotEqual(JsonValueKind.Null, Assert.Single(await FaultsAsync(stock)).GetProperty("closedAt").ValueKind);
    }

    [Fact]
    public async Task What_was_laid_aside_has_come_even_if_it_comes_and_is_applied_once_more()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var stock = await street.OpenStockAsync();
        await street.ListensAsync();
        var sold = new Sold(Guid.CreateVersion7(), 2, "unknown cup");
        await SendAsync(street, 1, 3);
        await SendAsync(street, sold);
        await Eventually.Get(stock.PoisonAsync, list => list.Count > 0, "the event is laid aside");
        await stock.TakesExactlyAsync(2);
        await LookAsync(stock);
        Assert.Equal(3, await SettledAsync(stock));

        (await stock.Stock.PostAsync("articles", new StockService.Article("unknown cup"))).EnsureSuccessStatusCode();
        await SendAsync(street, sold);
        await stock.TakesExactlyAsync(3);
        await LookAsync(stock, DeliveryWatch.Patience * 2);
        Assert.Equal(3, await SettledAsync(stock));
        Assert.Equal(0, await ArrivedAsync(stock));
        await NothingIsReportedAsync(stock);
    }

    [Fact]
    public async Task Where_events_came_before_they_had_numbers_the_first_number_seen_is_the_first()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var stock = await street.OpenStockAsync();
        await street.ListensAsync();
        await stock.StockDb.WriteAsync(unit => unit.ExecuteAsync(
            "INSERT INTO delivery_settled (log_id, source, first_number, last_number) VALUES (@logId, 'till', 0, 0)", new { logId = Guid.Empty }));
        var old = new Sold(Guid.CreateVersion7(), 1, "tea");
        await street.SendAsync(Json.Text(old), "till.sold", IdOf(old));
        await stock.TakesExactlyAsync(1);
        await LookAsync(stock);
        Assert.Equal(0, await ArrivedAsync(stock));

        await SendAsync(street, 501, 503, 502);
        await stock.TakesExactlyAsync(4);
        await LookAsync(stock);
        // Still under way when the first was seen.
        await SendAsync(street, 500);
        await stock.TakesExactlyAsync(5);
        await LookAsync(stock, DeliveryWatch.Patience * 2);
        Assert.Equal(503, await SettledAsync(stock));
        Assert.Equal(0, await ArrivedAsync(stock));
        await NothingIsReportedAsync(stock);

        await SendAsync(street, 505);
        await stock.TakesExactlyAsync(6);
        await LookAsync(stock, DeliveryWatch.Patience + 1);
        await IsReportedAsync(stock, "numbers 504 to 504");
    }

    [Fact]
    public async Task The_schema_remembers_whose_events_came_before_they_had_numbers()
    {
        await using var schema = await SchemaBefore.OpenAsync(typeof(StockService).Assembly, "numbers");
        await schema.RunAsync("""
            INSERT INTO inbox (message_id, type, processed_at) VALUES ('a', 'till.sold', 1), ('b', 'till.returned', 2), ('c', 'depot.parcel-sent', 3);
            """);

        await schema.ApplyAsync();

        Assert.Equal(["depot", "till"], await schema.ReadAsync<string>("SELECT source FROM delivery_settled ORDER BY source"));
        Assert.Equal([Guid.Empty.ToString()], await schema.ReadAsync<string>("SELECT DISTINCT log_id FROM delivery_settled"));
    }

    static async Task LookAsync(OpenShop shop, int times = 1)
    {
        for (var look = 0; look < times; look++)
        {
            await shop.Host.Services.GetRequiredService<DeliveryWatch>().LookAsync(TestContext.Current.CancellationToken);
        }
    }

    static Task<long> SettledAsync(OpenShop stock) =>
        stock.StockDb.ReadAsync(reader => reader.GetAsync<long>("SELECT last_number FROM delivery_settled WHERE log_id <> @before", new { before = Guid.Empty }));

    static Task<long> ArrivedAsync(OpenShop stock) => stock.StockDb.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM delivery_arrived"));

    static async Task<IReadOnlyList<JsonElement>> FaultsAsync(OpenShop stock) =>
        [.. (await stock.Stock.GetAsync<JsonElement>("delivery-faults")).GetProperty("items").EnumerateArray()];

    static async Task NothingIsReportedAsync(OpenShop shop) =>
        Assert.Empty((await Eventually.Get(shop.ReadyAsync, ready => !ready.GetProperty("missing").TryGetProperty("broker", out _), "the bus is up")).GetProperty("missing").EnumerateObject());

    static async Task IsReportedAsync(OpenShop shop, string text, string part = TillToStock)
    {
        var ready = await shop.ReadyAsync();
        Assert.Equal("degraded", ready.GetProperty("status").GetString());
        Assert.Contains(text, ready.GetProperty("missing").GetProperty(part).GetString(), StringComparison.Ordinal);
    }

    static Task OutboxIsEmptyAsync(OpenShop till) =>
        Eventually.True(async () => (await till.ReadyAsync()).GetProperty("waiting").GetProperty("till").GetInt64() == 0, "the outbox is empty");

    static Guid IdOf(Sold sold) => OutgoingMessage.Identify("till.sold", sold.SaleId, 1);

    static async Task SendAsync(Street street, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            await SendAsync(street, new Sold(Guid.CreateVersion7(), number, "tea"));
        }
    }

    /// <summary>Sends a sale by hand, its own number being that of the event.</summary>
    static Task SendAsync(Street street, Sold sold) => street.SendAsync(Json.Text(sold), "till.sold", IdOf(sold), new Dictionary<string, object?>
    {
        [Topology.SourceHeader] = "till",
        [Topology.LogHeader] = Log.ToString(),
        [Topology.NumberHeader] = sold.Number,
    });

    static Dictionary<string, byte[]> Copy(string folder, string database) =>
        Directory.GetFiles(folder, $"{database}.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes, StringComparer.Ordinal);

    static void PutBack(string folder, string database, Dictionary<string, byte[]> copy)
    {
        Array.ForEach(Directory.GetFiles(folder, $"{database}.db*"), File.Delete);
        foreach (var (name, bytes) in copy)
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }
    }
}
