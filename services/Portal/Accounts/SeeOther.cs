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
}
