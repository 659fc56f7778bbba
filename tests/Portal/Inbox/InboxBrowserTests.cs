using Microsoft.Playwright;
using RaMatch.Contracts;
using RaMatch.Portal.Inbox;
using RaMatch.Portal.Tests.People;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Inbox;

/// <summary>What people were told, by which way they want to hear of it, and how that ends, in a real browser.</summary>
[Trait(Categories.Name, Categories.Browser)]
public sealed class InboxBrowserTests(SharedBrowser browser)
{
    const string Email = "chen@example.com";

    [Fact]
    public async Task The_inbox_and_its_settings_can_be_read_by_everyone_and_led_through_by_hand()
    {
        await using var installation = await Installation.StartAsync();
        using var visitor = await installation.GraduateAsync(Email);
        var subject = await installation.SubjectOfAsync("陈晓雯");
        var (offered, invited) = (Guid.NewGuid(), Guid.NewGuid());
        await installation.TellAsync("posting", Told.Position(), Told.Position(positionId: invited, title: "嵌入式软件工程师", unitName: "潍坊光电研究院"));
        await Eventually.True(async () => await installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM known_position")) == 2, "The positions should be known.");
        await installation.TellAsync(
            "matching",
            Told.Placement(offered, 3, PlacementStage.Interviewing, subject, Told.At.AddDays(1)),
            Told.Placement(offered, 4, PlacementStage.Offered, subject, expiresAt: Told.At.AddDays(5)),
            Told.Placement(invited, 3, PlacementStage.Interviewing, subject, Told.At.AddDays(2), "A 座", positionId: invited),
            Told.Round(1, Told.At.AddDays(3)));
        await Told.ExpectAsync(installation, Audience.Graduate(subject), "(InterviewInvited)", "InterviewInvited", "OfferMade", "RoundOpened");

        var chromium = await browser.RequireAsync();
        await using var phone = await chromium.OpenPhoneAsync(installation.Host.Address);
        await using var desktop = await chromium.OpenDesktopAsync(installation.Host.Address);
        foreach (var (session, width) in new[] { (phone, "390"), (desktop, "1440") })
        {
            var page = session.Page;
            await page.GotoAsync("/sign-in?return=/m/inbox");
            await page.GetByLabel("手机号码或电子邮箱").FillAsync(Email);
            await page.GetByLabel("密码").FillAsync(Installation.Password);
            await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("3 条未读");
            await session.AssertReadableAsync($"{width}-inbox-full");
            await page.GotoAsync("/account/notices");
            await session.AssertReadableAsync($"{width}-notices");
        }

        var link = new Uri(System.Text.RegularExpressions.Regex.Match((await installation.LettersAsync(Email)).First(letter => letter.Text.Contains("/unsubscribe/", StringComparison.Ordinal)).Text, "http[^ \n]*/unsubscribe/[A-Za-z0-9_-]+").Value).PathAndQuery;
        await phone.Page.GotoAsync(link);
        await phone.AssertReadableAsync("390-unsubscribe");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "停止发送" }).ClickAsync();
        await Assertions.Expect(phone.Page.Locator("h1")).ToHaveTextAsync("不会再发送这类邮件");
        await phone.AssertReadableAsync("390-unsubscribed");

        await phone.Page.GotoAsync("/m/inbox");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "查看并答复" }).ClickAsync();
        await phone.Page.WaitForURLAsync("**/m/offers");
        await phone.Page.GetByRole(AriaRole.Link, new() { Name = "通知" }).ClickAsync();
        await Assertions.Expect(phone.Page.Locator("h1")).ToHaveTextAsync("2 条未读");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "全部标为已读" }).ClickAsync();
        await Assertions.Expect(phone.Page.Locator("h1")).ToHaveTextAsync("都看过了");
        await phone.AssertReadableAsync("390-inbox-read");
        Assert.Empty(phone.Problems);
        Assert.Empty(desktop.Problems);
    }
}
