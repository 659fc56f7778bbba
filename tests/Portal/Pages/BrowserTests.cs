using Microsoft.Playwright;
using RaMatch.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedBrowser))]

namespace RaMatch.Portal.Tests.Pages;

/// <summary>The visitor's and the graduate's pages as a person sees them; <c>RAMATCH_TEST_PICTURES</c> keeps pictures of all.</summary>
[Trait(Categories.Name, Categories.Browser)]
public sealed class BrowserTests(SharedBrowser browser)
{
    [Fact]
    public async Task A_graduate_walks_from_the_front_door_to_the_application_by_tapping()
    {
        await using var programme = await Programme.OpenAsync();
        await programme.PublishAsync();
        await programme.IntroduceGraduateAsync();
        var chromium = await browser.RequireAsync();
        await using var phone = await chromium.OpenPhoneAsync(programme.Host.Address);

        await phone.Page.GotoAsync("/");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "以陈晓雯进入" }).ClickAsync();
        await Eventually.Passes(async () =>
        {
            await phone.Page.GotoAsync("/m");
            Assert.Equal("1 个岗位适合您", await phone.Page.Locator("h1").TextContentAsync());
        }, "the match should be found");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "投递：嵌入式软件工程师" }).ClickAsync();
        await phone.Page.GetByRole(AriaRole.Link, new() { Name = "已投递" }).ClickAsync();

        Assert.Equal("1 份投递进行中", await phone.Page.Locator("h1").TextContentAsync());
        phone.Page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "撤回投递" }).ClickAsync();
        await Assertions.Expect(phone.Page.Locator("h1")).ToHaveTextAsync("没有进行中的投递");
        Assert.Empty(phone.Problems);
    }

    [Theory]
    [InlineData("mouse")]
    [InlineData("finger")]
    [InlineData("keyboard")]
    public async Task Wishes_are_dragged_into_order_and_saved_by_one_form(string hand)
    {
        await using var programme = await Programme.OpenAsync();
        await programme.IntroduceGraduateAsync();
        foreach (var title in new[] { "甲岗位研发助理", "乙岗位研发助理", "丙岗位研发助理" })
        {
            await programme.ApplyAsync(await programme.PublishAsync(title));
        }

        var chromium = await browser.RequireAsync();
        await using var phone = await chromium.OpenPhoneAsync(programme.Host.Address);
        var page = phone.Page;
        await page.GotoAsync("/sign-in?return=/m/applications");
        await page.GetByRole(AriaRole.Button, new() { Name = "以陈晓雯进入" }).ClickAsync();
        Task<IReadOnlyList<string>> WishesAsync() => page.Locator(".order li > span").AllInnerTextsAsync();
        var undo = page.GetByRole(AriaRole.Button, new() { Name = "恢复原来的顺序" });
        await Assertions.Expect(undo).ToBeDisabledAsync();

        await MoveToTheTopAsync(page, hand, page.GetByRole(AriaRole.Button, new() { Name = "拖动排序，也可按上下方向键：丙岗位研发助理" }));
        Assert.StartsWith("丙", (await WishesAsync())[0], StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("form.changed [role=status]")).ToHaveTextAsync("“丙岗位研发助理”现在是第 1 志愿，还没有保存。");
        await undo.ClickAsync();
        Assert.StartsWith("甲", (await WishesAsync())[0], StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("form.changed")).ToHaveCountAsync(0);

        await MoveToTheTopAsync(page, hand, page.GetByRole(AriaRole.Button, new() { Name = "拖动排序，也可按上下方向键：丙岗位研发助理" }));
        await page.GetByRole(AriaRole.Button, new() { Name = "保存顺序" }).ClickAsync();
        await Assertions.Expect(page.Locator(".flash")).ToHaveTextAsync("志愿顺序已保存。");
        Assert.Equal(["丙", "甲", "乙"], (await WishesAsync()).Select(wish => wish[..1]));
        Assert.Empty(phone.Problems);
    }

    [Fact]
    public async Task Every_page_can_be_read_by_everyone_fits_its_window_and_asks_no_other_site()
    {
        await using var programme = await Programme.OpenAsync();
        var embedded = await programme.PublishAsync();
        var optics = await programme.PublishAsync("光学工程研发助理", seats: 2);
        await programme.PublishAsync("硅光芯片测试助理", seats: 1);
        await programme.IntroduceGraduateAsync();
        var offered = await programme.ApplyAsync(embedded);
        await programme.ApplyAsync(optics);
        await programme.OfferAsync(offered);
        var chromium = await browser.RequireAsync();
        await using var desktop = await chromium.OpenDesktopAsync(programme.Host.Address);
        await using var phone = await chromium.OpenPhoneAsync(programme.Host.Address);

        string[] open = ["/", "/sign-in", "/positions", "/positions?major=炼金术&q=光学", "/positions?q=没有这样的岗位", $"/positions/{embedded}", "/parks", $"/parks/{Programme.Park}"];
        string[] own = ["/m", "/m/inbox", "/m/applications", "/m/offers", "/m/me", "/m/resume", "/m/delete", $"/positions/{optics}", "/positions"];
        foreach (var (session, width) in new[] { (desktop, "1440"), (phone, "390") })
        {
            var foreign = new List<string>();
            session.Page.Request += (_, request) =>
            {
                if (!request.Url.StartsWith(programme.Host.Address.ToString(), StringComparison.Ordinal))
                {
                    foreign.Add(request.Url);
                }
            };
            foreach (var path in open)
            {
                await LookAsync(session, path, $"{width}-open");
            }

            await session.Page.GotoAsync("/sign-in?return=/m/offers");
            await session.Page.GetByRole(AriaRole.Button, new() { Name = "以陈晓雯进入" }).ClickAsync();
            await Eventually.Passes(async () =>
            {
                await session.Page.GotoAsync("/m/offers");
                Assert.Equal("1 份录用通知待您答复", await session.Page.Locator("h1").TextContentAsync());
            }, "the offer should reach the graduate");
            foreach (var path in own)
            {
                await LookAsync(session, path, $"{width}-own");
            }

            Assert.Empty(foreign);
            Assert.Empty(session.Problems);
        }

        await programme.SignAsync(offered);
        await Eventually.Passes(async () =>
        {
            await phone.Page.GotoAsync($"/m/hires/{offered}");
            Assert.Equal("确认这份录用", await phone.Page.Locator("h1").TextContentAsync());
        }, "the signing should reach the graduate");
        await LookAsync(phone, $"/m/hires/{offered}", "390-hire");
        await LookAsync(phone, "/m/applications", "390-hire");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/positions")]
    public async Task A_first_visit_costs_at_most_thirty_kilobytes(string path)
    {
        await using var programme = await Programme.OpenAsync();
        await programme.PublishAsync();
        var chromium = await browser.RequireAsync();
        await using var phone = await chromium.OpenPhoneAsync(programme.Host.Address);

        var answers = new List<IResponse>();
        phone.Page.Response += (_, response) => answers.Add(response);
        await phone.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });

        var sizes = await Task.WhenAll(answers.Select(async answer => (await answer.Request.SizesAsync()).ResponseBodySize));
        Assert.InRange(sizes.Sum(), 1, 30 * 1024);
    }

    static async Task MoveToTheTopAsync(IPage page, string hand, ILocator grip)
    {
        if (hand == "keyboard")
        {
            await grip.FocusAsync();
            await page.Keyboard.PressAsync("ArrowUp");
            await page.Keyboard.PressAsync("ArrowUp");
            await Assertions.Expect(grip).ToBeFocusedAsync();
            return;
        }

        await grip.ScrollIntoViewIfNeededAsync();
        var from = (await grip.BoundingBoxAsync())!;
        var to = (await page.Locator(".order li").First.BoundingBoxAsync())!;
        var (x, start, end) = (from.X + from.Width / 2, from.Y + from.Height / 2, to.Y + 8);
        if (hand == "mouse")
        {
            await page.Mouse.MoveAsync(x, start);
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(x, end, new() { Steps = 8 });
            await page.Mouse.UpAsync();
            return;
        }

        var session = await page.Context.NewCDPSessionAsync(page);
        await TouchAsync("touchStart", start);
        for (var step = 1; step <= 8; step++)
        {
            await TouchAsync("touchMove", start + (end - start) * step / 8);
        }

        await session.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });

        Task TouchAsync(string type, float y) =>
            session.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = new[] { new Dictionary<string, object> { ["x"] = x, ["y"] = y } } });
    }

    static async Task LookAsync(BrowserPage session, string path, string label)
    {
        var response = await session.Page.GotoAsync(path);
        Assert.Equal(200, response!.Status);
        var name = path.Trim('/').Replace('/', '-');
        name = name.Split('?') is [var place, _] ? place + "-search" + path.Length : name;
        await session.AssertReadableAsync($"{label}-{(name.Length == 0 ? "front" : name)}");
    }
}
