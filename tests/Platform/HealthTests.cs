using System.Net;
using System.Text.Json;
using RaMatch.Platform.Tests.Shop;
using Xunit;

namespace RaMatch.Platform.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task A_whole_process_is_live_and_ready()
    {
        await using var shop = await OpenShop.StartAsync();
        using var anonymous = shop.Host.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await anonymous.GetAsync("health/live")).StatusCode);
        var ready = await shop.ReadyAsync();
        Assert.Equal("ready", ready.GetProperty("status").GetString());
        Assert.Empty(ready.GetProperty("missing").EnumerateObject());
        Assert.Equal(["stock", "till"], ready.GetProperty("waiting").EnumerateObject().Select(waiting => waiting.Name).Order());
    }

    [Fact]
    public async Task A_process_that_cannot_read_a_database_says_so_and_still_lives()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.TillDb.WriteAsync(unit => unit.ExecuteAsync("DROP TABLE outbox"));
        using var anonymous = shop.Host.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await anonymous.GetAsync("health/live")).StatusCode);
        using var ready = await anonymous.GetAsync("health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        using var state = JsonDocument.Parse(await ready.Content.ReadAsStringAsync());
        Assert.Equal("unready", state.RootElement.GetProperty("status").GetString());
        Assert.True(state.RootElement.GetProperty("missing").TryGetProperty("database till", out _));
    }
}
