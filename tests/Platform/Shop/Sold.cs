using RaMatch.Contracts;

namespace RaMatch.Platform.Tests.Shop;

/// <summary>The event of the shop: the till sold something, the stock shall take it off.</summary>
[Message("till", "sold", "stock")]
public sealed record Sold(Guid SaleId, long Number, string Article, string? Note = null) : IMessage
{
    public Guid Subject => SaleId;
    public long Version => 1;
}
