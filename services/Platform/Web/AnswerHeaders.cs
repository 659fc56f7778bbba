using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace RaMatch.Platform.Web;

/// <summary>
/// What every answer tells the browser, pages, API, redirects and refusals alike: nothing from elsewhere, no frame around it, no guessing of types,
/// and no copy of what was for one caller only. A redirect names a path of this site and never the host that the request claims, unless it is said to lead elsewhere (<see cref="LeadsElsewhere"/>).
/// </summary>
static class AnswerHeaders
{
    const string Pages =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    const string NoPages = "default-src 'none'; frame-ancestors 'none'";

    public static Task SendAsync(HttpContext http, RequestDelegate next)
    {
        // At the last moment: what has failed is cleared of the headers it had.
        http.Response.OnStarting(() =>
        {
            Set(http);
            return Task.CompletedTask;
        });
        return next(http);
    }

    static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        // The API's reference page brings inline scripts of its own; it shows no one's data.
        if (headers.ContentSecurityPolicy.Count == 0 && !http.Request.Path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase))
        {
            headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) ? NoPages
                : http.Features.Get<FormsLeadTo>() is { } further ? $"{Pages} {further.Source}"
                : Pages;
        }

        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        var isPublic = http.GetEndpoint()?.Metadata is { } about && about.GetMetadata<IAllowAnonymous>() is not null;
        // What is for everybody and says how long it keeps is the same for whoever is signed in.
        var personal = !isPublic || http.User.Identity is { IsAuthenticated: true } && headers.CacheControl.Count == 0;
        if (personal && !headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal))
        {
            headers.CacheControl = "no-store";
        }

        if (http.Features.Get<LeadsElsewhere>() is null && headers.Location.ToString() is { Length: > 0 } location && Uri.TryCreate(location, UriKind.Absolute, out var elsewhere) && elsewhere.Scheme.StartsWith("http", StringComparison.Ordinal))
        {
            headers.Location = elsewhere.PathAndQuery + elsewhere.Fragment;
        }
    }
}

/// <summary>A feature of a request whose answer sends the browser to another site, which the settings name.</summary>
public sealed record LeadsElsewhere;

/// <summary>A feature of a request whose page has a form that leads on to another site.</summary>
/// <param name="Source">The site, as a content security policy says it: its origin, or a scheme with its colon.</param>
public sealed record FormsLeadTo(string Source);
