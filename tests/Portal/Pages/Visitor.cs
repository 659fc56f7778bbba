using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>Someone at a browser without JavaScript: keeps cookies, reads pages, sends the forms that stand on them.</summary>
sealed partial class Visitor : IDisposable
{
    readonly HttpClient _client;
    readonly CookieContainer _cookies = new();
    (string Path, (string Name, string Value)[] Fields) _last;
    string _address = "/";

    public Visitor(Uri address)
    {
        var handler = new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = true };
        _client = new HttpClient(handler) { BaseAddress = address };
        // As a browser asks; a program that does not gets problems instead of pages.
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    /// <summary>The page last read.</summary>
    public string Html { get; private set; } = "";

    /// <summary>What a reader sees of it, without markup.</summary>
    public string Text => WebUtility.HtmlDecode(Tag().Replace(Html, " "));

    /// <summary>The page's answer.</summary>
    public string Title => WebUtility.HtmlDecode(Heading().Match(Html).Groups[1].Value);

    public HttpStatusCode Status { get; private set; }

    /// <summary>Where the page was read, after whatever led elsewhere.</summary>
    public string Address => _address;

    /// <summary>Takes a cookie along from now on.</summary>
    public void Keep(Cookie cookie) => _cookies.Add(_client.BaseAddress!, cookie);

    /// <summary>The value of a cookie that the browser keeps.</summary>
    public string CookieOf(string name) => _cookies.GetCookies(_client.BaseAddress!)[name]?.Value ?? "";

    public Task OpenAsync(string path) => TakeAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Sends the form whose action is <paramref name="action"/>, as it stands on the page, with some answers given.</summary>
    public Task SendAsync(string action, params (string Name, string Value)[] answers)
    {
        var form = Form().Matches(Html).Select(match => match.Value).FirstOrDefault(one => one.Contains($"action=\"{action}\"", StringComparison.Ordinal) && answers.All(answer => one.Contains($"name=\"{answer.Name}\"", StringComparison.Ordinal)));
        Assert.True(form is not null, $"No form to {action} on the page: {Text}");
        return PostAsync(action, FieldsOf(form, answers));
    }

    /// <summary>Sends the form whose action is <paramref name="action"/> with a file in it.</summary>
    public Task UploadAsync(string action, byte[] file, string fileName, params (string Name, string Value)[] answers)
    {
        var form = Form().Matches(Html).Select(match => match.Value).First(one => one.Contains($"action=\"{action}\"", StringComparison.Ordinal));
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in FieldsOf(form, answers))
        {
            content.Add(new StringContent(value), name);
        }

        content.Add(new ByteArrayContent(file), "file", fileName);
        return TakeAsync(new HttpRequestMessage(HttpMethod.Post, action) { Content = content });
    }

    /// <summary>Sends a form that posts to its own page, by the name of its handler, as it stands on the page, with some answers given.</summary>
    public Task SubmitAsync(string handler, params (string Name, string Value)[] answers)
    {
        var form = Form().Matches(Html).Select(match => match.Value).FirstOrDefault(one => one.Contains($"value=\"{handler}\"", StringComparison.Ordinal));
        Assert.True(form is not null, $"No form {handler} on the page: {Text}");
        return PostAsync(_address, FieldsOf(form, answers));
    }

    /// <summary>The forms of the page that send something: where to, the name of the handler if the page itself takes it, and the fields, each filled in.</summary>
    public IReadOnlyList<(string Address, string? Handler, (string Name, string Value)[] Fields)> Forms =>
        [.. Form().Matches(Html).Select(match => match.Value).Where(form => form.Contains("method=\"post\"", StringComparison.Ordinal)).Select(form =>
        {
            // Controls may stand outside their form and name it.
            var outside = FormId().Match(form) is { Success: true } id ? Control().Matches(Html).Where(control => control.Value.Contains($" form=\"{id.Groups[1].Value}\"", StringComparison.Ordinal)).SelectMany(control => Filled(control, Html)) : [];
            var fields = Control().Matches(form).Reverse().SelectMany(control => Filled(control, form)).Concat(outside).DistinctBy(one => one.Name).ToArray();
            return (Action().Match(form) is { Success: true } action ? WebUtility.HtmlDecode(action.Groups[1].Value) : _address, fields.FirstOrDefault(one => one.Name == "_handler").Value, fields);
        })];

    /// <summary>The addresses that the page's links lead to within the site.</summary>
    public IReadOnlyList<string> Links => [.. Link().Matches(Html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Where(link => link.StartsWith('/')).Distinct()];

    /// <summary>Where the first link leads that contains all these parts.</summary>
    public string LinkTo(params string[] parts)
    {
        var found = Link().Matches(Html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))
            .FirstOrDefault(link => parts.All(part => link.Contains(part, StringComparison.Ordinal)));
        Assert.True(found is not null, $"No link to {string.Join(" … ", parts)} on the page: {Text}");
        return found;
    }

    /// <summary>What a form to an address carries that nobody sees.</summary>
    public (string Name, string Value)[] Hidden(string action) => FieldsOf(Form().Matches(Html).Select(match => match.Value).First(one => one.Contains($"action=\"{action}\"", StringComparison.Ordinal)), []);

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
            _address = response.RequestMessage!.RequestUri!.PathAndQuery;
            Html = await response.Content.ReadAsStringAsync();
        }
    }

    // Something of the right form; what stands there already stays.
    static IEnumerable<(string Name, string Value)> Filled(Match control, string form)
    {
        var tag = control.Value;
        string? Of(string attribute) => Regex.Match(tag, $" {attribute}=\"([^\"]*)\"") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;
        if (Of("name") is not { } name || Of("type") is "file")
        {
            yield break;
        }

        var value = tag.StartsWith("<select", StringComparison.Ordinal) ? Option().Matches(form[control.Index..form.IndexOf("</select>", control.Index, StringComparison.Ordinal)]).Select(option => option.Groups[1].Value).FirstOrDefault() : Of("value");
        yield return (name, value is { Length: > 0 } ? value : Of("type") switch
        {
            "date" => "2022-07-02",
            "datetime-local" => "2022-07-02T18:00",
            "month" => "2022-07",
            _ => Of("inputmode") switch { null => "足够长的一句话", "decimal" => "9000", _ => "7" },
        });
    }

    static (string Name, string Value)[] FieldsOf(string form, IReadOnlyList<(string Name, string Value)> answers) =>
        [.. HiddenField().Matches(form).Select(match => (match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value))), .. answers];

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("<h1>([^<]*)")]
    private static partial Regex Heading();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<option value=\"([^\"]+)\"")]
    private static partial Regex Option();

    [GeneratedRegex("<form[^>]* id=\"([^\"]*)\"")]
    private static partial Regex FormId();

    [GeneratedRegex("<form[^>]* action=\"([^\"]*)\"")]
    private static partial Regex Action();

    [GeneratedRegex("<(?:input|select|textarea|button)[^>]*>")]
    private static partial Regex Control();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();
}
