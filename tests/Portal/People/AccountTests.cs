using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.People;
using Xunit;

namespace RaMatch.Portal.Tests.People;

/// <summary>What people do with their own account: password, addresses, devices, further identities; and how they get back in.</summary>
public sealed class AccountTests
{
    const string Mobile = "13800138000";
    const string Fresh = "明月几时有把酒问青天";

    [Fact]
    public async Task A_revoked_session_ends_at_once_and_so_do_all_others_by_one_button()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        using var lost = installation.Visitor();
        await Installation.SignInAsync(lost, Mobile);
        await graduate.OpenAsync("/account");
        Assert.Contains("用密码登录", graduate.Text, StringComparison.Ordinal);
        var session = await installation.Db.ReadAsync(reader => reader.GetAsync<Guid>("SELECT session_id FROM sign_in_session WHERE how = 'Password'"));
        await graduate.SendAsync($"/account/sessions/{session}/end");
        await lost.OpenAsync("/m/me");
        Assert.Equal("登录后继续", lost.Title);

        await Installation.SignInAsync(lost, Mobile);
        await graduate.OpenAsync("/account");
        await graduate.SendAsync("/account/sessions/end-others");
        await lost.OpenAsync("/m/me");
        Assert.Equal("登录后继续", lost.Title);
        await graduate.OpenAsync("/m/me");
        Assert.Equal("还没有简历，先花三分钟填好", graduate.Title);
    }

    [Fact]
    public async Task Nobody_ends_a_session_of_somebody_else()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        var session = await installation.Db.ReadAsync(reader => reader.GetAsync<Guid>("SELECT session_id FROM sign_in_session"));
        using var other = await installation.GraduateAsync("13900139000", "李雷");
        await other.OpenAsync("/account");
        await other.PostAsync($"/account/sessions/{session}/end", other.Hidden("/sign-out"));
        Assert.Contains("已退出登录", other.Text, StringComparison.Ordinal);
        await graduate.OpenAsync("/m/me");
        Assert.Equal("还没有简历，先花三分钟填好", graduate.Title);
    }

    [Fact]
    public async Task A_new_password_needs_the_present_one_and_ends_the_other_sessions()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        using var elsewhere = installation.Visitor();
        await Installation.SignInAsync(elsewhere, Mobile);
        await graduate.OpenAsync("/account");
        await graduate.SubmitAsync("password", ("present", "不是这个密码呀呀呀呀"), ("fresh", Fresh));
        Assert.Contains("密码不正确", graduate.Text, StringComparison.Ordinal);
        await graduate.SubmitAsync("password", ("present", Installation.Password), ("fresh", "password2026"));
        Assert.Contains("太容易被猜到", graduate.Text, StringComparison.Ordinal);
        await graduate.SubmitAsync("password", ("present", Installation.Password), ("fresh", Fresh));
        Assert.Contains("密码已修改", graduate.Text, StringComparison.Ordinal);
        await elsewhere.OpenAsync("/m/me");
        Assert.Equal("登录后继续", elsewhere.Title);
        await Installation.SignInAsync(elsewhere, Mobile);
        Assert.Contains("账号或密码不正确", elsewhere.Text, StringComparison.Ordinal);
        await Installation.SignInAsync(elsewhere, Mobile, Fresh);
        await elsewhere.OpenAsync("/m/me");
        Assert.Equal("还没有简历，先花三分钟填好", elsewhere.Title);
        Assert.Contains("密码已修改", (await installation.LettersAsync(Mobile))[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forgotten_password_is_set_anew_by_a_code_and_an_account_that_is_none_gets_the_same_pages()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        installation.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        using var forgetful = installation.Visitor();
        using var nobody = installation.Visitor();
        foreach (var (visitor, number) in new[] { (forgetful, Mobile), (nobody, "13900139000") })
        {
            await visitor.OpenAsync("/forgot");
            await visitor.SubmitAsync("forgot", ("act", "send"), ("address", number));
        }

        Assert.Equal(nobody.Text.Replace("13900139000", Mobile, StringComparison.Ordinal), forgetful.Text);
        Assert.Empty(await installation.LettersAsync("13900139000"));
        var code = await installation.CodeAsync(Mobile);
        foreach (var visitor in new[] { forgetful, nobody })
        {
            await visitor.SubmitAsync("forgot", ("act", "reset"), ("code", code == "000000" ? "111111" : "000000"), ("password", Fresh));
        }

        Assert.Equal(nobody.Text.Replace("13900139000", Mobile, StringComparison.Ordinal), forgetful.Text);
        await nobody.SubmitAsync("forgot", ("act", "reset"), ("code", code), ("password", Fresh));
        Assert.Equal("找回密码", nobody.Title);
        await forgetful.SubmitAsync("forgot", ("act", "reset"), ("code", code), ("password", Fresh));
        Assert.Contains("新密码已设置", forgetful.Text, StringComparison.Ordinal);
        await forgetful.OpenAsync("/m/me");
        Assert.Equal("还没有简历，先花三分钟填好", forgetful.Title);
        await graduate.OpenAsync("/m/me");
        Assert.Equal("登录后继续", graduate.Title);
        await Installation.SignInAsync(graduate, Mobile, Fresh);
        await graduate.OpenAsync("/account");
        Assert.Contains("找回密码后登录", graduate.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_who_guesses_passwords_and_codes_keeps_nobody_from_coming_in_by_a_code_of_their_own()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        await graduate.OpenAsync("/account/second-factor");
        await installation.EnrolAsync(graduate);
        var key = installation.KeyOf(graduate);
        using var owner = installation.Visitor();
        await ForgetAsync(owner);
        var code = await installation.CodeAsync(Mobile);

        using var stranger = installation.Visitor();
        await ForgetAsync(stranger);
        for (var guess = 0; guess < SentCodes.MostTries; guess++)
        {
            await stranger.SubmitAsync("forgot", ("act", "reset"), ("code", code == "000000" ? "111111" : "000000"), ("password", Fresh));
            await stranger.SubmitAsync("forgot", ("act", "reset"), ("code", code), ("password", Fresh));
        }

        for (var guess = 0; guess < AccountManager.MostTries; guess++)
        {
            await using var scope = installation.Host.Services.CreateAsyncScope();
            var accounts = scope.ServiceProvider.GetRequiredService<AccountManager>();
            Assert.False((await accounts.TryPasswordAsync(new ContactAddress(AddressKind.Mobile, Mobile), "不是这个密码呀呀呀呀")).IsRight);
        }

        await owner.SubmitAsync("forgot", ("act", "reset"), ("code", code), ("password", Fresh));
        Assert.Equal("请输入动态验证码", owner.Title);
        installation.Host.Clock.Advance(TimeSpan.FromSeconds(30));
        await owner.SubmitAsync("second-factor", ("code", Totp.Code(key, Totp.StepOf(installation.Host.Clock.GetUtcNow()))));
        await owner.OpenAsync("/m/me");
        Assert.Equal("还没有简历，先花三分钟填好", owner.Title);

        static async Task ForgetAsync(Pages.Visitor visitor)
        {
            await visitor.OpenAsync("/forgot");
            await visitor.SubmitAsync("forgot", ("act", "send"), ("address", Mobile));
        }
    }

    [Fact]
    public async Task A_password_that_is_the_accounts_name_is_told_to_nobody_who_only_guesses_at_a_code()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync(name: "chenxiaowenchen");
        using var stranger = installation.Visitor();
        await stranger.OpenAsync("/forgot");
        await stranger.SubmitAsync("forgot", ("act", "send"), ("address", Mobile));
        await stranger.SubmitAsync("forgot", ("act", "reset"), ("code", "no"), ("password", "chenxiaowenchen"));
        Assert.Contains(SentCodes.Wrong, stranger.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("太容易", stranger.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_password_that_was_replaced_meanwhile_no_session_begins()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        var (accountId, stamp) = await installation.Db.ReadAsync(async reader => (await reader.GetAsync<Guid>("SELECT account_id FROM account"), await reader.GetAsync<string>("SELECT security_stamp FROM account")));
        await using var scope = installation.Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AccountManager>().ResetPasswordAsync(accountId, Fresh, _ => Task.CompletedTask);
        Assert.Null(await Sessions.BeginAsync(new DefaultHttpContext { RequestServices = scope.ServiceProvider }, accountId, stamp, SignInMethod.Password));
    }

    [Fact]
    public async Task A_second_factor_needs_the_password_too()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        await graduate.OpenAsync("/account/second-factor");
        await Assert.ThrowsAnyAsync<Exception>(() => installation.EnrolAsync(graduate, "不是这个密码呀呀呀呀"));
        Assert.Contains("密码不正确", graduate.Text, StringComparison.Ordinal);
        Assert.Equal(0, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM account WHERE totp_since IS NOT NULL")));
    }

    [Fact]
    public async Task An_account_is_closed_here_and_in_the_services_and_nothing_of_it_is_left()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        using var elsewhere = installation.Visitor();
        await Installation.SignInAsync(elsewhere, Mobile);
        var subject = await installation.Db.ReadAsync(reader => reader.GetAsync<Guid>("SELECT subject_id FROM membership"));
        using (var client = installation.Host.As(new Caller(subject, Roles.Graduate, "陈晓雯", null, null, null), "applicant"))
        {
            using var given = await client.PutAsJsonAsync("consents/matching", new { Version = 2 });
            Assert.Equal(HttpStatusCode.OK, given.StatusCode);
        }

        // Who was invited at one's address, and by whom one was, is said of nobody who is gone.
        var address = new ContactAddress(AddressKind.Mobile, Mobile);
        await installation.Db.WriteAsync(unit => Invitation.WriteAsync(unit, new Joining(Guid.CreateVersion7(), Roles.Supervisor, Capacity.Supervisor, Joining.SupervisorOffice), "陈晓雯", address, DrawnSecret.Draw(), invitedBy: null));
        await installation.Db.WriteAsync(unit => unit.ExecuteAsync("INSERT INTO external_identity (identity_hash, provider, account_id, name, linked_at, used_at) SELECT 'hash', 'weifang', account_id, '陈晓雯', 0, 0 FROM account", new { }));
        await graduate.OpenAsync("/account/close");
        Assert.Equal("注销后，账号无法恢复", graduate.Title);
        await graduate.SubmitAsync("close", ("confirm", "删除"), ("password", Installation.Password));
        Assert.Contains("请输入“注销”两个字", graduate.Text, StringComparison.Ordinal);
        await graduate.SubmitAsync("close", ("confirm", "注销"), ("password", "不是这个密码呀呀呀呀"));
        Assert.Contains("密码不正确", graduate.Text, StringComparison.Ordinal);
        await graduate.SubmitAsync("close", ("confirm", "注销"), ("password", Installation.Password));
        Assert.True(graduate.Text.Contains("账号已注销", StringComparison.Ordinal), graduate.Text);

        foreach (var visitor in new[] { graduate, elsewhere })
        {
            await visitor.OpenAsync("/m/me");
            Assert.Equal("登录后继续", visitor.Title);
        }

        foreach (var table in new[] { "account", "account_address", "membership", "sign_in_session", "account_event", "recovery_code", "passkey", "external_identity", "sent_code", "invitation" })
        {
            Assert.Equal(0, await installation.Db.ReadAsync(reader => reader.GetAsync<long>(CountOf(table))));
        }

        var letter = Assert.Single(await installation.LettersAsync(Mobile));
        Assert.Contains("已注销", letter.Text, StringComparison.Ordinal);
        using (var client = installation.Host.As(new Caller(subject, Roles.Graduate, "陈晓雯", null, null, null), "applicant"))
        {
            var given = (await client.GetFromJsonAsync<IReadOnlyList<JsonElement>>("consents"))!.Where(one => one.GetProperty("givenAt").ValueKind != JsonValueKind.Null);
            Assert.NotEqual(JsonValueKind.Null, Assert.Single(given).GetProperty("withdrawnAt").ValueKind);
        }

        // Somebody else may have the number next year.
        installation.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        using var next = await installation.GraduateAsync(name: "李雷");
        await next.OpenAsync("/m/me");
        Assert.Equal("还没有简历，先花三分钟填好", next.Title);
        Assert.NotEqual(subject, await installation.Db.ReadAsync(reader => reader.GetAsync<Guid>("SELECT subject_id FROM membership")));

        static string CountOf(string table) => "SELECT COUNT(*) FROM " + table;
    }

    [Fact]
    public async Task The_last_owner_closes_no_account_until_somebody_follows_and_who_registered_no_unit_does()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        await Offices.NameAsync(installation.Db, await installation.Db.ReadAsync(reader => reader.GetAsync<Guid>("SELECT unit_id FROM membership")), "启明智造有限公司");
        await CloseAsync(owner);
        Assert.Contains("您是“启明智造有限公司”最后一位能管理成员的人", owner.Text, StringComparison.Ordinal);
        Assert.Equal(1, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM account")));

        using var early = await installation.OwnerAsync("early@example.com", "早退");
        await CloseAsync(early);
        Assert.Contains("账号已注销", early.Text, StringComparison.Ordinal);

        static async Task CloseAsync(Pages.Visitor visitor)
        {
            await visitor.OpenAsync("/account/close");
            await visitor.SubmitAsync("close", ("confirm", "注销"), ("password", Installation.Password));
        }
    }

    [Fact]
    public async Task Another_address_is_the_accounts_once_its_code_has_come_back_and_both_sides_are_told()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        await graduate.OpenAsync("/account");
        await graduate.SubmitAsync("address", ("act", "send"), ("address", "13900139000"), ("password", Installation.Password));
        Assert.Contains("验证码已发送", graduate.Text, StringComparison.Ordinal);
        using var early = installation.Visitor();
        await Installation.SignInAsync(early, "13900139000");
        Assert.Contains("账号或密码不正确", early.Text, StringComparison.Ordinal);
        await graduate.SubmitAsync("address", ("act", "confirm"), ("code", await installation.CodeAsync("13900139000")));
        Assert.Contains("已更换", graduate.Text, StringComparison.Ordinal);
        foreach (var told in new[] { Mobile, "13900139000" })
        {
            Assert.Contains("手机号码已更换为 139****9000", (await installation.LettersAsync(told))[^1].Text, StringComparison.Ordinal);
        }

        await graduate.SubmitAsync("address", ("act", "send"), ("address", "chen@example.com"), ("password", Installation.Password));
        await graduate.SubmitAsync("address", ("act", "confirm"), ("code", await installation.CodeAsync("chen@example.com")));
        Assert.Contains("已添加", graduate.Text, StringComparison.Ordinal);
        foreach (var told in new[] { "13900139000", "chen@example.com" })
        {
            Assert.Contains("邮箱新添加了 c***@example.com", (await installation.LettersAsync(told))[^1].Text, StringComparison.Ordinal);
        }

        // Who has lost the mobile reads of its going where the mail comes.
        await graduate.SubmitAsync("address", ("act", "send"), ("address", "13700137000"), ("password", Installation.Password));
        await graduate.SubmitAsync("address", ("act", "confirm"), ("code", await installation.CodeAsync("13700137000")));
        foreach (var told in new[] { "13900139000", "13700137000", "chen@example.com" })
        {
            Assert.Contains("手机号码已更换为 137****7000", (await installation.LettersAsync(told))[^1].Text, StringComparison.Ordinal);
        }

        await Installation.SignInAsync(early, Mobile);
        Assert.Contains("账号或密码不正确", early.Text, StringComparison.Ordinal);
        await Installation.SignInAsync(early, "13700137000");
        await early.OpenAsync("/m/me");
        Assert.Equal("还没有简历，先花三分钟填好", early.Title);
    }

    [Fact]
    public async Task An_address_of_another_account_is_not_taken_over_and_its_owner_is_told()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        using var other = await installation.GraduateAsync("13900139000", "李雷");
        await graduate.OpenAsync("/account");
        await graduate.SubmitAsync("address", ("act", "send"), ("address", "13900139000"), ("password", Installation.Password));
        Assert.Contains("验证码已发送", graduate.Text, StringComparison.Ordinal);
        Assert.Contains("已有账号", (await installation.LettersAsync("13900139000"))[^1].Text, StringComparison.Ordinal);
        Assert.Equal("", await installation.CodeAsync("13900139000"));
    }

    [Fact]
    public async Task A_graduate_registers_a_unit_with_the_same_account()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        await graduate.OpenAsync("/account");
        await graduate.SendAsync("/account/memberships");
        Assert.Equal("先登记单位，再发布岗位", graduate.Title);
        await graduate.OpenAsync("/account");
        Assert.Contains("单位负责人", graduate.Text, StringComparison.Ordinal);
        Assert.Contains("毕业生", graduate.Text, StringComparison.Ordinal);

        // Once more, before the first is registered, is the same unit.
        await graduate.SendAsync("/account/memberships");
        Assert.Equal("先登记单位，再发布岗位", graduate.Title);
        await graduate.OpenAsync("/account");
        var form = graduate.Hidden("/account/memberships");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => graduate.PostAsync("/account/memberships", form)));
        Assert.Equal(2, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM membership")));
        await graduate.OpenAsync("/account");
        await graduate.PostAsync("/account/memberships", [.. graduate.Hidden("/sign-out"), ("kind", "supervisor")]);
        Assert.Contains("请选择列出的一种身份", graduate.Text, StringComparison.Ordinal);
        for (var time = 0; time < EntryLimits.OfAccount; time++)
        {
            await graduate.PostAsync("/account/memberships", form);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, graduate.Status);
        Assert.Contains("操作过于频繁", graduate.Text, StringComparison.Ordinal);
        Assert.Equal(2, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM membership")));
    }

    [Fact]
    public async Task A_form_of_a_step_that_is_too_long_ago_says_so_and_sends_nothing()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        using var visitor = installation.Visitor();
        await visitor.OpenAsync("/forgot");
        await visitor.SubmitAsync("forgot", ("act", "reset"), ("code", "123456"), ("password", Fresh));
        Assert.Contains(SentCodes.Expired, visitor.Text, StringComparison.Ordinal);
        await visitor.OpenAsync("/register");
        await visitor.SubmitAsync("register", ("act", "register"), ("name", "李雷"), ("code", "123456"), ("password", Fresh), ("agreed", "true"));
        Assert.Contains(SentCodes.Expired, visitor.Text, StringComparison.Ordinal);
        await graduate.OpenAsync("/account");
        await graduate.SubmitAsync("address", ("act", "confirm"), ("code", "123456"));
        Assert.Contains(SentCodes.Expired, graduate.Text, StringComparison.Ordinal);
        await visitor.OpenAsync("/sign-in/second-factor");
        Assert.Contains("登录没有完成", visitor.Text, StringComparison.Ordinal);
        // That of the registration before.
        Assert.Equal(1, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM message")));
    }

    [Fact]
    public async Task A_form_that_its_page_does_not_show_any_more_leads_to_the_page_as_it_is_now()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        await graduate.OpenAsync("/account/second-factor");
        await graduate.PostAsync("/account/second-factor", [.. graduate.Hidden("/sign-out"), ("_handler", "change-factor"), ("act", "remove")]);
        Assert.Equal((HttpStatusCode.OK, "设置动态验证码"), (graduate.Status, graduate.Title));
        Assert.Contains("页面内容刚刚有变化", graduate.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_again_in_the_same_browser_leaves_one_session()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        var kept = graduate.CookieOf("ramatch");
        await Installation.SignInAsync(graduate, Mobile);
        Assert.Equal(1, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM sign_in_session WHERE ended_at IS NULL")));
        using var thief = installation.Visitor();
        thief.Keep(new Cookie("ramatch", kept));
        await thief.OpenAsync("/m/me");
        Assert.Equal("登录后继续", thief.Title);
    }
}
