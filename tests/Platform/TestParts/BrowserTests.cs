using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using RaMatch.Testing;
using Xunit;
using Xunit.Sdk;

namespace RaMatch.Platform.Tests.TestParts;

/// <summary>The browser that other tests rely on renders, sees mistakes and takes pictures.</summary>
[Trait(Categories.Name, Categories.Browser)]
public sealed class BrowserTests(SharedBrowser shared)
{
    const string Sound = """<!doctype html><html lang="zh-CN"><head><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>科研助理</title></head><body><main><h1>科研助理岗位</h1></main></body></html>""";
    const string Broken = """<!doctype html><html lang="zh-CN"><head><meta name="viewport" content="width=device-width"><title>科研助理</title></head><body><img src="data:,"><div style="width:3000px;height:1px"></div><script>throw new Error("planted")</script></body></html>""";

    [Fact]
    public async Task A_page_is_shown_wide_and_on_a_phone_and_saved_as_a_picture()
    {
        await using var site = await ServeAsync(Sound);
        using var folder = new TemporaryFolder();
        var browser = await shared.RequireAsync();
        await using var desktop = await browser.OpenDesktopAsync(new Uri(site.Urls.Single()));
        await using var phone = await browser.OpenPhoneAsync(new Uri(site.Urls.Single()));

        foreach (var (page, width) in new[] { (desktop, 1440), (phone, 390) })
        {
            await page.Page.GotoAsync("/");
            var file = folder.Combine("pictures", $"{width}.png");
            await page.ScreenshotAsync(file);

            Assert.Equal("科研助理岗位", await page.Page.GetByRole(AriaRole.Heading).TextContentAsync());
            Assert.Equal(width, WidthOf(await File.ReadAllBytesAsync(file)));
            await page.AssertAccessibleAsync();
            await page.AssertFitsWidthAsync();
            Assert.Empty(page.Problems);
        }
    }

    [Fact]
    public async Task A_page_with_mistakes_is_not_let_through()
    {
        await using var site = await ServeAsync(Broken);
        var browser = await shared.RequireAsync();
        await using var page = await browser.OpenDesktopAsync(new Uri(site.Urls.Single()));

        await page.Page.GotoAsync("/");

        await Assert.ThrowsAsync<TrueException>(page.AssertAccessibleAsync);
        await Assert.ThrowsAsync<TrueException>(page.AssertFitsWidthAsync);
        Assert.Contains(page.Problems, problem => problem.Contains("planted", StringComparison.Ordinal));
    }

    static async Task<WebApplication> ServeAsync(string html)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var site = builder.Build();
        site.Urls.Add($"http://{IPAddress.Loopback}:0");
        site.MapGet("/", () => Results.Content(html, "text/html", Encoding.UTF8));
        await site.StartAsync();
        return site;
    }

    // A PNG says its width in the bytes 16 to 19.
    static int WidthOf(byte[] png) => (png[18] << 8) | png[19];
}
