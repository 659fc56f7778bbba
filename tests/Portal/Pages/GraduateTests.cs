using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>The graduate's way through the pages, without JavaScript.</summary>
public sealed class GraduateTests
{
    const string Hostile = "<script>alert(1)</script>研发";

    [Fact]
    public async Task A_graduate_comes_through_the_front_door_applies_once_and_follows_the_application()
    {
        await using var programme = await Programme.OpenAsync();
        var positionId = await programme.PublishAsync();
        await programme.IntroduceGraduateAsync();
        using var visitor = new Visitor(programme.Host.Address);

        await visitor.SignInAsync();
        await Eventually.Passes(async () =>
        {
            await visitor.OpenAsync("/m");
            Assert.Equal("1 个岗位适合您", visitor.Title);
        }, "the match should be found");
        Assert.Contains("专业对口", visitor.Text);
        Assert.Contains("如果您掌握“RTOS”", visitor.Text);
        Assert.Contains("8–13K", visitor.Text);
        Assert.Contains("3 天后截止", visitor.Text);

        await visitor.SendAsync("/m/apply");
        Assert.Contains("已投递，排在第 1 志愿", visitor.Text);
        Assert.Equal("1 个岗位适合您", visitor.Title);
        await visitor.SendAgainAsync();
        Assert.Contains("已投递，排在第 1 志愿", visitor.Text);

        await visitor.OpenAsync("/m/applications");
        Assert.Equal("1 份投递进行中", visitor.Title);
        await visitor.OpenAsync($"/positions/{positionId}");
        Assert.Contains("已投递，看进展", visitor.Text);
        Assert.Contains("为什么适合您", visitor.Text);
        Assert.DoesNotContain("action=\"/m/apply\"", visitor.Html);

        await visitor.OpenAsync("/m/applications");
        await visitor.SendAsync($"/m/applications/{(await ApplicationIdAsync(programme))}/withdraw");
        Assert.Contains("已撤回投递", visitor.Text);
        Assert.Equal("没有进行中的投递", visitor.Title);
    }

    [Fact]
    public async Task An_offer_is_accepted_signed_and_confirmed_with_the_id_number()
    {
        await using var programme = await Programme.OpenAsync();
        var positionId = await programme.PublishAsync();
        await programme.IntroduceGraduateAsync();
        var placementId = await programme.ApplyAsync(positionId);
        await programme.OfferAsync(placementId);
        using var visitor = new Visitor(programme.Host.Address);
        await visitor.SignInAsync();

        await Eventually.Passes(async () =>
        {
            await visitor.OpenAsync("/m/offers");
            Assert.Equal("1 份录用通知待您答复", visitor.Title);
        }, "the offer should reach the graduate");
        Assert.Contains("9,000 元/月", visitor.Text);
        await visitor.SendAsync($"/m/offers/{placementId}/answer", ("accept", "true"));
        Assert.Contains("正在确认", visitor.Text);
        await Eventually.Passes(async () =>
        {
            await visitor.OpenAsync("/m/offers");
            Assert.StartsWith("已接受", visitor.Title);
            Assert.Contains("9,000 元/月", visitor.Text);
        }, "Matching should confirm the answer");
        await AppliesForNothingElseAsync(programme, visitor);

        await programme.MoveAsync(placementId, "sign", new { form = "labourContract", signedOn = "2022-06-28", startsOn = "2022-06-28", termMonths = 12, payFen = 9_000_00 });
        await Eventually.Passes(async () =>
        {
            await visitor.OpenAsync($"/m/hires/{placementId}");
            Assert.Equal("确认这份录用", visitor.Title);
        }, "the signing should reach the graduate");
        Assert.All(new[] { "劳动合同", "6 月 28 日", "12 个月", "9,000 元/月" }, fact => Assert.Contains(fact, visitor.Text));
        await visitor.SendAsync($"/m/hires/{placementId}", ("idNumber", "110101199001010000"));
        Assert.Contains("aria-invalid=\"true\"", visitor.Html);
        Assert.Contains("110101199001010000", visitor.Html);

        const string first17 = "99000120000101001";
        await visitor.SendAsync($"/m/hires/{placementId}", ("idNumber", first17 + Reference.ResidentIdNumber.CheckCharacter(first17)));
        Assert.Equal("录用已确认", visitor.Title);
        Assert.DoesNotContain(first17, visitor.Html);
    }

    /// <summary>No page offers to apply for another position of a programme in which an offer is accepted.</summary>
    static async Task AppliesForNothingElseAsync(Programme programme, Visitor visitor)
    {
        var other = await programme.PublishAsync("光学工程师");
        await visitor.OpenAsync($"/positions/{other}");
        Assert.Contains("不能再投递本专项的其他岗位", visitor.Text);
        await visitor.OpenAsync("/m");
        Assert.Equal("已接受启明智造科技（潍坊）有限公司的录用", visitor.Title);
        Assert.DoesNotContain("光学工程师", visitor.Text);
        Assert.DoesNotContain("action=\"/m/apply\"", visitor.Html);
    }

    [Fact]
    public async Task A_resume_that_is_wrong_comes_back_with_what_was_typed_and_a_sentence_at_the_field()
    {
        await using var programme = await Programme.StartAsync();
        using var visitor = new Visitor(programme.Host.Address);
        await visitor.SignInAsync();
        Assert.Equal("填好简历，看看哪些岗位适合您", visitor.Title);

        await visitor.OpenAsync("/m/resume");
        (string, string)[] right =
        [
            ("name", "陈晓雯"), ("phone", "13900139000"), ("university", "山东大学"), ("degree", "master"), ("major", "软件工程"),
            ("graduationYear", "2022"), ("skills", "C\nRTOS\nPython"), ("cities", "潍坊市"), ("payFloor", "6000"), ("kinds", "researchProject"),
        ];
        await visitor.SendAsync("/m/resume", [.. right[1..], ("name", Hostile), ("summary", "保留我"), ("email", "不是邮箱")]);
        Assert.Contains("电子邮箱格式不正确", visitor.Text);
        Assert.Contains("保留我", visitor.Html);
        Assert.DoesNotContain("<script>alert", visitor.Html);

        await visitor.SendAsync("/m/resume", [.. right.Where(field => field.Item1 != "university"), ("university", "山东大")]);
        Assert.Contains("是不是：山东大学", visitor.Text);

        await visitor.SendAsync("/m/resume", right);
        Assert.Contains("简历已保存", visitor.Text);
        await visitor.OpenAsync("/m/me");
        Assert.Contains("山东大学", visitor.Text);
        Assert.Contains("C、RTOS、Python", visitor.Text);
        Assert.Equal("简历完成 90%，还可补 1 项", visitor.Title);
    }

    [Fact]
    public async Task Who_is_in_no_table_writes_it_by_hand_and_goes_on()
    {
        await using var programme = await Programme.StartAsync();
        using var visitor = new Visitor(programme.Host.Address);
        await visitor.SignInAsync();
        await visitor.OpenAsync("/m/resume");
        (string, string)[] right =
        [
            ("name", "陈晓雯"), ("phone", "13900139000"), ("degree", "master"), ("graduationYear", "2022"), ("graduationMonth", "12"), ("skills", "C"), ("cities", ""), ("payFloor", ""),
        ];
        await visitor.SendAsync("/m/resume", [.. right, ("university", "墨尔本大学"), ("universityCountry", ""), ("major", "080203")]);
        Assert.Contains("院校表中没有“墨尔本大学”", visitor.Text);
        Assert.Contains("080203 在本科专业目录中是“材料成型及控制工程”", visitor.Text);
        Assert.Contains("是不是：机械工程（0802）、材料成型及控制工程（080203）", visitor.Text);

        await visitor.SendAsync("/m/resume", [.. right, ("university", "墨尔本大学"), ("universityCountry", "澳大利亚"), ("major", "供应链分析"), ("majorByHand", "true")]);
        Assert.Contains("“墨尔本大学”不在院校表中，已按手工填写保存", visitor.Text);
        await visitor.OpenAsync("/m/me");
        Assert.Contains("墨尔本大学（澳大利亚，手工填写）", visitor.Text);
        Assert.Contains("供应链分析（手工填写）", visitor.Text);
        Assert.Contains("2022 年 12 月毕业（2023 届）", visitor.Text);

        // The form says again what was written, and takes it.
        await visitor.OpenAsync("/m/resume");
        Assert.Contains("value=\"澳大利亚\"", visitor.Html);
        Assert.DoesNotContain("山东大学", visitor.Html);

        await visitor.SendAsync("/m/resume", [.. right, ("university", "泰山医学院"), ("universityCountry", ""), ("major", "软件工程")]);
        Assert.Contains("“泰山医学院”现为“山东第一医科大学”", visitor.Text);
    }

    [Fact]
    public async Task Whoever_applies_is_asked_for_the_consent_to_contact_and_the_unit_is_told_how_it_comes_about()
    {
        await using var programme = await Programme.OpenAsync();
        var position = await programme.PublishAsync();
        await programme.IntroduceGraduateAsync();
        await programme.DoAsync(Programme.Graduate, "applicant", HttpMethod.Delete, "consents/contact", new { });
        using var visitor = new Visitor(programme.Host.Address);
        await visitor.SignInAsync();

        await Eventually.Passes(async () =>
        {
            await visitor.OpenAsync("/m");
            Assert.Contains("投递前：让单位能联系到您", visitor.Text);
        }, "the match should be found");
        await visitor.OpenAsync($"/positions/{position}");
        await visitor.SendAsync("/m/apply");
        Assert.Contains("已投递", visitor.Text);
        await visitor.OpenAsync("/m/applications");
        Assert.Contains("单位还不能与您联系", visitor.Text);

        var placement = (await programme.Host.As(Programme.Graduate, "applicant").GetAsync<JsonElement>("applications")).GetProperty("items")[0].GetProperty("applicationId").GetGuid();
        using var unit = new Visitor(programme.Host.Address);
        await unit.SignInAsync("unit");
        await Eventually.Passes(async () =>
        {
            await unit.OpenAsync($"/unit/candidates/{placement}");
            Assert.Contains("该毕业生未同意提供联系方式", unit.Text);
            Assert.Contains("页面会请对方同意提供联系方式", unit.Text);
        }, "the unit should know the candidate");

        await visitor.SendAsync($"/m/applications/{placement}/withdraw");
        await visitor.OpenAsync($"/positions/{position}");
        await visitor.SendAsync("/m/apply", ("contact", "1"));
        Assert.Contains("已投递", visitor.Text);
        await visitor.OpenAsync("/m/applications");
        Assert.DoesNotContain("单位还不能与您联系", visitor.Text);
    }

    [Fact]
    public async Task Consent_is_withdrawn_as_easily_as_given_and_everything_can_be_taken_away_and_deleted()
    {
        await using var programme = await Programme.StartAsync();
        await programme.IntroduceGraduateAsync();
        using var visitor = new Visitor(programme.Host.Address);
        await visitor.SignInAsync();

        await visitor.OpenAsync("/m/me");
        await visitor.SendAsync("/m/consents");
        Assert.Contains("已撤回同意", visitor.Text);
        await visitor.SendAsync("/m/consents");
        Assert.Contains("随时可以撤回", visitor.Text);

        await visitor.OpenAsync("/m/export");
        Assert.Contains("13900139000", visitor.Html);
        await visitor.OpenAsync("/m/export/readable");
        Assert.Contains("姓名", visitor.Text);
        Assert.Contains("13900139000", visitor.Text);
        Assert.Contains("向用人单位提供联系方式", visitor.Text);
        // Every name has its Chinese word.
        Assert.DoesNotMatch("<(dt|h2)>[A-Za-z]", visitor.Html);

        await visitor.OpenAsync("/m/delete");
        Assert.Contains("授权记录：您何时同意、何时撤回", visitor.Text);
        await visitor.SendAsync("/m/delete", ("confirm", "不"));
        Assert.Contains("请输入“删除”以确认", visitor.Text);
        await visitor.SendAsync("/m/delete", ("confirm", "删除"));
        Assert.Contains("您的个人数据已删除", visitor.Text);
        await visitor.OpenAsync("/m");
        Assert.Equal("登录后继续", visitor.Title);
    }

    [Fact]
    public async Task Who_agreed_before_units_were_named_is_asked_gently_and_shown_to_units_only_from_then_on_until_withdrawing()
    {
        await using var programme = await Programme.OpenAsync();
        var positionId = await programme.PublishAsync();
        await programme.IntroduceGraduateAsync();
        await programme.Host.Services.GetServices<Database>().Single(one => one.Name == "applicant").WriteAsync(unit => unit.ExecuteAsync("UPDATE consent SET text_version = 1 WHERE purpose = 'Matching'", new { }));
        using var visitor = new Visitor(programme.Host.Address);
        await visitor.SignInAsync();
        await programme.SaveProfileAsync(Programme.Graduate);
        using var unit = new Visitor(programme.Host.Address);
        await unit.SignInAsync("unit");
        var page = $"/unit/positions/{positionId}/graduates";
        await UnitSeesAsync("暂时没有可推荐的毕业生");

        await visitor.OpenAsync("/m");
        Assert.Equal("1 个岗位适合您", visitor.Title);
        Assert.Contains("让合适的单位也能找到您", visitor.Text);
        await visitor.OpenAsync("/m/me");
        Assert.Contains("已同意旧版条款", visitor.Text);
        await visitor.SendAsync("/m/consents");
        Assert.DoesNotContain("已同意旧版条款", visitor.Text);
        await UnitSeesAsync("1 名毕业生适合这个岗位，还没有投递");
        Assert.Contains("推荐的 1 人中，1 人的简历里没有必备技能“RTOS”", unit.Text);
        Assert.DoesNotContain(Programme.Graduate.Name, unit.Text);
        Assert.DoesNotContain("山东大学", unit.Text);

        await visitor.OpenAsync("/m/me");
        await visitor.SendAsync("/m/consents");
        Assert.Contains("已撤回同意", visitor.Text);
        await UnitSeesAsync("暂时没有可推荐的毕业生");

        Task UnitSeesAsync(string title) => Eventually.True(async () =>
        {
            await unit.OpenAsync(page);
            return unit.Title == title;
        }, title);
    }

    [Fact]
    public async Task Wishes_are_put_in_order_by_their_buttons()
    {
        await using var programme = await Programme.OpenAsync();
        await programme.IntroduceGraduateAsync();
        await programme.ApplyAsync(await programme.PublishAsync("甲岗位研发助理"));
        await programme.ApplyAsync(await programme.PublishAsync("乙岗位研发助理"));
        using var visitor = new Visitor(programme.Host.Address);
        await visitor.SignInAsync();

        await visitor.OpenAsync("/m/applications");
        Assert.True(visitor.Text.IndexOf("甲岗位", StringComparison.Ordinal) < visitor.Text.IndexOf("乙岗位", StringComparison.Ordinal));
        var second = System.Text.RegularExpressions.Regex.Matches(visitor.Html, "value=\"(up:[^\"]*)\"")[1].Groups[1].Value;
        await visitor.SendAsync("/m/applications/rank", ("move", second));
        Assert.Contains("志愿顺序已保存", visitor.Text);
        Assert.True(visitor.Text.IndexOf("乙岗位", StringComparison.Ordinal) < visitor.Text.IndexOf("甲岗位", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_sent_without_its_token_is_refused()
    {
        await using var programme = await Programme.OpenAsync();
        var positionId = await programme.PublishAsync();
        await programme.IntroduceGraduateAsync();
        using var visitor = new Visitor(programme.Host.Address);
        await visitor.SignInAsync();

        string[] addresses = ["/m/apply", "/m/consents", "/m/applications/rank", $"/m/applications/{positionId}/withdraw", $"/m/offers/{positionId}/answer", "/m/resume", "/m/delete", "/sign-out", "/sign-in/demo"];
        foreach (var address in addresses)
        {
            await visitor.PostAsync(address, ("positionId", positionId.ToString()), ("_handler", "delete"), ("confirm", "删除"), ("purpose", "matching"), ("version", "1"), ("give", "false"), ("accept", "true"));
            Assert.True(visitor.Status == HttpStatusCode.BadRequest, $"{address}: {visitor.Status}");
        }

        await visitor.OpenAsync("/m/applications");
        Assert.Equal("还没有投递", visitor.Title);
    }

    [Theory]
    [InlineData("/m")]
    [InlineData("/m/me")]
    [InlineData("/m/resume")]
    [InlineData("/m/applications")]
    [InlineData("/m/offers")]
    [InlineData("/m/delete")]
    [InlineData("/m/export")]
    [InlineData("/m/export/readable")]
    public async Task The_graduates_pages_are_for_graduates(string path)
    {
        await using var programme = await Programme.StartAsync();
        using var visitor = new Visitor(programme.Host.Address);

        await visitor.OpenAsync(path);
        Assert.Equal("登录后继续", visitor.Title);
        await visitor.SignInAsync("supervisor");
        await visitor.OpenAsync(path);
        Assert.Equal("这个页面不属于您当前的身份", visitor.Title);
    }

    static async Task<Guid> ApplicationIdAsync(Programme programme)
    {
        using var client = programme.Host.As(Programme.Graduate, "applicant");
        return (await client.GetAsync<PageOf<Applied>>("applications")).Items.Single().ApplicationId;
    }

    sealed record Applied(Guid ApplicationId);
}
