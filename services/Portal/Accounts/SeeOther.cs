using Microsoft.AspNetCore.Http.HttpResults;

namespace RaMatch.Portal.Accounts;

/// <summary>After a form: go and look (303), so that reloading the page does not post again.</summary>
static class SeeOther
{
    public static RedirectHttpResult To(HttpContext http, string address)
    {
        http.Response.OnStarting(() =>
        {
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            return Task.CompletedTask;
        });
        return TypedResults.LocalRedirect(address);
    }

    /// <summary>Back to the page a form stood on, if the form names one of ours; else elsewhere.</summary>
    public static RedirectHttpResult Back(HttpContext http, string? address, string otherwise) => To(http, IsOurs(address) ? address! : otherwise);

    /// <summary>The page of ours on which the request was made, as the browser tells; null if it does not or it was elsewhere.</summary>
    public static string? PageBefore(HttpContext http) =>
        Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var page) && page.Authority == http.Request.Host.ToString() && IsOurs(page.PathAndQuery) ? page.PathAndQuery : null;

    // A path of this site, by the rule by which the redirect is carried out: one that it would refuse is no address.
    static bool IsOurs(string? address) => address is ['/', ..] && RedirectHttpResult.IsLocalUrl(address);
}
