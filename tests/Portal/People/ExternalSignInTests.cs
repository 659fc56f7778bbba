using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using RaMatch.Portal.People;
using RaMatch.Portal.Tests.Pages;
using Xunit;

namespace RaMatch.Portal.Tests.People;

/// <summary>Coming in by a provider outside: linked by an explicit step, opening one account, and none for somebody else.</summary>
public sealed class ExternalSignInTests
{
    const string Mobile = "13800138000";
    const string Button = "/sign-in/external/weifang";
    const string Resume = "还没有简历，先花三分钟填好";

    [Fact]
    public async Task An_identity_that_opens_no_account_is_linked_by_its_owner_with_the_password_and_opens_it_from_then_on()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var installation = await Installation.StartAsync(provider.Settings());
        using var graduate = await installation.GraduateAsync();
        using var browser = installation.Visitor();
        await browser.OpenAsync("/sign-in");
        await browser.OpenAsync(browser.LinkTo(Button));
        Assert.Equal(("还没有关联账号", "/sign-in/external"), (browser.Title, browser.Address));
        Assert.Contains("您是“陈晓雯”", browser.Text, StringComparison.Ordinal);
        Assert.Equal(("code", "S256", "query"), (provider.Asked!.ResponseType, provider.Asked.CodeChallengeMethod, provider.Asked.ResponseMode ?? "query"));
        Assert.Equal(new Uri(installation.Host.Address, Button + "/callback").ToString(), provider.Asked.RedirectUri);

        // Nobody who signs in at the same computer by another way is asked whether to link it.
        using (var next = await installation.GraduateAsync("13900139000", "李雷"))
        {
            next.Keep(new Cookie("step-external-unknown", browser.CookieOf("step-external-unknown")));
            next.Keep(new Cookie("step-external", browser.CookieOf("step-external-unknown")));
            await next.OpenAsync("/account/external");
            Assert.DoesNotContain("link-external", next.Html, StringComparison.Ordinal);
        }

        await browser.OpenAsync(browser.LinkTo("/sign-in?return="));
        await browser.SubmitAsync("sign-in", ("address", Mobile), ("password", Installation.Password));
        await browser.OpenAsync(browser.LinkTo(Button + "?link=true"));
        Assert.Contains("关联“潍坊高新区统一身份”（陈晓雯）", browser.Text, StringComparison.Ordinal);
        await browser.SubmitAsync("link-external", ("password", "不是这个密码呀呀呀呀"));
        Assert.Contains("密码不正确", browser.Text, StringComparison.Ordinal);
        await browser.SubmitAsync("link-external", ("password", Installation.Password));
        Assert.Contains("已关联，下次可以用它登录", browser.Text, StringComparison.Ordinal);
        Assert.Contains("关联了一个统一身份", (await installation.LettersAsync(Mobile))[^1].Text, StringComparison.Ordinal);
        await graduate.OpenAsync("/m/me");
        Assert.Equal("登录后继续", graduate.Title);

        await browser.SendAsync("/sign-out");
        await browser.OpenAsync(Button + "?return=%2Fm%2Fme");
        Assert.Equal((Resume, "/m/me"), (browser.Title, browser.Address));
        await browser.OpenAsync("/account");
        Assert.Contains("用统一身份登录", browser.Text, StringComparison.Ordinal);
        Assert.Contains("关联统一身份：“潍坊高新区统一身份”（陈晓雯）", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_the_provider_takes_for_another_person_comes_into_no_account()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var installation = await Installation.StartAsync(provider.Settings());
        using var chen = await installation.GraduateAsync();
        using var li = await installation.GraduateAsync("13900139000", "李雷");
        await LinkAsync(chen);

        // The same identity at another account.
        await li.OpenAsync(Button + "?link=true");
        Assert.Contains("已关联另一个账号，没有改动", li.Text, StringComparison.Ordinal);
        await li.OpenAsync("/account/external");
        Assert.DoesNotContain("link-external", li.Html, StringComparison.Ordinal);

        // Another person at the account that has one.
        provider.Person = ("1002", "李雷");
        await chen.OpenAsync(Button + "?link=true");
        Assert.Contains("没有关联：这个账号已关联“潍坊高新区统一身份”（陈晓雯），请先解除", chen.Text, StringComparison.Ordinal);

        // The provider has given the number to somebody else.
        await chen.OpenAsync("/account");
        provider.Person = ("1001", "王梅");
        using var stranger = installation.Visitor();
        await stranger.OpenAsync(Button);
        Assert.Contains("姓名与关联时不同", stranger.Text, StringComparison.Ordinal);
        await stranger.OpenAsync("/m/me");
        Assert.Equal("登录后继续", stranger.Title);
        Assert.Equal(1, await CountAsync(installation));
        await chen.OpenAsync("/account");
        Assert.Contains("登录未成功：统一身份的姓名与关联时不同", chen.Text, StringComparison.Ordinal);

        // Who sits at a browser that another is signed in with is signed in alone.
        provider.Person = ("1001", "陈晓雯");
        await li.OpenAsync(Button + "?return=%2Faccount");
        Assert.Equal("陈晓雯的账号", li.Title);
        Assert.Equal(1, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM sign_in_session s JOIN account a ON a.account_id = s.account_id WHERE a.name = '李雷' AND s.ended_at IS NOT NULL")));
    }

    [Fact]
    public async Task It_stands_for_the_password_and_not_for_the_second_factor()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var installation = await Installation.StartAsync(provider.Settings());
        using var graduate = await installation.GraduateAsync();
        await graduate.OpenAsync("/account/second-factor");
        await installation.EnrolAsync(graduate);
        installation.Host.Clock.Advance(TimeSpan.FromSeconds(30));
        var code = Totp.Code(installation.KeyOf(graduate), Totp.StepOf(installation.Host.Clock.GetUtcNow()));
        await graduate.OpenAsync(Button + "?link=true");
        await graduate.SubmitAsync("link-external", ("password", Installation.Password), ("code", "000000"));
        Assert.Equal(0, await CountAsync(installation));
        await graduate.SubmitAsync("link-external", ("password", Installation.Password), ("code", code));
        Assert.Equal(1, await CountAsync(installation));

        using var browser = installation.Visitor();
        await browser.OpenAsync(Button);
        Assert.Equal("请输入动态验证码", browser.Title);
        await browser.OpenAsync("/m/me");
        Assert.Equal("登录后继续", browser.Title);
        await browser.OpenAsync("/sign-in/second-factor");
        installation.Host.Clock.Advance(TimeSpan.FromSeconds(30));
        await browser.SubmitAsync("second-factor", ("code", Totp.Code(installation.KeyOf(graduate), Totp.StepOf(installation.Host.Clock.GetUtcNow()))));
        await browser.OpenAsync("/account");
        Assert.Contains("用统一身份和验证码登录", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_needs_a_second_factor_and_has_passkeys_only_is_asked_for_one_of_these()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var installation = await Installation.StartAsync(provider.Settings());
        using var invited = await installation.SupervisorAsync();
        await invited.OpenAsync("/account/external");
        Assert.Equal("请先设置动态验证码", invited.Title);

        // As if made with a browser that knows passkeys, and linked by a session of one.
        using var unlinked = installation.Visitor();
        await unlinked.OpenAsync(Button);
        await PutAsync(installation, "INSERT INTO passkey (credential_hash, account_id, name, credential, created_at, used_at) SELECT 'hash', account_id, '值班电脑', '{}', 0, 0 FROM account");
        await PutAsync(installation, "INSERT INTO external_identity (identity_hash, provider, account_id, name, linked_at, used_at) SELECT @hash, 'weifang', account_id, '陈晓雯', 0, 0 FROM account", HashOf(provider));
        using var browser = installation.Visitor();
        await browser.OpenAsync(Button);
        Assert.Contains("还须用通行密钥核对", browser.Text, StringComparison.Ordinal);
        await browser.OpenAsync("/supervisor");
        Assert.Equal("登录后继续", browser.Title);
    }

    [Fact]
    public async Task Of_two_accounts_that_link_one_identity_at_once_one_has_it()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var installation = await Installation.StartAsync(provider.Settings());
        using var chen = await installation.GraduateAsync();
        using var li = await installation.GraduateAsync("13900139000", "李雷");
        await chen.OpenAsync(Button + "?link=true");
        await li.OpenAsync(Button + "?link=true");
        await Task.WhenAll(new[] { chen, li }.Select(visitor => visitor.SubmitAsync("link-external", ("password", Installation.Password))));
        Assert.Equal(1, await CountAsync(installation));
        Assert.Single(new[] { chen, li }, visitor => visitor.Text.Contains("已关联，下次可以用它登录", StringComparison.Ordinal));
        Assert.Single(new[] { chen, li }, visitor => visitor.Text.Contains("没有", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("preferred_username", "990000199901011234")]
    [InlineData("preferred_username", "chenxw")]
    public async Task What_is_no_name_is_not_kept(string claim, string told)
    {
        await using var provider = await OpenIdProvider.StartAsync();
        (provider.Person, provider.NameClaim) = (("1001", told), claim);
        await using var installation = await Installation.StartAsync(provider.Settings());
        using var graduate = await installation.GraduateAsync();
        await LinkAsync(graduate);
        Assert.Equal(told == "chenxw" ? told : "", await installation.Db.ReadAsync(reader => reader.GetAsync<string>("SELECT name FROM external_identity")));
        using var browser = installation.Visitor();
        await browser.OpenAsync(Button + "?return=%2Fm%2Fme");
        Assert.Equal(Resume, browser.Title);
    }

    [Fact]
    public async Task It_is_taken_off_with_the_password_and_opens_nothing_then()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var installation = await Installation.StartAsync(provider.Settings());
        using var graduate = await installation.GraduateAsync();
        await LinkAsync(graduate);
        await graduate.OpenAsync("/account/external");
        await graduate.OpenAsync(graduate.LinkTo("?remove="));
        await graduate.SubmitAsync("unlink-external", ("password", ""));
        Assert.Contains("请填写密码", graduate.Text, StringComparison.Ordinal);
        await graduate.SubmitAsync("unlink-external", ("password", Installation.Password));
        Assert.Contains("已解除", graduate.Text, StringComparison.Ordinal);
        using var browser = installation.Visitor();
        await browser.OpenAsync(Button);
        Assert.Equal("还没有关联账号", browser.Title);
    }

    [Fact]
    public async Task A_provider_that_refuses_is_away_or_answers_what_was_not_asked_leads_back_with_a_sentence()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        var settings = provider.Settings();
        await using var installation = await Installation.StartAsync(settings);
        using var graduate = await installation.GraduateAsync();
        await LinkAsync(graduate);
        using var browser = installation.Visitor();
        provider.IsRefused = true;
        await browser.OpenAsync(Button + "?return=%2Fm%2Fme");
        Assert.Equal(("登录后继续", HttpStatusCode.OK), (browser.Title, browser.Status));
        Assert.Contains("没有确认您的身份", browser.Text, StringComparison.Ordinal);
        Assert.Contains(Button + "?return=%2Fm%2Fme", browser.Html, StringComparison.Ordinal);
        provider.IsRefused = false;

        foreach (var query in new[] { "", "?code=1", "?state=1", "?code=1&state=1", "?error=access_denied", "?code=1&code=2&state=%00", "?error=%3Cscript%3E&state=x" })
        {
            await browser.OpenAsync(Button + "/callback" + query);
            Assert.Equal(("登录后继续", HttpStatusCode.OK), (browser.Title, browser.Status));
            Assert.Contains("没有确认您的身份", browser.Text, StringComparison.Ordinal);
        }

        foreach (var nothing in new[] { "/sign-in/external/nobody", "/signout-oidc", "/signout-callback-oidc" })
        {
            await graduate.OpenAsync(nothing);
            Assert.Equal(HttpStatusCode.NotFound, graduate.Status);
        }

        await graduate.OpenAsync("/m/me");
        Assert.Equal(Resume, graduate.Title);
        // An answer opens its own browser's door, once.
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var victim = new HttpClient(handler) { BaseAddress = installation.Host.Address };
        victim.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using (var lured = new HttpRequestMessage(HttpMethod.Get, Button))
        {
            lured.Headers.Add("Sec-Fetch-Site", "cross-site");
            using var shown = await victim.SendAsync(lured);
            Assert.Equal("/sign-in", shown.Headers.Location!.ToString());
        }

        using var sent = await victim.GetAsync(Button);
        using var answered = await victim.GetAsync(sent.Headers.Location);
        await browser.OpenAsync(answered.Headers.Location!.PathAndQuery);
        Assert.Contains("没有确认您的身份", browser.Text, StringComparison.Ordinal);
        using var first = await victim.GetAsync(answered.Headers.Location);
        Assert.Equal("/m", first.Headers.Location!.ToString());
        using var second = await victim.GetAsync(answered.Headers.Location);
        Assert.Equal("/sign-in", second.Headers.Location!.ToString());

        await provider.StopAsync();
        await using var later = await Installation.StartAsync(settings);
        using var late = later.Visitor();
        await late.OpenAsync(Button);
        Assert.Contains("暂时连接不上“潍坊高新区统一身份”", late.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SignIn:Weifang:Name", "潍坊")]
    [InlineData("SignIn:wei fang:Name", "潍坊")]
    [InlineData("SignIn:weifang:Name", "")]
    [InlineData("SignIn:weifang:Name", "潍坊\n高新区")]
    [InlineData("SignIn:weifang:Authority", "id.example.gov.cn")]
    [InlineData("SignIn:weifang:Authority", "http://id.example.gov.cn")]
    [InlineData("SignIn:weifang:ClientId", "")]
    [InlineData("SignIn:weifang:ClientSecretFile", "/nowhere/at/all")]
    public void A_wrong_setting_stops_the_start_and_is_named(string key, string value)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["SignIn:weifang:Name"] = "潍坊高新区统一身份",
            ["SignIn:weifang:Authority"] = "https://id.example.gov.cn",
            ["SignIn:weifang:ClientId"] = "ramatch",
        };
        Assert.Equal("openid profile", Assert.Single(ExternalProvider.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())).Scope);
        // Settings know no case.
        settings = settings.Where(one => !one.Key.StartsWith(key[..key.LastIndexOf(':')], StringComparison.OrdinalIgnoreCase) || key.StartsWith("SignIn:weifang:", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        settings[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        Assert.StartsWith(key.StartsWith("SignIn:weifang:", StringComparison.Ordinal) ? key : key[..key.LastIndexOf(':')], Assert.Throws<InvalidOperationException>(() => ExternalProvider.From(configuration)).Message, StringComparison.Ordinal);
    }

    static async Task LinkAsync(Visitor visitor)
    {
        await visitor.OpenAsync(Button + "?link=true");
        await visitor.SubmitAsync("link-external", ("password", Installation.Password));
        Assert.Contains("已关联，下次可以用它登录", visitor.Text, StringComparison.Ordinal);
    }

    static string HashOf(OpenIdProvider provider) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{provider.Address}/\n1001")));

    static Task PutAsync(Installation installation, string statement, string hash = "") => installation.Db.WriteAsync(unit => unit.ExecuteAsync(statement, new { hash }));

    static Task<long> CountAsync(Installation installation) => installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM external_identity"));
}
