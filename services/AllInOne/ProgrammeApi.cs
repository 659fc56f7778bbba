using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Polly;
using Polly.Retry;
using RaMatch.Platform.Web;

namespace RaMatch.AllInOne;

/// <summary>
/// Uses the public HTTP API as whoever acts. Services tell each other what happened a moment later, so "not there yet" (404)
/// and "not that far yet" (409) are asked again for half a minute before they count as refusals; every write carries an
/// Idempotency-Key, so that asking again, or playing a season again after a crash, does nothing twice.
/// </summary>
sealed class ProgrammeApi : IDisposable
{
    readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(60) };
    readonly Func<string, Uri> _rootOf;
    readonly Tokens _tokens;
    readonly ResiliencePipeline<HttpResponseMessage> _untilThere = new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is HttpRequestException
                || arguments.Outcome.Result?.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable),
            MaxRetryAttempts = 120,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(4),
            MaxDelay = TimeSpan.FromMilliseconds(300),
            UseJitter = true,
            OnRetry = arguments =>
            {
                arguments.Outcome.Result?.Dispose();
                return default;
            },
        })
        .Build();

    /// <param name="rootOf">The address of a service by name.</param>
    /// <param name="tokens">Signs for whoever acts.</param>
    public ProgrammeApi(Func<string, Uri> rootOf, Tokens tokens) => (_rootOf, _tokens) = (rootOf, tokens);

    /// <summary>Reads.</summary>
    public async Task<T> GetAsync<T>(Caller caller, string service, string path)
    {
        using var response = await SendAsync(caller, service, HttpMethod.Get, path, () => null, null, CancellationToken.None);
        return (await response.Content.ReadFromJsonAsync<T>(Json.Options))!;
    }

    /// <summary>Does something, as soon as the service is that far; <paramref name="key"/> names the act for ever.</summary>
    public async Task<JsonElement> PostAsync(Caller caller, string service, string path, object body, string key)
    {
        using var response = await SendAsync(caller, service, HttpMethod.Post, path, () => JsonContent.Create(body, options: Json.Options), key, CancellationToken.None);
        return response.StatusCode == HttpStatusCode.Accepted ? await EndAsync(caller, service, await BodyOfAsync(response)) : await BodyOfAsync(response);
    }

    /// <summary>Puts something in place of what was there.</summary>
    public async Task PutAsync(Caller caller, string service, string path, object body)
    {
        using var response = await SendAsync(caller, service, HttpMethod.Put, path, () => JsonContent.Create(body, options: Json.Options), null, CancellationToken.None);
    }

    /// <summary>Hands in a file.</summary>
    public async Task UploadAsync(Caller caller, string service, string path, byte[] file, string contentType, string key)
    {
        using var response = await SendAsync(
            caller,
            service,
            HttpMethod.Post,
            path,
            () => new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } },
            key,
            CancellationToken.None);
    }

    /// <summary>Tries something once and gives the status and body, whatever they are.</summary>
    public async Task<(HttpStatusCode Status, string Body)> TryPostAsync(Caller caller, string service, string path, object body)
    {
        using var request = Request(caller, service, HttpMethod.Post, path, JsonContent.Create(body, options: Json.Options), null);
        using var response = await _client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    async Task<HttpResponseMessage> SendAsync(Caller caller, string service, HttpMethod method, string path, Func<HttpContent?> content, string? key, CancellationToken cancellation)
    {
        var response = await _untilThere.ExecuteAsync(
            async token =>
            {
                using var request = Request(caller, service, method, path, content(), key);
                return await _client.SendAsync(request, token);
            },
            cancellation);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new InvalidOperationException($"{method} /api/{service}/{path} as {caller.Role} {caller.Name}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellation)}");
        }
    }

    /// <summary>Waits for the end of work that takes longer, and gives what came of it.</summary>
    async Task<JsonElement> EndAsync(Caller caller, string service, JsonElement job)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            switch (job.GetProperty("state").GetString())
            {
                case "done":
                    return await GetAsync<JsonElement>(caller, service, job.GetProperty("result").GetString()![$"/api/{service}/".Length..]);
                case "failed":
                    throw new InvalidOperationException($"{job.GetProperty("kind").GetString()}: {job.GetProperty("error").GetProperty("title").GetString()}");
            }

            await look.WaitForNextTickAsync();
            job = await GetAsync<JsonElement>(caller, service, $"jobs/{job.GetProperty("jobId").GetGuid()}");
        }
    }

    HttpRequestMessage Request(Caller caller, string service, HttpMethod method, string path, HttpContent? content, string? key)
    {
        var request = new HttpRequestMessage(method, new Uri(_rootOf(service), $"/api/{service}/{path}")) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens.For(caller, service));
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return request;
    }

    static async Task<JsonElement> BodyOfAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text, Json.Options);
    }
}
