using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests;

public sealed class RepeatedRequestTests
{
    [Fact]
    public async Task The_same_request_again_gets_the_same_answer_and_has_no_second_effect()
    {
        await using var shop = await OpenShop.StartAsync();
        var first = await shop.SellAsync(1, key: "k1");
        shop.Host.Clock.Advance(TimeSpan.FromDays(2));
        var second = await shop.SellAsync(1, key: "k1");

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.True(second.Headers.Contains("Idempotent-Replayed"));
        await shop.TakesExactlyAsync(1);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.SellAsync(1, key: "k1");
        var other = await shop.SellAsync(2, key: "k1");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Contains("Idempotency-Key", (await other.Refusal()).Fields);
        await shop.TakesExactlyAsync(1);
    }

    [Fact]
    public async Task A_key_that_is_too_long_is_refused_with_the_header()
    {
        await using var shop = await OpenShop.StartAsync();
        var answer = await shop.SellAsync(1, key: new string('k', 201));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["Idempotency-Key"], (await answer.Refusal()).Fields);
        await shop.TakesExactlyAsync(0);
    }

    [Fact]
    public async Task Two_people_may_use_the_same_key()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.SellAsync(1, key: "k1");
        using var other = shop.Host.As(People.UnitMember("Another shop"), "till");
        Assert.Equal(HttpStatusCode.Created, (await other.PostAsync("sales", new TillService.Order(2, "tea"), "k1")).StatusCode);
        await shop.TakesExactlyAsync(2);
    }

    [Fact]
    public async Task An_account_that_acts_for_another_unit_by_now_is_not_told_the_answer_to_the_old_one()
    {
        await using var shop = await OpenShop.StartAsync();
        var member = People.UnitMember("Shop");
        await shop.SellAsync(1, key: "k1");
        using var moved = shop.Host.As(member with { UnitId = People.IdOf("Another shop") }, "till");
        using var again = await moved.PostAsync("sales", new TillService.Order(1, "tea"), "k1");
        Assert.False(again.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(HttpStatusCode.Created, (await moved.PostAsync("sales", new TillService.Order(2, "tea"), "k1")).StatusCode);
        await shop.TakesExactlyAsync(2);
    }

    [Fact]
    public async Task Of_many_duplicates_at_once_one_has_an_effect_and_all_get_its_answer()
    {
        await using var shop = await OpenShop.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => shop.SellAsync(1, key: "k1")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Single(answers.Select(answer => answer.Headers.Location).Distinct());
        Assert.Equal(39, answers.Count(answer => answer.Headers.Contains("Idempotent-Replayed")));
        await shop.TakesExactlyAsync(1);
    }

    [Fact]
    public async Task The_answer_is_kept_over_a_restart()
    {
        using var folder = new TemporaryFolder();
        var shop = await OpenShop.StartAsync(folder: folder.Path);
        var first = await (await shop.SellAsync(1, key: "k1")).Content.ReadAsStringAsync();
        await shop.CloseAsync();
        shop = await OpenShop.StartAsync(folder: folder.Path);
        Assert.Equal(first, await (await shop.SellAsync(1, key: "k1")).Content.ReadAsStringAsync());
        await shop.CloseAsync();
    }

    [Fact]
    public async Task What_was_answered_before_the_keys_were_lost_is_neither_done_again_nor_a_failure()
    {
        using var folder = new TemporaryFolder();
        var shop = await OpenShop.StartAsync(folder: folder.Path);
        Assert.Equal(HttpStatusCode.Created, (await shop.SellAsync(1, key: "k1")).StatusCode);
        await shop.CloseAsync();
        Directory.Delete(Path.Combine(folder.Path, "keys"), recursive: true);

        shop = await OpenShop.StartAsync(folder: folder.Path);
        // Another order under the key: it may be another request, and nobody can tell.
        foreach (var number in new[] { 1, 2 })
        {
            var answer = await shop.SellAsync(number, key: "k1");
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            Assert.Equal("request.key-unreadable", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        }

        await shop.TakesExactlyAsync(1);
        Assert.Equal(HttpStatusCode.Created, (await shop.SellAsync(2, key: "k2")).StatusCode);
        await shop.CloseAsync();
    }

    [Fact]
    public async Task A_refusal_is_not_kept_and_may_be_asked_for_again()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.SellAsync(1);
        Assert.Equal(HttpStatusCode.Conflict, (await shop.SellAsync(1, key: "k1")).StatusCode);
        await shop.TillDb.WriteAsync(unit => unit.ExecuteAsync("DELETE FROM sale"));
        Assert.Equal(HttpStatusCode.Created, (await shop.SellAsync(1, key: "k1")).StatusCode);
    }

    [Fact]
    public async Task A_key_longer_than_two_hundred_characters_is_refused()
    {
        await using var shop = await OpenShop.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.SellAsync(1, key: new string('k', 201))).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await shop.SellAsync(1, key: new string('k', 200))).StatusCode);
    }

    [Fact]
    public async Task A_key_does_not_get_around_the_access_rule()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.SellAsync(1, key: "k1");
        using var anonymous = shop.Host.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/till/sales") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", "k1");
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.SendAsync(request)).StatusCode);
    }
}
