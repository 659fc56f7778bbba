using System.Net;
using RaMatch.Portal.Parks;
using RaMatch.Reference;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>A park brings its firms in, contacts them and sees whom it has not reached, by forms and links alone.</summary>
public sealed class OutreachTests
{
    const string Hostile = "<script>alert(1)</script>";
    const string Header = "企业名称\t统一社会信用代码\t类别\t人数\t联系人\t联系电话\n";

    static readonly string Laser = CodeOf("91370700MA0LAER00");
    static readonly string Hospital = CodeOf("91370700MA0HPTA00");

    [Fact]
    public async Task A_list_is_pasted_checked_put_right_and_brought_in_and_each_number_opens_its_units()
    {
        await using var programme = await Programme.OpenAsync();
        using var park = new Visitor(programme.Host.Address);
        await park.SignInAsync("park");
        await park.OpenAsync(park.LinkTo("/park/coverage"));
        Assert.Equal("掌握 1 家单位，1 家还是空白", park.Title);
        await park.OpenAsync(park.LinkTo("/park/firms/import"));

        await park.SubmitAsync("import", ("deed", "check"), ("rows", Header + $"华光光电\t{Laser}\t高新技术企业、激光企业\t三百\t刘洋\t13800138000\n人民医院\t{Hospital[..17]}?\t医疗机构\t1200\n"));
        Assert.Equal("名单里有 3 处要改", park.Title);
        foreach (var said in new[] { "第 2 行", "激光企业", "没有这个类别", "“三百”不是整数", "第 3 行", "统一社会信用代码" })
        {
            Assert.Contains(said, park.Text, StringComparison.Ordinal);
        }

        var rows = Header + $"华光光电{Hostile}\t{Laser}\t高新技术企业、科技型中小企业\t300人\t刘洋\t13800138000\n人民医院\t{Hospital}\t医疗机构\t1,200\n";
        await park.SubmitAsync("import", ("deed", "check"), ("rows", rows));
        Assert.Contains("检查通过：新增 2 家", park.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Hostile, park.Html, StringComparison.Ordinal);
        await park.SubmitAsync("import", ("deed", "submit"), ("rows", rows));
        Assert.Equal(("/park/firms", "掌握 3 家单位"), (park.Address, park.Title));
        Assert.Contains("已导入：新增 2 家", park.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Hostile, park.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("13800138000", park.Html, StringComparison.Ordinal);

        await park.OpenAsync("/park/coverage");
        Assert.Equal("掌握 3 家单位，3 家还是空白", park.Title);
        await park.OpenAsync(park.LinkTo("category=medicalInstitution", "state=untouched"));
        Assert.Equal("1 家单位既没有对接，也没有发布岗位", park.Title);
        await park.OpenAsync(park.LinkTo("/park/firms.csv"));
        Assert.StartsWith("单位名称,统一社会信用代码,单位类别,职工人数,", park.Html, StringComparison.Ordinal);
        Assert.Contains($"人民医院,{Hospital},医疗机构,1200,未登记,", park.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visit_is_noted_and_the_story_of_the_unit_tells_it_until_it_is_annulled()
    {
        await using var programme = await Programme.OpenAsync();
        await programme.PublishAsync();
        using var park = new Visitor(programme.Host.Address);
        await park.SignInAsync("park");
        await park.OpenAsync($"/park/units/{Programme.Member.UnitId}");
        await park.OpenAsync(park.LinkTo("/park/firms/"));
        Assert.EndsWith("：已发布 3 个名额", park.Title, StringComparison.Ordinal);
        await park.OpenAsync(park.LinkTo("/contact"));

        (string, string)[] visit = [("on", "2022-06-28"), ("channel", "visit"), ("department", "科技创新局"), ("workingGroup", "人才专班"), ("outcome", "promised"), ("followUpOn", "2022-06-28"), ("nextStep", "补发岗位"), ("note", "与研发部座谈" + Hostile)];
        await park.SubmitAsync("contact", [.. visit, ("seatsPromised", "八个")]);
        Assert.Contains("“八个”不是整数", park.Text, StringComparison.Ordinal);
        await park.SubmitAsync("contact", visit);
        Assert.Contains("承诺提供岗位的，请填写名额数", park.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"补发岗位\"", WebUtility.HtmlDecode(park.Html), StringComparison.Ordinal);
        await park.SubmitAsync("contact", [.. visit, ("seatsPromised", "8 个")]);
        foreach (var said in new[] { "已登记对接", "上门走访：承诺提供岗位 8 个名额", "科技创新局 · 人才专班", "还差 5 个未发布", "单位核验通过", "嵌入式软件工程师" })
        {
            Assert.Contains(said, park.Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Hostile, park.Html, StringComparison.Ordinal);
        await park.OpenAsync("/park");
        Assert.Contains("1 家单位待跟进", park.Text, StringComparison.Ordinal);
        await park.OpenAsync(park.LinkTo("/park/outreach"));
        Assert.Equal("累计对接 1 家，1 家待跟进", park.Title);
        Assert.Contains("承诺 8 个名额，已发布 3 个", park.Text, StringComparison.Ordinal);
        await park.OpenAsync(park.LinkTo("/park/outreach.csv"));
        Assert.Contains(",2022-06-28,上门走访,科技创新局,人才专班,承诺提供岗位,8,2022-06-28,补发岗位,", park.Html, StringComparison.Ordinal);
        await park.OpenAsync("/park/outreach");
        await park.OpenAsync(park.LinkTo("state=contacted"));
        Assert.Equal("累计对接 1 家", park.Title);
        await park.OpenAsync(park.LinkTo("/park/firms/", Programme.Member.UnitId.ToString()!));

        var annul = park.Forms.Single(form => form.Address.EndsWith("/annul", StringComparison.Ordinal)).Address;
        await park.SendAsync(annul, ("reason", "登记错了单位"));
        Assert.Contains("已作废，不再计入", park.Text, StringComparison.Ordinal);
        Assert.Contains("作废原因：登记错了单位", park.Text, StringComparison.Ordinal);
        await park.OpenAsync("/park/outreach");
        Assert.Equal("累计对接 0 家", park.Title);
        Assert.Contains("还没有对接记录", park.Text, StringComparison.Ordinal);

        await park.OpenAsync("/park/audit");
        foreach (var said in new[] { "登记对接", "作废对接记录", "查看企业联系人和经过", "导出对接记录" })
        {
            Assert.Contains(said, park.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_firm_is_added_and_corrected_and_what_is_wrong_stands_at_its_field()
    {
        await using var programme = await Programme.OpenAsync();
        using var park = new Visitor(programme.Host.Address);
        await park.SignInAsync("park");
        await park.OpenAsync("/park/firms/new");
        await park.SubmitAsync("firm", ("name", "华光光电"), ("uscc", "91370700MA3ABCDE12"), ("headcount", "300 人"), ("categories", "technologySme"));
        Assert.Contains("校验位不正确", park.Text, StringComparison.Ordinal);
        await park.SubmitAsync("firm", ("name", "华光光电"), ("headcount", "300 人"));
        Assert.Contains("请至少选择一个单位类别", park.Text, StringComparison.Ordinal);
        await park.SubmitAsync("firm", ("name", "华光光电"), ("headcount", "300 人"), ("categories", "technologySme"), ("contactPhone", "138-0013-8000"));
        Assert.Equal("华光光电：还没有对接", park.Title);
        Assert.Contains("13800138000", park.Text, StringComparison.Ordinal);
        await park.OpenAsync(park.LinkTo("/edit"));
        await park.SubmitAsync("firm", ("name", "华光光电"), ("uscc", Laser), ("headcount", "310"), ("categories", "technologySme"));
        Assert.Contains("310 人", park.Text, StringComparison.Ordinal);
        Assert.Contains(Laser, park.Text, StringComparison.Ordinal);

        using var other = new Visitor(programme.Host.Address);
        other.Keep(ViewerTests.CookieOf(programme, Testing.People.ParkStaff("hengyang"), "manage"));
        await other.OpenAsync(park.Address);
        Assert.Equal((HttpStatusCode.NotFound, "没有找到这家单位"), (other.Status, other.Title));
    }

    [Fact]
    public async Task A_briefing_is_noted_with_the_sheet_of_signatures_and_a_line_that_is_nobody_is_named()
    {
        await using var programme = await Programme.OpenAsync("盛瑞传动");
        using var park = new Visitor(programme.Host.Address);
        await park.SignInAsync("park");
        await park.OpenAsync("/park/outreach/briefings/new");
        (string, string)[] held = [("title", "政策宣讲会"), ("on", "2022-06-28"), ("department", "人社局"), ("place", "创业大厦")];
        await park.SubmitAsync("briefing", [.. held, ("attendees", "盛瑞传动，5\n不知名公司\n")]);
        Assert.Contains("第 2 行：名单中没有“不知名公司”", park.Text, StringComparison.Ordinal);
        await park.SubmitAsync("briefing", [.. held, ("attendees", "盛瑞传动，5")]);
        Assert.Equal("举办宣讲会 1 场", park.Title);
        Assert.Contains("1 家参会单位已记为对接过", park.Text, StringComparison.Ordinal);
        await park.OpenAsync(park.LinkTo("briefing="));
        Assert.Equal("累计对接 1 家", park.Title);
        Assert.Contains("宣讲会", park.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_thousand_rows_are_pasted_at_once()
    {
        await using var programme = await Programme.OpenAsync();
        using var park = new Visitor(programme.Host.Address);
        await park.SignInAsync("park");
        await park.OpenAsync("/park/firms/import");
        var rows = string.Join('\n', Enumerable.Range(0, 5_000).Select(number => $"潍坊高新区第{number}号科技有限公司\t\t\t{number % 900 + 1}\t联系人\t13800138000\t高新区健康东街{number}号"));
        foreach (var deed in new[] { "check", "submit" })
        {
            await park.SubmitAsync("import", ("deed", deed), ("rows", rows), ("category", "technologySme"));
            Assert.Contains("新增 5,000 家", park.Text, StringComparison.Ordinal);
        }

        Assert.Equal("掌握 5,001 家单位", park.Title);
    }

    [Fact]
    public async Task The_plan_says_whom_to_visit_next_and_why_and_a_visit_can_be_put_off()
    {
        await using var programme = await Programme.OpenAsync();
        using var park = new Visitor(programme.Host.Address);
        await park.SignInAsync("park");
        await programme.DoAsync(Programme.Staff, "posting", HttpMethod.Post, "firms", new { name = "潍坊学院", categories = new[] { "university" }, headcount = 800 });
        await park.OpenAsync("/park/coverage");
        await park.OpenAsync(park.LinkTo("/park/plan"));
        Assert.Equal("下一家去潍坊学院", park.Title);
        Assert.Contains("高校，800人左右，一般能提供约60个名额。", park.Text, StringComparison.Ordinal);
        Assert.Contains("预计 21.0 人", park.Text, StringComparison.Ordinal);
        var putOff = park.Forms.First(form => form.Address.EndsWith("/postpone", StringComparison.Ordinal)).Address;
        await park.SendAsync(putOff, ("until", "昨天"), ("reason", "放假"));
        Assert.Contains("“昨天”不是日期", park.Text, StringComparison.Ordinal);
        await park.SendAsync(putOff, ("until", "2022-07-20"), ("reason", "放假"));
        Assert.Contains("已推迟", park.Text, StringComparison.Ordinal);
        Assert.Equal("下一家去启明智造科技（潍坊）有限公司", park.Title);
    }

    [Theory]
    [InlineData("华光光电\t91370700MA0000001Y\t高新技术企业\t300", 1, 0)]
    [InlineData("单位名称\t人数\n华光光电\t300\n新力超导\t", 2, 0)]
    [InlineData("名称\n华光光电", 1, 0)]
    [InlineData("\n\n华光光电\n \t \n新力超导\n", 2, 0)]
    [InlineData("华光光电\t\t高新技术企业；科技型中小企业/高校\t１２０人", 1, 0)]
    [InlineData("华光光电\t\t\"高新技术企业\n科技型中小企业\"\t120\n新力超导", 2, 0)]
    [InlineData("华光光电\t\t高企\t很多", 1, 2)]
    public void What_is_copied_from_a_spreadsheet_is_read(string text, int firms, int faults)
    {
        var read = PastedFirms.Read(text, null, "名单");
        Assert.Equal((firms, faults), (read.Firms.Count, read.Faults.Count));
        Assert.Equal("华光光电", read.Firms[0].Name);
        Assert.All(read.Firms, firm => Assert.Equal("名单", firm.Source));
    }

    static string CodeOf(string first17) => first17 + UnifiedSocialCreditCode.CheckCharacter(first17);
}
