using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests.RabbitMq;

/// <summary>Tests that end their broker and therefore have one of their own.</summary>
[Trait(Categories.Name, Categories.Broker)]
public sealed class BrokerOutageTests
{
    [Fact]
    public async Task While_the_broker_is_away_requests_are_served_and_afterwards_everything_arrives()
    {
        await using var broker = await RabbitMqBroker.RequireAsync();
        await using var street = new Street(broker.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        await till.SellManyAsync(1, 200);
        await stock.TakesExactlyAsync(200);

        await till.SellManyAsync(201, 300);
        await broker.KillAsync();
        for (var number = 501; number <= 520; number++)
        {
            (await till.SellAsync(number)).EnsureSuccessStatusCode();
        }

        foreach (var shop in (Shop.OpenShop[])[till, stock])
        {
            await Eventually.True(async () => (await shop.ReadyAsync()).GetProperty("status").GetString() == "degraded", "ready says that the broker is away");
        }

        await broker.StartAgainAsync();

        await stock.TakesExactlyAsync(520);
        foreach (var shop in (Shop.OpenShop[])[till, stock])
        {
            await Eventually.True(async () => (await shop.ReadyAsync()).GetProperty("status").GetString() == "ready", "ready says that the broker is back");
        }
    }

    [Fact]
    public async Task Processes_start_serve_and_stop_while_the_broker_is_away()
    {
        await using var broker = await RabbitMqBroker.RequireAsync();
        await broker.StopAsync();
        await using var street = new Street(broker.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        (await till.SellAsync(1)).EnsureSuccessStatusCode();
        await Eventually.True(async () => (await stock.ReadyAsync()).GetProperty("status").GetString() == "degraded", "ready says that the broker is away");

        var started = TimeProvider.System.GetTimestamp();
        await street.CloseTillAsync();
        await street.CloseStockAsync();
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Processes_that_started_before_their_broker_find_it_once_it_is_there()
    {
        await using var broker = await RabbitMqBroker.RequireAsync();
        await broker.StopAsync();
        await using var street = new Street(broker.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        await till.SellManyAsync(1, 100);
        await broker.StartAgainAsync();
        await stock.TakesExactlyAsync(100);
    }

    [Fact]
    public async Task A_brokers_memory_alarm_is_named_by_health_stops_nobody_from_stopping_and_loses_nothing()
    {
        await using var broker = await RabbitMqBroker.RequireAsync();
        await using var street = new Street(broker.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        await till.SellManyAsync(1, 100);
        await stock.TakesExactlyAsync(100);

        await broker.SetMemoryAlarmAsync(raised: true);
        await till.SellManyAsync(101, 100);
        var ready = await Eventually.Get(till.ReadyAsync, state => state.GetProperty("missing").TryGetProperty("relay of till", out _), "the till says that its events wait");
        Assert.Equal("degraded", ready.GetProperty("status").GetString());
        Assert.Contains("memory", ready.GetProperty("missing").GetProperty("relay of till").GetString(), StringComparison.Ordinal);
        (await till.SellAsync(201)).EnsureSuccessStatusCode();

        await StopsInTimeAsync(street);
        till = await street.OpenTillAsync();
        stock = await street.OpenStockAsync();
        await broker.SetMemoryAlarmAsync(raised: false);

        await stock.TakesExactlyAsync(201);
        await Eventually.True(async () => (await till.ReadyAsync()).GetProperty("status").GetString() == "ready", "the till is ready again");
    }

    [Fact]
    public async Task A_frozen_broker_is_named_by_health_stops_nobody_from_stopping_and_loses_nothing()
    {
        await using var broker = await RabbitMqBroker.RequireAsync();
        await using var street = new Street(broker.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        await till.SellManyAsync(1, 100);
        await stock.TakesExactlyAsync(100);

        await broker.FreezeAsync();
        await till.SellManyAsync(101, 100);
        await Eventually.True(async () => (await till.ReadyAsync()).GetProperty("missing").TryGetProperty("relay of till", out _), "the till says that its events wait");
        await StopsInTimeAsync(street);
        till = await street.OpenTillAsync();
        (await till.SellAsync(201)).EnsureSuccessStatusCode();
        await broker.ThawAsync();

        await (await street.OpenStockAsync()).TakesExactlyAsync(201);
    }

    [Fact]
    public async Task A_broker_that_froze_is_noticed_by_listeners_too_and_found_again()
    {
        await using var broker = await RabbitMqBroker.RequireAsync();
        await using var street = new Street(broker.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        await till.SellManyAsync(1, 10);
        await stock.TakesExactlyAsync(10);

        await broker.FreezeAsync();
        await Eventually.True(async () => (await stock.ReadyAsync()).GetProperty("missing").TryGetProperty("broker", out _), "the stock says that the broker is silent", TimeSpan.FromSeconds(60));
        await broker.ThawAsync();

        await till.SellManyAsync(11, 10);
        await stock.TakesExactlyAsync(20);
        await Eventually.True(async () => (await stock.ReadyAsync()).GetProperty("status").GetString() == "ready", "the stock is ready again", TimeSpan.FromSeconds(60));
    }

    /// <summary>Each well within the half minute that a container engine gives.</summary>
    static async Task StopsInTimeAsync(Street street)
    {
        foreach (var close in (Func<Task>[])[street.CloseTillAsync, street.CloseStockAsync])
        {
            var started = TimeProvider.System.GetTimestamp();
            await close();
            Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        }
    }
}
