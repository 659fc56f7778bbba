using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests;

/// <summary>A request that does not leave the process gets the answer that it gets over HTTP.</summary>
public sealed partial class OwnPipelineTests
{
    [Theory]
    [InlineData("GET", "/api/till/sales?size=5", "member", null)]
    [InlineData("GET", "/api/till/sales?size=5", "supervisor", null)]
    [InlineData("GET", "/api/till/sales", "graduate", null)]
    [InlineData("GET", "/api/till/sales", "nobody", null)]
    [InlineData("GET", "/api/stock/taken", "member", null)]
    [InlineData("GET", "/api/till/sales/after?number=7", "nobody", null)]
    [InlineData("GET", "/api/till/sales/after?number=seven", "nobody", null)]
    [InlineData("GET", "/api/till/forgotten", "supervisor", null)]
    [InlineData("GET", "/api/till/broken", "nobody", null)]
    [InlineData("GET", "/api/till/no%20such%20thing", "member", null)]
    [InlineData("DELETE", "/api/till/sales", "member", null)]
    [InlineData("POST", "/api/till/sales", "member", "")]
    [InlineData("POST", "/api/till/sales", "member", """{"number":"seven","article":"tea"}""")]
    [InlineData("POST", "/api/till/sales", "graduate", """{"number":1,"article":"tea"}""")]
    public async Task Whoever_asks_what_the_answer_is_that_over_HTTP(string method, string path, string who, string? body)
    {
        await using var shop = await OpenShop.StartAsync();
        (await shop.SellAsync(1)).EnsureSuccessStatusCode();
        var inside = Inside(shop);
        using var outside = shop.Host.Anonymous();
        using var within = await inside.AskAsync(Request(shop, method, path, who, body), TestContext.Current.CancellationToken);
        using var over = await outside.SendAsync(Request(shop, method, path, who, body), TestContext.Current.CancellationToken);
        Assert.Equal(over.StatusCode, within.StatusCode);
        Assert.Equal(over.Content.Headers.ContentType, within.Content.Headers.ContentType);
        Assert.Equal(over.Headers.WwwAuthenticate, within.Headers.WwwAuthenticate);
        Assert.Equal(Untraced(await over.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), Untraced(await within.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_repeated_request_gets_its_first_answer_whichever_way_it_comes()
    {
        await using var shop = await OpenShop.StartAsync();
        var inside = Inside(shop);
        HttpRequestMessage Sale()
        {
            var request = Request(shop, "POST", "/api/till/sales", "member", """{"number":1,"article":"tea"}""");
            request.Headers.Add("Idempotency-Key", "once");
            return request;
        }

        using var first = await inside.AskAsync(Sale(), TestContext.Current.CancellationToken);
        using var again = await inside.AskAsync(Sale(), TestContext.Current.CancellationToken);
        using var outside = shop.Host.Anonymous();
        using var over = await outside.SendAsync(Sale(), TestContext.Current.CancellationToken);
        Assert.True(first.IsSuccessStatusCode);
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotent-Replayed")));
        Assert.Equal("true", Assert.Single(over.Headers.GetValues("Idempotent-Replayed")));
        Assert.Equal(await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await over.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await shop.TakesExactlyAsync(1);
    }

    [Fact]
    public async Task The_request_at_hand_is_the_outer_one_again_after_one_within_it()
    {
        var current = new CurrentRequest();
        var (outer, inner) = (new Microsoft.AspNetCore.Http.DefaultHttpContext(), new Microsoft.AspNetCore.Http.DefaultHttpContext());
        current.HttpContext = outer;
        await Within();
        Assert.Same(outer, current.HttpContext);
        current.HttpContext = null;
        Assert.Null(current.HttpContext);

        async Task Within()
        {
            current.HttpContext = inner;
            await Task.Yield();
            Assert.Same(inner, current.HttpContext);
            current.HttpContext = null;
        }
    }

    static OwnPipeline Inside(OpenShop shop) => shop.Host.Services.GetRequiredService<OwnPipeline>();

    static HttpRequestMessage Request(OpenShop shop, string method, string path, string who, string? body)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(shop.Host.Address, path));
        Caller? caller = who switch
        {
            "member" => People.UnitMember("Shop"),
            "supervisor" => People.Supervisor(),
            "graduate" => People.Graduate("小李"),
            _ => null,
        };
        if (caller is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", shop.Host.Services.GetRequiredService<Tokens>().ForCalls(caller, "till"));
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return request;
    }

    // Every refusal has a trace of its own.
    static string Untraced(string body) => TraceId().Replace(body, "");

    [GeneratedRegex("\"traceId\":\"[^\"]+\"")]
    private static partial Regex TraceId();
}
