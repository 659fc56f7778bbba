using Microsoft.Playwright;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>The pages of matching rounds as a person sees them; <c>RAMATCH_TEST_PICTURES</c> keeps pictures of all.</summary>
[Trait(Categories.Name, Categories.Browser)]
public sealed class RoundBrowserTests(SharedBrowser browser)
{
    [Fact]
    public async Task Every_page_of_a_round_can_be_read_by_everyone_at_every_stage()
    {
        await using var programme = await Programme.OpenAsync();
        var round = await SmallRound.PrepareAsync(programme);
        var chromium = await browser.RequireAsync();
        await using var desktop = await chromium.OpenDesktopAsync(programme.Host.Address);
        await using var phone = await chromium.OpenPhoneAsync(programme.Host.Address);
        BrowserPage[] sessions = [desktop, phone];
        await LookAsync("none", ("林知远", ["/rounds", "/park/rounds", "/park/rounds/new"]), ("周望舒", ["/supervisor/rounds/new"]), ("高婧", ["/unit/rounds"]));
        await round.OpenAsync();
        var park = $"/park/rounds/{round.RoundId}";
        var unit = $"/unit/rounds/{round.RoundId}";
        var graduate = $"/m/rounds/{round.RoundId}";
        await LookAsync("open", ("林知远", [park, $"{park}/readiness", $"{park}/readiness?who=units"]), ("高婧", ["/", "/unit", "/unit/rounds", unit]), ("陈晓雯", ["/m", "/m/applications", graduate, $"/rounds/{round.RoundId}"]));
        await round.GradeAsync();
        await round.MoveAsync("close");
        await round.MoveAsync("solve");
        await LookAsync("solved", ("林知远", [park, $"{park}/publish"]), ("陈晓雯", [graduate]));
        await round.MoveAsync("publish");
        await LookAsync("published", ("林知远", ["/park", "/park/rounds", park, $"{park}/assignments"]), ("周望舒", [$"/supervisor/rounds/{round.RoundId}"]), ("高婧", [unit, "/rounds"]), ("陈晓雯", ["/m", graduate, "/rounds", $"/rounds/{round.RoundId}"]));
        Assert.All(sessions, session => Assert.Empty(session.Problems));

        Task LookAsync(string stage, params (string Name, string[] Paths)[] desks) => LookAtAsync(round, sessions, $"{{0}}-round-{stage}", desks);
    }

    [Fact]
    public async Task A_round_whose_floors_are_repaired_can_be_read_by_everyone()
    {
        await using var programme = await Programme.OpenAsync();
        var round = await SmallRound.PrepareAsync(programme);
        await round.OpenAsync(repairTo: 2);
        var chromium = await browser.RequireAsync();
        await using var desktop = await chromium.OpenDesktopAsync(programme.Host.Address);
        await using var phone = await chromium.OpenPhoneAsync(programme.Host.Address);
        BrowserPage[] sessions = [desktop, phone];
        var (park, graduate, announcement) = ($"/park/rounds/{round.RoundId}", $"/m/rounds/{round.RoundId}", $"/rounds/{round.RoundId}");
        await LookAtAsync(round, sessions, "{0}-repair-open", ("林知远", ["/park/rounds/new"]), ("陈晓雯", [graduate, announcement]));
        await round.GradeForRepairAsync();
        await round.MoveAsync("close");
        await round.MoveAsync("solve");
        await round.MoveAsync("publish");
        await LookAtAsync(round, sessions, "{0}-repair-published", ("林知远", [park, $"{park}/assignments"]), ("陈晓雯", [graduate, announcement]));
        Assert.All(sessions, session => Assert.Empty(session.Problems));
    }

    [Fact]
    public async Task The_pages_a_stranger_and_a_graduate_open_first_cost_at_most_thirty_kilobytes()
    {
        await using var programme = await Programme.OpenAsync();
        var round = await SmallRound.PrepareAsync(programme);
        await round.OpenAsync();
        await round.GradeAsync();
        await round.MoveAsync("close");
        await round.MoveAsync("solve");
        await round.MoveAsync("publish");
        var chromium = await browser.RequireAsync();
        await using var first = await chromium.OpenPhoneAsync(programme.Host.Address);
        await first.Page.GotoAsync("/sign-in");
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "以陈晓雯进入" }).ClickAsync();
        var cookies = await first.Page.Context.CookiesAsync();
        foreach (var path in new[] { $"/rounds/{round.RoundId}", $"/m/rounds/{round.RoundId}", "/m/resume" })
        {
            // Signed in, but with nothing of the site in the browser's cache.
            await using var phone = await chromium.OpenPhoneAsync(programme.Host.Address);
            await phone.Page.Context.AddCookiesAsync(cookies.Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path }));
            var answers = new List<IResponse>();
            phone.Page.Response += (_, response) => answers.Add(response);
            await phone.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });

            var sizes = await Task.WhenAll(answers.Select(async answer => (await answer.Request.SizesAsync()).ResponseBodySize));
            Assert.InRange(sizes.Sum(), 1, 30 * 1024);
        }
    }

    /// <summary>Opens each page as each person at both widths: it answers, fits its window, can be read by everyone.</summary>
    static async Task LookAtAsync(SmallRound round, BrowserPage[] sessions, string label, params (string Name, string[] Paths)[] desks)
    {
        foreach (var (session, width) in sessions.Zip(["1440", "390"]))
        {
            foreach (var (name, paths) in desks)
            {
                await session.Page.GotoAsync("/sign-in");
                await session.Page.GetByRole(AriaRole.Button, new() { Name = $"以{name}进入" }).ClickAsync();
                foreach (var path in paths)
                {
                    var response = await session.Page.GotoAsync(path);
                    Assert.Equal(200, response!.Status);
                    var place = path.Trim('/').Replace(round.RoundId.ToString(), "id", StringComparison.Ordinal).Replace('/', '-').Replace('?', '-');
                    await session.AssertReadableAsync($"{label.Replace("{0}", width, StringComparison.Ordinal)}-{place}");
                }
            }
        }
    }
}
