using System.Net;
using RaMatch.Portal.People;
using RaMatch.Portal.Tests.Pages;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.People;

/// <summary>Codes of an authenticator and recovery codes: once each, within a clock's error, and not for guessing.</summary>
public sealed class SecondFactorTests
{
    const string Mobile = "13800138000";

    [Theory]
    [InlineData(1111111111, "050471")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standards_own_examples(long seconds, string code)
    {
        const string key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.Equal(code, Totp.Code(key, Totp.StepOf(now)));
        foreach (var (off, stands) in new[] { (-60, false), (-30, true), (0, true), (30, true), (60, false) })
        {
            Assert.Equal(stands, Totp.Match(key, code, now.AddSeconds(off)) is not null);
        }
    }

    [Fact]
    public async Task A_code_of_the_authenticator_is_taken_once_and_an_earlier_one_never_after()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        await graduate.OpenAsync("/account/second-factor");
        await installation.EnrolAsync(graduate);
        var key = installation.KeyOf(graduate);
        var clock = installation.Host.Clock;

        // The code that enrolled has been taken.
        using var browser = installation.Visitor();
        await GiveAsync(browser, Totp.Code(key, Totp.StepOf(clock.GetUtcNow())));
        Assert.Contains("验证码不正确或已经用过", browser.Text, StringComparison.Ordinal);

        clock.Advance(TimeSpan.FromSeconds(30));
        var next = Totp.Code(key, Totp.StepOf(clock.GetUtcNow()));
        await GiveAsync(browser, next);
        Assert.NotEqual("请输入动态验证码", browser.Title);
        using var thief = installation.Visitor();
        await GiveAsync(thief, next);
        Assert.Equal("请输入动态验证码", thief.Title);
        // A clock that is behind shows what was shown before: taken as long as nothing later was.
        clock.Advance(TimeSpan.FromSeconds(90));
        using var slow = installation.Visitor();
        await GiveAsync(slow, Totp.Code(key, Totp.StepOf(clock.GetUtcNow()) - 1));
        Assert.NotEqual("请输入动态验证码", slow.Title);
    }

    [Fact]
    public async Task A_recovery_code_opens_once_and_codes_are_guessed_at_no_more_often_than_passwords()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        await graduate.OpenAsync("/account/second-factor");
        var codes = await installation.EnrolAsync(graduate);
        using var one = installation.Visitor();
        await GiveAsync(one, codes[0].ToLowerInvariant());
        Assert.NotEqual("请输入动态验证码", one.Title);
        using var two = installation.Visitor();
        await GiveAsync(two, codes[0]);
        Assert.Equal("请输入动态验证码", two.Title);

        for (var guess = 0; guess < AccountManager.MostTries; guess++)
        {
            await two.SubmitAsync("second-factor", ("code", "no-such-one"));
        }

        // Blocked is said as it is, whatever was typed.
        foreach (var code in new[] { codes[1], "no-such-one" })
        {
            await two.SubmitAsync("second-factor", ("code", code));
            Assert.Equal(("请输入动态验证码", HttpStatusCode.TooManyRequests), (two.Title, two.Status));
            Assert.Contains("多次不正确，验证码已暂停核对，现在填写的都不会被接受。请 15 分钟后再试", two.Text, StringComparison.Ordinal);
        }

        // What came while none was judged is not used up.
        installation.Host.Clock.Advance(AccountManager.Pause);
        using var later = installation.Visitor();
        await GiveAsync(later, codes[1]);
        Assert.NotEqual("请输入动态验证码", later.Title);
        var kept = string.Concat(await installation.Db.ReadAsync(reader => reader.QueryAsync<string>("SELECT sealed_code FROM recovery_code")));
        Assert.NotEqual("", kept);
        Assert.DoesNotContain(codes[2].Replace("-", "", StringComparison.Ordinal), kept.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_key_lies_encrypted_and_a_new_factor_ends_the_other_sessions()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        using var elsewhere = installation.Visitor();
        await Installation.SignInAsync(elsewhere, Mobile);
        await graduate.OpenAsync("/account/second-factor");
        await installation.EnrolAsync(graduate);
        var key = installation.KeyOf(graduate);
        Assert.DoesNotContain(key, await installation.Db.ReadAsync(reader => reader.GetAsync<string>("SELECT totp_key FROM account")), StringComparison.Ordinal);
        await elsewhere.OpenAsync("/m/me");
        Assert.Equal("登录后继续", elsewhere.Title);
        await graduate.OpenAsync("/m/me");
        Assert.NotEqual("登录后继续", graduate.Title);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_second_tap_on_setting_it_up_shows_the_recovery_codes_all_the_same(bool isNeeded)
    {
        await using var installation = await Installation.StartAsync();
        // Who needs it acts for nobody before, and so sends the second tap as somebody else.
        using var visitor = isNeeded ? await installation.SupervisorAsync() : await installation.GraduateAsync();
        await visitor.OpenAsync("/account/second-factor");
        var form = Assert.Single(visitor.Forms, one => one.Handler == "enrol");
        (string Name, string Value)[] filled = [.. form.Fields.Where(field => field.Name is not ("code" or "password")), ("code", Totp.Code(Installation.KeyOn(visitor), Totp.StepOf(installation.Host.Clock.GetUtcNow()))), ("password", Installation.Password)];
        await visitor.PostAsync(form.Address, filled);
        Assert.Equal("请收好这些恢复码", visitor.Title);
        await visitor.PostAsync(form.Address, filled);
        Assert.Equal("请收好这些恢复码", visitor.Title);
    }

    [Fact]
    public async Task Who_has_lost_every_second_factor_is_let_in_by_the_password_once_an_operator_has_taken_them_off()
    {
        using var folder = new TemporaryFolder();
        string session;
        await using (var installation = await Installation.StartAsync(folder: folder.Path))
        {
            using var graduate = await installation.GraduateAsync();
            await graduate.OpenAsync("/account/second-factor");
            await installation.EnrolAsync(graduate);
            await installation.Db.WriteAsync(async unit =>
            {
                await unit.ExecuteAsync("INSERT INTO passkey (credential_hash, account_id, name, credential, created_at, used_at) SELECT 'hash', account_id, '值班电脑', '{}', 0, 0 FROM account", new { });
                await unit.ExecuteAsync("INSERT INTO external_identity (identity_hash, provider, account_id, name, linked_at, used_at) SELECT 'hash', 'weifang', account_id, '陈晓雯', 0, 0 FROM account", new { });
            });
            session = graduate.CookieOf("ramatch");
        }

        var settings = await SqlServerDatabases.SettingsAsync(folder.Path, ["posting", "applicant", "matching", "portal"]);
        string[] options = ["--data", folder.Path, "--Portal:Address", "https://ra.example.cn", .. settings.SelectMany(one => new[] { "--" + one.Key, one.Value! })];
        Assert.Equal(2, await PeopleCommands.RunAsync(["release", "nobody", .. options], new PortalService()));
        Assert.Equal(1, await PeopleCommands.RunAsync(["release", "nobody@example.com", .. options], new PortalService()));
        foreach (var _ in new[] { "takes them off", "and the second time nothing" })
        {
            Assert.Equal(0, await PeopleCommands.RunAsync(["release", "138 0013 8000", .. options], new PortalService()));
        }

        await using var again = await Installation.StartAsync(folder: folder.Path);
        using var before = again.Visitor();
        before.Keep(new Cookie("ramatch", session));
        await before.OpenAsync("/account");
        Assert.Equal("登录后继续", before.Title);
        using var back = again.Visitor();
        await Installation.SignInAsync(back, Mobile);
        await back.OpenAsync("/account");
        Assert.Contains("平台管理人员取消了动态验证码、通行密钥和统一身份", back.Text, StringComparison.Ordinal);
        Assert.Single(await again.LettersAsync(Mobile), letter => letter.Text.Contains("已由平台管理人员取消", StringComparison.Ordinal));
        foreach (var left in new[] { "recovery_code", "passkey", "external_identity", "account WHERE totp_key IS NOT NULL" })
        {
            Assert.Equal(0, await again.Db.ReadAsync(reader => reader.GetAsync<long>(CountOf(left))));
        }

        static string CountOf(string rows) => "SELECT COUNT(*) FROM " + rows;
    }

    [Fact]
    public async Task Whoever_is_signed_in_and_types_wrong_codes_is_told_when_none_is_judged()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        await graduate.OpenAsync("/account/second-factor");
        await installation.EnrolAsync(graduate);
        for (var guess = 0; guess < AccountManager.MostTries; guess++)
        {
            await graduate.OpenAsync("/account/second-factor");
            await graduate.SubmitAsync("change-factor", ("act", "codes"), ("code", "000000"), ("password", Installation.Password));
            Assert.Equal(guess < AccountManager.MostTries - 1, graduate.Text.Contains("验证码不正确或已经用过", StringComparison.Ordinal));
        }

        Assert.Contains("验证码已暂停核对", graduate.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_operator_has_taken_off_is_told_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        await using (var installation = await Installation.StartAsync(folder: folder.Path))
        {
            using var graduate = await installation.GraduateAsync();
            await graduate.OpenAsync("/account/second-factor");
            await installation.EnrolAsync(graduate);
        }

        var settings = await SqlServerDatabases.SettingsAsync(folder.Path, ["posting", "applicant", "matching", "portal"]);
        Assert.Equal(0, await PeopleCommands.RunAsync(["release", Mobile, "--data", folder.Path, "--Portal:Address", "https://ra.example.cn", .. settings.SelectMany(one => new[] { "--" + one.Key, one.Value! })], new PortalService()));
        await using var again = await Installation.StartAsync(folder: folder.Path);
        Assert.Single(await again.LettersAsync(Mobile), letter => letter.Text.Contains("您的账号的动态验证码已由平台管理人员取消，", StringComparison.Ordinal));
        using var back = again.Visitor();
        await Installation.SignInAsync(back, Mobile);
        await back.OpenAsync("/account");
        Assert.Contains("平台管理人员取消了动态验证码", back.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("取消了动态验证码、", back.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_password_there_is_no_second_page()
    {
        await using var installation = await Installation.StartAsync();
        using var browser = installation.Visitor();
        await browser.OpenAsync("/sign-in/second-factor");
        Assert.Equal("登录后继续", browser.Title);
    }

    static async Task GiveAsync(Visitor visitor, string code)
    {
        await Installation.SignInAsync(visitor, Mobile);
        Assert.Equal("请输入动态验证码", visitor.Title);
        await visitor.SubmitAsync("second-factor", ("code", code));
    }
}
