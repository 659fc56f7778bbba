using RaMatch.Contracts.Matching;
using RaMatch.Contracts.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Posting.Tests.Positions;

public class PositionLifeTests
{
    [Fact]
    public async Task A_closed_position_is_announced_once_and_found_no_more()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var positionId = await season.PublishedAsync("天瑞重工");
        await season.Unit("天瑞重工").PostAsync($"positions/{positionId}/close", new { reason = "" }).ExpectFieldAsync("reason");
        await season.Unit("天瑞重工").PostAsync($"positions/{positionId}/close", new { reason = "已招满" }).ExpectAsync(200);
        await season.Unit("天瑞重工").PostAsync($"positions/{positionId}/close", new { reason = "已招满" }).ExpectAsync(409);
        await season.Unit("天瑞重工").PutAsync($"positions/{positionId}", Season.Draft()).ExpectAsync(409);

        var closed = Assert.Single(await season.AnnouncedAsync<PositionClosed>());
        Assert.Equal((positionId, 3, "已招满"), (closed.PositionId, closed.Version, closed.Reason));
        Assert.Empty((await season.Public().SeeAsync("positions")).Items());
        var seen = await season.Public().SeeAsync($"positions/{positionId}");
        Assert.Equal(("closed", false), (seen.Text("status"), seen.GetProperty("open").GetBoolean()));
    }

    [Fact]
    public async Task A_park_takes_a_position_down_and_closing_what_was_never_published_is_told_to_whom_it_waited_for()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var published = await season.PublishedAsync("天瑞重工");
        var submitted = await season.SubmittedAsync("天瑞重工");
        await season.Park().PostAsync($"positions/{published}/close", new { reason = "虚假岗位" }).ExpectAsync(200);
        await season.Unit("天瑞重工").PostAsync($"positions/{submitted}/close", new { reason = "不再需要" }).ExpectAsync(200);
        Assert.Equal([published, submitted], (await season.AnnouncedAsync<PositionClosed>()).Select(closed => closed.PositionId));
        Assert.Empty((await season.Park().SeeAsync("review/positions")).Items());
    }

    [Fact]
    public async Task A_unit_finds_its_positions_by_state_and_title_and_chooses_among_their_latest_titles()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var original = await season.PublishedAsync("天瑞重工");
        season.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var other = await season.SubmittedAsync("天瑞重工");
        await season.Unit("天瑞重工").PutAsync($"positions/{other}", Season.Draft(("title", "结构工程师"))).ExpectAsync(200);
        await season.Park().PostAsync($"positions/{other}/publish", new { }).ExpectAsync(200);
        Assert.Equal(2, (await season.Public().SeeAsync("positions")).GetProperty("total").GetInt64());
        Assert.Equal(2, (await season.Unit("天瑞重工").SeeAsync("positions/mine?status=published")).GetProperty("total").GetInt64());
        Assert.Equal(["结构工程师", "磁悬浮研发工程师"], (await season.Unit("天瑞重工").SeeAsync("positions/mine/titles")).Items().Select(item => item.Text("title")));
        async Task<IEnumerable<string?>> TitlesAsync(Guid also) => (await season.Unit("天瑞重工").SeeAsync($"positions/mine/titles?size=1&also={also}")).Items().Select(item => item.Text("title"));
        Assert.Equal(["结构工程师", "磁悬浮研发工程师"], await TitlesAsync(original));
        Assert.Equal(["结构工程师"], await TitlesAsync(other));
        await season.VerifiedAsync("盛瑞传动");
        Assert.Equal(["结构工程师"], await TitlesAsync(await season.PublishedAsync("盛瑞传动")));
        Assert.Equal("结构工程师", Assert.Single((await season.Unit("天瑞重工").SeeAsync("positions/mine?q=结构&status=")).Items()).Text("title"));
        Assert.Equal(400, await season.Unit("天瑞重工").StatusOfAsync("positions/mine?status=draft"));
        Assert.Equal([other, original], await season.Unit("天瑞重工").ByAfterAsync("positions/mine?status=published", "positionId"));
    }

    [Fact]
    public async Task Seats_held_are_shown_whatever_the_order_of_the_news_and_cannot_be_revised_away()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var positionId = await season.PublishedAsync("天瑞重工");
        var now = season.Host.Clock.GetUtcNow();
        await season.AnnounceAsync(new SeatsChanged(positionId, 2, 3, 2, now));
        await season.AnnounceAsync(new SeatsChanged(positionId, 1, 3, 1, now));
        await season.AnnounceAsync(new SeatsChanged(People.IdOf("别处"), 1, 3, 1, now));
        Assert.Equal(2, (await season.Public().SeeAsync($"positions/{positionId}")).GetProperty("seatsHeld").GetInt32());
        Assert.Equal(2, (await season.Public().SeeAsync("positions")).Items()[0].GetProperty("seatsHeld").GetInt32());
        await season.Unit("天瑞重工").PutAsync($"positions/{positionId}", Season.Draft(("seats", 1))).ExpectFieldAsync("seats");
        await season.Unit("天瑞重工").PutAsync($"positions/{positionId}", Season.Draft(("seats", 2))).ExpectAsync(200);
        await season.Unit("天瑞重工").PutAsync($"positions/{positionId}", Season.Draft(("programme", "ra-2023"))).ExpectFieldAsync("programme");
    }
}
