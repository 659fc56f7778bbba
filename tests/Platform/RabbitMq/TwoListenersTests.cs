using RabbitMQ.Client;
using RaMatch.Platform.Messaging.RabbitMq;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests.RabbitMq;

/// <summary>An event that two services listen to: what befalls the queue of one is noticed although the other's takes the event.</summary>
[Trait(Categories.Name, Categories.Broker)]
public sealed class TwoListenersTests(SharedBroker broker)
{
    [Theory]
    [InlineData(Street.BooksQueue)]
    [InlineData(Street.Queue)]
    public async Task What_is_announced_after_the_queue_of_one_of_two_was_deleted_reaches_both(string queue)
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        var books = await street.OpenBooksAsync();
        await till.TakeBackAsync(1, 10);
        await stock.TakesExactlyAsync(10);
        await books.NotesExactlyAsync(10);

        // Nobody who listens to it is there to make it again.
        await (queue == Street.Queue ? street.CloseStockAsync() : street.CloseBooksAsync());
        await street.DeleteAsync(queue);
        await till.TakeBackAsync(11, 10);
        await OutboxIsEmptyAsync(till);
        Assert.Equal(10u, await street.CountAsync(queue));

        (stock, books) = queue == Street.Queue ? (await street.OpenStockAsync(), books) : (stock, await street.OpenBooksAsync());
        await stock.TakesExactlyAsync(20);
        await books.NotesExactlyAsync(20);
    }

    [Fact]
    public async Task Queues_deleted_while_events_come_and_listeners_run_take_what_comes_afterwards()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        var books = await street.OpenBooksAsync();
        var sent = 0;
        foreach (var queue in (string[])[Street.BooksQueue, Street.Queue, Street.BooksQueue])
        {
            // What lies in a queue goes with it, so it lies empty; from the deletion on nothing may be missed.
            await stock.TakesExactlyAsync(sent);
            await books.NotesExactlyAsync(sent);
            await street.ListensAsync(queue);
            await street.DeleteAsync(queue);
            await till.TakeBackAsync(sent + 1, 100);
            sent += 100;
        }

        await stock.TakesExactlyAsync(sent);
        await books.NotesExactlyAsync(sent);
    }

    [Fact]
    public async Task Exchanges_deleted_while_events_come_are_missed_by_nobody()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var till = await street.OpenTillAsync();
        var stock = await street.OpenStockAsync();
        var books = await street.OpenBooksAsync();
        await street.ListensAsync();
        await street.ListensAsync(Street.BooksQueue);

        var coming = till.TakeBackAsync(1, 300);
        foreach (var exchange in (string[])["ramatch.till.returned", Street.Queue, Street.BooksQueue])
        {
            await street.AskBrokerAsync(async channel =>
            {
                await channel.ExchangeDeleteAsync(exchange);
                return true;
            });
        }

        await coming;
        await till.TakeBackAsync(301, 10);
        await stock.TakesExactlyAsync(310);
        await books.NotesExactlyAsync(310);
    }

    [Fact]
    public async Task A_queue_that_cannot_be_made_is_named_by_health_and_the_outbox_keeps_everything_until_it_can()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var stock = await street.OpenStockAsync();
        await street.AskBrokerAsync(channel => channel.QueueDeclareAsync(Street.BooksQueue, durable: false, exclusive: false, autoDelete: false));
        var till = await street.OpenTillAsync();
        await till.TakeBackAsync(1, 10);

        var ready = await Eventually.Get(till.ReadyAsync, state => state.GetProperty("status").GetString() == "degraded", "health names the queue");
        Assert.Contains(Street.BooksQueue, ready.GetProperty("missing").GetProperty("relay of till").GetString(), StringComparison.Ordinal);
        Assert.Equal(10, ready.GetProperty("waiting").GetProperty("till").GetInt64());

        await street.DeleteAsync(Street.BooksQueue);
        await stock.TakesExactlyAsync(10);
        await (await street.OpenBooksAsync()).NotesExactlyAsync(10);
        await Eventually.True(async () => (await till.ReadyAsync()).GetProperty("status").GetString() == "ready", "the till is ready again");
    }

    [Fact]
    public async Task What_an_older_version_left_in_the_outbox_and_at_the_broker_is_taken_over()
    {
        await using var host = await broker.RequireVirtualHostAsync();
        await using var street = new Street(host.Uri);
        var old = await street.OpenTillWithoutBrokerAsync();
        await old.TakeBackAsync(1, 21);
        // What all have read stays as the end of the log, without what it said.
        await old.TillDb.WriteAsync(unit => unit.ExecuteAsync("UPDATE outbox SET body = '' WHERE outbox_id = (SELECT MIN(outbox_id) FROM outbox)"));
        await street.CloseTillAsync();

        // Versions before sent over one exchange an event and one a listener; both are there still.
        await street.AskBrokerAsync(async channel =>
        {
            await channel.ExchangeDeclareAsync("ramatch.till.returned", ExchangeType.Fanout, durable: true);
            foreach (var queue in (string[])[Street.Queue, Street.BooksQueue])
            {
                await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true);
                await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, Topology.QueueArguments.ToDictionary());
                await channel.QueueBindAsync(queue, queue, "");
                await channel.ExchangeBindAsync(queue, "ramatch.till.returned", "");
            }

            return true;
        });

        var till = await street.OpenTillAsync();
        await till.TakeBackAsync(22, 20);
        var stock = await street.OpenStockAsync();
        await stock.TakesExactlyAsync(40);
        await (await street.OpenBooksAsync()).NotesExactlyAsync(40);
        await OutboxIsEmptyAsync(till);
        Assert.Empty(await stock.PoisonAsync());
    }

    static Task OutboxIsEmptyAsync(Shop.OpenShop till) =>
        Eventually.True(async () => (await till.ReadyAsync()).GetProperty("waiting").GetProperty("till").GetInt64() == 0, "the outbox is empty");
}
