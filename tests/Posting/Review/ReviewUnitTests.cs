using RaMatch.Contracts.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Posting.Tests.Review;

public class ReviewUnitTests
{
    [Fact]
    public async Task A_refused_unit_reads_why_and_may_try_again()
    {
        await using var season = await Season.StartAsync();
        var unitId = await season.RegisterAsync("天瑞重工");
        await season.Park().PostAsync($"units/{unitId}/refuse", new { reason = "证书编号查无此项" }).ExpectAsync(200);

        var seen = await season.Unit("天瑞重工").SeeAsync("units/mine");
        Assert.Equal(("refused", "证书编号查无此项"), (seen.Text("status"), seen.Text("reason")));
        Assert.Empty(await season.AnnouncedAsync<UnitSuspended>());

        var again = await season.Unit("天瑞重工").PutAsync("units/mine", Season.Facts("天瑞重工")).ExpectAsync(200);
        Assert.Equal("pending", again.Text("status"));
        await season.Park().PostAsync($"units/{unitId}/verify", new { }).ExpectAsync(200);
        Assert.Equal(4, Assert.Single(await season.AnnouncedAsync<UnitVerified>()).Version);
    }

    [Fact]
    public async Task A_suspended_units_positions_disappear_and_come_back_when_it_is_verified_again()
    {
        await using var season = await Season.StartAsync();
        var unitId = await season.VerifiedAsync("天瑞重工");
        var positionId = await season.PublishedAsync("天瑞重工");
        var waiting = await season.SubmittedAsync("天瑞重工");

        await season.Park().PostAsync($"units/{unitId}/suspend", new { reason = "有岗无职" }).ExpectAsync(200);
        var suspended = Assert.Single(await season.AnnouncedAsync<UnitSuspended>());
        Assert.Equal((unitId, 3, "weifang", "有岗无职"), (suspended.UnitId, suspended.Version, suspended.ParkId, suspended.Reason));
        Assert.Empty((await season.Public().SeeAsync("positions")).Items());
        Assert.Empty((await season.Public().SeeAsync("parks")).EnumerateArray());
        Assert.False((await season.Public().SeeAsync($"positions/{positionId}")).GetProperty("open").GetBoolean());
        await season.Unit("天瑞重工").PostAsync("positions", Season.Draft()).ExpectAsync(403);
        await season.Park().PostAsync($"positions/{waiting}/publish", new { }).ExpectAsync(409);

        // A change by the suspended unit asks for a new review but brings nothing back.
        await season.Unit("天瑞重工").PutAsync("units/mine", Season.Facts("天瑞重工")).ExpectAsync(200);
        Assert.Empty((await season.Public().SeeAsync("positions")).Items());

        await season.Park().PostAsync($"units/{unitId}/verify", new { }).ExpectAsync(200);
        Assert.Single((await season.Public().SeeAsync("positions")).Items());
        Assert.Equal(2, (await season.AnnouncedAsync<UnitVerified>()).Count);
    }

    [Fact]
    public async Task Refusing_a_unit_that_has_published_stops_its_positions()
    {
        await using var season = await Season.StartAsync();
        var unitId = await season.VerifiedAsync("天瑞重工");
        await season.PublishedAsync("天瑞重工");
        await season.Park().PostAsync($"units/{unitId}/refuse", new { reason = "变更材料不实" }).ExpectAsync(200);
        Assert.Single(await season.AnnouncedAsync<UnitSuspended>());
        Assert.Empty((await season.Public().SeeAsync("positions")).Items());
    }

    [Fact]
    public async Task A_reviewer_decides_on_units_and_neither_suspends_one_nor_lifts_it()
    {
        await using var season = await Season.StartAsync();
        var unitId = await season.RegisterAsync("天瑞重工");
        var reviewer = season.Reviewer();
        await reviewer.PostAsync($"units/{unitId}/refuse", new { reason = "证书编号查无此项" }).ExpectAsync(200);
        await reviewer.PostAsync($"units/{unitId}/verify", new { }).ExpectAsync(200);
        var renamed = Season.Facts("天瑞重工");
        renamed["name"] = "天瑞重工机械";
        await season.Unit("天瑞重工").PutAsync("units/mine", renamed).ExpectAsync(200);
        await reviewer.PostAsync($"units/{unitId}/verify", new { }).ExpectAsync(200);

        foreach (var act in new[] { "suspend", "refuse" })
        {
            var refused = await reviewer.PostAsync($"units/{unitId}/{act}", new { reason = "有岗无职" }).ExpectAsync(403);
            Assert.Equal(("access.park-reviewer", "您在本园区的权限是“审核”，这件事须由园区管理员办理，请联系园区管理员。"), (refused.Text("code"), refused.Text("title")));
        }

        Assert.Empty(await season.AnnouncedAsync<UnitSuspended>());
        await season.Park().PostAsync($"units/{unitId}/suspend", new { reason = "有岗无职" }).ExpectAsync(200);
        Assert.Equal("access.park-reviewer", (await reviewer.PostAsync($"units/{unitId}/verify", new { }).ExpectAsync(403)).Text("code"));
        Assert.Equal("access.park-reviewer", (await reviewer.PostAsync($"units/{unitId}/refuse", new { reason = "材料不实" }).ExpectAsync(403)).Text("code"));

        // Nor after the unit has asked for it by a change.
        await season.Unit("天瑞重工").PutAsync("units/mine", Season.Facts("天瑞重工")).ExpectAsync(200);
        await reviewer.PostAsync($"units/{unitId}/verify", new { }).ExpectAsync(403);
        await season.Park().PostAsync($"units/{unitId}/verify", new { }).ExpectAsync(200);
    }

    [Fact]
    public async Task Another_parks_unit_is_not_there()
    {
        await using var season = await Season.StartAsync();
        var unitId = await season.RegisterAsync("天瑞重工");
        await season.Park("hengyang").PostAsync($"units/{unitId}/verify", new { }).ExpectAsync(404);
        await season.Park("hengyang").PostAsync($"units/{unitId}/refuse", new { reason = "否" }).ExpectAsync(404);
        await season.Park("hengyang").PostAsync($"units/{unitId}/suspend", new { reason = "否" }).ExpectAsync(404);
        Assert.Equal(404, await season.Park("hengyang").StatusOfAsync($"units/{unitId}"));
        Assert.Equal(404, await season.Park("hengyang").StatusOfAsync($"units/{unitId}/history"));
        Assert.Equal(404, await season.Unit("别家单位").StatusOfAsync($"units/{unitId}/history"));
        Assert.Equal(200, await season.Supervisor().StatusOfAsync($"units/{unitId}"));
        await season.Park().PostAsync($"units/{Guid.NewGuid()}/verify", new { }).ExpectAsync(404);
        await season.Park().PostAsync("units/not-an-id/verify", new { }).ExpectAsync(404);
    }

    [Fact]
    public async Task A_decision_on_a_version_that_has_passed_is_refused()
    {
        await using var season = await Season.StartAsync();
        var unitId = await season.RegisterAsync("天瑞重工");
        await season.Unit("天瑞重工").PutAsync("units/mine", Season.Facts("天瑞重工")).ExpectAsync(200);
        await season.Park().PostAsync($"units/{unitId}/verify", new { version = 1 }).ExpectAsync(409);
        await season.Park().PostAsync($"units/{unitId}/refuse", new { reason = "否", version = 1 }).ExpectAsync(409);
        await season.Park().PostAsync($"units/{unitId}/verify", new { version = 2 }).ExpectAsync(200);
        await season.Park().PostAsync($"units/{unitId}/verify", new { }).ExpectAsync(409);
    }

    [Fact]
    public async Task What_does_not_apply_is_refused()
    {
        await using var season = await Season.StartAsync();
        var unitId = await season.RegisterAsync("天瑞重工");
        await season.Park().PostAsync($"units/{unitId}/suspend", new { reason = "未核验" }).ExpectAsync(409);
        await season.Park().PostAsync($"units/{unitId}/refuse", new { reason = " " }).ExpectFieldAsync("reason");
        await season.Park().PostAsync($"units/{unitId}/refuse", new { reason = new string('长', 501) }).ExpectFieldAsync("reason");
        await season.Park().PostAsync($"units/{unitId}/refuse", new { reason = "否" }).ExpectAsync(200);
        await season.Park().PostAsync($"units/{unitId}/refuse", new { reason = "否" }).ExpectAsync(409);
        await season.Supervisor().PostAsync($"units/{unitId}/verify", new { }).ExpectAsync(403);
        await season.Unit("天瑞重工").PostAsync($"units/{unitId}/verify", new { }).ExpectAsync(403);
    }

    [Fact]
    public async Task The_history_says_who_decided_what_when_and_why()
    {
        await using var season = await Season.StartAsync();
        var unitId = await season.RegisterAsync("天瑞重工");
        season.Host.Clock.Advance(TimeSpan.FromDays(1));
        await season.Park().PostAsync($"units/{unitId}/refuse", new { reason = "缺证明" }).ExpectAsync(200);
        var history = (await season.Unit("天瑞重工").SeeAsync($"units/{unitId}/history")).EnumerateArray().ToList();
        Assert.Equal(["registered", "refused"], history.Select(entry => entry.Text("event")));
        Assert.Equal(("weifang staff", "缺证明"), (history[1].Text("actorName"), history[1].Text("reason")));
        Assert.Equal(TimeSpan.FromDays(1), history[1].GetProperty("occurredAt").GetDateTimeOffset() - history[0].GetProperty("occurredAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_unit_that_waits_is_told_that_it_is_refused_and_one_that_was_trusted_that_it_is_suspended()
    {
        await using var season = await Season.StartAsync();
        var waiting = await season.RegisterAsync("天瑞重工");
        await season.Park("hengyang").PostAsync($"units/{waiting}/refuse", new { reason = "否" }).ExpectAsync(404);
        await season.Park().PostAsync($"units/{waiting}/refuse", new { reason = "缺证明" }).ExpectAsync(200);
        await season.Park().PostAsync($"units/{waiting}/refuse", new { reason = "缺证明" }).ExpectAsync(409);
        Assert.Equal(new UnitRefused(waiting, 2, "weifang", season.Host.Clock.GetUtcNow()), Assert.Single(await season.AnnouncedAsync<UnitRefused>()));

        var trusted = await season.VerifiedAsync("盛瑞传动");
        await season.Park().PostAsync($"units/{trusted}/refuse", new { reason = "变更材料不实" }).ExpectAsync(200);
        Assert.Equal(trusted, Assert.Single(await season.AnnouncedAsync<UnitSuspended>()).UnitId);
        Assert.Single(await season.AnnouncedAsync<UnitRefused>());
    }

    [Fact]
    public async Task A_suspended_unit_that_asks_again_hears_the_answer_and_one_that_does_not_has_heard_it()
    {
        await using var season = await Season.StartAsync();
        var unitId = await season.VerifiedAsync("天瑞重工");
        await season.Park().PostAsync($"units/{unitId}/suspend", new { reason = "有岗无职" }).ExpectAsync(200);
        await season.Park().PostAsync($"units/{unitId}/refuse", new { reason = "材料不实" }).ExpectAsync(200);
        Assert.Empty(await season.AnnouncedAsync<UnitRefused>());

        await season.Unit("天瑞重工").PutAsync("units/mine", Season.Facts("天瑞重工")).ExpectAsync(200);
        await season.Park().PostAsync($"units/{unitId}/refuse", new { reason = "材料不实" }).ExpectAsync(200);
        Assert.Equal(6, Assert.Single(await season.AnnouncedAsync<UnitRefused>()).Version);
        Assert.Single(await season.AnnouncedAsync<UnitSuspended>());
    }
}
