using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Http.Resilience;
using Polly.CircuitBreaker;
using Polly.Timeout;
using RaMatch.Platform.Web;

namespace RaMatch.Portal.Backend;

/// <summary>
/// Calls the services as whoever is signed in, with a token of five minutes made for the one service. A service of this process is called
/// without leaving it (<see cref="OwnPipeline"/>); calls over the network are tried again with growing pauses where they only read. A write is
/// sent once and carries an Idempotency-Key where the form gave one. What a page asks twice, it is told once.
/// </summary>
public sealed class ServiceClient(IHttpClientFactory clients, OwnPipeline own, IHttpContextAccessor accessor, Tokens tokens, ServiceAddresses addresses)
{
    /// <summary>The services that it calls.</summary>
    public static readonly IReadOnlyList<string> Services = ["posting", "applicant", "matching"];

    readonly Dictionary<(string Service, string Path, Type Answer), Task> _told = [];
    Caller? _caller;

    /// <summary>Registers the client with its resilience: retry with jitter for reads, timeouts, circuit breaker, one pipeline a service.</summary>
    internal static void Add(IServiceCollection services)
    {
        foreach (var service in Services)
        {
            services.AddHttpClient(service).AddStandardResilienceHandler(options =>
            {
                options.Retry.DisableForUnsafeHttpMethods();
                // Somebody looks at an empty window meanwhile: half a second of trying, then the page without that number.
                options.Retry.MaxRetryAttempts = 2;
                options.Retry.Delay = TimeSpan.FromMilliseconds(150);
            });
        }

        services.AddSingleton<ServiceAddresses>();
        services.AddScoped<ServiceClient>();
    }

    /// <summary>The same client that calls as somebody else: an account in another of its own capacities.</summary>
    internal ServiceClient As(Caller caller) => new(clients, own, accessor, tokens, addresses) { _caller = caller };

    /// <summary>Asks a service. <paramref name="path"/> is relative to <c>/api/{service}/</c>.</summary>
    public Task<Answer<T>> GetAsync<T>(string service, string path)
    {
        var asked = (service, path, typeof(T));
        lock (_told)
        {
            if (!_told.TryGetValue(asked, out var told))
            {
                _told[asked] = told = SendAsync<T>(service, HttpMethod.Get, path, null, null);
            }

            return (Task<Answer<T>>)told;
        }
    }

    /// <summary>Has a service do something.</summary>
    public Task<Answer<T>> PostAsync<T>(string service, string path, object? body = null, string? idempotencyKey = null) =>
        SendAsync<T>(service, HttpMethod.Post, path, JsonContent.Create(body ?? new { }, options: Json.Options), idempotencyKey);

    /// <summary>Has a service replace something.</summary>
    public Task<Answer<T>> PutAsync<T>(string service, string path, object body) =>
        SendAsync<T>(service, HttpMethod.Put, path, JsonContent.Create(body, options: Json.Options), null);

    /// <summary>Has a service remove something.</summary>
    public Task<Answer<T>> DeleteAsync<T>(string service, string path, object? body = null) =>
        SendAsync<T>(service, HttpMethod.Delete, path, body is null ? null : JsonContent.Create(body, options: Json.Options), null);

    /// <summary>Sends a file as it is.</summary>
    public async Task<Answer<T>> UploadAsync<T>(string service, string path, Stream file, string contentType)
    {
        using var content = new StreamContent(file) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };
        return await SendAsync<T>(service, HttpMethod.Post, path, content, null);
    }

    /// <summary>Fetches a file; the caller disposes the answer.</summary>
    /// <param name="service">The service.</param>
    /// <param name="path">As for <see cref="GetAsync{T}"/>.</param>
    /// <param name="asked">What the browser asked, where the service is to answer with a part or with nothing new.</param>
    public Task<HttpResponseMessage> DownloadAsync(string service, string path, IHeaderDictionary? asked = null)
    {
        var request = Request(service, HttpMethod.Get, path, null, null);
        foreach (var name in new[] { "Range", "If-Range", "If-None-Match" }.Where(name => asked?.ContainsKey(name) == true))
        {
            request.Headers.TryAddWithoutValidation(name, asked![name].ToString());
        }

        return clients.CreateClient(service).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    async Task<Answer<T>> SendAsync<T>(string service, HttpMethod method, string path, HttpContent? content, string? idempotencyKey)
    {
        if (method != HttpMethod.Get)
        {
            // What was told before may hold no more.
            lock (_told)
            {
                _told.Clear();
            }
        }

        try
        {
            using var request = Request(service, method, path, content, idempotencyKey);
            using var response = addresses.IsHere(service)
                ? await own.AskAsync(request)
                : await clients.CreateClient(service).SendAsync(request);
            if (!response.IsSuccessStatusCode)
            {
                return new Answer<T>(default, await RefusalOfAsync(response));
            }

            var empty = response.StatusCode == System.Net.HttpStatusCode.NoContent || response.Content.Headers.ContentLength == 0;
            return new Answer<T>(empty ? default : await response.Content.ReadFromJsonAsync<T>(Reading), null) { IsUnderWay = response.StatusCode == System.Net.HttpStatusCode.Accepted };
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutRejectedException or BrokenCircuitException)
        {
            return new Answer<T>(default, new Refusal(503, "服务暂时无法访问，请稍后重试。", new Dictionary<string, string[]>()));
        }
    }

    HttpRequestMessage Request(string service, HttpMethod method, string path, HttpContent? content, string? idempotencyKey)
    {
        var request = new HttpRequestMessage(method, new Uri(addresses.Of(service), $"/api/{service}/{path}")) { Content = content };
        if ((_caller ?? (accessor.HttpContext?.User is { Identity.IsAuthenticated: true } user ? Caller.Of(user) : null)) is { } caller)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.ForCalls(caller, service, accessor.HttpContext is { } asked ? Origin.Of(asked) : null));
        }

        if (idempotencyKey is { Length: > 0 })
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return request;
    }

    static async Task<Refusal> RefusalOfAsync(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<Problem>(Json.Options);
            return new Refusal(status, problem?.Title ?? Unexplained, problem?.Errors ?? new Dictionary<string, string[]>());
        }
        catch (JsonException)
        {
            return new Refusal(status, Unexplained, new Dictionary<string, string[]>());
        }
    }

    // A member that is missing, renamed or null against the record is an error and not a zero that looks like a number.
    static readonly JsonSerializerOptions Reading = new(Json.Options) { RespectRequiredConstructorParameters = true };

    const string Unexplained = "操作没有完成，请稍后重试。";

    sealed record Problem(string? Title, Dictionary<string, string[]>? Errors);
}
