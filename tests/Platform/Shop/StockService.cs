using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;

namespace RaMatch.Platform.Tests.Shop;

/// <summary>Takes what was sold off the shelf, once each; an article whose name begins with "unknown" fails until someone enters it.</summary>
public sealed class StockService : IService
{
    public string Name => "stock";

    public void AddServices(IHostApplicationBuilder builder) => builder.AddDatabase<StockDb>();

    public void Map(RouteGroupBuilder api)
    {
        api.MapPost("/articles", EnterAsync).RequireSupervisor();
        api.MapGet("/taken", (StockDb db) => db.ReadAsync(reader => reader.QueryAsync<Taken>(SelectTaken))).RequireSupervisor();
    }

    public void Consume(ConsumerMap consumers) => consumers.On<Sold>(TakeAsync).On<Returned>(TakeBackAsync);

    public sealed record Article(string Name);

    public sealed record Taken
    {
        public Guid SaleId { get; init; }
        public long Number { get; init; }
        public string Article { get; init; } = "";
    }

    static Task<NoContent> EnterAsync(Article article, StockDb db) => db.WriteAsync(async unit =>
    {
        await unit.ExecuteAsync("INSERT INTO article (name) VALUES (@name)", article);
        return TypedResults.NoContent();
    });

    static async Task TakeAsync(Sold sold, UnitOfWork unit)
    {
        await unit.ExecuteAsync(InsertTaken, sold);
        if (sold.Article.StartsWith("unknown", StringComparison.Ordinal)
            && await unit.FindAsync<string>("SELECT name FROM article WHERE name = @article", sold) is null)
        {
            throw new InvalidOperationException($"There is no article {sold.Article}.");
        }
    }

    static Task TakeBackAsync(Returned returned, UnitOfWork unit) =>
        unit.ExecuteAsync(InsertTaken, new { saleId = returned.ReturnId, returned.Number, returned.Article });

    internal const string InsertTaken = "INSERT INTO taken (sale_id, number, article) VALUES (@saleId, @number, @article)";

    internal const string SelectTaken = "SELECT sale_id, number, article FROM taken ORDER BY position";
}

public sealed class StockDb(DatabaseEnvironment environment) : Database("stock", typeof(StockDb).Assembly, environment);
