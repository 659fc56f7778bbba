using System.Text.Json;
using RaMatch.Contracts.Posting;
using System.Net;
using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Applicant.Tests;

public sealed class OfferTests
{
    [Fact]
    public async Task A_graduate_cannot_accept_two_offers()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var first = await season.OfferedAsync(graduate, "光学工程师");
        var second = await season.OfferedAsync(graduate, "数据分析工程师");

        var answers = await Task.WhenAll(new[] { first, second }.Select(offer => graduate.PostAsync($"offers/{offer}/answer", new { accept = true })));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        Assert.True(Assert.Single(await season.HeardAsync<OfferAnswered>(1)).Accepted);
        Assert.Equal(
            "您已接受本专项的一份录用，不能再投递其他岗位。",
            await graduate.PostAsync("applications", new { positionId = await season.PublishAsync("几何光学工程师") }).RefusedAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task An_acceptance_that_came_to_nothing_frees_the_graduate_to_accept_another()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var first = await season.OfferedAsync(graduate, "光学工程师");
        var second = await season.OfferedAsync(graduate, "数据分析工程师");
        await graduate.PostAsync($"offers/{first}/answer", new { accept = true }).OkAsync();
        await season.AdvanceAsync(first, 3, PlacementStage.Expired, reason: "逾期未答复");
        await graduate.PostAsync($"offers/{second}/answer", new { accept = true }).OkAsync();
        await season.HeardAsync<OfferAnswered>(2);
    }

    [Fact]
    public async Task An_offer_is_answered_once()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var offer = await season.OfferedAsync(graduate, "光学工程师");
        await graduate.PostAsync($"offers/{offer}/answer", new { accept = false }).OkAsync();
        Assert.Equal("您已答复该录用通知，正在处理。", await graduate.PostAsync($"offers/{offer}/answer", new { accept = true }).RefusedAsync(HttpStatusCode.Conflict));
        Assert.Equal("您已答复该录用，正在处理，不能再撤回投递。", await graduate.PostAsync($"applications/{offer}/withdraw", new { }).RefusedAsync(HttpStatusCode.Conflict));
        Assert.Equal("answering", (await graduate.GetJsonAsync("offers"))[0].GetProperty("state").GetString());
        Assert.False(Assert.Single(await season.HeardAsync<OfferAnswered>(1)).Accepted);

        await season.AdvanceAsync(offer, 3, PlacementStage.Declined);
        Assert.Equal(0, (await graduate.GetJsonAsync("offers")).GetArrayLength());
        Assert.Equal("该投递已经结束，无需撤回。", await graduate.PostAsync($"applications/{offer}/withdraw", new { }).RefusedAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task An_offer_made_anew_can_be_answered_anew()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var offer = await season.OfferedAsync(graduate, "光学工程师");
        await graduate.PostAsync($"offers/{offer}/answer", new { accept = false }).OkAsync();
        await season.AdvanceAsync(offer, 3, PlacementStage.Interviewing);
        await season.AdvanceAsync(offer, 4, PlacementStage.Offered);
        await graduate.PostAsync($"offers/{offer}/answer", new { accept = true }).OkAsync();
        Assert.Equal([false, true], (await season.HeardAsync<OfferAnswered>(2)).Select(answer => answer.Accepted));
    }

    [Fact]
    public async Task An_expired_offer_cannot_be_answered()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var offer = await season.OfferedAsync(graduate, "光学工程师", expiresAt: season.Host.Clock.GetUtcNow().AddHours(1));
        season.Host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("expired", (await graduate.GetJsonAsync("offers"))[0].GetProperty("state").GetString());
        Assert.Equal("该录用通知已过答复期限。", await graduate.PostAsync($"offers/{offer}/answer", new { accept = true }).RefusedAsync(HttpStatusCode.Conflict));
        await season.HeardAsync<OfferAnswered>(0);
    }

    [Fact]
    public async Task What_is_not_offered_or_is_withdrawn_cannot_be_answered()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var applicationId = await Season.ApplyAsync(graduate, await season.PublishAsync("光学工程师"));
        await graduate.PostAsync($"offers/{applicationId}/answer", new { accept = true }).RefusedAsync(HttpStatusCode.Conflict);
        await graduate.PostAsync($"offers/{Guid.NewGuid()}/answer", new { accept = true }).RefusedAsync(HttpStatusCode.NotFound);
        await season.AdvanceAsync(applicationId, 1, PlacementStage.Offered);
        await graduate.PostAsync($"applications/{applicationId}/withdraw", new { }).OkAsync();
        Assert.Equal("您已撤回该投递。", await graduate.PostAsync($"offers/{applicationId}/answer", new { accept = true }).RefusedAsync(HttpStatusCode.Conflict));
        Assert.Equal(0, (await graduate.GetJsonAsync("offers")).GetArrayLength());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"accept":"yes"}""")]
    [InlineData("""{"accept":1}""")]
    public async Task An_answer_is_yes_or_no(string body)
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        Assert.Equal(["accept"], (await graduate.SendRawAsync(HttpMethod.Post, $"offers/{Guid.NewGuid()}/answer", body).InvalidAsync()).Keys);
    }

    [Fact]
    public async Task An_accepted_offer_cannot_be_withdrawn()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var offer = await season.OfferedAsync(graduate, "光学工程师");
        await graduate.PostAsync($"offers/{offer}/answer", new { accept = true }, "tap").OkAsync();
        await graduate.PostAsync($"offers/{offer}/answer", new { accept = true }, "tap").OkAsync();
        await season.AdvanceAsync(offer, 3, PlacementStage.Accepted);
        Assert.Equal("您已接受录用，不能撤回；如需解约，请联系用人单位。", await graduate.PostAsync($"applications/{offer}/withdraw", new { }).RefusedAsync(HttpStatusCode.Conflict));
        await season.HeardAsync<ApplicationWithdrawn>(0);
        await season.HeardAsync<OfferAnswered>(1);
    }

    [Fact]
    public async Task An_offer_made_by_a_round_says_which_round_it_was_and_is_answered_like_any_other()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var applicationId = await Season.ApplyAsync(graduate, await season.PublishAsync("光学工程师"));
        // Straight from the application: a round asks for no shortlist and no interview.
        await season.AdvanceAsync(applicationId, 1, PlacementStage.Offered, reason: "“第一轮撮合”为您匹配到该岗位");
        var story = await graduate.GetJsonAsync($"applications/{applicationId}");
        Assert.Equal("“第一轮撮合”为您匹配到该岗位，请在截止时间前答复", story.GetProperty("stageText").GetString());
        Assert.Equal("“第一轮撮合”为您匹配到该岗位", story.GetProperty("timeline")[1].GetProperty("reason").GetString());
        Assert.Equal("open", (await graduate.GetJsonAsync("offers"))[0].GetProperty("state").GetString());
        await graduate.PostAsync($"offers/{applicationId}/answer", new { accept = true }).OkAsync();
        Assert.True(Assert.Single(await season.HeardAsync<OfferAnswered>(1)).Accepted);
    }

    [Fact]
    public async Task An_offer_of_a_suspended_unit_says_so_and_is_not_accepted_until_the_suspension_is_lifted()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var placementId = await season.OfferedAsync(graduate, "光学工程师");
        var declined = await season.OfferedAsync(graduate, "算法工程师");
        var unitId = People.IdOf(Season.Firm);
        await season.SayAsync(new UnitVerified(unitId, 1, Season.Firm, "weifang", [], season.Host.Clock.GetUtcNow()));
        Assert.Equal(JsonValueKind.Null, (await graduate.GetJsonAsync($"applications/{placementId}")).GetProperty("unitSuspended").ValueKind);

        await season.SayAsync(new UnitSuspended(unitId, 2, "weifang", "涉嫌虚假招聘", season.Host.Clock.GetUtcNow()));
        await season.KnowsAsync("SELECT COUNT(*) FROM unit_standing WHERE suspended = 1", "the suspension");
        foreach (var shown in new[] { await graduate.GetJsonAsync($"applications/{placementId}"), (await graduate.GetJsonAsync("offers"))[0] })
        {
            Assert.StartsWith("该单位已被所在园区暂停招聘", shown.GetProperty("unitSuspended").GetString(), StringComparison.Ordinal);
        }

        Assert.StartsWith("该单位已被所在园区暂停招聘", await graduate.PostAsync($"offers/{placementId}/answer", new { accept = true }).RefusedAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
        await graduate.PostAsync($"offers/{declined}/answer", new { accept = false }).OkAsync();
        await season.As(People.UnitMember(Season.Firm)).FetchAsync($"candidates/{placementId}").RefusedAsync(HttpStatusCode.Forbidden);
        Assert.Equal(200, (int)(await season.As(People.ParkStaff("weifang")).FetchAsync($"candidates/{placementId}")).StatusCode);

        await season.SayAsync(new UnitVerified(unitId, 3, Season.Firm, "weifang", [], season.Host.Clock.GetUtcNow()));
        await season.KnowsAsync("SELECT COUNT(*) FROM unit_standing WHERE suspended = 0", "that it is lifted");
        await graduate.PostAsync($"offers/{placementId}/answer", new { accept = true }).OkAsync();
    }
}
