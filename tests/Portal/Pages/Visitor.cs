using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>Someone at a browser without JavaScript: keeps cookies, reads pages, sends the forms that stand on them.</summary>
sealed partial class Visitor : IDisposable
{
    readonly HttpClient _client;
    (string Path, (string Name, string Value)[] Fields) _last;

    public Visitor(Uri address)
    {
        var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = true };
        _client = new HttpClient(handler) { BaseAddress = address };
    }

    /// <summary>The page last read.</summary>
    public string Html { get; private set; } = "";

    /// <summary>What a reader sees of it, without markup.</summary>
    public string Text => WebUtility.HtmlDecode(Tag().Replace(Html, " "));

    /// <summary>The page's answer.</summary>
    public string Title => WebUtility.HtmlDecode(Heading().Match(Html).Groups[1].Value);

    public HttpStatusCode Status { get; private set; }

    public Task OpenAsync(string path) => TakeAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Sends the form whose action is <paramref name="action"/>, as it stands on the page, with some answers given.</summary>
    public Task SendAsync(string action, params (string Name, string Value)[] answers)
    {
        var form = Form().Matches(Html).Select(match => match.Value).FirstOrDefault(one => one.Contains($"action=\"{action}\"", StringComparison.Ordinal) && answers.All(answer => one.Contains($"name=\"{answer.Name}\"", StringComparison.Ordinal)));
        Assert.True(form is not null, $"No form to {action} on the page: {Text}");
        return PostAsync(action, FieldsOf(form, answers));
    }

    /// <summary>Sends the last form once more, as a double tap does.</summary>
    public Task SendAgainAsync() => PostAsync(_last.Path, _last.Fields);

    /// <summary>Posts past the page's forms.</summary>
    public Task PostAsync(string path, params (string Name, string Value)[] fields)
    {
        _last = (path, fields);
        return TakeAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) });
    }

    /// <summary>Signs in, to go on at an address.</summary>
    public async Task SignInAsync(string persona = "graduate", string? returnTo = null)
    {
        await OpenAsync(returnTo is null ? "/sign-in" : "/sign-in?return=" + Uri.EscapeDataString(returnTo));
        var form = Form().Matches(Html).Select(match => match.Value).First(one => one.Contains($"value=\"{persona}\"", StringComparison.Ordinal));
        await PostAsync("/sign-in/demo", FieldsOf(form, []));
    }

    public void Dispose() => _client.Dispose();

    async Task TakeAsync(HttpRequestMessage request)
    {
        using (request)
        using (var response = await _client.SendAsync(request))
        {
            Status = response.StatusCode;
            Html = await response.Content.ReadAsStringAsync();
        }
    }

    static (string Name, string Value)[] FieldsOf(string form, IReadOnlyList<(string Name, string Value)> answers) =>
        [.. HiddenField().Matches(form).Select(match => (match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value))), .. answers];

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("<h1>([^<]*)")]
    private static partial Regex Heading();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();
}
