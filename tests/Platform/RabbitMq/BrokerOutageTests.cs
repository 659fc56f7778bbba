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
}
