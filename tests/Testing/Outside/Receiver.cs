using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RaMatch.Testing;

/// <summary>The system of a unit that is told by webhook, on loopback: it keeps what comes, checks signatures as docs/api.md says, and answers as a test wants.</summary>
public sealed class Receiver : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    Receiver(WebApplication app) => _app = app;

    /// <summary>How it answers.</summary>
    public Func<HttpContext, Task> Answers { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whether it leaves a request without an answer.</summary>
    public bool Hangs { get; set; }

    /// <summary>What came, in this order.</summary>
    public ConcurrentQueue<Request> Came { get; } = [];

    /// <summary>Where it is told.</summary>
    public string Address => _app.Urls.Single() + "/ramatch";

    /// <summary>Starts one.</summary>
    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver._app.MapPost("/ramatch", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            receiver.Came.Enqueue(new Request(http.Request.Headers["RaMatch-Delivery"]!, http.Request.Headers["RaMatch-Kind"]!, http.Request.Headers["RaMatch-Signature"]!, await reader.ReadToEndAsync()));
            await (receiver.Hangs ? receiver._over.Task : receiver.Answers(http));
        });
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _over.TrySetResult();
        return _app.DisposeAsync();
    }

    /// <summary>A request that came.</summary>
    public sealed record Request(string Delivery, string Kind, string Signature, string Body)
    {
        /// <summary>The body as JSON.</summary>
        public JsonElement Json => JsonDocument.Parse(Body).RootElement;

        /// <summary>Whether whoever sent it has the secret.</summary>
        public bool IsSignedWith(string secret) => SignedRequest.SignedAt(Signature, Encoding.UTF8.GetBytes(Body), secret) is not null;
    }
}
