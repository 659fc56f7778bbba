using System.Collections.Specialized;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace RaMatch.Testing;

/// <summary>A program that somebody else has written: it knows the discovery document, its client id and nothing else. As on a device, it listens on loopback for what the browser brings back (RFC 8252).</summary>
public sealed class ClientApp : IAsyncDisposable
{
    readonly WebApplication _callback;
    readonly Uri _site;
    readonly string _clientId;
    readonly X509Certificate2? _trusted;
    readonly string _verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    ClientApp(WebApplication callback, Uri site, string clientId, X509Certificate2? trusted, JsonElement discovery) => (_callback, _site, _clientId, _trusted, Discovery) = (callback, site, clientId, trusted, discovery);

    /// <summary>What the site says of itself.</summary>
    public JsonElement Discovery { get; }

    /// <summary>What the browser brought back last.</summary>
    public NameValueCollection Brought { get; private set; } = [];

    /// <summary>Where it waits for that.</summary>
    public string RedirectUri => _callback.Urls.Single() + "/callback";

    /// <summary>Starts one.</summary>
    /// <param name="site">Where it was told that the discovery document is.</param>
    /// <param name="clientId">As whom it was registered.</param>
    /// <param name="trusted">The site's certificate, where nobody vouches for it.</param>
    public static async Task<ClientApp> StartAsync(Uri site, string clientId, X509Certificate2? trusted = null)
    {
        ClientApp? self = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var callback = builder.Build();
        callback.MapGet("/callback", (HttpContext http) =>
        {
            self!.Brought = HttpUtility.ParseQueryString(http.Request.QueryString.ToString());
            return "已登录，可以关闭这个页面。";
        });
        await callback.StartAsync();
        using var client = new HttpClient(SelfSigned.Trusting(trusted));
        return self = new ClientApp(callback, site, clientId, trusted, await client.GetFromJsonAsync<JsonElement>(new Uri(site, "/.well-known/openid-configuration")));
    }

    /// <summary>The page that it opens in the browser; anything of the request may be changed, or left out by an empty value.</summary>
    public string Ask(string scope, params (string Name, string Value)[] changes)
    {
        var asked = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["response_type"] = "code",
            ["client_id"] = _clientId,
            ["redirect_uri"] = RedirectUri,
            ["scope"] = scope,
            ["state"] = "a state",
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
        {
            asked[name] = value;
        }

        return new Uri(QueryHelpers.AddQueryString(Endpoint("authorization_endpoint").ToString(), asked.Where(one => one.Value.Length > 0).ToDictionary(one => one.Key, one => (string?)one.Value))).PathAndQuery;
    }

    /// <summary>Redeems the code that the browser brought.</summary>
    public Task<JsonElement> RedeemAsync(params (string Name, string Value)[] changes) =>
        SendAsync("token_endpoint", [("grant_type", "authorization_code"), ("client_id", _clientId), ("code", Brought["code"] ?? "none"), ("redirect_uri", RedirectUri), ("code_verifier", _verifier), .. changes]);

    /// <summary>Has a refresh token replaced.</summary>
    public Task<JsonElement> RefreshAsync(string token) => SendAsync("token_endpoint", ("grant_type", "refresh_token"), ("client_id", _clientId), ("refresh_token", token));

    /// <summary>Sends a form to one of the endpoints of the discovery document, the last of a field that stands there twice.</summary>
    public async Task<JsonElement> SendAsync(string endpoint, params (string Name, string Value)[] fields)
    {
        using var client = new HttpClient(SelfSigned.Trusting(_trusted));
        using var form = new FormUrlEncodedContent(fields.GroupBy(field => field.Name).Select(field => KeyValuePair.Create(field.Key, field.Last().Value)));
        using var answer = await client.PostAsync(Endpoint(endpoint), form);
        var text = await answer.Content.ReadAsStringAsync();
        return JsonDocument.Parse(text.Length == 0 ? "{}" : text).RootElement;
    }

    /// <summary>Asks a service with a token.</summary>
    public async Task<HttpResponseMessage> CallAsync(string path, string? token, HttpMethod? method = null, object? body = null, HttpContent? content = null)
    {
        using var client = new HttpClient(SelfSigned.Trusting(_trusted)) { BaseAddress = _site };
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path) { Content = content ?? (body is null ? null : JsonContent.Create(body)) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await client.SendAsync(request);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _callback.DisposeAsync();

    Uri Endpoint(string name) => new(Discovery.GetProperty(name).GetString()!);
}
