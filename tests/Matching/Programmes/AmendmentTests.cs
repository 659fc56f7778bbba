using System.Net;
using RaMatch.Contracts.Matching;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Progress;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Programmes;

/// <summary>What of a programme is changed after it was opened, and how it is closed.</summary>
public sealed class AmendmentTests
{
    const string Programme = $"programmes/{Season.Code}";

    static AmendProgramme.Request Same(long version) => new(
        Season.Programme.Title, Season.Programme.Issuer, Season.Programme.OpensOn, Season.Programme.ClosesOn, Season.Programme.Milestones, version, "按通知调整");

    [Fact]
    public async Task An_amendment_is_told_kept_with_what_was_before_and_counts_on_from_the_rules()
    {
        await using var season = await Season.OpenAsync();
        await Season.Must(season.Supervisor.PutAsync($"{Programme}/rules", new ReviseRules.Request(Season.Rules with { WishLimit = 8 }, "放宽志愿数量")));
        var longer = Same(2) with { ClosesOn = new DateOnly(2022, 9, 15), Milestones = [.. Season.Programme.Milestones!, new Milestone(new DateOnly(2022, 9, 10), "终期报送", null, 10_000)] };
        await Season.Must(season.Supervisor.PutAsync(Programme, longer));
        await Season.Must(season.Supervisor.PutAsync(Programme, longer with { Version = 3, Title = "2022 年科研助理专项行动", Reason = "更名" }));
        // Sent again as it is, it changes nothing.
        await Season.Must(season.Supervisor.PutAsync(Programme, longer with { Version = 4, Title = "2022 年科研助理专项行动", Reason = "再次提交" }));

        var shown = await season.Supervisor.GetAsync<ShowProgrammes.Response>(Programme);
        Assert.Equal((4L, 2L, new DateOnly(2022, 9, 15)), (shown.Version, shown.RulesVersion, shown.ClosesOn));
        Assert.Equal(["更名", "按通知调整"], shown.Amendments.Select(amendment => amendment.Reason));
        Assert.Equal(["名称由“2022 年科研助理岗位专项”改为“2022 年科研助理专项行动”"], shown.Amendments[0].Changes.Select(change => change.InChinese()));
        Assert.Equal(["结束日期由 2022年8月31日 改为 2022年9月15日", "设置时间节点“终期报送”（2022年9月10日，落实 100%）"], shown.Amendments[1].Changes.Select(change => change.InChinese()));
        var told = await season.Host.ToldAsync<ProgrammeOpened>();
        Assert.Equal([(1L, 5), (2L, 8), (3L, 8), (4L, 8)], told.Select(opened => (opened.Version, opened.WishLimit)));
        Assert.Equal("2022 年科研助理专项行动", told[^1].Title);
        var page = await season.ParkStaff.GetAsync<ShowProgress.Response>($"progress/{Season.Park}?programme={Season.Code}");
        Assert.Equal((new DateOnly(2022, 9, 15), 305L), (page.Trend[^1].On, page.Trend[^1].Plan));
    }

    [Fact]
    public async Task Whoever_has_not_seen_the_last_amendment_is_told_so_and_changes_nothing()
    {
        await using var season = await Season.OpenAsync();
        await Season.Must(season.Supervisor.PutAsync(Programme, Same(1) with { Title = "专项行动" }));
        var words = await Season.Refused(season.Supervisor.PutAsync(Programme, Same(1) with { Title = "另一名称" }), HttpStatusCode.Conflict);
        Assert.Contains("已被他人修改", words, StringComparison.Ordinal);
        await Season.Refused(season.Supervisor.PostAsync($"{Programme}/close", new AmendProgramme.Closing(1, "提前完成")), HttpStatusCode.Conflict);
        Assert.Equal("专项行动", (await season.Supervisor.GetAsync<ShowProgrammes.Response>(Programme)).Title);
        await Season.Refused(season.Supervisor.PutAsync("programmes/ra-1999", Same(1)), HttpStatusCode.NotFound);
        await Season.Refused(season.ParkStaff.PutAsync(Programme, Same(2)), HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Rules_are_revised_as_they_were_looked_at()
    {
        await using var season = await Season.OpenAsync();
        var revision = new ReviseRules.Request(Season.Rules with { WishLimit = 8 }, "放宽志愿数量", RulesVersion: 1);
        await Season.Must(season.Supervisor.PutAsync($"{Programme}/rules", revision));
        Assert.Contains("规则已被他人修订", await Season.Refused(season.Supervisor.PutAsync($"{Programme}/rules", revision with { Reason = "再放宽" }), HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_that_cannot_be_are_refused_at_their_field()
    {
        await using var season = await Season.OpenAsync();
        (AmendProgramme.Request Request, string Field)[] table =
        [
            (Same(1) with { ClosesOn = new DateOnly(2022, 6, 1) }, "closesOn"),
            (Same(1) with { ClosesOn = new DateOnly(2026, 6, 1) }, "closesOn"),
            (Same(1) with { OpensOn = new DateOnly(2022, 6, 29) }, "opensOn"),
            (Same(1) with { ClosesOn = new DateOnly(2022, 8, 1) }, "milestones"),
            (Same(1) with { OpensOn = new DateOnly(2022, 6, 1), ClosesOn = new DateOnly(2022, 6, 27), Milestones = [] }, "closesOn"),
            (Same(1) with { Title = "" }, "title"),
            (Same(1) with { Reason = "" }, "reason"),
        ];
        foreach (var (request, field) in table)
        {
            Assert.Contains($"\"{field}\":", await Season.Refused(season.Supervisor.PutAsync(Programme, request), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        }

        Assert.Equal(0, await season.Host.CountAsync("SELECT COUNT(*) FROM programme_amendment"));
        // An earlier first day takes nothing from anybody.
        await Season.Must(season.Supervisor.PutAsync(Programme, Same(1) with { OpensOn = new DateOnly(2022, 6, 1) }));
    }

    [Fact]
    public async Task A_programme_closes_on_the_day_and_nothing_of_it_changes_any_more()
    {
        await using var season = await Season.OpenAsync();
        var counted = await season.CountAsync("王小明");
        var proven = await season.ProveAsync("李思");
        season.Host.Clock.Advance(TimeSpan.FromDays(20));
        await Season.Must(season.Supervisor.PostAsync($"{Programme}/close", new AmendProgramme.Closing(1, "任务提前完成")));
        var shown = await season.Supervisor.GetAsync<ShowProgrammes.Response>(Programme);
        Assert.Equal((new DateOnly(2022, 7, 18), true), (shown.ClosesOn, shown.ClosedAt is not null));
        Assert.Equal(["首次报送"], shown.Milestones.Select(milestone => milestone.Title));
        Assert.Equal(["结束日期由 2022年8月31日 改为 2022年7月18日", "取消时间节点“二次报送”（2022年8月10日）"], Assert.Single(shown.Amendments).Changes.Select(change => change.InChinese()));
        Assert.True(shown.Amendments[0].Closed);
        Assert.Equal(new DateOnly(2022, 7, 18), (await season.Host.ToldAsync<ProgrammeOpened>())[^1].ClosesOn);

        foreach (var sending in new[]
        {
            season.Supervisor.PutAsync(Programme, Same(2) with { ClosesOn = new DateOnly(2022, 9, 1) }),
            season.Supervisor.PostAsync($"{Programme}/close", new AmendProgramme.Closing(2, "再次关闭")),
            season.Supervisor.PutAsync($"{Programme}/rules", new ReviseRules.Request(Season.Rules, "修订")),
            season.Supervisor.PutAsync($"{Programme}/targets/{Season.Park}", new SetTarget.Request(900, "追加")),
        })
        {
            Assert.Contains("已关闭", await Season.Refused(sending, HttpStatusCode.Conflict), StringComparison.Ordinal);
        }

        // What was agreed in time is still verified.
        season.Host.Clock.Advance(TimeSpan.FromDays(10));
        await Season.Must(season.ParkStaff.PostAsync($"placements/{proven}/verify", new { }));
        Assert.Equal(2, await season.Host.CountAsync("SELECT COUNT(*) FROM counted_hire"));
        Assert.NotEqual(counted, proven);
    }

    [Fact]
    public async Task A_day_that_was_promised_to_somebody_holds()
    {
        await using var season = await Season.OpenAsync();
        var offered = await season.OfferAsync("王小明");
        var words = await Season.Refused(season.Supervisor.PostAsync($"{Programme}/close", new AmendProgramme.Closing(1, "提前完成")), HttpStatusCode.Conflict);
        Assert.Contains("还有 1 份录用在等毕业生答复，最晚到 2022年7月5日", words, StringComparison.Ordinal);
        await Season.Refused(season.Supervisor.PutAsync(Programme, Same(1) with { ClosesOn = new DateOnly(2022, 7, 4), Milestones = [] }), HttpStatusCode.Conflict);
        await Season.Must(season.Supervisor.PutAsync(Programme, Same(1) with { ClosesOn = new DateOnly(2022, 7, 5), Milestones = [] }));
        await Season.Must(season.Member.PostAsync($"placements/{offered}/withdraw-offer", new { reason = "名额调整" }));
        await Season.Must(season.Supervisor.PostAsync($"{Programme}/close", new AmendProgramme.Closing(2, "提前完成")));
    }

    [Fact]
    public async Task A_programme_that_has_not_begun_is_amended_and_not_closed()
    {
        await using var season = await Season.OpenAsync();
        var next = Season.Programme with { Code = "ra-2023", OpensOn = new DateOnly(2022, 10, 1), ClosesOn = new DateOnly(2022, 12, 31), Milestones = [] };
        await Season.Must(season.Supervisor.PostAsync("programmes", next), HttpStatusCode.Created);
        Assert.Contains("尚未开始", await Season.Refused(season.Supervisor.PostAsync("programmes/ra-2023/close", new AmendProgramme.Closing(1, "取消")), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await Season.Must(season.Supervisor.PutAsync("programmes/ra-2023", Same(1) with { OpensOn = new DateOnly(2022, 11, 1), ClosesOn = new DateOnly(2022, 12, 31), Milestones = [] }));
    }
}
