using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace RaMatch.Portal.Accounts;

/// <summary>After a form: go and look (303), so that reloading the page does not post again.</summary>
static class SeeOther
{
    public static RedirectHttpResult To(HttpContext http, string address)
    {
        http.AnswerWith(StatusCodes.Status303SeeOther);
        return TypedResults.LocalRedirect(address);
    }

    /// <summary>From a page that has taken its own form.</summary>
    public static void To(HttpContext http, NavigationManager navigation, string address)
    {
        http.AnswerWith(StatusCodes.Status303SeeOther);
        navigation.NavigateTo(address);
    }

    /// <summary>The address if it is one of ours, else the other.</summary>
    public static string OursOr(string? address, string otherwise) => IsOurs(address) ? address! : otherwise;

    /// <summary>Back to the page a form stood on, if the form names one of ours; else elsewhere.</summary>
    public static RedirectHttpResult Back(HttpContext http, string? address, string otherwise) => To(http, OursOr(address, otherwise));

    /// <summary>The page of ours on which the request was made, as the browser tells; null if it does not or it was elsewhere.</summary>
    public static string? PageBefore(HttpContext http) =>
        Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var page) && page.Authority == http.Request.Host.ToString() && IsOurs(page.PathAndQuery) ? page.PathAndQuery : null;

    /// <summary>Whether an address is one of ours.</summary>
    // A path of this site, by the rule by which the redirect is carried out: one that it would refuse is no address.
    public static bool IsOurs(string? address) => address is ['/', ..] && RedirectHttpResult.IsLocalUrl(address);
}
