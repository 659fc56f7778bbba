using RaMatch.Platform.Web;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Accounts;

/// <summary>What a page knows of whoever is signed in.</summary>
static class Session
{
    /// <summary>For the chip in the frame.</summary>
    public static SignedIn? User(this HttpContext http) => http.User.Identity?.IsAuthenticated == true
        ? new SignedIn(http.User.FindFirst("name")?.Value ?? "", http.User.FindFirst("office")?.Value ?? "")
        : null;

    /// <summary>For queries.</summary>
    public static Caller Caller(this HttpContext http) => Platform.Web.Caller.Of(http.User);
}
