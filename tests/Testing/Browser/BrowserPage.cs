using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace RaMatch.Testing;

/// <summary>One page in a browser session of its own. Remembers what went wrong on it.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    // The four groups of rules that a public web service in China and elsewhere is held to: WCAG 2.1, levels A and AA. Beside them what
    // readers of screens are helped by, and that a control is called what stands on it, which axe still calls an experiment.
    static readonly AxeRunOptions WcagRules = new()
    {
        RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"),
        Rules = new() { ["label-content-name-mismatch"] = new() { Enabled = true } },
        // Of what is right, nothing is told.
        ResultTypes = [ResultType.Violations],
    };

    // The document is the same in both colour schemes; what differs is what stands out from what.
    static readonly AxeRunOptions ColourRules = new() { RunOnly = RunOnlyOptions.Rules("color-contrast"), ResultTypes = [ResultType.Violations] };

    // A picture of a whole page costs as much as looking at it, and mostly nobody does.
    static readonly string? Pictures = Environment.GetEnvironmentVariable("RAMATCH_TEST_PICTURES");

    // WCAG 2.1, 1.4.10: a page that scrolls downwards is read without scrolling sideways at 320 CSS pixels.
    const int NarrowestPhone = 320;
    const int NarrowScreen = 760;

    readonly IBrowserContext _context;
    readonly ConcurrentQueue<string> _problems = new();

    internal BrowserPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.PageError += (_, error) => _problems.Enqueue($"script error: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _problems.Enqueue($"console: {message.Text}");
            }
        };
        page.RequestFailed += (_, request) => _problems.Enqueue($"request failed: {request.Method} {request.Url} {request.Failure}");
    }

    /// <summary>The page, as Playwright knows it.</summary>
    public IPage Page { get; }

    /// <summary>Script errors, error messages on the console and failed requests since the page was opened.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>Saves what the whole page looks like, below the fold too, as PNG. Folders are made as needed.</summary>
    public Task ScreenshotAsync(string file) => Page.ScreenshotAsync(new() { Path = file, FullPage = true, Animations = ScreenshotAnimations.Disabled });

    /// <summary>Fails if axe finds a breach of WCAG 2.1 A or AA, or of good practice, on the page as it is now, and says where.</summary>
    public Task AssertAccessibleAsync() => AssertAccessibleAsync(WcagRules);

    /// <summary>
    /// Fails if the page as it is now is wider than its window, or than the narrowest phone's where it is a phone's, or cannot be read by
    /// everyone, in light colours or in dark ones, with all that folds open. Where <c>RAMATCH_TEST_PICTURES</c> names a folder, its
    /// pictures are left there, as it was: <c>light-</c> and <c>dark-</c><paramref name="name"/><c>.png</c>.
    /// </summary>
    public async Task AssertReadableAsync(string name)
    {
        await AssertFitsWidthAsync();
        if (Page.ViewportSize is { Width: < NarrowScreen } phone)
        {
            await UnfoldAsync(true);
            await Page.SetViewportSizeAsync(NarrowestPhone, phone.Height);
            await AssertFitsWidthAsync();
            await Page.SetViewportSizeAsync(phone.Width, phone.Height);
            await UnfoldAsync(false);
        }

        foreach (var (scheme, word, rules) in new[] { (ColorScheme.Light, "light", WcagRules), (ColorScheme.Dark, "dark", ColourRules) })
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await SettleAsync();
            if (Pictures is { Length: > 0 })
            {
                await ScreenshotAsync(Path.Combine(Pictures, $"{word}-{name}.png"));
            }

            await UnfoldAsync(true);
            await SettleAsync();
            await AssertAccessibleAsync(rules);
            await UnfoldAsync(false);
        }
    }

    // Colours fade into each other for a moment, in which nothing stands out from anything.
    Task SettleAsync() => Page.EvaluateAsync("document.getAnimations().forEach(one => one.effect.getComputedTiming().endTime < Infinity && one.finish())");

    // The menus of the frame are left alone: open, they cover what axe is to see.
    Task UnfoldAsync(bool open) => Page.EvaluateAsync(
        """
        open => document.querySelectorAll("details:not(.menu)").forEach(one => {
          one.dataset.was ??= one.open;
          one.open = open || one.dataset.was === "true";
        })
        """,
        open);

    async Task AssertAccessibleAsync(AxeRunOptions rules)
    {
        var result = await Page.RunAxe(rules);
        var breaches = result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id} ({rule.Help}): {node.Html}")).ToList();
        Assert.True(breaches.Count == 0, $"{Page.Url}\n{string.Join('\n', breaches)}");
    }

    /// <summary>Fails if the page is wider than its window, so that a reader would have to scroll sideways.</summary>
    public async Task AssertFitsWidthAsync()
    {
        var excess = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth");
        Assert.True(excess <= 0, $"{Page.Url} is {excess} pixels wider than its window.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
