using System.Net;
using System.Text.Json;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>What anyone may read, without JavaScript.</summary>
public sealed class FrontTests
{
    [Fact]
    public async Task The_front_door_shows_live_numbers_and_three_ways_in()
    {
        await using var programme = await Programme.OpenAsync();
        await programme.PublishAsync(seats: 3);
        using var visitor = new Visitor(programme.Host.Address);

        await visitor.OpenAsync("/");

        Assert.Equal("把园区的岗位配额，变成毕业生的第一份工作", visitor.Title);
        Assert.Contains("1 个园区，305 个名额", visitor.Text);
        Assert.Contains("1 家单位，1 个岗位在招", visitor.Text);
        Assert.Contains("已落实 0 人，0%", visitor.Text);
        Assert.Contains("以林知远进入", visitor.Text);
        Assert.Contains("以高婧进入", visitor.Text);
        Assert.Contains("以陈晓雯进入", visitor.Text);
        Assert.Contains("以周望舒进入", visitor.Text);
    }

    [Fact]
    public async Task A_service_that_is_down_costs_its_numbers_and_not_the_page()
    {
        await using var portal = await Programme.StartAsync(new Dictionary<string, string?>
        {
            ["Services:posting"] = "http://127.0.0.1:9",
            ["Services:matching"] = "http://127.0.0.1:9",
        });
        using var visitor = new Visitor(portal.Host.Address);

        await visitor.OpenAsync("/");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Contains("— 家单位，— 个岗位在招", visitor.Text);

        await visitor.OpenAsync("/positions");
        Assert.Equal("岗位暂时无法显示", visitor.Title);
        Assert.Contains("服务暂时无法访问，请稍后重试。", visitor.Text);
    }

    [Fact]
    public async Task Positions_are_found_by_words_and_conditions_and_an_empty_list_says_what_to_do()
    {
        await using var programme = await Programme.OpenAsync();
        await programme.PublishAsync("嵌入式软件工程师");
        await programme.PublishAsync("光学工程研发助理");
        using var visitor = new Visitor(programme.Host.Address);

        await visitor.OpenAsync("/positions");
        Assert.Equal("2 个岗位正在招聘", visitor.Title);
        await visitor.OpenAsync("/positions?q=光学");
        Assert.Equal("“光学”：1 个岗位", visitor.Title);
        await visitor.OpenAsync("/positions?major=软件工程&degree=bachelor&payFrom=10000");
        Assert.Equal("2 个岗位符合条件", visitor.Title);
        await visitor.OpenAsync("/positions?major=炼金术");
        Assert.Contains("专业目录中没有“炼金术”", visitor.Text);
        await visitor.OpenAsync("/positions?q=光学&payFrom=15000");
        Assert.Equal("没有符合条件的岗位", visitor.Title);
        Assert.Contains("去掉一两项筛选条件", visitor.Text);

        await visitor.OpenAsync($"/parks/{Programme.Park}");
        Assert.Equal("潍坊高新区：2 个岗位，招 6 人", visitor.Title);
    }

    [Theory]
    [InlineData("majors", " 软件 工", "软件工程（080902）")]
    [InlineData("majors", "计算机科学", "计算机科学与技术（0812）")]
    [InlineData("accepted-majors", "计算机类", "计算机类（0809）")]
    [InlineData("universities", "中国石油大学(", "中国石油大学（华东）")]
    public async Task Names_are_offered_while_typing_and_not_carried_by_the_page(string what, string typed, string offered)
    {
        await using var programme = await Programme.StartAsync();
        using var visitor = new Visitor(programme.Host.Address);
        await visitor.OpenAsync($"/suggest/{what}?q={Uri.EscapeDataString(typed)}");
        Assert.Contains(offered, JsonSerializer.Deserialize<string[]>(visitor.Html)!);
        await visitor.OpenAsync($"/suggest/{what}?q=");
        Assert.Equal("[]", visitor.Html);
        await visitor.OpenAsync($"/suggest/{what}");
        Assert.Equal("[]", visitor.Html);
        await visitor.OpenAsync($"/suggest/{what}?q={new string('大', 200)}");
        Assert.Equal("[]", visitor.Html);
    }

    [Fact]
    public async Task The_reference_of_the_API_offers_nothing_of_its_makers()
    {
        await using var programme = await Programme.StartAsync();
        using var visitor = new Visitor(programme.Host.Address);

        await visitor.OpenAsync("/docs");

        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        string[] settings = [@"""hideClientButton"":\s*true", @"""showDeveloperTools"":\s*""never""", @"""agent"":\s*\{\s*""disabled"":\s*true", @"""mcp"":\s*\{\s*""disabled"":\s*true", @"""telemetry"":\s*false", @"""withDefaultFonts"":\s*false"];
        Assert.All(settings, setting => Assert.Matches(setting, visitor.Html));
        Assert.DoesNotMatch("(src|href)=\"(https?:)?//", visitor.Html);
    }

    [Theory]
    [InlineData("/nowhere", "没有这个页面")]
    [InlineData("/parks/atlantis", "没有这个园区")]
    [InlineData("/positions/00000000-0000-0000-0000-000000000001", "没有这个岗位")]
    public async Task What_is_not_there_is_said_to_be_missing_with_a_way_on(string path, string title)
    {
        await using var programme = await Programme.StartAsync();
        using var visitor = new Visitor(programme.Host.Address);

        await visitor.OpenAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        Assert.Equal(title, visitor.Title);
    }

    [Theory]
    [InlineData("/api/posting/nowhere", "text/html")]
    [InlineData("/nowhere", "application/json")]
    public async Task A_program_at_an_unknown_address_gets_a_problem_and_no_page(string path, string accept)
    {
        await using var programme = await Programme.StartAsync();
        using var client = new HttpClient { BaseAddress = programme.Host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Names_and_texts_with_markup_are_shown_as_text()
    {
        const string hostile = "<script>alert(1)</script>";
        await using var programme = await Programme.OpenAsync("启明" + hostile + "智造");
        var positionId = await programme.PublishAsync("研发助理" + hostile, duties: "编写程序。" + hostile);
        using var visitor = new Visitor(programme.Host.Address);

        foreach (var path in new[] { "/", "/positions", "/positions?q=" + Uri.EscapeDataString(hostile), $"/positions/{positionId}", $"/parks/{Programme.Park}" })
        {
            await visitor.OpenAsync(path);
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
            Assert.DoesNotContain("<script>alert", visitor.Html);
        }

        await visitor.OpenAsync($"/positions/{positionId}");
        Assert.Equal("研发助理" + hostile, visitor.Title);
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("//example.com/")]
    [InlineData("/\\example.com/")]
    public async Task Signing_in_leads_to_no_other_site(string address)
    {
        await using var programme = await Programme.StartAsync();
        using var visitor = new Visitor(programme.Host.Address);

        await visitor.SignInAsync(returnTo: address);

        Assert.Equal("填好简历，看看哪些岗位适合您", visitor.Title);
    }
}
