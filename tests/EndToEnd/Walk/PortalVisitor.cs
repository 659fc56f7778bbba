using System.Net;
using System.Text.RegularExpressions;

namespace RaMatch.EndToEnd.Tests.Walk;

/// <summary>Somebody of a demonstration at a browser, signed in.</summary>
sealed partial class PortalVisitor : IDisposable
{
    readonly HttpClient _browser;

    PortalVisitor(Uri portal) => _browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = portal };

    /// <summary>Signs in as a persona: <c>park</c>.</summary>
    public static async Task<PortalVisitor> SignInAsync(Uri portal, string persona)
    {
        var visitor = new PortalVisitor(portal);
        var token = Token().Match(await visitor._browser.GetStringAsync("/sign-in")).Groups[1].Value;
        using var signedIn = await visitor._browser.PostAsync("/sign-in/demo", new FormUrlEncodedContent([KeyValuePair.Create("persona", persona), KeyValuePair.Create("__RequestVerificationToken", token)]));
        signedIn.EnsureSuccessStatusCode();
        return visitor;
    }

    /// <summary>What a page says, without its markup.</summary>
    public async Task<string> ReadAsync(string page) => WebUtility.HtmlDecode(Tag().Replace(await _browser.GetStringAsync(page), " "));

    public void Dispose() => _browser.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"([^\"]*)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
