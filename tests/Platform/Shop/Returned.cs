using RaMatch.Contracts;

namespace RaMatch.Platform.Tests.Shop;

/// <summary>The event that two listen to: something came back over the counter, the stock puts it on the shelf and the books note it.</summary>
[Message("till", "returned", "stock", "books")]
public sealed record Returned(Guid ReturnId, long Number, string Article) : IMessage
{
    public Guid Subject => ReturnId;
    public long Version => 1;
}
