using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using RaMatch.Platform.Web;
using RaMatch.Portal.People;
using Xunit;

namespace RaMatch.Portal.Tests.People;

/// <summary>Signing in with a password, being kept out, and how long a session holds.</summary>
public sealed class SignInTests
{
    const string Mobile = "13800138000";
    const string Wrong = "账号或密码不正确";

    [Fact]
    public void Passwords_are_hashed_in_as_many_rounds_as_is_advised()
    {
        var services = new ServiceCollection();
        AccountManager.Add(services);
        using var provider = services.BuildServiceProvider();
        Assert.True(provider.GetRequiredService<IOptions<PasswordHasherOptions>>().Value.IterationCount >= 210_000);
    }

    [Fact]
    public async Task Whoever_signs_in_goes_on_where_the_way_was_barred_and_to_no_other_site()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        using var browser = installation.Visitor();
        await browser.OpenAsync("/m/offers");
        Assert.Equal("登录后继续", browser.Title);
        await browser.SubmitAsync("sign-in", ("address", Mobile), ("password", Installation.Password));
        Assert.Equal("还没有收到录用", browser.Title);

        using var other = installation.Visitor();
        await Installation.SignInAsync(other, Mobile, page: "/sign-in?return=https://evil.example/");
        Assert.Equal(HttpStatusCode.OK, other.Status);
        await other.OpenAsync("/m/me");
        Assert.Equal("还没有简历，先花三分钟填好", other.Title);
    }

    [Fact]
    public async Task A_wrong_password_and_an_account_that_is_none_get_the_same_answer_locked_or_not()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        using var wrong = installation.Visitor();
        using var none = installation.Visitor();
        for (var time = 0; time <= AccountManager.MostTries; time++)
        {
            await Installation.SignInAsync(wrong, Mobile, "竹外桃花三两枝鸭先知也");
            await Installation.SignInAsync(none, "13900139000", "竹外桃花三两枝鸭先知也");
            Assert.Contains(Wrong, wrong.Text, StringComparison.Ordinal);
            Assert.Equal(none.Text, wrong.Text);
            Assert.Equal(none.Status, wrong.Status);
        }

        await Installation.SignInAsync(wrong, Mobile);
        Assert.Contains(Wrong, wrong.Text, StringComparison.Ordinal);
        installation.Host.Clock.Advance(AccountManager.Pause);
        await Installation.SignInAsync(wrong, Mobile);
        Assert.DoesNotContain(Wrong, wrong.Text, StringComparison.Ordinal);
        await wrong.OpenAsync("/m/me");
        Assert.Equal("还没有简历，先花三分钟填好", wrong.Title);
    }

    [Fact]
    public async Task Tries_at_once_are_no_more_tries_than_one_after_the_other()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        var address = new ContactAddress(AddressKind.Mobile, Mobile);
        var judged = await Task.WhenAll(Enumerable.Range(0, 4 * AccountManager.MostTries).Select(async _ =>
        {
            await using var scope = installation.Host.Services.CreateAsyncScope();
            var accounts = scope.ServiceProvider.GetRequiredService<AccountManager>();
            return await accounts.TryPasswordAsync((await accounts.FindByAddressAsync(address))!, Installation.Password);
        }));
        Assert.InRange(judged.Count(one => one), 1, AccountManager.MostTries);
    }

    [Fact]
    public async Task Forms_about_one_account_are_limited_whether_it_is_there_or_not()
    {
        await using var installation = await Installation.StartAsync();
        using var browser = installation.Visitor();
        for (var time = 0; time < EntryLimits.OfAccount; time++)
        {
            await Installation.SignInAsync(browser, "13900139000", "不是这个密码呀呀呀");
            Assert.Equal(HttpStatusCode.OK, browser.Status);
        }

        await Installation.SignInAsync(browser, "13900139000", "不是这个密码呀呀呀");
        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
        Assert.Contains("操作太频繁", browser.Text, StringComparison.Ordinal);
        await Installation.SignInAsync(browser, "13900139001", "不是这个密码呀呀呀");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    [Fact]
    public async Task A_session_ends_with_signing_out_though_the_cookie_is_kept_and_after_eight_silent_hours()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = installation.Host.Address };
        var cookie = graduate.CookieOf("ramatch");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, cookie));
        await graduate.OpenAsync("/m/me");
        await graduate.SendAsync("/sign-out");
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(client, cookie));

        await Installation.SignInAsync(graduate, Mobile);
        var second = graduate.CookieOf("ramatch");
        installation.Host.Clock.Advance(TimeSpan.FromHours(7));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, second));
        installation.Host.Clock.Advance(TimeSpan.FromHours(8));
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(client, second));
    }

    [Fact]
    public async Task Without_a_demonstration_the_demo_sign_in_opens_nothing()
    {
        await using var installation = await Installation.StartAsync();
        using var browser = installation.Visitor();
        await browser.OpenAsync("/sign-in");
        Assert.DoesNotContain("演示", browser.Text, StringComparison.Ordinal);
        await browser.PostAsync("/sign-in/demo", ("persona", "park"));
        await browser.OpenAsync("/park");
        Assert.Equal("登录后继续", browser.Title);
    }

    [Fact]
    public async Task In_a_demonstration_the_demo_sign_ins_stay_and_an_account_can_be_signed_in_with_below_them()
    {
        await using var installation = await Installation.StartAsync(new Dictionary<string, string?> { ["Demo:Enabled"] = "true" });
        using var browser = installation.Visitor();
        await browser.SignInAsync("graduate");
        Assert.Equal("还没有简历，先花三分钟填好", await MeAsync(browser));
        using var own = await installation.GraduateAsync();
        using var again = installation.Visitor();
        await Installation.SignInAsync(again, Mobile);
        Assert.Equal("还没有简历，先花三分钟填好", await MeAsync(again));

        static async Task<string> MeAsync(Pages.Visitor visitor)
        {
            await visitor.OpenAsync("/m/me");
            return visitor.Title;
        }
    }

    [Fact]
    public async Task The_services_know_a_graduate_by_a_pseudonym_and_never_by_the_account()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        var (account, subject) = await installation.Db.ReadAsync(async reader => (await reader.GetAsync<Guid>("SELECT account_id FROM account"), await reader.GetAsync<Guid>("SELECT subject_id FROM membership WHERE role = @role", new { role = Roles.Graduate })));
        Assert.NotEqual(account, subject);
        await graduate.OpenAsync("/m/export");
        Assert.DoesNotContain(account.ToString(), graduate.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_page_with_a_form_says_of_its_copies_what_the_framework_has_to_put_right()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        await owner.OpenAsync("/members");
        await owner.SubmitAsync("invite", ("name", "王刚"), ("address", "wang@example.com"), ("capacity", "recruiter"));
        using var stranger = installation.Visitor();
        using var log = new FakeLoggerProvider();
        installation.Host.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        foreach (var visitor in new[] { stranger, owner })
        {
            foreach (var page in new[] { "/register", "/register/unit", "/sign-in", "/forgot", await installation.LinkAsync("wang@example.com"), "/account", "/account/second-factor", "/unit/profile", "/members" })
            {
                await visitor.OpenAsync(page);
                Assert.Equal(HttpStatusCode.OK, visitor.Status);
            }
        }

        await stranger.OpenAsync("/register");
        await stranger.SubmitAsync("register", ("act", "send"), ("name", "陈晓雯"), ("address", Mobile));
        Assert.Contains("验证码已发送", stranger.Text, StringComparison.Ordinal);
        // Of letters, at whose other end nobody answers, something else is said.
        Assert.Empty(log.Collector.GetSnapshot().Where(record => record.Level >= LogLevel.Warning && record.Category?.StartsWith("RaMatch.Portal.Messages", StringComparison.Ordinal) != true).Select(record => record.Message));
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient client, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/m/me");
        request.Headers.Add("Cookie", "ramatch=" + cookie);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
