using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;
using RaMatch.Testing;

namespace RaMatch.Platform.Tests.Shop;

/// <summary>The shop, running: in one process unless the settings name a broker.</summary>
sealed class OpenShop(ServiceHost host, bool signs) : IAsyncDisposable
{
    static readonly MessageCatalogue Events = new(typeof(Sold).Assembly);

    public ServiceHost Host => host;
    public HttpClient Till { get; } = signs ? host.As(People.UnitMember("Shop"), "till") : host.Anonymous();
    public HttpClient Stock { get; } = signs ? host.As(People.Supervisor(), "stock") : host.Anonymous();
    public HttpClient Books { get; } = signs ? host.As(People.Supervisor(), "books") : host.Anonymous();
    public TillDb TillDb => host.Services.GetRequiredService<TillDb>();
    public StockDb StockDb => host.Services.GetRequiredService<StockDb>();

    public static Task<OpenShop> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, string? folder = null, bool signs = true) =>
        StartAsync([new TillService(), new StockService()], settings, folder, signs);

    public static async Task<OpenShop> StartAsync(IReadOnlyList<IService> services, IReadOnlyDictionary<string, string?>? settings = null, string? folder = null, bool signs = true) =>
        new(await ServiceHost.StartAsync(services, settings, folder, catalogue: Events), signs);

    public async Task<HttpResponseMessage> SellAsync(long number, string article = "tea", string? key = null) =>
        await Till.PostAsync("sales", new TillService.Order(number, article), key);

    /// <summary>Sells by the way of <see cref="Database"/>, many at once, without HTTP.</summary>
    // At most so many at once as a pool of connections to a server holds with some to spare.
    public Task SellManyAsync(int first, int count, string article = "tea") => Parallel.ForEachAsync(Enumerable.Range(first, count), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, _) =>
        await TillDb.WriteAsync(async unit =>
        {
            var sale = new TillService.Sale { SaleId = Guid.CreateVersion7(), Number = number, Article = article, SoldAt = unit.Now };
            await unit.ExecuteAsync(TillService.InsertSale, sale);
            await unit.PublishAsync(new Sold(sale.SaleId, number, article));
        }, CancellationToken.None));

    /// <summary>Takes things back, which two listeners hear of.</summary>
    public Task TakeBackAsync(int first, int count) => Parallel.ForEachAsync(Enumerable.Range(first, count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, cancellation) =>
        await TillDb.WriteAsync(unit => unit.PublishAsync(new Returned(Guid.CreateVersion7(), number, "cup")), cancellation));

    public async Task<IReadOnlyList<StockService.Taken>> NotedAsync() => (await Books.GetFromJsonAsync<List<StockService.Taken>>("taken", Json.Options))!;

    public async Task<IReadOnlyList<StockService.Taken>> TakenAsync() => (await Stock.GetFromJsonAsync<List<StockService.Taken>>("taken", Json.Options))!;

    /// <summary>Waits until the stock has taken so many, and then that it took no more and none twice.</summary>
    public Task<IReadOnlyList<StockService.Taken>> TakesExactlyAsync(int count) => ExactlyAsync(TakenAsync, count, "the stock");

    /// <summary>Waits until the books have noted so many, and then that they noted no more and none twice.</summary>
    public Task<IReadOnlyList<StockService.Taken>> NotesExactlyAsync(int count) => ExactlyAsync(NotedAsync, count, "the books");

    static async Task<IReadOnlyList<StockService.Taken>> ExactlyAsync(Func<Task<IReadOnlyList<StockService.Taken>>> read, int count, string listener)
    {
        var taken = await Eventually.Get(read, list => list.Count >= count, $"{count} events reach {listener}");
        Xunit.Assert.Equal(count, taken.Count);
        Xunit.Assert.Equal(count, taken.Select(one => one.SaleId).Distinct().Count());
        return taken;
    }

    public async Task<IReadOnlyList<JsonElement>> PoisonAsync() =>
        [.. (await Stock.GetFromJsonAsync<JsonElement>("poison")).GetProperty("items").EnumerateArray()];

    public async Task<JsonElement> ReadyAsync()
    {
        using var anonymous = host.Anonymous();
        return await anonymous.GetFromJsonAsync<JsonElement>("health/ready");
    }

    /// <summary>Stops cleanly and leaves the folder, for another start on it.</summary>
    public Task CloseAsync() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Till.Dispose();
        Stock.Dispose();
        Books.Dispose();
        await host.DisposeAsync();
    }
}
