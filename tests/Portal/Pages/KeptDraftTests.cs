using Microsoft.Playwright;
using RaMatch.Reference;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>What a unit has kept of a position that it has not submitted yet; <c>RAMATCH_TEST_PICTURES</c> keeps pictures.</summary>
public sealed class KeptDraftTests(SharedBrowser browser)
{
    static readonly (string, string)[] Half =
    [
        ("programme", Programme.Code), ("title", ""), ("kind", ""), ("duties", "参与固件开发，\n限985院校毕业生。"), ("seats", "两三个"), ("minimumDegree", "master"), ("majors", "计算机类"), ("majors", "没有这个专业"),
        ("requiredSkills", "C\nRTOS"), ("wishedSkills", ""), ("city", "潍坊市"), ("payMinimumFen", "6k"), ("payMaximumFen", "面议"), ("termMonths", "一年"), ("closesOn", ""),
    ];

    static readonly (string, string)[] Whole =
    [
        ("programme", Programme.Code), ("title", "嵌入式软件工程师"), ("kind", "researchProject"), ("duties", "参与智能控制器的固件开发，编写测试并整理技术文档。"), ("seats", "3"), ("minimumDegree", "bachelor"),
        ("city", "潍坊市"), ("payMinimumFen", "8000"), ("payMaximumFen", "13000"), ("termMonths", "12"), ("closesOn", "2022-07-01"),
    ];

    [Fact]
    public async Task Whatever_is_typed_is_kept_without_a_script_and_stays_until_it_is_submitted_or_deleted()
    {
        await using var programme = await Programme.OpenAsync();
        using var unit = new Visitor(programme.Host.Address);
        await unit.SignInAsync("unit");
        await unit.OpenAsync("/unit/positions/new");
        await unit.SubmitAsync("position", [.. Half, ("deed", "draft")]);
        Assert.Equal("未命名岗位：草稿", unit.Title);
        Assert.Contains("草稿已保存，还没有提交审核。", unit.Text);

        await unit.OpenAsync("/unit/positions");
        Assert.Equal("0 个岗位", unit.Title);
        Assert.Contains("草稿（1）", unit.Text);
        await unit.OpenAsync("/unit/positions?status=draft");
        Assert.Equal("1 份草稿", unit.Title);
        var address = unit.LinkTo("/unit/positions/drafts/");
        await unit.OpenAsync(address);
        foreach (var (_, typed) in Half.Where(field => field.Item2.Length > 0 && !field.Item2.Contains('\n', StringComparison.Ordinal) && field.Item1 is not ("programme" or "minimumDegree")))
        {
            Assert.Contains($"value=\"{typed}\"", unit.Html);
        }

        Assert.Contains("参与固件开发，\n限985院校毕业生。", unit.Text);
        Assert.Contains("<option value=\"master\" selected>", unit.Html);
        Assert.Contains($"<option value=\"{Programme.Code}\" selected>", unit.Html);

        await unit.SubmitAsync("position", [.. Half, ("title", "固件工程师"), ("deed", "submit")]);
        Assert.Contains("“6k”不是金额", unit.Text);
        Assert.Contains("value=\"6k\"", unit.Html);
        await unit.SubmitAsync("position", [.. Whole.Where(field => field.Item1 != "duties"), ("duties", "参与固件开发，限985、211院校毕业生。"), ("deed", "submit")]);
        Assert.Contains("限985、211院校毕业生", unit.Text);
        Assert.Contains("aria-invalid=\"true\"", unit.Html);
        await unit.OpenAsync(address);
        Assert.Equal("未命名岗位：草稿", unit.Title);

        await unit.SubmitAsync("position", [.. Whole, ("deed", "draft")]);
        Assert.Equal("嵌入式软件工程师：草稿", unit.Title);
        await unit.SubmitAsync("position", [.. Whole, ("deed", "submit")]);
        Assert.Equal("嵌入式软件工程师：待审核", unit.Title);
        await unit.SendAsync(unit.Forms.Single(form => form.Address.EndsWith("/copy", StringComparison.Ordinal)).Address);
        Assert.Contains("已复制为草稿", unit.Text);
        await unit.SendAsync(unit.Forms.Single(form => form.Address.EndsWith("/discard", StringComparison.Ordinal)).Address);
        Assert.Contains("草稿已删除。", unit.Text);
        Assert.Equal("0 份草稿", unit.Title);
        await unit.OpenAsync(address);
        Assert.Equal("没有找到这份草稿", unit.Title);
    }

    [Fact]
    public async Task A_colleague_who_was_faster_is_not_overwritten_and_what_was_typed_meanwhile_is_not_lost()
    {
        await using var programme = await Programme.OpenAsync();
        using var unit = new Visitor(programme.Host.Address);
        using var colleague = new Visitor(programme.Host.Address);
        await unit.SignInAsync("unit");
        await colleague.SignInAsync("unit");
        await unit.OpenAsync("/unit/positions/new");
        await unit.SubmitAsync("position", [.. Whole, ("deed", "draft")]);
        await unit.OpenAsync("/unit/positions?status=draft");
        var address = unit.LinkTo("/unit/positions/drafts/");
        await unit.OpenAsync(address);
        await colleague.OpenAsync(address);
        await colleague.SubmitAsync("position", [.. Whole.Where(field => field.Item1 != "title"), ("title", "测试工程师"), ("deed", "draft")]);

        foreach (var deed in new[] { "draft", "submit" })
        {
            await unit.SubmitAsync("position", [.. Whole, ("deed", deed)]);
            Assert.Contains("这份草稿在您打开之后又被保存过", unit.Text);
            Assert.Contains("value=\"嵌入式软件工程师\"", unit.Html);
            Assert.Contains($"href=\"{address}\"", unit.Html);
        }

        await unit.SendAsync(address + "/discard");
        Assert.Equal("测试工程师：草稿", unit.Title);
        await colleague.SubmitAsync("position", [.. Whole.Where(field => field.Item1 != "title"), ("title", "测试工程师"), ("deed", "submit")]);
        Assert.Equal("测试工程师：待审核", colleague.Title);

        await unit.SubmitAsync("position", [.. Whole, ("deed", "submit")]);
        Assert.Contains("这份草稿已被同事提交或删除。您填写的内容还在下面", unit.Text);
        Assert.Contains("value=\"嵌入式软件工程师\"", unit.Html);
        await unit.SubmitAsync("position", [.. Whole, ("deed", "draft")]);
        Assert.Contains("您填写的内容另存为这份草稿", unit.Text);
        Assert.Equal("嵌入式软件工程师：草稿", unit.Title);
    }

    [Fact]
    public async Task A_unit_that_waits_for_its_park_is_told_before_the_form_and_keeps_a_draft_and_a_suspended_one_reaches_none()
    {
        await using var programme = await Programme.OpenAsync();
        using var unit = new Visitor(programme.Host.Address);
        await unit.SignInAsync("unit");
        const string First17 = "91370700MA3ABCDE1";
        await programme.DoAsync(Programme.Member, "posting", HttpMethod.Put, "units/mine", new
        {
            uscc = First17 + UnifiedSocialCreditCode.CheckCharacter(First17),
            name = "启明智造",
            parkId = Programme.Park,
            city = "潍坊市",
            contactName = "高婧",
            contactPhone = "13800138000",
            categories = new[] { new { category = "highTechEnterprise", evidence = "GR202137000001", year = 2021 } },
        });
        await unit.OpenAsync("/unit/positions/new");
        Assert.True(unit.Text.IndexOf("贵单位正在等待园区核验，通过后才能提交岗位", StringComparison.Ordinal) < unit.Text.IndexOf("岗位职责", StringComparison.Ordinal));
        await unit.SubmitAsync("position", [.. Whole, ("deed", "draft")]);
        Assert.Equal("嵌入式软件工程师：草稿", unit.Title);
        await unit.SubmitAsync("position", [.. Whole, ("deed", "submit")]);
        Assert.Contains("贵单位通过园区核验后才能提交岗位。", unit.Text);

        await programme.DoAsync(Programme.Staff, "posting", HttpMethod.Post, $"units/{Programme.Member.UnitId}/suspend", new { reason = "材料不实" });
        await unit.OpenAsync("/unit/positions?status=draft");
        Assert.Equal("草稿暂时无法显示", unit.Title);
        Assert.DoesNotContain("嵌入式软件工程师", unit.Text);
    }

    [Fact]
    [Trait(Categories.Name, Categories.Browser)]
    public async Task A_draft_is_saved_opened_submitted_and_deleted_on_a_desk_and_a_phone()
    {
        await using var programme = await Programme.OpenAsync();
        var chromium = await browser.RequireAsync();
        foreach (var session in new[] { await chromium.OpenDesktopAsync(programme.Host.Address), await chromium.OpenPhoneAsync(programme.Host.Address) })
        {
            await using var visitor = session;
            var page = session.Page;
            var width = page.ViewportSize!.Width;
            await page.GotoAsync("/sign-in");
            await page.GetByRole(AriaRole.Button, new() { Name = "以高婧进入" }).ClickAsync();
            await page.GotoAsync("/unit/positions/new");
            await page.GetByLabel("月薪下限（元，税前）").FillAsync("6k");
            await page.GetByLabel("必备技能").FillAsync("C\nRTOS");
            await session.AssertReadableAsync($"{width}-kept-draft-new");
            await page.GetByRole(AriaRole.Button, new() { Name = "保存草稿" }).ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("未命名岗位：草稿");
            await Assertions.Expect(page.GetByLabel("月薪下限（元，税前）")).ToHaveValueAsync("6k");
            await Assertions.Expect(page.GetByLabel("必备技能")).ToHaveValueAsync("C\nRTOS");
            await session.AssertReadableAsync($"{width}-kept-draft");

            await page.GetByLabel("岗位名称").FillAsync("固件工程师");
            await page.GetByLabel("岗位类型").SelectOptionAsync("researchProject");
            await page.GetByLabel("岗位职责").FillAsync("参与固件开发，限985、211院校毕业生。");
            await page.GetByLabel("月薪下限（元，税前）").FillAsync("6000");
            await page.GetByLabel("月薪上限（元，税前）").FillAsync("9000");
            await page.GetByLabel("投递截止").FillAsync("2022-08-01");
            await page.GetByRole(AriaRole.Button, new() { Name = "提交审核" }).ClickAsync();
            await Assertions.Expect(page.GetByLabel("岗位职责")).ToHaveAttributeAsync("aria-invalid", "true");

            // The draft is as it was saved, and what was refused is offered beside it.
            await page.GotoAsync("/unit/positions?status=draft");
            await session.AssertReadableAsync($"{width}-kept-drafts");
            await page.GetByRole(AriaRole.Link, new() { Name = "继续填写：未命名岗位" }).ClickAsync();
            await Assertions.Expect(page.GetByLabel("岗位名称")).ToHaveValueAsync("");
            await page.GetByRole(AriaRole.Button, new() { Name = "恢复" }).ClickAsync();
            await Assertions.Expect(page.GetByLabel("岗位名称")).ToHaveValueAsync("固件工程师");
            await page.GetByLabel("岗位职责").FillAsync("参与智能控制器的固件开发，编写测试并整理技术文档。");
            await page.GetByRole(AriaRole.Button, new() { Name = "保存草稿" }).ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("固件工程师：草稿");
            await page.GetByRole(AriaRole.Button, new() { Name = "提交审核" }).ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("固件工程师：待审核");

            await page.GetByRole(AriaRole.Button, new() { Name = "复制" }).ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("固件工程师：草稿");
            var asked = new List<string>();
            var certain = false;
            page.Dialog += async (_, dialog) =>
            {
                asked.Add(dialog.Message);
                await (certain ? dialog.AcceptAsync() : dialog.DismissAsync());
            };
            var discard = page.GetByRole(AriaRole.Button, new() { Name = "删除草稿：固件工程师" });
            await discard.ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("固件工程师：草稿");
            certain = true;
            await discard.ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("0 份草稿");
            Assert.Equal(["删除后不能恢复，确定删除这份草稿？", "删除后不能恢复，确定删除这份草稿？"], asked);
            Assert.Empty(session.Problems);
        }
    }
}
