using System.Net;
using RaMatch.Portal.People;
using RaMatch.Reference;
using Xunit;

namespace RaMatch.Portal.Tests.People;

/// <summary>Who gets an account by themselves, and who does not.</summary>
public sealed class RegistrationTests
{
    const string Mobile = "13800138000";

    [Fact]
    public async Task A_graduate_registers_by_a_code_to_the_mobile_and_writes_the_resume_next()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = installation.Visitor();
        await graduate.OpenAsync("/register");
        Assert.Contains("个人信息处理说明", graduate.Text, StringComparison.Ordinal);
        await installation.RegisterAsync(graduate, "陈晓雯", Mobile);

        Assert.Equal("三分钟写好简历，马上看到适合您的岗位", graduate.Title);
        Assert.Contains("value=\"陈晓雯\"", graduate.Html, StringComparison.Ordinal);
        var letter = Assert.Single(await installation.LettersAsync(Mobile));
        Assert.DoesNotContain("陈晓雯", letter.Text, StringComparison.Ordinal);
        Assert.Equal(installation.Host.Clock.GetUtcNow() + SentCodes.Lifetime, letter.Until);
    }

    [Fact]
    public async Task A_unit_registers_its_first_member_and_then_itself()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = installation.Visitor();
        await owner.OpenAsync("/register/unit");
        await installation.RegisterAsync(owner, "高婧", "gao.jing@example.com");
        Assert.Equal("先登记单位，再发布岗位", owner.Title);
        Assert.Contains("高婧", owner.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+86 138 0013 8000")]
    [InlineData("138-0013-8000")]
    [InlineData("１３８００１３８０００")]
    [InlineData("0086 13800138000")]
    public async Task A_number_is_one_number_however_it_is_typed(string typed)
    {
        await using var installation = await Installation.StartAsync();
        using var first = await installation.GraduateAsync(Mobile);
        using var again = installation.Visitor();
        await Installation.SignInAsync(again, typed);
        Assert.Equal("还没有简历，先花三分钟填好", await TitleOfMeAsync(again));
    }

    [Fact]
    public void An_address_has_one_spelling_and_what_is_none_is_not_read()
    {
        foreach (var typed in new[] { "Chen.Xiao@Example.COM", " chen.xiao@example.com ", "ｃｈｅｎ.xiao@example.com", "chen.xiao@example。com", "chen. xiao@example.com" })
        {
            Assert.Equal(new ContactAddress(AddressKind.Email, "chen.xiao@example.com"), ContactAddress.Read(typed));
        }

        foreach (var typed in new[] { "", "chen", "12345678901", "1380013800", "a@b", "a@example.com\r\nBcc: x@example.com", new string('a', 250) + "@example.com" })
        {
            Assert.Null(ContactAddress.Read(typed));
        }
    }

    [Fact]
    public async Task A_taken_address_is_told_by_letter_and_the_page_is_the_same_as_for_a_free_one()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.GraduateAsync(Mobile);
        using var taken = installation.Visitor();
        using var free = installation.Visitor();
        installation.Host.Clock.Advance(TimeSpan.FromMinutes(2));
        foreach (var (visitor, number) in new[] { (taken, Mobile), (free, "13900139000") })
        {
            await visitor.OpenAsync("/register");
            await visitor.SubmitAsync("register", ("act", "send"), ("name", "张三"), ("address", number));
        }

        Assert.Equal(free.Text.Replace("13900139000", Mobile, StringComparison.Ordinal), taken.Text);
        var letter = (await installation.LettersAsync(Mobile))[^1];
        Assert.Contains("已有账号", letter.Text, StringComparison.Ordinal);
        Assert.Equal("", await installation.CodeAsync(Mobile));
        await taken.SubmitAsync("register", ("act", "register"), ("name", "张三"), ("code", "000000"), ("password", Installation.Password), ("agreed", "true"));
        await free.SubmitAsync("register", ("act", "register"), ("name", "张三"), ("code", "000000"), ("password", Installation.Password), ("agreed", "true"));
        Assert.Equal(free.Text.Replace("13900139000", Mobile, StringComparison.Ordinal), taken.Text);
    }

    [Fact]
    public async Task A_code_is_guessed_at_five_times_stands_ten_minutes_and_is_sent_once_a_minute()
    {
        await using var installation = await Installation.StartAsync();
        var clock = installation.Host.Clock;
        using var graduate = installation.Visitor();
        await SendAsync(graduate);
        var code = await installation.CodeAsync(Mobile);
        await AgainAsync(graduate);
        Assert.Single(await installation.LettersAsync(Mobile));

        for (var guess = 0; guess < SentCodes.MostTries; guess++)
        {
            await TryAsync(graduate, code == "000000" ? "111111" : "000000");
            Assert.Contains(SentCodes.Wrong, graduate.Text, StringComparison.Ordinal);
            Assert.Contains("value=\"陈晓雯\"", graduate.Html, StringComparison.Ordinal);
        }

        await TryAsync(graduate, code);
        Assert.Contains(SentCodes.Wrong, graduate.Text, StringComparison.Ordinal);

        clock.Advance(TimeSpan.FromMinutes(1));
        await AgainAsync(graduate);
        var second = await installation.CodeAsync(Mobile);
        clock.Advance(SentCodes.Lifetime - TimeSpan.FromMilliseconds(1));
        await TryAsync(graduate, second);
        Assert.Equal("三分钟写好简历，马上看到适合您的岗位", graduate.Title);

        var (late, flow) = (new ContactAddress(AddressKind.Mobile, "13900139000"), Guid.CreateVersion7());
        Assert.Equal(CodeKept.Kept, await installation.Db.WriteAsync(unit => SentCodes.PutAsync(unit, flow, CodePurpose.Registration, late, "123456")));
        clock.Advance(SentCodes.Lifetime);
        Assert.False(await installation.Db.WriteAsync(unit => SentCodes.TakeAsync(unit, flow, CodePurpose.Registration, late, "123456")));
    }

    [Fact]
    public async Task A_code_opens_nothing_twice_nothing_else_and_for_nobody_else()
    {
        await using var installation = await Installation.StartAsync();
        var (mine, other) = (new ContactAddress(AddressKind.Mobile, Mobile), new ContactAddress(AddressKind.Mobile, "13900139000"));
        var (flow, others) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await installation.Db.WriteAsync(async unit =>
        {
            Assert.Equal(CodeKept.Kept, await SentCodes.PutAsync(unit, flow, CodePurpose.Registration, mine, "123456"));
            Assert.Equal(CodeKept.Kept, await SentCodes.PutAsync(unit, others, CodePurpose.Registration, other, "654321"));
        });
        Assert.False(await TakeAsync(flow, CodePurpose.Reset, mine, "123456"));
        Assert.False(await TakeAsync(flow, CodePurpose.Registration, other, "123456"));
        Assert.False(await TakeAsync(others, CodePurpose.Registration, mine, "123456"));
        Assert.True(await TakeAsync(flow, CodePurpose.Registration, mine, "123456"));
        Assert.False(await TakeAsync(flow, CodePurpose.Registration, mine, "123456"));

        Task<bool> TakeAsync(Guid of, CodePurpose purpose, ContactAddress from, string code) => installation.Db.WriteAsync(unit => SentCodes.TakeAsync(unit, of, purpose, from, code));
    }

    [Fact]
    public async Task One_address_is_sent_twenty_codes_an_hour_whoever_asks_and_the_old_ones_go()
    {
        await using var installation = await Installation.StartAsync();
        var mobile = new ContactAddress(AddressKind.Mobile, Mobile);
        for (var time = 0; time < SentCodes.MostOfAddress; time++)
        {
            Assert.Equal(CodeKept.Kept, await PutAsync());
        }

        Assert.Equal(CodeKept.TooMany, await PutAsync());
        installation.Host.Clock.Advance(SentCodes.Hour);
        Assert.Equal(CodeKept.Kept, await PutAsync());
        Assert.Equal(1, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM sent_code")));

        Task<CodeKept> PutAsync() => installation.Db.WriteAsync(unit => SentCodes.PutAsync(unit, Guid.CreateVersion7(), CodePurpose.Registration, mobile, "123456"));
    }

    [Fact]
    public async Task Of_two_registrations_at_once_for_one_number_one_is_an_account()
    {
        await using var installation = await Installation.StartAsync();
        using var one = installation.Visitor();
        using var two = installation.Visitor();
        await SendAsync(one);
        var first = await installation.CodeAsync(Mobile);
        await SendAsync(two);
        var second = await installation.CodeAsync(Mobile);
        await Task.WhenAll(TryAsync(one, first), TryAsync(two, second));

        Assert.Single(new[] { one, two }, visitor => visitor.Title == "三分钟写好简历，马上看到适合您的岗位");
        Assert.Single(new[] { one, two }, visitor => visitor.Text.Contains(SentCodes.Wrong, StringComparison.Ordinal));
        Assert.Equal(1, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM account")));
        Assert.Equal(1, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM membership")));
    }

    [Theory]
    [InlineData("Sms:Url", Mobile, "没有开通短信，请填写电子邮箱")]
    [InlineData("Mail:Host", "chen@example.com", "没有开通邮件，请填写手机号码")]
    public async Task An_address_to_which_no_way_leads_is_said_at_its_field_on_every_page_that_asks_for_one(string missing, string address, string said)
    {
        await using var installation = await Installation.StartAsync(new Dictionary<string, string?> { [missing] = "" });
        using var visitor = installation.Visitor();
        await SendAsync(visitor, address);
        Assert.Contains(said, visitor.Text, StringComparison.Ordinal);
        await visitor.OpenAsync("/forgot");
        await visitor.SubmitAsync("forgot", ("act", "send"), ("address", address));
        Assert.Contains(said, visitor.Text, StringComparison.Ordinal);

        using var owner = await installation.OwnerAsync(missing == "Sms:Url" ? "gao@example.com" : "13900139000");
        await owner.OpenAsync("/members");
        await owner.SubmitAsync("invite", ("name", "王刚"), ("address", address), ("capacity", "recruiter"));
        Assert.Contains(said, owner.Text, StringComparison.Ordinal);
        await owner.OpenAsync("/account");
        await owner.SubmitAsync("address", ("act", "send"), ("address", address), ("password", Installation.Password));
        Assert.Contains(said, owner.Text, StringComparison.Ordinal);
        Assert.Empty(await installation.LettersAsync(address));
    }

    [Theory]
    [InlineData("short", "密码至少 10 个字符")]
    [InlineData("Password1234", "太容易被猜到")]
    [InlineData("P@ssw0rd!2026", "太容易被猜到")]
    [InlineData("woaini5201314", "太容易被猜到")]
    [InlineData("qwertyuiop[]", "太容易被猜到")]
    [InlineData("1qaz2wsx3edc", "太容易被猜到")]
    [InlineData("20020315138001", "太容易被猜到")]
    [InlineData("abcabcabcabc", "太容易被猜到")]
    [InlineData("aaaaaaaaaaaa", "太容易被猜到")]
    [InlineData("chenxiaowen2026", "太容易被猜到")]
    [InlineData("RaMatch@2026!", "太容易被猜到")]
    public async Task A_password_that_is_guessed_first_is_refused_and_the_code_still_stands(string password, string said)
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = installation.Visitor();
        await SendAsync(graduate, name: "chenxiaowen");
        var code = await installation.CodeAsync(Mobile);
        await TryAsync(graduate, code, password, "chenxiaowen");
        Assert.Contains(said, graduate.Text, StringComparison.Ordinal);
        await TryAsync(graduate, code, name: "chenxiaowen");
        Assert.Equal("三分钟写好简历，马上看到适合您的岗位", graduate.Title);
    }

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("竹外桃花三两枝春江水暖")]
    [InlineData("kx7-Plume-Trug")]
    public void A_password_of_unrelated_words_is_taken(string password) => Assert.False(PasswordRules.IsCommon(password, "陈晓雯"));

    [Fact]
    public async Task A_second_tap_shows_a_page_and_makes_nothing_twice()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = await installation.GraduateAsync();
        Assert.Equal("/m/resume", graduate.Address);
        await graduate.SendAgainAsync();
        Assert.Equal(HttpStatusCode.OK, graduate.Status);
        Assert.Contains("没有提交", graduate.Text, StringComparison.Ordinal);
        Assert.Equal(1, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM account")));

        using var browser = installation.Visitor();
        await Installation.SignInAsync(browser, "13800138000");
        await browser.SendAgainAsync();
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("没有提交", browser.Text, StringComparison.Ordinal);
        await browser.OpenAsync("/m/me");
        Assert.Equal("还没有简历，先花三分钟填好", browser.Title);
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_field_and_nothing_is_sent()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = installation.Visitor();
        await graduate.OpenAsync("/register");
        await graduate.SubmitAsync("register", ("act", "send"), ("name", " "), ("address", "138"));
        Assert.Contains("请填写姓名", graduate.Text, StringComparison.Ordinal);
        Assert.Contains(ContactAddress.Unreadable, graduate.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"138\"", graduate.Html, StringComparison.Ordinal);
        await SendAsync(graduate);
        await graduate.SubmitAsync("register", ("act", "register"), ("name", "陈晓雯"), ("code", ""), ("password", ""));
        Assert.Contains("请填写收到的验证码", graduate.Text, StringComparison.Ordinal);
        Assert.Contains("请设置密码", graduate.Text, StringComparison.Ordinal);
        Assert.Contains("请先阅读并同意", graduate.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codes_to_one_address_from_one_network_are_sent_six_times_an_hour_and_then_a_person_is_told_when_to_come_back()
    {
        await using var installation = await Installation.StartAsync();
        using var graduate = installation.Visitor();
        for (var time = 0; time < EntryLimits.CodesOfAddress; time++)
        {
            await SendAsync(graduate);
            installation.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(EntryLimits.CodesOfAddress, (await installation.LettersAsync(Mobile)).Count);
        await SendAsync(graduate);
        Assert.Equal(HttpStatusCode.TooManyRequests, graduate.Status);
        Assert.Contains("操作太频繁", graduate.Text, StringComparison.Ordinal);
        Assert.Equal(EntryLimits.CodesOfAddress, (await installation.LettersAsync(Mobile)).Count);
    }

    [Theory]
    [InlineData(1, "1 秒")]
    [InlineData(90, "90 秒")]
    [InlineData(91, "2 分钟")]
    [InlineData(120, "2 分钟")]
    [InlineData(121, "3 分钟")]
    [InlineData(3600, "60 分钟")]
    public void How_long_to_wait_is_said_as_long_as_it_is(int seconds, string said) => Assert.Equal(said, EntryLimits.InWords(seconds));

    [Theory]
    [InlineData("/register", "/m/resume")]
    [InlineData("/register/unit", "/unit/profile")]
    public async Task A_second_tap_on_registering_says_that_it_is_done_and_leads_on(string page, string onward)
    {
        await using var installation = await Installation.StartAsync();
        using var visitor = installation.Visitor();
        await visitor.OpenAsync(page);
        await installation.RegisterAsync(visitor, "高婧", "gao@example.com");
        Assert.Equal(onward, visitor.Address);
        await visitor.SendAgainAsync();
        Assert.Equal((HttpStatusCode.OK, page), (visitor.Status, visitor.Address));
        Assert.Contains("您已经注册并登录，账号： 高婧", visitor.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"{onward}\"", visitor.Html, StringComparison.Ordinal);
        Assert.Equal(1, await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM account")));
    }

    [Fact]
    public async Task A_unit_that_is_sent_twice_is_registered_once_and_its_member_is_told_that_it_is()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        using var other = installation.Visitor();
        await Installation.SignInAsync(other, "gao@example.com");
        foreach (var visitor in new[] { owner, other })
        {
            await visitor.OpenAsync("/unit/profile");
        }

        // In one window twice, and at the same moment in another.
        await Task.WhenAll(owner.SubmitAsync("unit", Unit), other.SubmitAsync("unit", Unit));
        foreach (var visitor in new[] { owner, other })
        {
            Assert.Equal("等待园区核验", visitor.Title);
            Assert.DoesNotContain("已登记过", visitor.Text, StringComparison.Ordinal);
        }

        await owner.SendAgainAsync();
        Assert.Equal((HttpStatusCode.OK, "等待园区核验"), (owner.Status, owner.Title));
        Assert.DoesNotContain("不能", owner.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_form_of_the_door_and_of_the_unit_lacks_is_said_all_at_once()
    {
        await using var installation = await Installation.StartAsync();
        using var visitor = installation.Visitor();
        await SendAsync(visitor);
        await visitor.SubmitAsync("register", ("act", "register"), ("name", ""), ("code", ""), ("password", "short"), ("agreed", ""));
        Assert.All(["请填写姓名", "请填写收到的验证码", "密码至少 10 个字符", "请先阅读并同意"], said => Assert.Contains(said, visitor.Text, StringComparison.Ordinal));

        using var owner = await installation.OwnerAsync();
        await owner.SubmitAsync("unit", [.. Unit.Select(field => (field.Name, "")), ("evidence-highTechEnterprise", ""), ("year-highTechEnterprise", "去年")]);
        Assert.All(["请填写统一社会信用代码", "请填写单位名称", "请选择所在园区", "请填写所在城市", "请填写联系人", "请填写联系电话", "请填写证明材料", "去年"], said => Assert.Contains(said, owner.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_may_not_change_the_unit_reads_it_and_whom_to_ask()
    {
        await using var installation = await Installation.StartAsync();
        using var owner = await installation.OwnerAsync();
        await owner.OpenAsync("/members");
        await owner.SubmitAsync("invite", ("name", "王刚"), ("address", "wang@example.com"), ("capacity", "recruiter"));
        using var recruiter = await installation.AcceptAsync("wang@example.com", "王刚");
        await recruiter.OpenAsync("/unit/profile");
        Assert.Contains("请联系贵单位的负责人", recruiter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(recruiter.Forms, form => form.Handler == "unit");

        await owner.OpenAsync("/unit/profile");
        await owner.SubmitAsync("unit", Unit);
        await recruiter.OpenAsync("/unit/profile");
        Assert.Equal((HttpStatusCode.OK, "等待园区核验"), (recruiter.Status, recruiter.Title));
        Assert.All(["需要修改的，请联系负责人", "启明智造科技（潍坊）有限公司", "GR202137000001", "13800138000"], said => Assert.Contains(said, recruiter.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(recruiter.Forms, form => form.Handler == "unit");
    }

    const string First17 = "91370700MA3ABCDE1";

    internal static readonly (string Name, string Value)[] Unit =
    [
        ("uscc", First17 + UnifiedSocialCreditCode.CheckCharacter(First17)),
        ("name", "启明智造科技（潍坊）有限公司"),
        ("parkId", "weifang"),
        ("city", "潍坊市"),
        ("contactName", "高婧"),
        ("contactPhone", "13800138000"),
        ("evidence-highTechEnterprise", "GR202137000001"),
        ("year-highTechEnterprise", "2021"),
    ];

    static async Task SendAsync(Pages.Visitor visitor, string address = Mobile, string name = "陈晓雯")
    {
        await visitor.OpenAsync("/register?again=true");
        await visitor.SubmitAsync("register", ("act", "send"), ("name", name), ("address", address));
    }

    static Task AgainAsync(Pages.Visitor visitor) => visitor.SubmitAsync("register", ("act", "send"), ("name", "陈晓雯"));

    static Task TryAsync(Pages.Visitor visitor, string code, string password = Installation.Password, string name = "陈晓雯") =>
        visitor.SubmitAsync("register", ("act", "register"), ("name", name), ("code", code), ("password", password), ("agreed", "true"));

    static async Task<string> TitleOfMeAsync(Pages.Visitor visitor)
    {
        await visitor.OpenAsync("/m/me");
        return visitor.Title;
    }
}
