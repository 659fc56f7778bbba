using RaMatch.Platform.Messaging;
using RaMatch.Platform.Tests.Shop;
using Xunit;

namespace RaMatch.Platform.Tests;

public sealed class RemainsTests
{
    [Theory]
    [InlineData("no JSON about {0}")]
    [InlineData("[\"{0}\"]")]
    [InlineData("\"{0}\"")]
    public async Task What_was_laid_aside_unread_says_nothing_of_a_person_who_is_forgotten(string body)
    {
        await using var shop = await OpenShop.StartAsync();
        var (messageId, person) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await shop.StockDb.WriteAsync(unit => unit.ExecuteAsync(
            "INSERT INTO poison_message (message_id, type, body, reason, failed_at) VALUES (@messageId, 'till.sold', @body, @reason, @failedAt)",
            new { messageId, body = body.Replace("{0}", person.ToString(), StringComparison.Ordinal), reason = "Unreadable: " + body, failedAt = unit.Now }));

        await shop.StockDb.WriteAsync(unit => Remains.ForgetAsync(unit, person));

        var laid = Assert.Single(await shop.PoisonAsync());
        Assert.Empty(laid.GetProperty("body").GetString()!);
        Assert.Equal("Unreadable", laid.GetProperty("reason").GetString());
    }
}
