using Microsoft.Net.Http.Headers;

namespace RaMatch.Portal;

/// <summary>What every page tells the browser: nothing from elsewhere, no frame around it, no guessing of types.</summary>
static class PageHeaders
{
    /// <summary>
    /// The page answers with this status and is shown all the same: a page that sets 404 itself is taken for one that was not
    /// found, and the framework throws away what it rendered.
    /// </summary>
    public static void AnswerWith(this HttpContext http, int status) => http.Response.OnStarting(() =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    public static void Use(WebApplication app) => app.Use(async (http, next) =>
    {
        Write(http.Response);
        // The API's reference page brings inline scripts of its own; it shows no one's data.
        if (http.Request.Path.StartsWithSegments("/docs", StringComparison.Ordinal))
        {
            http.Response.Headers.Remove(HeaderNames.ContentSecurityPolicy);
        }

        await next(http);
    });

    /// <summary>Writes the headers; again where what was written so far has been thrown away.</summary>
    public static void Write(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy =
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin";
    }
}
