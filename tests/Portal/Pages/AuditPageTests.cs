using System.Net;
using System.Text.RegularExpressions;
using RaMatch.Platform.Web;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>The pages of the audit trail: who did and read what, over all services, for a park's administrators and for supervisors.</summary>
public sealed partial class AuditPageTests
{
    static readonly Caller OtherPark = Testing.People.ParkStaff("hengyang");

    [Fact]
    public async Task A_park_reads_who_did_and_read_what_in_its_business_and_another_park_reads_none_of_it()
    {
        await using var programme = await Programme.OpenAsync();
        await programme.IntroduceGraduateAsync();
        var placementId = await programme.ApplyAsync(await programme.PublishAsync("光学测试助理"));
        using (var unit = new Visitor(programme.Host.Address))
        {
            await unit.SignInAsync("unit");
            await unit.OpenAsync($"/unit/candidates/{placementId}");
            Assert.Contains(Programme.Graduate.Name, unit.Text, StringComparison.Ordinal);
        }

        await programme.OfferAsync(placementId);
        await programme.SignAsync(placementId);
        using var park = new Visitor(programme.Host.Address);
        await park.SignInAsync("park");
        await park.OpenAsync(park.LinkTo("/park/audit"));
        Assert.Equal("操作记录", park.Title);
        foreach (var said in new[] { "登记单位", "核验通过单位", "提交岗位", "发布岗位", "投递", "查看候选人", "发出录用", "答复录用", "登记签约", Programme.Member.Name, Programme.Staff.Name, "127.0.0.1" })
        {
            Assert.Contains(said, park.Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Programme.Graduate.Name, park.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"/park/hires/{placementId}\"", park.Html, StringComparison.Ordinal);

        await park.OpenAsync("/park/audit?kind=reading");
        Assert.Contains("查看候选人", park.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("data-label=\"操作\">发出录用", park.Html, StringComparison.Ordinal);
        await park.OpenAsync($"/park/audit?who={placementId}&action=MakeOffer");
        Assert.Equal(1, RowsOf(park));
        await park.OpenAsync("/park/audit?from=2031-01-01");
        Assert.Contains("没有符合条件的记录", park.Text, StringComparison.Ordinal);
        await park.OpenAsync("/park/audit?from=昨天&who=林知远");
        Assert.Contains("“昨天”不是日期", park.Text, StringComparison.Ordinal);
        Assert.Contains("这不是编号", park.Text, StringComparison.Ordinal);

        using var other = new Visitor(programme.Host.Address);
        other.Keep(ViewerTests.CookieOf(programme, OtherPark, "manage"));
        await other.OpenAsync("/park/audit");
        Assert.Equal((HttpStatusCode.OK, 0), (other.Status, RowsOf(other)));
        Assert.Contains("还没有操作记录", other.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_administrators_of_a_park_open_the_page_and_taking_the_table_away_stands_in_it()
    {
        await using var programme = await Programme.OpenAsync();
        using var reviewer = new Visitor(programme.Host.Address);
        reviewer.Keep(ViewerTests.CookieOf(programme, Programme.Staff, "act"));
        await reviewer.OpenAsync("/park");
        Assert.DoesNotContain("/park/audit", reviewer.Html, StringComparison.Ordinal);
        await reviewer.OpenAsync("/park/audit");
        Assert.Contains("您在本园区的权限是", reviewer.Text, StringComparison.Ordinal);
        Assert.Equal(0, RowsOf(reviewer));
        await reviewer.OpenAsync("/park/audit.csv");
        Assert.Contains("您在本园区的权限是", reviewer.Text, StringComparison.Ordinal);

        using var park = new Visitor(programme.Host.Address);
        await park.SignInAsync("park");
        await park.OpenAsync("/park/audit");
        var rows = RowsOf(park);
        await park.OpenAsync(park.LinkTo("/park/audit.csv"));
        Assert.StartsWith("时间,人员,身份,人员编号,代表,操作,类别,对象,对象编号,园区,程序,网络地址,明细,序号,校验值\r\n", park.Html, StringComparison.Ordinal);
        Assert.Equal(rows + 1, park.Html.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        await park.OpenAsync("/park/audit");
        Assert.Equal(rows + 1, RowsOf(park));
        Assert.Contains("导出操作记录", park.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_supervisor_reads_all_parks_part_by_part_and_no_row_twice_while_others_are_written()
    {
        await using var programme = await Programme.OpenAsync();
        for (var number = 0; number < 60; number++)
        {
            programme.Host.Clock.Advance(TimeSpan.FromSeconds(1));
            await programme.DoAsync(Programme.Supervisor, "matching", HttpMethod.Put, $"programmes/{Programme.Code}/targets/{(number % 2 == 0 ? "weifang" : "hengyang")}", new { target = 10 + number, reason = "调整" });
        }

        using var supervisor = new Visitor(programme.Host.Address);
        await supervisor.SignInAsync("supervisor");
        await supervisor.OpenAsync(supervisor.LinkTo("/supervisor/audit"));
        var first = HashesOf(supervisor);
        Assert.Equal(50, RowsOf(supervisor));
        await programme.PublishAsync("嵌入式软件工程师");
        await supervisor.OpenAsync(supervisor.LinkTo("after="));
        var second = HashesOf(supervisor);
        Assert.InRange(RowsOf(supervisor), 13, 20);
        Assert.Empty(first.Intersect(second));
        Assert.Contains("回到最新", supervisor.Text, StringComparison.Ordinal);

        await supervisor.OpenAsync("/supervisor/audit?park=hengyang");
        Assert.Equal(30, RowsOf(supervisor));
        Assert.Contains("下达任务数", supervisor.Text, StringComparison.Ordinal);
    }

    static int RowsOf(Visitor visitor) => visitor.Html.Split("<td data-label=\"人员\">").Length - 1;

    // What waits for its seal is left out.
    static List<string> HashesOf(Visitor visitor) => [.. Hash().Matches(visitor.Html).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("<code>([0-9a-f]{12})</code>")]
    private static partial Regex Hash();
}
