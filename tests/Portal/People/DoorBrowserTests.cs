using Microsoft.Playwright;
using RaMatch.Portal.People;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.People;

/// <summary>The pages at the door as a person sees them.</summary>
[Trait(Categories.Name, Categories.Browser)]
public sealed class DoorBrowserTests(SharedBrowser browser)
{
    const string Mobile = "13800138000";

    [Fact]
    public async Task Everybody_can_read_the_way_from_registering_to_the_account_with_a_second_factor()
    {
        await using var installation = await Installation.StartAsync();
        var chromium = await browser.RequireAsync();
        await using var phone = await chromium.OpenPhoneAsync(installation.Host.Address);
        var page = phone.Page;
        await page.GotoAsync("/register");
        await phone.AssertReadableAsync("390-register");
        await page.GetByLabel("姓名").FillAsync("陈晓雯");
        await page.GetByLabel("手机号码或电子邮箱").FillAsync("138 0013 8000");
        await page.GetByRole(AriaRole.Button, new() { Name = "获取验证码" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("设置密码")).ToBeVisibleAsync();
        await phone.AssertReadableAsync("390-register-code");
        await page.GetByLabel("验证码", new() { Exact = true }).FillAsync(await installation.CodeAsync(Mobile));
        await page.GetByLabel("设置密码").FillAsync(Installation.Password);
        await page.GetByLabel("我已阅读并同意").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "注册", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("三分钟写好简历，马上看到适合您的岗位");

        await page.GotoAsync("/account");
        await phone.AssertReadableAsync("390-account");
        await page.GetByRole(AriaRole.Link, new() { Name = "开启动态验证码" }).ClickAsync();
        await Assertions.Expect(page.Locator(".qr svg")).ToBeVisibleAsync();
        await phone.AssertReadableAsync("390-enrol");
        var key = (await page.Locator(".note code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await page.GetByLabel("动态验证码").FillAsync(Totp.Code(key, Totp.StepOf(installation.Host.Clock.GetUtcNow())));
        await page.GetByLabel("密码", new() { Exact = true }).FillAsync(Installation.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "开启", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("请收好这些恢复码");
        await phone.AssertReadableAsync("390-recovery-codes");

        await using var desktop = await chromium.OpenDesktopAsync(installation.Host.Address);
        installation.Host.Clock.Advance(TimeSpan.FromSeconds(30));
        await desktop.Page.GotoAsync("/sign-in");
        await desktop.AssertReadableAsync("1440-sign-in");
        await desktop.Page.GetByLabel("手机号码或电子邮箱").FillAsync(Mobile);
        await desktop.Page.GetByLabel("密码").FillAsync(Installation.Password);
        await desktop.Page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await Assertions.Expect(desktop.Page.Locator("h1")).ToHaveTextAsync("请输入动态验证码");
        await desktop.AssertReadableAsync("1440-second-factor");
        await desktop.Page.GetByLabel("动态验证码").FillAsync(Totp.Code(key, Totp.StepOf(installation.Host.Clock.GetUtcNow())));
        await desktop.Page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await Assertions.Expect(desktop.Page.Locator(".user b").First).ToHaveTextAsync("陈晓雯");
        Assert.Empty(phone.Problems);
        Assert.Empty(desktop.Problems);
    }

    [Fact]
    public async Task An_owner_invites_by_the_members_page_at_both_widths()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        var chromium = await browser.RequireAsync();
        await using var desktop = await chromium.OpenDesktopAsync(installation.Host.Address);
        await using var phone = await chromium.OpenPhoneAsync(installation.Host.Address);
        foreach (var (session, width) in new[] { (desktop, "1440"), (phone, "390") })
        {
            await session.Page.GotoAsync("/sign-in?return=/members");
            await session.Page.GetByLabel("手机号码或电子邮箱").FillAsync("gao@example.com");
            await session.Page.GetByLabel("密码").FillAsync(Installation.Password);
            await session.Page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
            await session.Page.GetByLabel("姓名").FillAsync("王刚" + width);
            await session.Page.GetByLabel("手机号码或电子邮箱").FillAsync($"wang{width}@example.com");
            await session.Page.GetByLabel("身份").SelectOptionAsync("recruiter");
            await session.Page.GetByRole(AriaRole.Button, new() { Name = "发送邀请" }).ClickAsync();
            await Assertions.Expect(session.Page.Locator(".flash")).ToContainTextAsync("邀请已发送给王刚" + width);
            await session.AssertReadableAsync(width + "-members");
            await session.Page.GotoAsync("/unit");
            await session.AssertReadableAsync(width + "-unit-with-account");
            Assert.Empty(session.Problems);
        }

        await desktop.Page.Context.ClearCookiesAsync();
        await desktop.Page.GotoAsync(await installation.LinkAsync("wang390@example.com"));
        await Assertions.Expect(desktop.Page.Locator("h1")).ToContainTextAsync("邀请您加入");
        await desktop.AssertReadableAsync("1440-invitation");
        await desktop.Page.GotoAsync("/forgot");
        await desktop.AssertReadableAsync("1440-forgot");
    }

    [Fact]
    public async Task An_identity_of_a_provider_outside_is_linked_and_comes_in_at_both_widths()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var installation = await Installation.StartAsync(provider.Settings());
        using var graduate = await installation.GraduateAsync();
        var chromium = await browser.RequireAsync();
        await using var desktop = await chromium.OpenDesktopAsync(installation.Host.Address);
        await using var phone = await chromium.OpenPhoneAsync(installation.Host.Address);
        foreach (var (session, width) in new[] { (desktop, "1440"), (phone, "390") })
        {
            var page = session.Page;
            provider.Person = (width, "陈晓雯");
            await page.GotoAsync("/sign-in?return=/account");
            await session.AssertReadableAsync(width + "-sign-in-external");
            await page.GetByRole(AriaRole.Link, new() { Name = "用潍坊高新区统一身份登录" }).ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("还没有关联账号");
            await session.AssertReadableAsync(width + "-external-unknown");
            await page.GetByRole(AriaRole.Link, new() { Name = "登录后关联" }).ClickAsync();
            await page.GetByLabel("手机号码或电子邮箱").FillAsync(Mobile);
            await page.GetByLabel("密码").FillAsync(Installation.Password);
            await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "关联潍坊高新区统一身份" }).ClickAsync();
            await Assertions.Expect(page.Locator("h2").First).ToHaveTextAsync("关联“潍坊高新区统一身份”（陈晓雯）");
            await session.AssertReadableAsync(width + "-external-link");
            await page.GetByLabel("密码", new() { Exact = true }).FillAsync(Installation.Password);
            await page.GetByRole(AriaRole.Button, new() { Name = "关联", Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("已关联 1 个统一身份");
            await session.AssertReadableAsync(width + "-external");
            await page.Context.ClearCookiesAsync();
            await page.GotoAsync("/sign-in?return=/account/external");
            await page.GetByRole(AriaRole.Link, new() { Name = "用潍坊高新区统一身份登录" }).ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("已关联 1 个统一身份");
            await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^解除") }).ClickAsync();
            await page.GetByLabel("密码", new() { Exact = true }).FillAsync("错的密码错的密码呀");
            await page.GetByRole(AriaRole.Button, new() { Name = "解除", Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync("密码不正确");
            await session.AssertReadableAsync(width + "-external-remove");
            await page.GetByLabel("密码", new() { Exact = true }).FillAsync(Installation.Password);
            await page.GetByRole(AriaRole.Button, new() { Name = "解除", Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator(".flash")).ToContainTextAsync("已解除");

            await page.GotoAsync("/account/close");
            await session.AssertReadableAsync(width + "-close");
            await page.GotoAsync("/forgot");
            await page.GetByLabel("手机号码或电子邮箱").FillAsync(Mobile);
            await page.GetByRole(AriaRole.Button, new() { Name = "获取验证码" }).ClickAsync();
            await Assertions.Expect(page.GetByLabel("新密码")).ToBeVisibleAsync();
            await session.AssertReadableAsync(width + "-forgot-code");
            Assert.Empty(session.Problems);
        }
    }
}
