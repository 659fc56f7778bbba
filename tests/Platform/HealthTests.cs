using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Platform.Web;
using RaMatch.Testing;
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

    [Fact]
    public async Task A_part_that_is_not_ready_yet_is_named_and_the_process_serves_no_traffic_until_it_is()
    {
        var part = new SlowPart();
        await using var host = await ServiceHost.StartAsync(new SlowService(part));
        using var anonymous = host.Anonymous();
        using (var building = await anonymous.GetAsync("health/ready"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, building.StatusCode);
            using var state = JsonDocument.Parse(await building.Content.ReadAsStringAsync());
            Assert.Equal("Two shelves are empty.", state.RootElement.GetProperty("missing").GetProperty("shop window").GetString());
        }

        part.Missing = null;
        Assert.Equal(HttpStatusCode.OK, (await anonymous.GetAsync("health/ready")).StatusCode);
    }

    sealed class SlowPart : IReadiness
    {
        public string Part => "shop window";
        public string? Missing { get; set; } = "Two shelves are empty.";
    }

    sealed class SlowService(SlowPart part) : IService
    {
        public string Name => "slow";
        public void AddServices(IHostApplicationBuilder builder) => builder.Services.AddSingleton<IReadiness>(part);

        public void Map(RouteGroupBuilder api)
        {
        }
    }
}
