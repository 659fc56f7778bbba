using Microsoft.Playwright;
using RaMatch.Portal.Tests.People;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Apps;

/// <summary>The pages about programs, in a real browser, which holds a form back that leads elsewhere unless the page says where.</summary>
[Trait(Categories.Name, Categories.Browser)]
public sealed class AppBrowserTests(SharedBrowser browser)
{
    const string Email = "chen@example.com";

    [Fact]
    public async Task A_graduate_allows_an_app_by_hand_and_the_browser_brings_the_code_back_to_it()
    {
        await using var installation = await Installation.StartAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Webhooks:PrivateNetworks"] = "127.0.0.0/8" });
        using var supervisor = await AppTests.SupervisorAsync(installation);
        await using var app = await AppTests.RegisterAsync(installation, supervisor);
        using var graduate = await installation.GraduateAsync(Email);
        using var owner = await installation.OwnerAsync();
        var chromium = await browser.RequireAsync();
        await using var phone = await chromium.OpenPhoneAsync(installation.Host.Address);
        await phone.Page.GotoAsync(app.Ask("openid profile offline_access profile:read applications:read"));
        await SignInAsync(phone.Page, Email);
        await Assertions.Expect(phone.Page.Locator("h1")).ToHaveTextAsync("允许“校园求职”代您办理？");
        await phone.AssertReadableAsync("390-consent");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "同意" }).ClickAsync();
        await phone.Page.WaitForURLAsync("**/callback?**");
        Assert.True((await app.RedeemAsync()).TryGetProperty("access_token", out _));
        await phone.Page.GotoAsync(new Uri(installation.Host.Address, "/account/apps").ToString());
        await phone.AssertReadableAsync("390-connected");
        await phone.Page.GotoAsync(new Uri(installation.Host.Address, app.Ask("openid", ("code_challenge", ""), ("redirect_uri", "http://127.0.0.1/elsewhere"))).ToString());
        await phone.AssertReadableAsync("390-asked-wrongly");

        await using var desktop = await chromium.OpenDesktopAsync(installation.Host.Address);
        await desktop.Page.GotoAsync("/sign-in?return=/apps");
        await SignInAsync(desktop.Page, "gao@example.com");
        await desktop.Page.GetByLabel("名称").FillAsync("招聘系统");
        await desktop.Page.GetByLabel("查看候选人及其联系方式").CheckAsync();
        await desktop.AssertReadableAsync("1440-apps-empty");
        await desktop.Page.GetByRole(AriaRole.Button, new() { Name = "登记" }).ClickAsync();
        await Assertions.Expect(desktop.Page.GetByText("密钥只在这里显示一次")).ToBeVisibleAsync();
        await desktop.AssertReadableAsync("1440-apps-made");
        await desktop.Page.GotoAsync("/apps");
        await desktop.AssertReadableAsync("1440-apps");
        await desktop.Page.SetViewportSizeAsync(390, 844);
        await desktop.AssertReadableAsync("390-apps");

        await using var receiver = await Receiver.StartAsync();
        await desktop.Page.GotoAsync("/webhooks");
        await desktop.Page.GetByLabel("接收推送的网址").FillAsync(receiver.Address);
        await desktop.Page.GetByLabel("录用答复").CheckAsync();
        await desktop.Page.GetByRole(AriaRole.Button, new() { Name = "登记" }).ClickAsync();
        await Assertions.Expect(desktop.Page.GetByText("密钥只在这里显示一次")).ToBeVisibleAsync();
        await desktop.AssertReadableAsync("390-webhook-made");
        await desktop.Page.GetByRole(AriaRole.Link, new() { Name = "推送记录" }).ClickAsync();
        await desktop.Page.GetByRole(AriaRole.Button, new() { Name = "发送测试" }).ClickAsync();
        await Assertions.Expect(desktop.Page.GetByText("测试已发出")).ToBeVisibleAsync();
        await Eventually.True(() => Task.FromResult(receiver.Came.Count == 1), "The receiver should be told.");
        await desktop.Page.ReloadAsync();
        await desktop.AssertReadableAsync("390-webhook-log");
        await desktop.Page.SetViewportSizeAsync(1440, 900);
        await desktop.AssertReadableAsync("1440-webhook-log");

        // The request that was wrong.
        Assert.DoesNotContain(phone.Problems.Concat(desktop.Problems), problem => !problem.Contains("400", StringComparison.Ordinal));
    }

    static async Task SignInAsync(IPage page, string address)
    {
        await page.GetByLabel("手机号码或电子邮箱").FillAsync(address);
        await page.GetByLabel("密码").FillAsync(Installation.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
    }
}
