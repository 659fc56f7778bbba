using Microsoft.Playwright;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>The desks of unit, park and supervisor as a person sees them; <c>RAMATCH_TEST_PICTURES</c> keeps pictures of all.</summary>
[Trait(Categories.Name, Categories.Browser)]
public sealed class DeskBrowserTests(SharedBrowser browser)
{
    [Fact]
    public async Task Every_desk_can_be_read_by_everyone_and_fits_its_window()
    {
        await using var programme = await Programme.OpenAsync();
        // A second one, so that pages offer the choice between them.
        await programme.OpenProgrammeAsync("ra-2021", "2021 年国家高新技术产业开发区科研助理岗位开发和落实专项", 2021);
        var embedded = await programme.PublishAsync();
        var optics = await programme.PublishAsync("光学工程研发助理", seats: 2);
        await programme.IntroduceGraduateAsync();
        foreach (var name in new[] { "沈一诺", "韩江雪", "罗明远" })
        {
            await programme.IntroduceGraduateAsync(Testing.People.Graduate(name));
        }

        var signed = await programme.ApplyAsync(embedded);
        var applied = await programme.ApplyAsync(optics);
        await programme.OfferAsync(signed);
        await programme.SignAsync(signed);
        await programme.DoAsync(Programme.Member, "posting", HttpMethod.Post, $"positions/{optics}/copy", new { });
        var firm = (await programme.DoAsync(Programme.Staff, "posting", HttpMethod.Post, "firms", new { name = "潍坊华光光电子有限公司", categories = new[] { "highTechEnterprise", "technologySme" }, headcount = 420, contactName = "刘洋", contactPhone = "13800138000" })).GetProperty("firmId").GetGuid();
        foreach (var name in new[] { "潍坊新力超导磁电科技有限公司", "潍坊市人民医院", "潍坊学院" })
        {
            await programme.DoAsync(Programme.Staff, "posting", HttpMethod.Post, "firms", new { name, categories = new[] { name[^1] == '司' ? "technologySme" : name[^1] == '院' && name.Contains('医') ? "medicalInstitution" : "university" } });
        }

        await programme.DoAsync(Programme.Staff, "posting", HttpMethod.Post, $"firms/{firm}/contacts", new { programme = Programme.Code, on = "2022-06-27", department = "科技创新局", workingGroup = "人才服务工作专班", channel = "visit", outcome = "promised", seatsPromised = 6, followUpOn = "2022-06-28", nextStep = "协助登记并发布岗位", note = "与研发负责人座谈，计划招聘光学方向。" });
        await programme.DoAsync(Programme.Staff, "posting", HttpMethod.Post, "outreach/briefings", new { programme = Programme.Code, on = "2022-06-28", title = "科研助理岗位政策宣讲会", department = "人力资源和社会保障局", attendees = new[] { new { unit = "潍坊新力超导磁电科技有限公司" } } });
        await programme.AskForReportsAsync();
        var report = await programme.FreezeAsync(Programme.Staff);
        var earlier = await programme.FreezeAsync(Programme.Staff, milestone: false);
        await programme.DoAsync(Programme.Staff, "matching", HttpMethod.Post, $"reports/{report}/hand-in", new { });
        var rollUp = await programme.FreezeAsync(Programme.Supervisor);
        var chromium = await browser.RequireAsync();
        await using var desktop = await chromium.OpenDesktopAsync(programme.Host.Address);
        await using var phone = await chromium.OpenPhoneAsync(programme.Host.Address);
        var desks = new Dictionary<string, string[]>
        {
            ["高婧"] = ["/unit", $"/unit?position={embedded}", "/unit?stage=applied", $"/unit/candidates/{signed}", $"/unit/candidates/{applied}", "/unit/positions", "/unit/positions/new", $"/unit/positions/{embedded}", $"/unit/positions/{optics}/graduates", "/unit/profile", "/unit/inbox"],
            ["林知远"] = ["/park", "/park/units", $"/park/units/{Programme.Member.UnitId}", "/park/positions", $"/park/positions/{embedded}", "/park/evidence", "/park/evidence/cases", "/park/hires?number=claimed", "/park/published", "/park/disputes", "/park/ledger", "/park/coverage", "/park/firms", "/park/firms/new", "/park/firms/import", $"/park/firms/{firm}", $"/park/firms/{firm}/contact", $"/park/firms/{Programme.Member.UnitId}", "/park/outreach", "/park/outreach/briefings", "/park/plan", "/park/outreach/briefings/new", "/park/targets", "/park/targets?split=street", "/park/audit", "/park/audit?kind=reading&from=x", "/park/inbox", "/park/reports", $"/park/reports/preview?programme={Programme.Code}", $"/park/reports/{report}", $"/park/reports/{earlier}", $"/park/reports/compare?a={report}&b={earlier}"],
            ["周望舒"] = ["/supervisor", $"/supervisor/parks/{Programme.Park}", $"/supervisor/parks/{Programme.Park}/hires?number=claimed", "/supervisor/programmes", "/supervisor/programmes/new", $"/supervisor/programmes/{Programme.Code}", $"/supervisor/programmes/{Programme.Code}/rules", $"/supervisor/programmes/{Programme.Code}/recounts", $"/supervisor/programmes/{Programme.Code}/amend", $"/supervisor/programmes/{Programme.Code}/targets", "/supervisor/disputes", "/supervisor/audit", "/supervisor/inbox", "/supervisor/reports", $"/supervisor/reports/preview?programme={Programme.Code}&milestone={Programme.Milestone}", $"/supervisor/reports/notice?programme={Programme.Code}&milestone={Programme.Milestone}", $"/supervisor/reports/{report}", $"/supervisor/reports/{rollUp}"],
        };

        foreach (var (session, width) in new[] { (desktop, "1440"), (phone, "390") })
        {
            foreach (var (name, paths) in desks)
            {
                await session.Page.GotoAsync("/sign-in");
                await session.Page.GetByRole(AriaRole.Button, new() { Name = $"以{name}进入" }).ClickAsync();
                foreach (var path in paths)
                {
                    await LookAsync(session, path, $"{width}-desk");
                }
            }

            Assert.Empty(session.Problems);
        }
    }

    [Fact]
    public async Task A_park_goes_through_its_evidence_by_keyboard()
    {
        await using var programme = await Programme.OpenAsync();
        var post = await programme.PublishAsync();
        foreach (var graduate in new[] { Programme.Graduate, Testing.People.Graduate("沈一诺") })
        {
            await programme.IntroduceGraduateAsync(graduate);
            var placement = await programme.ApplyAsync(post, graduate);
            await programme.OfferAsync(placement);
            await programme.SignAsync(placement, graduate);
        }

        var chromium = await browser.RequireAsync();
        await using var session = await chromium.OpenDesktopAsync(programme.Host.Address);
        var page = session.Page;
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "以林知远进入" }).ClickAsync();
        await page.GotoAsync("/park/evidence/cases");
        await SeeAsync("第 1 条，共 2 条");
        await page.Keyboard.PressAsync("j");
        await SeeAsync("第 2 条，共 2 条");
        await page.Keyboard.PressAsync("k");
        await SeeAsync("第 1 条，共 2 条");

        // Nothing is pressed by what somebody types, nor once the keys are put away.
        await page.GetByLabel("其他原因或补充").PressSequentiallyAsync("jr");
        await Assertions.Expect(page.GetByLabel("其他原因或补充")).ToHaveValueAsync("jr");
        await page.GetByLabel("其他原因或补充").FillAsync("请于三日内补齐。");
        await page.GetByLabel("快捷键").UncheckAsync();
        await page.Keyboard.PressAsync("2");
        await Assertions.Expect(page.Locator("[name=template]:checked")).ToHaveCountAsync(0);
        await page.GetByLabel("快捷键").CheckAsync();

        await page.Keyboard.PressAsync("2");
        await Assertions.Expect(page.Locator("[name=template]:checked")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("r");
        await SeeAsync("已退回，单位会看到原因。");
        await SeeAsync("第 2 条，共 2 条");
        await page.Keyboard.PressAsync("k");
        await SeeAsync("已退回单位：协议中的期限、日期或月薪与填报不一致，请核对后更正。请于三日内补齐。");
        Assert.Empty(session.Problems);

        Task SeeAsync(string text) => Assertions.Expect(page.Locator("body")).ToContainTextAsync(text);
    }

    static async Task LookAsync(BrowserPage session, string path, string label)
    {
        var response = await session.Page.GotoAsync(path);
        Assert.True(response!.Status == 200, $"{path}: {response.Status}");
        await session.AssertReadableAsync($"{label}-{path.Trim('/').Replace('/', '-').Replace('?', '-')}");
    }
}
