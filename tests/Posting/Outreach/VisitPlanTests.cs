using System.Text.Json;
using RaMatch.Contracts;
using RaMatch.Contracts.Matching;
using RaMatch.Posting.Outreach;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Posting.Tests.Outreach;

public class VisitPlanTests
{
    [Fact]
    public async Task Whom_to_visit_next_is_ranked_by_expected_hires_and_each_says_why()
    {
        await using var season = await Season.StartAsync();
        await season.AddAsync("小微光电", ("headcount", 20));
        await season.AddAsync("潍柴动力", ("headcount", 9000));
        await season.AddAsync("潍坊学院", ("headcount", 800), ("categories", new[] { "university" }));
        var plan = await season.Park().SeeAsync("outreach/plan");
        Assert.Equal(["潍坊学院", "潍柴动力", "小微光电"], plan.Items().Select(item => item.Text("name")));
        Assert.Equal([2100, 168, 21], plan.Items().Select(item => item.GetProperty("hiresHundredths").GetInt32()));
        Assert.Equal(["高校，800人左右，一般能提供约60个名额。"], ReasonsOf(plan.Items()[0]));
        Assert.Equal("潍柴动力", Assert.Single((await season.Park().SeeAsync("outreach/plan?size=1&page=2")).Items()).Text("name"));
        Assert.Equal(3, (await season.Supervisor().SeeAsync("outreach/plan?park=weifang")).Number("total"));
        Assert.Equal(0, (await season.Park("hengyang").SeeAsync("outreach/plan?park=weifang")).Number("total"));
        Assert.Equal(400, await season.Supervisor().StatusOfAsync("outreach/plan"));
    }

    [Fact]
    public async Task What_was_done_and_what_is_put_off_leaves_the_plan_and_comes_back_on_its_day()
    {
        await using var season = await Season.StartAsync();
        var (visited, agreed, silent, postponed) = (await season.AddAsync("华光光电"), await season.AddAsync("新力超导"), await season.AddAsync("中微光电"), await season.AddAsync("天瑞重工"));
        Assert.Equal(4, (await season.Park().SeeAsync("outreach/plan")).Number("total"));
        await season.ContactAsync(visited);
        await season.ContactAsync(agreed, ("outcome", "promised"), ("seatsPromised", 30), ("followUpOn", "2022-07-01"));
        await season.ContactAsync(silent, ("outcome", "notReached"));
        await season.Park().PostAsync($"firms/{postponed}/postpone", new { until = "2022-07-02", reason = "负责人出差" }).ExpectAsync(200);
        Assert.Equal(["中微光电"], await NamesAsync(season));
        Assert.Contains("上次没有联系上。", ReasonsOf((await season.Park().SeeAsync("outreach/plan")).Items()[0]));

        season.Host.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(["新力超导", "天瑞重工", "中微光电"], await NamesAsync(season));
        var first = (await season.Park().SeeAsync("outreach/plan")).Items()[0];
        Assert.Equal("承诺30个名额，还有30个没有发布。", ReasonsOf(first)[0]);
        Assert.Contains("约定的跟进日期已到。", ReasonsOf(first));
        season.Host.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal(4, (await season.Park().SeeAsync("outreach/plan")).Number("total"));
    }

    [Fact]
    public async Task A_visit_is_put_off_to_a_day_within_a_year_by_those_who_may()
    {
        await using var season = await Season.StartAsync();
        var firmId = await season.AddAsync("华光光电");
        foreach (var until in new[] { "2022-06-28", "2023-06-29" })
        {
            await season.Park().PostAsync($"firms/{firmId}/postpone", new { until, reason = "负责人出差" }).ExpectFieldAsync("until");
        }

        await season.Park().PostAsync($"firms/{firmId}/postpone", new { until = "2022-07-02" }).ExpectFieldAsync("reason");
        await season.Park("hengyang").PostAsync($"firms/{firmId}/postpone", new { until = "2022-07-02", reason = "别家的" }).ExpectAsync(404);
        await season.Viewer().PostAsync($"firms/{firmId}/postpone", new { until = "2022-07-02", reason = "负责人出差" }).ExpectAsync(403);
        // The latest holds.
        await season.Park().PostAsync($"firms/{firmId}/postpone", new { until = "2022-07-20", reason = "负责人出差" }).ExpectAsync(200);
        season.Host.Clock.Advance(TimeSpan.FromDays(1));
        await season.Park().PostAsync($"firms/{firmId}/postpone", new { until = "2022-06-30", reason = "提前回来" }).ExpectAsync(200);
        season.Host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["华光光电"], await NamesAsync(season));
    }

    [Fact]
    public async Task What_neighbours_did_moves_the_estimate_and_is_said()
    {
        await using var season = await Season.StartAsync();
        await season.AddAsync("华光光电");
        var before = (await season.Park().SeeAsync("outreach/plan")).Items()[0].GetProperty("hiresHundredths").GetInt32();
        var unitId = await season.VerifiedAsync("天瑞重工");
        await season.ContactAsync(unitId);
        var position = await season.PublishedAsync("天瑞重工", Season.Draft(("seats", 12)));
        await season.AnnounceAsync(new HireCounted(People.IdOf("甲"), 5, Season.Programme, "weifang", unitId, position, true, season.Host.Clock.GetUtcNow()));
        var plan = await season.Park().SeeAsync("outreach/plan");
        var item = Assert.Single(plan.Items());
        Assert.Equal("华光光电", item.Text("name"));
        Assert.True(item.GetProperty("seatsHundredths").GetInt32() > 300, item.ToString());
        Assert.Contains("园区同类单位已对接1家，其中1家发布了岗位。", ReasonsOf(item));
        Assert.Contains("园区同类单位已发布12个名额，落实1人。", ReasonsOf(item));
        Assert.NotEqual(before, item.GetProperty("hiresHundredths").GetInt32());
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(50L, 1)]
    [InlineData(51L, 3)]
    [InlineData(300L, 3)]
    [InlineData(301L, 8)]
    public void The_norm_goes_by_size(long? headcount, int seats) => Assert.Equal(seats, VisitNorms.Of(UnitCategory.HighTechEnterprise).Seats(headcount));

    [Fact]
    public void Every_kind_has_norms_that_can_be_so()
    {
        foreach (var norms in Enum.GetValues<UnitCategory>().Select(VisitNorms.Of))
        {
            Assert.True(norms.Small > 0 && norms.Small <= norms.Middle && norms.Middle <= norms.Large, norms.ToString());
            Assert.InRange(norms.PublishPercent, 1, 100);
            Assert.InRange(norms.FillPercent, 1, 100);
        }
    }

    static async Task<IReadOnlyList<string>> NamesAsync(Season season) => [.. (await season.Park().SeeAsync("outreach/plan")).Items().Select(item => item.Text("name"))];

    static IReadOnlyList<string> ReasonsOf(JsonElement item) => [.. item.GetProperty("because").EnumerateArray().Select(reason => reason.GetString()!)];
}
