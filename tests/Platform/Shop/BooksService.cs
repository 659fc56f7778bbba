using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;

namespace RaMatch.Platform.Tests.Shop;

/// <summary>Notes what came back, once each: the second listener of an event.</summary>
public sealed class BooksService : IService
{
    public string Name => "books";

    public void AddServices(IHostApplicationBuilder builder) => builder.AddDatabase<BooksDb>();

    public void Map(RouteGroupBuilder api) =>
        api.MapGet("/taken", (BooksDb db) => db.ReadAsync(reader => reader.QueryAsync<StockService.Taken>(StockService.SelectTaken))).RequireSupervisor();

    public void Consume(ConsumerMap consumers) => consumers.On<Returned>((returned, unit) =>
        unit.ExecuteAsync(StockService.InsertTaken, new { saleId = returned.ReturnId, returned.Number, returned.Article }));
}

public sealed class BooksDb(DatabaseEnvironment environment) : Database("books", typeof(BooksDb).Assembly, environment);
