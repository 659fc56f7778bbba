namespace RaMatch.Portal;

/// <summary>What a page answers with besides its content.</summary>
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

    /// <summary>No copy of the page is kept, whoever it is for. In the framework's words for pages with a form: it warns of any others, and puts its own in their place.</summary>
    public static void KeepNowhere(this HttpContext http) => http.Response.Headers.CacheControl = "no-cache, no-store";
}
