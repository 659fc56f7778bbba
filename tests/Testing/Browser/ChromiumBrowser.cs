using System.Reflection;
using Microsoft.Playwright;

namespace RaMatch.Testing;

/// <summary>
/// A headless Chromium of the distribution, driven by Playwright, with a fresh profile: the shell without windows where there is one, because it
/// takes a fraction of the processor.
/// Tests share one: <see cref="SharedBrowser"/>.
/// </summary>
public sealed class ChromiumBrowser : IAsyncDisposable
{
    const string HowToGetOne = "Install the distribution's chromium-headless-shell or chromium (bash deploy/tools/test-parts.sh as root), or name one in RAMATCH_CHROMIUM.";

    // It runs as root in containers, and closed networks must not see it look for updates.
    static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    readonly IPlaywright _playwright;
    readonly IBrowser _browser;

    ChromiumBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Starts Chromium; skips the running test where there is none.</summary>
    public static async Task<ChromiumBrowser> RequireAsync()
    {
        var executable = FindExecutable();
        if (executable is null)
        {
            MissingPart.Skip(Categories.Browser, $"Needs Chromium. {HowToGetOne}");
        }

        UseDriverFromPackage();
        var playwright = await Playwright.CreateAsync();
        try
        {
            var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Headless = true, Args = Flags });
            return new ChromiumBrowser(playwright, browser);
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>Opens an empty page on a wide screen, 1440 by 900, in a session of its own.</summary>
    /// <param name="baseAddress">What relative addresses are relative to.</param>
    public Task<BrowserPage> OpenDesktopAsync(Uri? baseAddress = null) =>
        OpenAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } }, baseAddress);

    /// <summary>Opens an empty page on a phone, 390 by 844 with touch, in a session of its own.</summary>
    /// <param name="baseAddress">What relative addresses are relative to.</param>
    public Task<BrowserPage> OpenPhoneAsync(Uri? baseAddress = null) =>
        OpenAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true }, baseAddress);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    async Task<BrowserPage> OpenAsync(BrowserNewContextOptions options, Uri? baseAddress)
    {
        options.BaseURL = baseAddress?.ToString();
        // A site of a test has a certificate that nobody vouches for.
        options.IgnoreHTTPSErrors = true;
        options.Locale = "zh-CN";
        options.TimezoneId = "Asia/Shanghai";
        var context = await _browser.NewContextAsync(options);
        return new BrowserPage(context, await context.NewPageAsync());
    }

    static string? FindExecutable()
    {
        if (Environment.GetEnvironmentVariable("RAMATCH_CHROMIUM") is { Length: > 0 } named)
        {
            return named;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return new[] { "chromium-headless-shell", "chromium", "google-chrome" }
            .SelectMany(name => folders.Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }

    // The driver, 130 MB, stays in the package folder instead of being copied to every test project.
    static void UseDriverFromPackage()
    {
        const string variable = "PLAYWRIGHT_DRIVER_SEARCH_PATH";
        if (Environment.GetEnvironmentVariable(variable) is null)
        {
            var package = typeof(ChromiumBrowser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "PlaywrightDriver").Value;
            Environment.SetEnvironmentVariable(variable, package);
        }
    }
}
