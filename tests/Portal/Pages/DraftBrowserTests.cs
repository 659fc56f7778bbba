using Microsoft.Playwright;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>What somebody typed into a long form is not lost; <c>RAMATCH_TEST_PICTURES</c> keeps pictures.</summary>
[Trait(Categories.Name, Categories.Browser)]
public sealed class DraftBrowserTests(SharedBrowser browser)
{
    [Fact]
    public async Task What_was_typed_is_offered_again_is_back_after_an_ended_session_and_goes_once_it_was_taken()
    {
        await using var programme = await Programme.OpenAsync();
        var chromium = await browser.RequireAsync();
        foreach (var session in new[] { await chromium.OpenDesktopAsync(programme.Host.Address), await chromium.OpenPhoneAsync(programme.Host.Address) })
        {
            await using var visitor = session;
            var page = session.Page;
            var width = page.ViewportSize!.Width;
            await SignInAsync(page);
            await page.GotoAsync("/unit/positions/new");
            await page.GetByLabel("岗位名称").FillAsync("嵌入式软件工程师");
            await page.GetByLabel("必备技能").FillAsync("Office（Word，Excel）\nC");
            await page.GetByRole(AriaRole.Button, new() { Name = "再加一个" }).ClickAsync();
            await page.GetByLabel("专业 4").FillAsync("土木、水利与海洋工程");
            await Eventually.True(async () => await page.EvaluateAsync<bool>("() => Object.keys(localStorage).some(key => key.startsWith('draft ') && localStorage[key].includes('土木'))"), "what is typed should be kept");

            await page.GotoAsync("/unit/positions/new");
            await Assertions.Expect(page.GetByLabel("岗位名称")).ToHaveValueAsync("");
            await session.AssertReadableAsync($"{width}-draft-offered");
            await page.GetByRole(AriaRole.Button, new() { Name = "恢复" }).ClickAsync();
            await Assertions.Expect(page.GetByLabel("岗位名称")).ToHaveValueAsync("嵌入式软件工程师");
            await Assertions.Expect(page.GetByLabel("专业 1")).ToHaveValueAsync("土木、水利与海洋工程");

            // The session ends; the form is sent all the same.
            await page.Context.ClearCookiesAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "检查" }).ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("登录后继续");
            await page.GetByRole(AriaRole.Button, new() { Name = "以高婧进入" }).ClickAsync();
            await Assertions.Expect(page.GetByLabel("岗位名称")).ToHaveValueAsync("嵌入式软件工程师");
            await Assertions.Expect(page.GetByText("已恢复您填写过的内容")).ToBeVisibleAsync();

            await page.GetByLabel("月薪下限（元，税前）").FillAsync("6k");
            await page.GetByLabel("招聘人数").FillAsync("1,2");
            await page.GetByLabel("专业 2").FillAsync("计算机");
            await page.GetByRole(AriaRole.Button, new() { Name = "检查" }).ClickAsync();
            await Assertions.Expect(page.GetByText("“6k”不是金额，请填写数字，例如 6000。")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByText("“1,2”不是整数")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByText("专业目录中没有“计算机”")).ToBeVisibleAsync();
            await session.AssertReadableAsync($"{width}-draft-refused");

            await page.GetByLabel("专业 2").FillAsync("计算机类");
            await page.GetByLabel("招聘人数").FillAsync("2 人");
            await page.GetByLabel("月薪下限（元，税前）").FillAsync("6,000元");
            await page.GetByLabel("月薪上限（元，税前）").FillAsync("８０００");
            await page.GetByLabel("专项").SelectOptionAsync(Programme.Code);
            await page.GetByLabel("岗位类型").SelectOptionAsync("researchProject");
            await page.GetByLabel("岗位职责").FillAsync("参与智能控制器的固件开发，编写测试并整理技术文档。");
            await page.GetByLabel("投递截止").FillAsync("2022-08-01");
            await page.GetByRole(AriaRole.Button, new() { Name = "提交审核" }).ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("嵌入式软件工程师：待审核");
            Assert.Equal("Office（Word，Excel）\nC", await page.GetByLabel("必备技能").InputValueAsync());
            await Eventually.True(
                async () => await page.EvaluateAsync<int>("() => Object.keys(localStorage).filter(key => key.startsWith('draft ')).length") == 0,
                "what was kept goes once it has been taken");
            Assert.Empty(session.Problems);
        }
    }

    [Fact]
    public async Task What_a_graduate_typed_survives_a_lost_connection_and_goes_with_whoever_signs_out()
    {
        await using var programme = await Programme.OpenAsync();
        var chromium = await browser.RequireAsync();
        await using var session = await chromium.OpenPhoneAsync(programme.Host.Address);
        var page = session.Page;
        await page.GotoAsync("/sign-in?return=/m/resume");
        await page.GetByRole(AriaRole.Button, new() { Name = "以陈晓雯进入" }).ClickAsync();
        await page.GetByLabel("做过什么、想做什么").FillAsync("参与过三个控制系统项目，想做磁悬浮。");
        // As on a phone that has opened the site before.
        await page.EvaluateAsync("() => navigator.serviceWorker.ready");
        await page.Context.SetOfflineAsync(true);
        // Half filled in: what has to be there is not.
        await page.EvaluateAsync("() => document.querySelector('main form').noValidate = true");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存简历" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("没有连上服务器");
        await page.Context.SetOfflineAsync(false);
        await page.GotoAsync("/m/resume");
        await Assertions.Expect(page.GetByLabel("做过什么、想做什么")).ToHaveValueAsync("参与过三个控制系统项目，想做磁悬浮。");
        await Assertions.Expect(page.GetByText("已恢复您填写过的内容")).ToBeVisibleAsync();

        await page.GotoAsync("/m/me");
        await page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await Assertions.Expect(page.Locator("form[action=\"/sign-out\"]")).ToHaveCountAsync(0);
        Assert.Equal(0, await page.EvaluateAsync<int>("() => Object.keys(localStorage).filter(key => key.startsWith('draft ')).length"));
    }

    static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "以高婧进入" }).ClickAsync();
    }
}
