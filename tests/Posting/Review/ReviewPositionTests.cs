using System.Text.Json;
using RaMatch.Contracts;
using RaMatch.Contracts.Matching;
using RaMatch.Contracts.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Posting.Tests.Review;

public class ReviewPositionTests
{
    [Fact]
    public async Task The_desk_shows_what_waits_oldest_first_with_findings_and_days()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        await season.VerifiedAsync("特变电工", "hengyang");
        var older = await season.SubmittedAsync("天瑞重工", Season.Draft(("duties", "做研究")));
        season.Host.Clock.Advance(TimeSpan.FromDays(2));
        var newer = await season.SubmittedAsync("天瑞重工");
        await season.SubmittedAsync("特变电工", Season.Draft(("city", "衡阳市")));

        var items = (await season.Park().SeeAsync("review/positions")).Items();
        Assert.Equal([older, newer], items.Select(item => item.GetProperty("positionId").GetGuid()));
        Assert.Equal((2, "天瑞重工", "brief"), (items[0].GetProperty("waitingDays").GetInt32(), items[0].Text("unitName"), items[0].GetProperty("findings")[0].Text("rule")));
        Assert.Equal(403, await season.Unit("天瑞重工").StatusOfAsync("review/positions"));
    }

    [Fact]
    public async Task A_returned_position_carries_the_notes_and_comes_back_revised()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var positionId = await season.SubmittedAsync("天瑞重工");
        await season.Park().PostAsync($"positions/{positionId}/return", new { notes = Array.Empty<object>() }).ExpectFieldAsync("notes");
        await season.Park().PostAsync($"positions/{positionId}/return", new { notes = new[] { new { field = "duties", note = "" } } }).ExpectFieldAsync("notes[0].note");
        await season.Park().PostAsync($"positions/{positionId}/return", new { notes = new[] { new { field = "duties", note = "请写明所属科研项目" } } }).ExpectAsync(200);

        var seen = await season.Unit("天瑞重工").SeeAsync($"positions/{positionId}");
        Assert.Equal("returned", seen.Text("status"));
        Assert.Equal("请写明所属科研项目", seen.GetProperty("review").GetProperty("notes")[0].Text("note"));
        await season.Park().PostAsync($"positions/{positionId}/publish", new { }).ExpectAsync(409);

        var revised = await season.Unit("天瑞重工").PutAsync($"positions/{positionId}", Season.Draft(("seats", 2), ("majors", Array.Empty<string>()))).ExpectAsync(200);
        Assert.Equal(("submitted", 3), (revised.Text("status"), revised.GetProperty("version").GetInt64()));
        await season.Park().PostAsync($"positions/{positionId}/publish", new { version = 3 }).ExpectAsync(200);

        var history = (await season.Park().SeeAsync($"positions/{positionId}/history")).EnumerateArray().ToList();
        Assert.Equal(["submitted", "returned", "revised", "published"], history.Select(entry => entry.Text("event")));
        var changes = history[2].GetProperty("changes").EnumerateArray().Select(change => (change.Text("field"), change.Text("before"), change.Text("after")));
        Assert.Equal([("seats", "3", "2"), ("majors", "机械类、电气类", "不限")], changes);
    }

    [Fact]
    public async Task The_published_text_stays_live_until_the_revision_is_published()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var positionId = await season.PublishedAsync("天瑞重工");
        await season.Unit("天瑞重工").PutAsync($"positions/{positionId}", Season.Draft(("title", "气动噪声工程师"))).ExpectAsync(200);
        Assert.Equal("磁悬浮研发工程师", (await season.Public().SeeAsync($"positions/{positionId}")).Text("title"));
        Assert.Equal("气动噪声工程师", (await season.Park().SeeAsync($"positions/{positionId}")).Text("title"));
        Assert.Empty((await season.Public().SeeAsync("positions?q=气动噪声工程师")).Items());
        Assert.True((await season.Park().SeeAsync("review/positions")).Items()[0].GetProperty("isRevision").GetBoolean());

        await season.Park().PostAsync($"positions/{positionId}/publish", new { }).ExpectAsync(200);
        Assert.Equal("气动噪声工程师", Assert.Single((await season.Public().SeeAsync("positions?q=气动噪声工程师")).Items()).Text("title"));
        Assert.Empty((await season.Public().SeeAsync("positions?q=磁悬浮研发工程师")).Items());
        Assert.Equal([2L, 4L], (await season.AnnouncedAsync<PositionPublished>()).Select(announced => announced.Version));
        Assert.All(await season.AnnouncedAsync<PositionPublished>(), announced => Assert.False(announced.IsRenaming));
    }

    [Fact]
    public async Task Others_positions_and_versions_that_have_passed_are_refused()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        await season.VerifiedAsync("盛瑞传动");
        var positionId = await season.SubmittedAsync("天瑞重工");
        var notes = new { notes = new[] { new { field = "title", note = "请修改" } } };
        await season.Park("hengyang").PostAsync($"positions/{positionId}/publish", new { }).ExpectAsync(404);
        await season.Park("hengyang").PostAsync($"positions/{positionId}/return", notes).ExpectAsync(404);
        await season.Park("hengyang").PostAsync($"positions/{positionId}/close", new { reason = "否" }).ExpectAsync(404);
        await season.Unit("盛瑞传动").PutAsync($"positions/{positionId}", Season.Draft()).ExpectAsync(404);
        await season.Unit("盛瑞传动").PostAsync($"positions/{positionId}/copy", new { }).ExpectAsync(404);
        await season.Unit("盛瑞传动").PostAsync($"positions/{positionId}/close", new { reason = "否" }).ExpectAsync(404);
        Assert.Equal(404, await season.Unit("盛瑞传动").StatusOfAsync($"positions/{positionId}/history"));
        await season.Unit("天瑞重工").PostAsync($"positions/{positionId}/publish", new { }).ExpectAsync(403);
        await season.Park().PostAsync($"positions/{Guid.NewGuid()}/publish", new { }).ExpectAsync(404);

        await season.Unit("天瑞重工").PutAsync($"positions/{positionId}", Season.Draft(("seats", 5))).ExpectAsync(200);
        await season.Park().PostAsync($"positions/{positionId}/publish", new { version = 1 }).ExpectAsync(409);
        await season.Park().PostAsync($"positions/{positionId}/publish", new { version = 2 }).ExpectAsync(200);
        await season.Park().PostAsync($"positions/{positionId}/publish", new { }).ExpectAsync(409);
        await season.Park().PostAsync($"positions/{positionId}/return", notes).ExpectAsync(409);
    }

    [Fact]
    public async Task What_was_right_when_it_was_submitted_is_judged_again_when_it_is_published()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var positionId = await season.PublishedAsync("天瑞重工", Season.Draft(("seats", 4)));
        await season.AnnounceAsync(new SeatsChanged(positionId, 1, 4, 1, season.Host.Clock.GetUtcNow()));
        await season.Unit("天瑞重工").PutAsync($"positions/{positionId}", Season.Draft(("seats", 1))).ExpectAsync(200);
        // While the text waits, a second offer is made.
        await season.AnnounceAsync(new SeatsChanged(positionId, 2, 4, 2, season.Host.Clock.GetUtcNow()));
        Assert.Equal("这份内容现在不能发布：已有2个名额被录用占用，招聘人数不能少于2人。请退回单位修改。", (await PublishAsync(409)).Text("title"));
        Assert.Equal((4, 2), (await season.Public().SeeAsync($"positions/{positionId}")) is var shown ? (shown.GetProperty("seats").GetInt32(), shown.GetProperty("seatsHeld").GetInt32()) : default);

        // One offer is declined, but the programme has new rules by now.
        await season.AnnounceAsync(new SeatsChanged(positionId, 3, 4, 1, season.Host.Clock.GetUtcNow()));
        await season.AnnounceAsync(Season.Opened with { Version = 2, MinimumWagesFen = new Dictionary<string, long> { ["潍坊市"] = 700_000 } });
        Assert.Contains("最低工资", (await PublishAsync(409)).Text("title"), StringComparison.Ordinal);
        await season.AnnounceAsync(Season.Opened with { Version = 3, ShortestTermMonths = 24 });
        await PublishAsync(409);
        await season.AnnounceAsync(Season.Opened with { Version = 4, Kinds = [PositionKind.Postdoctoral] });
        await PublishAsync(409);
        await season.AnnounceAsync(Season.Opened with { Version = 5 });
        await PublishAsync(200);
        Assert.Equal(1, (await season.Public().SeeAsync($"positions/{positionId}")).GetProperty("seats").GetInt32());

        Task<JsonElement> PublishAsync(int status) => season.Park().PostAsync($"positions/{positionId}/publish", new { }).ExpectAsync(status);
    }

    [Fact]
    public async Task A_position_whose_closing_date_passed_while_it_waited_is_not_published()
    {
        await using var season = await Season.StartAsync();
        await season.VerifiedAsync("天瑞重工");
        var positionId = await season.SubmittedAsync("天瑞重工", Season.Draft(("closesOn", "2022-06-28")));
        // One minute before midnight in China it is still the day.
        season.Host.Clock.Set(new DateTimeOffset(2022, 6, 28, 16, 1, 0, TimeSpan.Zero));
        await season.Park().PostAsync($"positions/{positionId}/publish", new { }).ExpectAsync(409);
        season.Host.Clock.Set(new DateTimeOffset(2022, 6, 28, 15, 59, 0, TimeSpan.Zero));
        await season.Park().PostAsync($"positions/{positionId}/publish", new { }).ExpectAsync(200);
    }

    [Fact]
    public async Task Every_text_that_waits_is_told_to_the_park_and_every_return_to_the_unit()
    {
        await using var season = await Season.StartAsync();
        var unitId = await season.VerifiedAsync("天瑞重工");
        await season.Unit("天瑞重工").PostAsync("positions", Season.Draft(("seats", 0))).ExpectFieldAsync("seats");
        var positionId = await season.SubmittedAsync("天瑞重工");
        var notes = new { notes = new[] { new { field = "duties", note = "请写明所属科研项目" } } };
        await season.Park("hengyang").PostAsync($"positions/{positionId}/return", notes).ExpectAsync(404);
        await season.Park().PostAsync($"positions/{positionId}/return", notes).ExpectAsync(200);
        await season.Park().PostAsync($"positions/{positionId}/return", notes).ExpectAsync(409);
        await season.Unit("天瑞重工").PutAsync($"positions/{positionId}", Season.Draft(("seats", 0))).ExpectFieldAsync("seats");
        await season.Unit("天瑞重工").PutAsync($"positions/{positionId}", Season.Draft(("title", "气动噪声工程师"))).ExpectAsync(200);
        await season.Park().PostAsync($"positions/{positionId}/publish", new { }).ExpectAsync(200);

        var now = season.Host.Clock.GetUtcNow();
        Assert.Equal(
            [
                new PositionSubmitted(positionId, 1, unitId, "weifang", Season.Programme, "磁悬浮研发工程师", now),
                new PositionSubmitted(positionId, 3, unitId, "weifang", Season.Programme, "气动噪声工程师", now),
            ],
            await season.AnnouncedAsync<PositionSubmitted>());
        Assert.Equal(new PositionReturned(positionId, 2, unitId, "weifang", now), Assert.Single(await season.AnnouncedAsync<PositionReturned>()));
    }
}
