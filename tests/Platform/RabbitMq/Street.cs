using System.Text;
using RabbitMQ.Client;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Testing;

namespace RaMatch.Platform.Tests.RabbitMq;

/// <summary>Till, stock and, where a test wants a second listener, books as hosts with data folders of their own and a broker between them; either can be closed and opened again.</summary>
sealed class Street(Uri broker) : IAsyncDisposable
{
    public const string Queue = "ramatch.stock.inbox";
    public const string BooksQueue = "ramatch.books.inbox";

    readonly TemporaryFolder _tillFolder = new();
    readonly TemporaryFolder _stockFolder = new();
    readonly TemporaryFolder _booksFolder = new();

    public OpenShop? Till { get; private set; }
    public OpenShop? Stock { get; private set; }
    public OpenShop? Books { get; private set; }

    /// <summary>Where the till keeps its data.</summary>
    public string TillFolder => _tillFolder.Path;

    /// <summary>Where the stock keeps its data.</summary>
    public string StockFolder => _stockFolder.Path;

    Dictionary<string, string?> Settings => new() { ["Messaging:RabbitMq"] = broker.ToString() };

    public async Task<OpenShop> OpenTillAsync() => Till = await OpenShop.StartAsync([new TillService()], Settings, _tillFolder.Path);

    public async Task<OpenShop> OpenStockAsync() => Stock = await OpenShop.StartAsync([new StockService()], Settings, _stockFolder.Path);

    public async Task<OpenShop> OpenBooksAsync() => Books = await OpenShop.StartAsync([new BooksService()], Settings, _booksFolder.Path);

    /// <summary>The till as an older version, or one process with all services, leaves it: without a broker, so that what it announces stays in its outbox.</summary>
    public async Task<OpenShop> OpenTillWithoutBrokerAsync() => Till = await OpenShop.StartAsync([new TillService()], folder: _tillFolder.Path);

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

    public async Task CloseBooksAsync()
    {
        await Books!.CloseAsync();
        Books = null;
    }

    /// <summary>Does something to the broker by the plain client.</summary>
    public async Task<T> AskBrokerAsync<T>(Func<IChannel, Task<T>> ask)
    {
        var factory = new ConnectionFactory { Uri = broker };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        return await ask(channel);
    }

    /// <summary>Waits until a service consumes, which is the last thing it does when it starts.</summary>
    public Task ListensAsync(string queue = Queue) => Eventually.True(
        async () => await AskBrokerAsync(async channel => (await channel.QueueDeclarePassiveAsync(queue)).ConsumerCount) == 1,
        $"somebody listens to {queue}");

    public Task DeleteAsync(string queue) => AskBrokerAsync(channel => channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false));

    public Task<uint> CountAsync(string queue) => AskBrokerAsync(channel => channel.MessageCountAsync(queue));

    /// <summary>A message from nobody of ours, straight into the stock's queue.</summary>
    public Task SendAsync(string body, string? type, Guid? id, IDictionary<string, object?>? headers = null) => AskBrokerAsync(async channel =>
    {
        var properties = new BasicProperties { Persistent = true, ContentType = "application/json", Type = type, MessageId = id?.ToString(), Headers = headers };
        await channel.BasicPublishAsync("", Queue, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var shop in (OpenShop?[])[Till, Stock, Books])
        {
            if (shop is not null)
            {
                await shop.DisposeAsync();
            }
        }

        _tillFolder.Dispose();
        _stockFolder.Dispose();
        _booksFolder.Dispose();
    }
}
