using System.Net;
using System.Text.Json;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>A park freezes its report, hands it in and gets it back; a supervisor sees who is missing: by forms and links alone.</summary>
public sealed class ReportTests
{
    [Fact]
    public async Task A_report_is_frozen_handed_in_returned_and_accepted_by_the_forms_of_the_pages()
    {
        await using var programme = await Programme.OpenAsync();
        await programme.AskForReportsAsync();
        await PublishAsync(programme);
        using var park = new Visitor(programme.Host.Address);
        using var supervisor = new Visitor(programme.Host.Address);
        await park.SignInAsync("park");
        await supervisor.SignInAsync("supervisor");
        await park.OpenAsync("/park");
        Assert.Contains("首次报送的统计表应在 7 月 10 日 24:00 前报送", park.Text, StringComparison.Ordinal);
        await park.OpenAsync(park.LinkTo("/park/reports"));
        Assert.Equal("首次报送的统计表应在 7 月 10 日 24:00 前报送，还剩 12 天", park.Title);

        await FreezeAsync(park);
        Assert.Equal("2022 年科研助理岗位专项岗位统计表", park.Title);
        foreach (var said in new[] { "统计表已生成", "嵌入式软件工程师", "合计", "填报人：", "时间节点：首次报送（2022-07-10 24:00）", "报表编号：" })
        {
            Assert.Contains(said, park.Text, StringComparison.Ordinal);
        }

        await HandInAsync(park);
        Assert.Contains("已按时报送", park.Text, StringComparison.Ordinal);
        await supervisor.OpenAsync("/supervisor/reports");
        Assert.Equal("1 份统计表等待您接收", supervisor.Title);
        await supervisor.OpenAsync(supervisor.LinkTo("/supervisor/reports/0"));
        await supervisor.SendAsync(supervisor.Forms.Single(form => form.Address.EndsWith("/return", StringComparison.Ordinal)).Address, ("reason", "人数与台账不符"));
        Assert.Contains("已退回，园区会看到原因", supervisor.Text, StringComparison.Ordinal);

        await park.OpenAsync("/park/reports");
        Assert.Equal("首次报送的统计表被退回，请改正后重新报送", park.Title);
        Assert.Contains("人数与台账不符", park.Text, StringComparison.Ordinal);
        await FreezeAsync(park);
        await HandInAsync(park);
        await supervisor.OpenAsync("/supervisor/reports");
        await supervisor.OpenAsync(supervisor.LinkTo("/supervisor/reports/0"));
        await supervisor.SendAsync(supervisor.Forms.Single(form => form.Address.EndsWith("/accept", StringComparison.Ordinal)).Address);
        await park.OpenAsync("/park/reports");
        Assert.Equal("统计表都已报送", park.Title);
        await park.OpenAsync("/park/audit");
        foreach (var said in new[] { "生成统计表", "报送统计表", "退回统计表", "接收统计表" })
        {
            Assert.Contains(said, park.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Two_reports_are_compared_and_each_is_downloaded()
    {
        await using var programme = await Programme.OpenAsync();
        await programme.AskForReportsAsync();
        var before = await programme.FreezeAsync(Programme.Staff, milestone: false);
        programme.Host.Clock.Advance(TimeSpan.FromHours(1));
        await PublishAsync(programme);
        programme.Host.Clock.Advance(TimeSpan.FromHours(1));
        var after = await programme.FreezeAsync(Programme.Staff, milestone: false);
        using var park = new Visitor(programme.Host.Address);
        await park.SignInAsync("park");
        await park.OpenAsync($"/park/reports/{before}");
        Assert.Contains("还没有可统计的内容", park.Text, StringComparison.Ordinal);
        await park.OpenAsync($"/park/reports/compare?a={after}&b={before}");
        Assert.Equal("1 行不同，落实由 0 人变为 0 人", park.Title);
        Assert.Contains("发布岗位“嵌入式软件工程师”，3 个名额", park.Text, StringComparison.Ordinal);
        await park.OpenAsync($"/park/reports/{after}");
        await park.OpenAsync(park.LinkTo("/report.xlsx"));
        Assert.StartsWith("PK", park.Html, StringComparison.Ordinal);
        await park.OpenAsync($"/park/reports/compare?a={after}");
        Assert.Equal((HttpStatusCode.BadRequest, "不能比较这两份统计表"), (park.Status, park.Title));
        await park.OpenAsync("/park/audit");
        Assert.Contains("下载统计表", park.Text, StringComparison.Ordinal);

        using var other = new Visitor(programme.Host.Address);
        other.Keep(ViewerTests.CookieOf(programme, Testing.People.ParkStaff("hengyang"), "manage"));
        await other.OpenAsync($"/park/reports/{after}");
        Assert.Equal((HttpStatusCode.NotFound, "没有找到这份统计表"), (other.Status, other.Title));
    }

    [Fact]
    public async Task A_supervisor_previews_the_roll_up_and_prints_who_is_missing()
    {
        await using var programme = await Programme.OpenAsync();
        await programme.AskForReportsAsync();
        using var supervisor = new Visitor(programme.Host.Address);
        await supervisor.SignInAsync("supervisor");
        await supervisor.OpenAsync("/supervisor/reports");
        Assert.Equal("首次报送：0 个园区已报送，1 个尚未报送", supervisor.Title);
        programme.Host.Clock.Advance(TimeSpan.FromDays(14));
        await supervisor.SignInAsync("supervisor");
        await supervisor.OpenAsync("/supervisor/reports");
        Assert.Equal("首次报送：0 个园区已报送，1 个逾期未报", supervisor.Title);
        await supervisor.OpenAsync(supervisor.LinkTo("/supervisor/reports/notice"));
        Assert.Equal("关于2022 年科研助理岗位专项“首次报送”进展情况的通报", supervisor.Title);
        Assert.Contains("逾期未报送的园区：潍坊高新区", supervisor.Text, StringComparison.Ordinal);

        await supervisor.OpenAsync($"/supervisor/reports/preview?programme={Programme.Code}&milestone={Programme.Milestone}");
        Assert.Contains("未报送（逾期）", supervisor.Text, StringComparison.Ordinal);
        await supervisor.SendAsync(supervisor.Forms.Single(form => form.Address.EndsWith("/freeze", StringComparison.Ordinal)).Address);
        Assert.Equal("2022 年科研助理岗位专项进展汇总表", supervisor.Title);
        Assert.Contains("未报送：潍坊高新区", supervisor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_milestone_asks_for_is_kept_when_the_programme_is_amended_by_its_form()
    {
        await using var programme = await Programme.OpenAsync();
        await programme.AskForReportsAsync();
        using var supervisor = new Visitor(programme.Host.Address);
        await supervisor.SignInAsync("supervisor");
        await supervisor.OpenAsync($"/supervisor/programmes/{Programme.Code}/amend");
        (string, string)[] kept =
        [
            ("title", "2022 年科研助理岗位专项"), ("issuer", "科技部火炬中心"), ("opensOn", "2022-06-28"), ("closesOn", "2022-08-31"),
            ("milestone-on-0", Programme.Milestone), ("milestone-title-0", "首次报送"), ("milestone-filled-0", "30"),
        ];
        await supervisor.SubmitAsync("amend", [.. kept, ("milestone-freezes-0", "2022-07-12T12:00"), ("reason", "推迟统计")]);
        Assert.Contains("专项已修改", supervisor.Text, StringComparison.Ordinal);
        await supervisor.OpenAsync($"/supervisor/programmes/{Programme.Code}/amend");
        Assert.Contains("value=\"2022-07-12T12:00\"", supervisor.Html, StringComparison.Ordinal);
        await supervisor.OpenAsync("/supervisor/reports");
        Assert.Contains("统计截止 7 月 12 日 12:00", supervisor.Text, StringComparison.Ordinal);
        await supervisor.OpenAsync($"/supervisor/programmes/{Programme.Code}/amend");
        await supervisor.SubmitAsync("amend", [.. kept, ("milestone-report-0", "none"), ("reason", "不再报送")]);
        await supervisor.OpenAsync("/supervisor/reports");
        Assert.Contains("没有要报送的时间节点", supervisor.Text, StringComparison.Ordinal);
    }

    // The first form on the page is that of the milestone.
    static Task FreezeAsync(Visitor park) => park.SendAsync(park.Forms.First(form => form.Address.EndsWith("/freeze", StringComparison.Ordinal)).Address);

    static Task HandInAsync(Visitor park) => park.SendAsync(park.Forms.Single(form => form.Address.EndsWith("/hand-in", StringComparison.Ordinal)).Address);

    /// <summary>A position is published, and Matching, which makes the reports, has heard of it.</summary>
    static async Task PublishAsync(Programme programme)
    {
        await programme.PublishAsync();
        using var staff = programme.Host.As(Programme.Staff, "matching");
        await Eventually.True(async () => (await staff.GetAsync<JsonElement>($"progress/{Programme.Park}/positions?programme={Programme.Code}")).GetProperty("total").GetInt64() == 1, "Matching has heard of the position");
    }
}
