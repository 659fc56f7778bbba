using System.Net;
using System.Text.Json;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests;

/// <summary>How much a caller may is said by the token and asked in one place. Who may what in the product: AccessRules.</summary>
public sealed class RightTests
{
    static readonly Caller Owner = People.UnitMember("Shop");

    [Fact]
    public async Task A_viewer_reads_and_is_told_whom_to_ask_before_anything_is_changed()
    {
        await using var shop = await OpenShop.StartAsync();
        using var viewer = shop.Host.As(Owner with { Right = Right.View }, "till");
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            using var read = await viewer.SendAsync(new HttpRequestMessage(method, "sales"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        }

        foreach (var path in new[] { "sales", "/API/Till/Sales" })
        {
            using var refused = await viewer.PostAsync(path, new TillService.Order(1, "tea"));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
            var problem = await refused.ReadAsync<JsonElement>();
            Assert.Equal("access.unit-viewer", problem.GetProperty("code").GetString());
            Assert.Equal("您在本单位的权限是“查看”，不能办理这件事。如需办理，请联系单位负责人。", problem.GetProperty("title").GetString());
        }

        viewer.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        using var inEnglish = await viewer.PostAsync("sales", "no order at all");
        Assert.StartsWith("Your right in this unit is to view", (await inEnglish.ReadAsync<JsonElement>()).GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await viewer.GetAsync<JsonElement>("sales")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task A_request_sent_again_is_the_same_one_after_a_promotion_and_is_refused_once_the_right_is_too_small()
    {
        await using var shop = await OpenShop.StartAsync();
        foreach (var (right, status) in new[] { (Right.Act, HttpStatusCode.Created), (Right.Manage, HttpStatusCode.Created), (Right.View, HttpStatusCode.Forbidden) })
        {
            using var member = shop.Host.As(Owner with { Right = right }, "till");
            using var answer = await member.PostAsync("sales", new TillService.Order(1, "tea"), "once");
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal(right == Right.Manage, answer.Headers.Contains("Idempotent-Replayed"));
        }
    }
}
