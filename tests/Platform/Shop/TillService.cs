using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Platform.Tests.Shop;

/// <summary>Sells, and says so: the smallest service that publishes.</summary>
public sealed class TillService : IService
{
    public string Name => "till";

    public void AddServices(IHostApplicationBuilder builder) => builder.AddDatabase<TillDb>();

    public void Map(RouteGroupBuilder api)
    {
        api.MapPost("/sales", SellAsync).RequireUnitMember().RequireScope(Scopes.CandidatesWrite);
        api.MapGet("/sales", (Page page, TillDb db) => db.ReadAsync(reader => reader.PageAsync<Sale>(SelectSales, CountSales, null, page))).RequireRoles(Roles.UnitMember, Roles.Supervisor).RequireScope(Scopes.CandidatesRead);
        api.MapGet("/sales/{saleId:guid}/buyer", (Guid saleId, TillDb db) => BuyerAsync(saleId, db)).RequireRoles(Roles.UnitMember, Roles.Supervisor).LimitedAsReading();
        api.MapGet("/buyers", () => TypedResults.Ok("all of them")).RequireRoles(Roles.UnitMember, Roles.Supervisor).LimitedAsExport();
        api.MapPut("/opening", (TillDb db) => db.WriteAsync(unit => unit.ExecuteAsync(TouchSales))).RequireRoles(Roles.UnitMember, Roles.Supervisor);
        api.MapPost("/sums", () => TypedResults.Ok(3)).RequireRoles(Roles.UnitMember, Roles.Supervisor).RequireRight(Right.View);
        api.MapGet("/sales/after", (long number, Payment? payment) => new { number, payment }).AllowPublic();
        api.MapGet("/forgotten", () => "nobody said who may");
        // A device that is always full, as a disk is at times.
        api.MapGet("/full", () => File.WriteAllText("/dev/full", "no room for this")).AllowPublic();
        api.MapGet("/broken", string () => throw new NotSupportedException("a bug")).AllowPublic();
    }

    public enum Payment
    {
        Cash,
        BankCard,
    }

    public sealed record Line(string Name, int Pieces);

    public sealed record Sale
    {
        public Guid SaleId { get; init; }
        public long Number { get; init; }
        public string Article { get; init; } = "";
        public DateTimeOffset SoldAt { get; init; }
        public Sentence Advice { get; init; } = Sentence.Of("till.half");
    }

    public sealed record Order(long Number, string Article, Payment? Payment = null, IReadOnlyList<Line>? Lines = null);

    static Task<Results<Created<Sale>, Conflict<ProblemDetails>>> SellAsync(Order order, UnitMember member, TillDb db) =>
        db.WriteAsync<Results<Created<Sale>, Conflict<ProblemDetails>>>(async unit =>
        {
            var sale = new Sale { SaleId = Guid.CreateVersion7(), Number = order.Number, Article = order.Article, SoldAt = unit.Now };
            if (await unit.ExecuteAsync(InsertSale, sale) == 0)
            {
                return Problems.Conflict("till.number-used");
            }

            await unit.PublishAsync(new Sold(sale.SaleId, sale.Number, sale.Article));
            unit.Concerns(order.Article == "tea" ? Town : OtherTown, "sale", sale.SaleId);
            return TypedResults.Created($"/api/till/sales/{sale.SaleId}", sale);
        });

    static async Task<Results<Ok<string>, NotFound<ProblemDetails>>> BuyerAsync(Guid saleId, TillDb db)
    {
        var found = await db.WriteAsync(async unit =>
        {
            if (await unit.FindAsync<Sale>(SelectSale, new { saleId }) is not { } sale)
            {
                return null;
            }

            unit.Concerns(sale.Article == "tea" ? Town : OtherTown, detail: $"number={sale.Number}");
            return sale;
        });
        return found is null ? Problems.NotFound("till.number-used") : TypedResults.Ok("the buyer");
    }

    public const string Town = "weifang";
    public const string OtherTown = "hengyang";

    const string SelectSale = "SELECT sale_id, number, article, sold_at FROM sale WHERE sale_id = @saleId";

    const string TouchSales = "UPDATE sale SET number = number";

    internal const string InsertSale = """
        INSERT INTO sale (sale_id, number, article, sold_at)
        SELECT @saleId, @number, @article, @soldAt
        WHERE NOT EXISTS (SELECT 1 FROM sale WHERE number = @number)
        """;

    const string SelectSales = "SELECT sale_id, number, article, sold_at FROM sale ORDER BY number";

    const string CountSales = "SELECT COUNT(*) FROM sale";
}

public sealed class TillDb(DatabaseEnvironment environment) : Database("till", typeof(TillDb).Assembly, environment);
