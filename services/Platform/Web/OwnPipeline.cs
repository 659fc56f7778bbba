using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace RaMatch.Platform.Web;

/// <summary>
/// Asks the services of this very process without leaving it: a request runs through the host's whole pipeline, routing, authentication,
/// authorization, filters and problem details, as if it had come in over HTTP. Only the socket is left out, and with it what can be lost on
/// one, so there is no timeout and nothing is tried again.
/// </summary>
public sealed class OwnPipeline(IServiceScopeFactory scopes, IHttpContextAccessor accessor) : IStartupFilter
{
    RequestDelegate? _pipeline;

    /// <inheritdoc />
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(pipeline => _pipeline = pipeline);
        next(app);
    };

    /// <summary>The answer to a request with an absolute address of this process.</summary>
    public async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        var pipeline = _pipeline ?? throw new InvalidOperationException("The host has not been started yet.");

        // Whoever renders a page runs its continuations in turn; those of another request are no business of his.
        SynchronizationContext.SetSynchronizationContext(null);
        using var activity = Metrics.Traces.StartActivity(request.Method.Method);
        activity?.SetTag("url.path", request.RequestUri!.AbsolutePath);
        var answer = new OwnAnswer();
        var http = new DefaultHttpContext(await FeaturesOfAsync(request, answer, cancellationToken)) { ServiceScopeFactory = scopes };
        accessor.HttpContext = http;
        try
        {
            await pipeline(http);
            await answer.CompleteAsync();
        }
        catch (Exception exception)
        {
            // Over a socket this is a connection that breaks off.
            throw new HttpRequestException("The answer broke off.", exception);
        }
        finally
        {
            accessor.HttpContext = null;
            await answer.ReleaseAsync();
        }

        return answer.ToMessage(request);
    }

    static async Task<FeatureCollection> FeaturesOfAsync(HttpRequestMessage request, OwnAnswer answer, CancellationToken cancellation)
    {
        var uri = request.RequestUri!;
        var received = new HttpRequestFeature
        {
            Protocol = HttpProtocol.Http11,
            Scheme = uri.Scheme,
            Method = request.Method.Method,
            Path = PathString.FromUriComponent(uri).Value!,
            QueryString = uri.Query,
            RawTarget = uri.PathAndQuery,
        };
        received.Headers.Host = uri.Authority;
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            received.Headers[name] = values.ToArray();
        }

        if (request.Content is { } content)
        {
            received.Body = await content.ReadAsStreamAsync(cancellation);
            received.Headers.ContentLength = content.Headers.ContentLength;
            foreach (var (name, values) in content.Headers.NonValidated)
            {
                received.Headers[name] = values.ToArray();
            }
        }

        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(received);
        features.Set<IHttpRequestBodyDetectionFeature>(new Body(request.Content is { Headers.ContentLength: not 0 }));
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = cancellation });
        features.Set<IHttpResponseFeature>(answer);
        features.Set<IHttpResponseBodyFeature>(answer);
        return features;
    }

    sealed record Body(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;
}
