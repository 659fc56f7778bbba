using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RaMatch.Portal.People;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.EndToEnd.Tests.Walk;

/// <summary>Somebody at a browser with an account of their own: fills forms in by the names of their fields, presses buttons by what stands on them, gets mail and SMS.</summary>
sealed partial class Person(BrowserPage session, Func<string, string?> newestLetterTo) : IAsyncDisposable
{
    /// <summary>What everybody here takes for a password.</summary>
    public const string Password = "竹外桃花三两枝春江水暖";

    static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>The page.</summary>
    public IPage Page => session.Page;

    /// <summary>What went wrong on it.</summary>
    public IEnumerable<string> Problems => session.Problems;

    /// <summary>Goes to a page.</summary>
    public Task OpenAsync(string address) => Page.GotoAsync(address);

    /// <summary>Fills in what a page asks, by the names of its fields; a list is chosen from by its value.</summary>
    public async Task FillAsync(params (string Name, string Value)[] answers)
    {
        foreach (var (name, value) in answers)
        {
            var field = Page.Locator($"main [name=\"{name}\"]:visible").First;
            if (await field.EvaluateAsync<bool>("one => one.tagName === 'SELECT'"))
            {
                await field.SelectOptionAsync(value);
            }
            else
            {
                await field.FillAsync(value);
            }
        }
    }

    /// <summary>Ticks choices by their values.</summary>
    public async Task TickAsync(string name, params string[] values)
    {
        foreach (var value in values)
        {
            await Page.Locator($"main [name=\"{name}\"][value=\"{value}\"]").CheckAsync();
        }
    }

    /// <summary>Presses a button and waits until its page is there and says something.</summary>
    public async Task PressAsync(string button, string says)
    {
        // What it asks to be sure of is confirmed.
        Page.Dialog -= Accept;
        Page.Dialog += Accept;
        await Page.GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();
        await SeeAsync(says);
    }

    /// <summary>Follows a link.</summary>
    public Task FollowAsync(string link) => Page.GetByRole(AriaRole.Link, new() { Name = link }).First.ClickAsync();

    /// <summary>Waits until the page says something.</summary>
    public async Task SeeAsync(string says)
    {
        try
        {
            await Assertions.Expect(Page.Locator("body")).ToContainTextAsync(says, new() { Timeout = (float)Step.TotalMilliseconds });
        }
        catch (PlaywrightException)
        {
            // A form that the browser itself does not send says so to nobody but the one who looks at it.
            var unsent = await Page.EvaluateAsync<string>("[...document.querySelectorAll('main :invalid:not(form, fieldset)')].map(one => `${one.name} = ${one.value}: ${one.validationMessage}`).join('; ')");
            Assert.Fail($"{Page.Url} should say {says} (not filled in rightly: {unsent}):\n{Regex.Replace(await Page.InnerTextAsync("body"), "\n+", "\n")}");
        }
    }

    /// <summary>Opens a page again and again until it says something: events take their time.</summary>
    public Task OpenUntilAsync(string address, string says) => Eventually.True(
        async () =>
        {
            await OpenAsync(address);
            return (await Page.InnerTextAsync("body")).Contains(says, StringComparison.Ordinal);
        },
        $"{address} says {says}",
        TimeSpan.FromSeconds(60));

    /// <summary>Registers on the page that is open, by the code that is sent to an address.</summary>
    public async Task RegisterAsync(string name, string address)
    {
        await FillAsync(("name", name), ("address", address));
        await PressAsync("获取验证码", "验证码已发送到");
        var code = await LetterAsync(address, letter => SixDigits().Match(letter) is { Success: true } found ? found.Value : null);
        await FillAsync(("code", code), ("password", Password));
        await Page.Locator("[name=agreed]").CheckAsync();
        await Page.Locator("main button[value=register]").ClickAsync();
    }

    /// <summary>Sets an authenticator up, which the page asks for before anything else.</summary>
    public async Task EnrolAsync()
    {
        await SeeAsync("动态验证码");
        var key = Secret().Match(await Page.ContentAsync()).Groups[1].Value;
        await FillAsync(("code", Totp.Code(key, Totp.StepOf(DateTimeOffset.UtcNow))), ("password", Password));
        await PressAsync("开启", "请收好这些恢复码");
        await PressAsync("我已抄好，继续", "");
    }

    /// <summary>What is in the newest letter to an address, as soon as it is there.</summary>
    public Task<string> LetterAsync(string address, Func<string, string?> find) => Eventually.Get(
        () => Task.FromResult(newestLetterTo(address) is { } letter ? find(letter) ?? "" : ""), found => found.Length > 0, $"{address} gets a letter", TimeSpan.FromSeconds(60));

    public ValueTask DisposeAsync() => session.DisposeAsync();

    static void Accept(object? sender, IDialog dialog) => _ = dialog.AcceptAsync();

    [GeneratedRegex("secret=([A-Z2-7]+)")]
    private static partial Regex Secret();

    [GeneratedRegex("(?<![0-9])[0-9]{6}(?![0-9])")]
    private static partial Regex SixDigits();
}
