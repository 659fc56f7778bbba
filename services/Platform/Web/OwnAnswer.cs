using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace RaMatch.Platform.Web;

/// <summary>The answer to a request that has not left the process (<see cref="OwnPipeline"/>): its body is collected in memory.</summary>
sealed class OwnAnswer : PipeWriter, IHttpResponseFeature, IHttpResponseBodyFeature
{
    readonly ArrayBufferWriter<byte> _body = new();
    readonly Stack<(Func<object, Task> Callback, object State)> _starting = new();
    readonly Stack<(Func<object, Task> Callback, object State)> _completed = new();
    Stream? _stream;

    /// <inheritdoc />
    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    /// <inheritdoc />
    public string? ReasonPhrase { get; set; }

    /// <inheritdoc />
    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    /// <inheritdoc />
    public bool HasStarted { get; private set; }

    /// <inheritdoc />
    public Stream Stream => _stream ??= AsStream(leaveOpen: true);

    /// <inheritdoc />
    public PipeWriter Writer => this;

    /// <inheritdoc />
    public override bool CanGetUnflushedBytes => true;

    /// <inheritdoc />
    public override long UnflushedBytes => _unflushed;

    long _unflushed;

    [Obsolete("The framework's interface still has it; nobody asks for it.")]
    Stream IHttpResponseFeature.Body
    {
        get => Stream;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

    /// <inheritdoc />
    public void OnCompleted(Func<object, Task> callback, object state) => _completed.Push((callback, state));

    /// <inheritdoc />
    public void DisableBuffering()
    {
    }

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (HasStarted)
        {
            return;
        }

        while (_starting.TryPop(out var one))
        {
            await one.Callback(one.State);
        }

        HasStarted = true;
    }

    /// <inheritdoc />
    public Task CompleteAsync() => StartAsync();

    /// <inheritdoc />
    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);

    /// <inheritdoc />
    public override Memory<byte> GetMemory(int sizeHint = 0) => _body.GetMemory(sizeHint);

    /// <inheritdoc />
    public override Span<byte> GetSpan(int sizeHint = 0) => _body.GetSpan(sizeHint);

    /// <inheritdoc />
    public override void Advance(int bytes)
    {
        _body.Advance(bytes);
        _unflushed += bytes;
    }

    /// <inheritdoc />
    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await StartAsync(cancellationToken);
        _unflushed = 0;
        return default;
    }

    /// <inheritdoc />
    public override void CancelPendingFlush()
    {
    }

    /// <inheritdoc />
    public override void Complete(Exception? exception = null)
    {
    }

    /// <summary>Lets go of what the request held on to, the last taken first.</summary>
    public async Task ReleaseAsync()
    {
        while (_completed.TryPop(out var one))
        {
            await one.Callback(one.State);
        }
    }

    /// <summary>The answer as a client gets it.</summary>
    public HttpResponseMessage ToMessage(HttpRequestMessage request)
    {
        var content = new ReadOnlyMemoryContent(_body.WrittenMemory);
        var message = new HttpResponseMessage((HttpStatusCode)StatusCode) { ReasonPhrase = ReasonPhrase, RequestMessage = request, Content = content };
        foreach (var (name, values) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        return message;
    }
}
