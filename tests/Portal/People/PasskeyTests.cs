using Microsoft.Playwright;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.People;

/// <summary>Passkeys, made and used by a browser whose authenticator is part of it; and what is no answer of one.</summary>
public sealed class PasskeyTests(SharedBrowser browser)
{
    const string Mobile = "13800138000";

    [Fact]
    [Trait(Categories.Name, Categories.Browser)]
    public async Task A_graduate_makes_a_passkey_signs_in_with_it_and_removes_it()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        var chromium = await browser.RequireAsync();
        await using var phone = await chromium.OpenPhoneAsync(Named(installation));
        var page = phone.Page;
        await PlugInAsync(page);
        await SignInByPasswordAsync(page, Mobile, "/account/passkeys");
        await phone.AssertReadableAsync("390-passkeys-none");
        await AddAsync(page, "错的密码错的密码呀");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("密码不正确");
        await AddAsync(page, Installation.Password);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("1 个通行密钥");
        await phone.AssertReadableAsync("390-passkeys");
        Assert.Contains("通行密钥", (await installation.LettersAsync(Mobile))[^1].Text, StringComparison.Ordinal);

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in?return=/account");
        await phone.AssertReadableAsync("390-sign-in-passkey");
        await page.GetByRole(AriaRole.Button, new() { Name = "用通行密钥登录" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("陈晓雯的账号");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("用通行密钥登录");

        await page.GotoAsync("/account/passkeys");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^删除") }).ClickAsync();
        await phone.AssertReadableAsync("390-passkey-remove");
        await page.GetByLabel("密码", new() { Exact = true }).FillAsync(Installation.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "删除", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".flash")).ToContainTextAsync("已删除");
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "用通行密钥登录" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("通行密钥没有通过核对");
        Assert.Empty(phone.Problems);
    }

    [Fact]
    [Trait(Categories.Name, Categories.Browser)]
    public async Task Whoever_needs_a_second_factor_may_have_a_passkey_for_one_and_then_no_password_alone_lets_in()
    {
        await using var installation = await Installation.StartAsync();
        using var invited = await installation.SupervisorAsync();
        var chromium = await browser.RequireAsync();
        await using var desktop = await chromium.OpenDesktopAsync(Named(installation));
        var page = desktop.Page;
        await PlugInAsync(page);
        await SignInByPasswordAsync(page, "zhou@example.com", "/supervisor");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("请先设置动态验证码");
        await page.GetByRole(AriaRole.Link, new() { Name = "用通行密钥" }).ClickAsync();
        await AddAsync(page, Installation.Password);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("1 个通行密钥");
        await desktop.AssertReadableAsync("1440-passkeys");
        await page.GotoAsync("/supervisor");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("还没有专项");
        // Whoever was signed in by the password before has been signed out by it.
        await invited.OpenAsync("/account");
        Assert.Equal("登录后继续", invited.Title);

        await page.Context.ClearCookiesAsync();
        await SignInByPasswordAsync(page, "zhou@example.com", "/supervisor");
        await Assertions.Expect(page.Locator(".flash")).ToContainTextAsync("还须用通行密钥核对");
        await page.GetByRole(AriaRole.Button, new() { Name = "用通行密钥登录" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("还没有专项");
        Assert.Empty(desktop.Problems);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("""{"id":"AAAA","rawId":"AAAA","type":"public-key","clientExtensionResults":{},"response":{"clientDataJSON":"e30","authenticatorData":"AAAA","signature":"AAAA","userHandle":"AAAA"}}""")]
    public async Task What_is_no_answer_of_a_passkey_opens_nothing_and_says_what_to_do(string credential)
    {
        await using var installation = await Installation.StartAsync();
        using var visitor = installation.Visitor();
        await visitor.OpenAsync("/sign-in");
        await visitor.SubmitAsync("passkey", ("credential", credential));
        Assert.Contains("通行密钥没有通过核对", visitor.Text, StringComparison.Ordinal);

        using var graduate = await installation.GraduateAsync();
        await graduate.OpenAsync("/account/passkeys");
        await graduate.SubmitAsync("add-passkey", ("credential", credential), ("name", "手机"), ("password", Installation.Password));
        Assert.Contains("通行密钥没有添加", graduate.Text, StringComparison.Ordinal);
        Assert.Equal(0, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM passkey")));
    }

    // Passkeys belong to a name, and an address in numbers is none.
    static Uri Named(Installation installation) => new UriBuilder(installation.Host.Address) { Host = "localhost" }.Uri;

    static async Task PlugInAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
        });
    }

    static async Task SignInByPasswordAsync(IPage page, string address, string then)
    {
        await page.GotoAsync($"/sign-in?return={then}");
        await page.GetByLabel("手机号码或电子邮箱").FillAsync(address);
        await page.GetByLabel("密码", new() { Exact = true }).FillAsync(Installation.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
    }

    static async Task AddAsync(IPage page, string password)
    {
        await page.GetByLabel("名称").FillAsync("值班电脑");
        await page.GetByLabel("密码", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "添加", Exact = true }).ClickAsync();
    }
}
