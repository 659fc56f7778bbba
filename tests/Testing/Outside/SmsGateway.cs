using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RaMatch.Testing;

/// <summary>A gateway as docs/running.md describes it: checks the signature, then answers as the test says.</summary>
public sealed class SmsGateway : IAsyncDisposable
{
    public const string Key = "0123456789abcdef0123456789abcdef";

    readonly WebApplication _app;
    readonly TemporaryFolder _folder;
    readonly ConcurrentQueue<Request> _requests = new();
    readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _elsewhere;

    SmsGateway()
    {
        _folder = new TemporaryFolder();
        File.WriteAllText(KeyFile, Key + "\n");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/sms", TakeAsync);
        _app.Map("/elsewhere", () => Interlocked.Increment(ref _elsewhere));
    }

    public string Address => _app.Urls.First() + "/sms";

    /// <summary>What came with a good signature, in this order.</summary>
    public IReadOnlyList<Request> Requests => [.. _requests];

    /// <summary>How many came where a redirect led.</summary>
    public int Elsewhere => Volatile.Read(ref _elsewhere);

    /// <summary>The answer: a status, and a body; by default 200.</summary>
    public Func<Request, (int Status, string Body)> Answer { get; set; } = _ => (StatusCodes.Status200OK, "");

    /// <summary>Whether it leaves a request without an answer.</summary>
    public bool Hangs { get; set; }

    string KeyFile => _folder.Combine("sms.key");

    public static async Task<SmsGateway> StartAsync()
    {
        var gateway = new SmsGateway();
        await gateway._app.StartAsync();
        return gateway;
    }

    /// <summary>The settings of a portal that sends by this gateway.</summary>
    public Dictionary<string, string?> Settings(params (string Key, string? Value)[] more)
    {
        var settings = new Dictionary<string, string?> { ["Sms:Url"] = Address, ["Sms:KeyFile"] = KeyFile };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        _over.TrySetResult();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        if (SignedRequest.SignedAt(http.Request.Headers["RaMatch-Signature"].ToString(), body.ToArray(), Key) is not { } signedAt)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using var json = JsonDocument.Parse(body.ToArray());
        var request = new Request(
            json.RootElement.GetProperty("id").GetGuid(),
            json.RootElement.GetProperty("to").GetString()!,
            json.RootElement.GetProperty("text").GetString()!,
            http.Request.Headers["Idempotency-Key"].ToString(),
            signedAt);
        _requests.Enqueue(request);
        if (Hangs)
        {
            await _over.Task;
        }

        (http.Response.StatusCode, var answer) = Answer(request);
        if (http.Response.StatusCode is >= 300 and < 400)
        {
            http.Response.Headers.Location = "/elsewhere";
        }

        await http.Response.WriteAsync(answer);
    }

    public sealed record Request(Guid Id, string To, string Text, string IdempotencyKey, long SignedAt);
}
