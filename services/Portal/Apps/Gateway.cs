using System.Net.Http.Headers;
using RaMatch.Platform.Web;
using RaMatch.Portal.Backend;
using Yarp.ReverseProxy.Forwarder;

namespace RaMatch.Portal.Apps;

/// <summary>
/// Where services run in processes of their own, the portal takes in what is asked of them under the same addresses and passes it on: a program's token ends here and becomes one
/// for five minutes with the same caller and scopes; a token for five minutes, or none, goes on as it is. Services of this process answer by themselves.
/// </summary>
static class Gateway
{
    static readonly ForwarderRequestConfig Patience = new() { ActivityTimeout = TimeSpan.FromSeconds(100) };

    public static void Add(IServiceCollection services) => services.AddHttpForwarder();

    public static void Map(WebApplication app)
    {
        foreach (var service in ServiceClient.Services.Where(service => app.Configuration[$"Services:{service}"] is { Length: > 0 }))
        {
            app.MapForwarder($"/api/{service}/{{**path}}", app.Configuration[$"Services:{service}"]!, Patience, new Exchange(service)).AllowPublic().DisableAntiforgery().ExcludeFromDescription();
        }
    }

    sealed class Exchange(string service) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            // A cookie is the portal's own, and lets nobody in below /api.
            proxyRequest.Headers.Remove("Cookie");
            // Whoever sends these says where others come from, and a service that stands behind a proxy of its own may believe it.
            foreach (var name in proxyRequest.Headers.Select(header => header.Key).Where(name => name == "Forwarded" || name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase)).ToList())
            {
                proxyRequest.Headers.Remove(name);
            }

            proxyRequest.Headers.Host = null;
            if (httpContext.User is { Identity: { IsAuthenticated: true, AuthenticationType: Programs.Scheme } })
            {
                var token = httpContext.RequestServices.GetRequiredService<Tokens>().ForCalls(Caller.Of(httpContext.User), service, Origin.Of(httpContext));
                proxyRequest.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }
        }
    }
}
