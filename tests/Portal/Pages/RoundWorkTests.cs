using Microsoft.Playwright;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>Long work on a round as officials see it: how far it is, that it goes on without them, and what to do if it failed.</summary>
public sealed class RoundWorkTests(SharedBrowser browser)
{
    static readonly Dictionary<string, string?> Impatient = new() { ["Jobs:PatienceMilliseconds"] = "0" };

    [Fact]
    public async Task A_solving_that_takes_longer_shows_its_progress_to_all_officials_and_ends_on_the_result()
    {
        var matching = new HeldMatching("solve-round");
        await using var programme = await Programme.OpenAsync(settings: Impatient, matching: matching);
        var round = await ClosedAsync(programme);
        var here = $"/park/rounds/{round.RoundId}";
        using var park = new Visitor(programme.Host.Address);
        await park.SignInAsync("park", here);
        await park.SubmitAsync("solve");
        await Eventually.Passes(async () =>
        {
            await park.OpenAsync(here);
            Assert.Contains("正在撮合……已完成 60%", park.Text);
        }, "the progress is shown");
        Assert.Equal("第 1 轮：正在撮合", park.Title);
        Assert.Contains("<noscript><meta http-equiv=\"refresh\" content=\"3\"", park.Html);
        Assert.DoesNotContain("value=\"solve\"", park.Html);
        Assert.DoesNotContain("取消本轮", park.Text);
        using var supervisor = new Visitor(programme.Host.Address);
        await supervisor.SignInAsync("supervisor", $"/supervisor/rounds/{round.RoundId}");
        Assert.Contains("正在撮合……已完成 60%", supervisor.Text);
        await park.OpenAsync("/park/rounds");
        Assert.Equal("第 1 轮：正在撮合", park.Title);
        await park.OpenAsync("/park");
        Assert.Contains("第 1 轮：正在撮合", park.Text);

        matching.LetGo();
        await Eventually.Passes(async () =>
        {
            await park.OpenAsync(here);
            Assert.Equal("第 1 轮：撮合完成，2 人录用，等待公布", park.Title);
            Assert.DoesNotContain("http-equiv=\"refresh\"", park.Html);
        }, "the page ends on the result");
    }

    [Fact]
    public async Task A_solving_that_failed_says_so_and_can_be_asked_for_again()
    {
        var matching = new HeldMatching("solve-round");
        await using var programme = await Programme.OpenAsync(settings: Impatient, matching: matching);
        var round = await ClosedAsync(programme);
        var here = $"/park/rounds/{round.RoundId}";
        using var park = new Visitor(programme.Host.Address);
        await park.SignInAsync("park", here);
        matching.LetFail();
        await park.SubmitAsync("solve");
        await Eventually.Passes(async () =>
        {
            await park.OpenAsync(here);
            Assert.Contains("撮合没有完成：处理没有完成。请稍后再试一次", park.Text);
        }, "the failure is shown");
        Assert.Contains("追踪编号：", park.Text);
        Assert.DoesNotContain("as a bug would", park.Html);
        await park.SubmitAsync("solve");
    }

    [Fact]
    [Trait(Categories.Name, Categories.Browser)]
    public async Task A_page_with_work_under_way_shows_its_end_by_itself()
    {
        var matching = new HeldMatching("solve-round");
        await using var programme = await Programme.OpenAsync(settings: Impatient, matching: matching);
        var round = await ClosedAsync(programme);
        var chromium = await browser.RequireAsync();
        await using var desktop = await chromium.OpenDesktopAsync(programme.Host.Address);
        await using var phone = await chromium.OpenPhoneAsync(programme.Host.Address);
        BrowserPage[] sessions = [desktop, phone];
        foreach (var session in sessions)
        {
            await session.Page.GotoAsync("/sign-in");
            await session.Page.GetByRole(AriaRole.Button, new() { Name = "以林知远进入" }).ClickAsync();
            await session.Page.GotoAsync($"/park/rounds/{round.RoundId}");
        }

        await desktop.Page.GetByRole(AriaRole.Button, new() { Name = "开始撮合" }).ClickAsync();
        await phone.Page.ReloadAsync();
        foreach (var (session, width) in sessions.Zip(["1440", "390"]))
        {
            await session.Page.GetByText("正在撮合……已完成 60%").WaitForAsync();
            await session.AssertReadableAsync($"{width}-round-work");
        }

        matching.LetGo();
        foreach (var session in sessions)
        {
            await session.Page.GetByRole(AriaRole.Heading, new() { Name = "第 1 轮：撮合完成，2 人录用，等待公布" }).WaitForAsync();
            Assert.Empty(session.Problems);
        }
    }

    static async Task<SmallRound> ClosedAsync(Programme programme)
    {
        var round = await SmallRound.PrepareAsync(programme);
        await round.OpenAsync();
        await round.GradeAsync();
        await round.MoveAsync("close");
        return round;
    }
}
