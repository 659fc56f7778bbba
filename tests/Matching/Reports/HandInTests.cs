using System.Net;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Reports;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Reports;

/// <summary>Between a park and its supervisors: what is asked for at a milestone, handed in, returned, accepted, late or missing.</summary>
public sealed class HandInTests
{
    static readonly DateOnly First = new(2022, 7, 10);

    static async Task<Guid> FreezeAsync(HttpClient by, DateOnly? milestone) =>
        (await (await Season.Must(by.PostAsync("reports", new FreezeReport.Request(Season.Code, milestone)), HttpStatusCode.Created)).ReadAsync<FreezeReport.Response>()).ReportId;

    static async Task<HandInReport.Response> HandInAsync(HttpClient by, Guid reportId) =>
        await (await Season.Must(by.PostAsync($"reports/{reportId}/hand-in", new { }))).ReadAsync<HandInReport.Response>();

    static Task<IReadOnlyList<ListDue.Milestone>> DueAsync(HttpClient by) => by.GetAsync<IReadOnlyList<ListDue.Milestone>>($"reports/due?programme={Season.Code}");

    [Fact]
    public async Task A_report_handed_in_before_the_milestone_froze_is_on_time_and_one_after_it_is_late()
    {
        await using var season = await Season.OpenAsync();
        await Season.Must(season.Supervisor.PutAsync($"programmes/{Season.Code}/targets/hengyang", new SetTarget.Request(300, "省厅下达")));
        await season.CountAsync("王小明");
        var due = await DueAsync(season.ParkStaff);
        Assert.Equal([First, new DateOnly(2022, 8, 10)], due.Select(milestone => milestone.On));
        Assert.Equal((ChinaTime.EndOf(First), false, 1L, 0L), (due[0].FreezesAt, due[0].Passed, due[0].Missing, due[0].Late));

        season.Host.Clock.Advance(ChinaTime.EndOf(First) - season.Host.Clock.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        Assert.False((await HandInAsync(season.ParkStaff, await FreezeAsync(season.ParkStaff, First))).Late);
        season.Host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await season.CountAsync("李思");
        var hengyang = season.As(People.ParkStaff("hengyang"));
        var before = (await DueAsync(season.Supervisor))[0];
        Assert.Equal((true, 1L, 1L, 1L, 1L), (before.Passed, before.HandedIn, before.Missing, before.Late, before.Counted));
        Assert.Equal([("hengyang", DueState.Missing, true), (Season.Park, DueState.HandedIn, false)], before.Parks.Select(park => (park.ParkId, park.State, park.Late)));
        Assert.Equal(["hengyang"], (await DueAsync(hengyang))[0].Parks.Select(park => park.ParkId));
        Assert.True((await HandInAsync(hengyang, await FreezeAsync(hengyang, First))).Late);

        // Frozen after it, the numbers are still those of the milestone: the second hire came later.
        var answer = (await DueAsync(season.Supervisor))[0];
        Assert.Equal((2L, 0L, 1L), (answer.HandedIn, answer.Missing, answer.Late));
        Assert.Equal(ChinaTime.EndOf(First), answer.Parks[0].Report!.AsOf);
    }

    [Fact]
    public async Task A_report_is_returned_with_a_reason_and_another_one_accepted_in_its_place()
    {
        await using var season = await Season.OpenAsync();
        var first = await FreezeAsync(season.ParkStaff, First);
        var other = await FreezeAsync(season.ParkStaff, First);
        await HandInAsync(season.ParkStaff, first);
        Assert.Contains("不能再次报送", await Season.Refused(season.ParkStaff.PostAsync($"reports/{first}/hand-in", new { }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Contains("已经报送过统计表", await Season.Refused(season.ParkStaff.PostAsync($"reports/{other}/hand-in", new { }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await Season.Refused(season.Supervisor.PostAsync($"reports/{first}/return", new DecideOnReport.Request("")), HttpStatusCode.BadRequest);
        await Season.Must(season.Supervisor.PostAsync($"reports/{first}/return", new DecideOnReport.Request("人数与台账不符")));
        var returned = (await DueAsync(season.ParkStaff))[0];
        Assert.Equal((DueState.Returned, "人数与台账不符", 1L), (returned.Parks[0].State, returned.Parks[0].Report!.Reason, returned.Missing));

        await HandInAsync(season.ParkStaff, other);
        await Season.Must(season.Supervisor.PostAsync($"reports/{other}/accept", new { }));
        Assert.Equal(DueState.Accepted, (await DueAsync(season.ParkStaff))[0].Parks[0].State);
        var shown = await season.ParkStaff.GetAsync<ShowReport.Response>($"reports/{first}");
        Assert.Equal([ReportState.Frozen, ReportState.HandedIn, ReportState.Returned], shown.Steps.Select(step => step.State));
        Assert.Contains("已被退回", await Season.Refused(season.Supervisor.PostAsync($"reports/{first}/accept", new { }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await Season.Refused(season.ParkStaff.PostAsync($"reports/{other}/accept", new { }), HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_one_is_told_what_stands()
    {
        await using var season = await Season.OpenAsync();
        var reportId = await FreezeAsync(season.ParkStaff, First);
        await HandInAsync(season.ParkStaff, reportId);
        var answers = await Task.WhenAll(
            season.Supervisor.PostAsync($"reports/{reportId}/accept", new { }),
            season.Supervisor.PostAsync($"reports/{reportId}/return", new DecideOnReport.Request("人数不符")));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        var stands = (await season.Supervisor.GetAsync<ShowReport.Response>($"reports/{reportId}")).Report.State;
        Assert.Contains(stands == ReportState.Accepted ? "已被接收" : "已被退回", await answers.Single(answer => answer.StatusCode == HttpStatusCode.Conflict).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(stands == ReportState.Accepted ? 1 : 0, await season.Host.CountAsync("SELECT COUNT(*) FROM report_standing"));
    }

    [Fact]
    public async Task Of_two_reports_that_a_park_hands_in_at_once_one_stands()
    {
        await using var season = await Season.OpenAsync();
        var reports = new[] { await FreezeAsync(season.ParkStaff, First), await FreezeAsync(season.ParkStaff, First) };
        var answers = await Task.WhenAll(reports.Select(reportId => season.ParkStaff.PostAsync($"reports/{reportId}/hand-in", new { })));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        Assert.Equal(1, await season.Host.CountAsync("SELECT COUNT(*) FROM report WHERE state = 'HandedIn'"));
    }

    [Fact]
    public async Task A_report_answers_the_day_of_its_milestone_and_no_other()
    {
        await using var season = await Season.OpenAsync();
        var loose = await FreezeAsync(season.ParkStaff, milestone: null);
        Assert.Contains("没有对应的时间节点", await Season.Refused(season.ParkStaff.PostAsync($"reports/{loose}/hand-in", new { }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        var reportId = await FreezeAsync(season.ParkStaff, First);
        AmendProgramme.Request Amended(long version, params Milestone[] milestones) => new(Season.Programme.Title, Season.Programme.Issuer, Season.Programme.OpensOn, Season.Programme.ClosesOn, milestones, version, "改期");
        await Season.Must(season.Supervisor.PutAsync($"programmes/{Season.Code}", Amended(1, new Milestone(new DateOnly(2022, 7, 12), "首次报送", null, 3_000))));
        Assert.Contains("已被取消或改期", await Season.Refused(season.ParkStaff.PostAsync($"reports/{reportId}/hand-in", new { }), HttpStatusCode.Conflict), StringComparison.Ordinal);

        var at = ChinaTime.At(new DateOnly(2022, 7, 13), new TimeOnly(12, 0));
        await Season.Must(season.Supervisor.PutAsync($"programmes/{Season.Code}", Amended(2, new Milestone(new DateOnly(2022, 7, 12), "首次报送", null, 3_000, FreezesAt: at), new Milestone(new DateOnly(2022, 8, 1), "座谈", null, null, MilestoneReport.None))));
        var due = Assert.Single(await DueAsync(season.ParkStaff));
        Assert.Equal((new DateOnly(2022, 7, 12), at), (due.On, due.FreezesAt));
        foreach (var wrong in new[] { ChinaTime.EndOf(new DateOnly(2022, 7, 11)), ChinaTime.EndOf(new DateOnly(2022, 9, 30)) })
        {
            Assert.Contains("\"milestones\":", await Season.Refused(season.Supervisor.PutAsync($"programmes/{Season.Code}", Amended(3, new Milestone(new DateOnly(2022, 7, 12), "首次报送", null, null, FreezesAt: wrong))), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_roll_up_of_a_milestone_adds_up_what_was_handed_in_and_says_who_is_missing()
    {
        await using var season = await Season.OpenAsync();
        await Season.Must(season.Supervisor.PutAsync($"programmes/{Season.Code}/targets/hengyang", new SetTarget.Request(300, "省厅下达")));
        await season.CountAsync("王小明");
        await HandInAsync(season.ParkStaff, await FreezeAsync(season.ParkStaff, First));
        season.Host.Clock.Advance(TimeSpan.FromDays(20));
        var preview = await season.Supervisor.GetAsync<PreviewReport.Response>($"reports/preview?programme={Season.Code}&milestoneOn=2022-07-10");
        Assert.Equal([("衡阳高新区", "未报送（逾期）", null), ("潍坊高新区", "已报送", "1")], preview.Rows.Select(row => (row.Cells[1]!, row.Cells[11]!, row.Cells[12])));
        Assert.Equal(("605", "1", "1"), (preview.Sheet.Sums![2]!, preview.Sheet.Sums[6]!, preview.Sheet.Sums[12]!));
        Assert.Contains("未报送：衡阳高新区", preview.Sheet.Notes);
        Assert.Contains("时间节点：首次报送（2022-07-10 24:00）", preview.Sheet.Lines);
        Assert.Equal(ChinaTime.EndOf(First), preview.AsOf);
    }

    [Fact]
    public async Task Whoever_only_looks_neither_freezes_nor_hands_in_nor_decides()
    {
        await using var season = await Season.OpenAsync();
        var reportId = await FreezeAsync(season.ParkStaff, First);
        var (viewer, looker) = (season.As(People.ParkStaff(Season.Park) with { Right = Right.View }), season.As(People.Supervisor() with { Right = Right.View }));
        await viewer.GetAsync<ShowReport.Response>($"reports/{reportId}");
        await looker.GetAsync<PreviewReport.Response>($"reports/preview?programme={Season.Code}");
        foreach (var sending in new[]
        {
            viewer.PostAsync("reports", new FreezeReport.Request(Season.Code)),
            viewer.PostAsync($"reports/{reportId}/hand-in", new { }),
            looker.PostAsync("reports", new FreezeReport.Request(Season.Code)),
            looker.PostAsync($"reports/{reportId}/accept", new { }),
        })
        {
            await Season.Refused(sending, HttpStatusCode.Forbidden);
        }
    }
}
