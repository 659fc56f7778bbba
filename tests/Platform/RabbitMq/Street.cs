using System.Text;
using RabbitMQ.Client;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Testing;

namespace RaMatch.Platform.Tests.RabbitMq;

/// <summary>Till and stock as two hosts with data folders of their own and a broker between them; either can be closed and opened again.</summary>
sealed class Street(Uri broker) : IAsyncDisposable
{
    public const string Queue = "ramatch.stock.inbox";
    public const string Exchange = "ramatch.till.sold";

    readonly TemporaryFolder _tillFolder = new();
    readonly TemporaryFolder _stockFolder = new();

    public OpenShop? Till { get; private set; }
    public OpenShop? Stock { get; private set; }

    Dictionary<string, string?> Settings => new() { ["Messaging:RabbitMq"] = broker.ToString() };

    public async Task<OpenShop> OpenTillAsync() => Till = await OpenShop.StartAsync([new TillService()], Settings, _tillFolder.Path);

    public async Task<OpenShop> OpenStockAsync() => Stock = await OpenShop.StartAsync([new StockService()], Settings, _stockFolder.Path);

    public async Task CloseTillAsync()
    {
        await Till!.CloseAsync();
        Till = null;
    }

    public async Task CloseStockAsync()
    {
        await Stock!.CloseAsync();
        Stock = null;
    }

    /// <summary>Does something to the broker by the plain client.</summary>
    public async Task<T> AskBrokerAsync<T>(Func<IChannel, Task<T>> ask)
    {
        var factory = new ConnectionFactory { Uri = broker };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        return await ask(channel);
    }

    /// <summary>Waits until the stock consumes, which is the last thing it does when it starts.</summary>
    public Task ListensAsync() => Eventually.True(
        async () => await AskBrokerAsync(async channel => (await channel.QueueDeclarePassiveAsync(Queue)).ConsumerCount) == 1,
        "the stock listens");

    public Task<uint> CountAsync(string queue) => AskBrokerAsync(channel => channel.MessageCountAsync(queue));

    /// <summary>A message from nobody of ours, straight into the exchange of the stock's queue.</summary>
    public Task SendAsync(string body, string? type, Guid? id) => AskBrokerAsync(async channel =>
    {
        var properties = new BasicProperties { Persistent = true, ContentType = "application/json", Type = type, MessageId = id?.ToString() };
        await channel.BasicPublishAsync(Queue, "", mandatory: true, properties, Encoding.UTF8.GetBytes(body));
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var shop in (OpenShop?[])[Till, Stock])
        {
            if (shop is not null)
            {
                await shop.DisposeAsync();
            }
        }

        _tillFolder.Dispose();
        _stockFolder.Dispose();
    }
}
