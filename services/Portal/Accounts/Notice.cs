using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using RaMatch.Platform.Web;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Accounts;

/// <summary>A sentence that waits in a cookie for the next page: what a form has just done, or why not.</summary>
/// <param name="Tone">Good news or a refusal.</param>
/// <param name="Sentence">For the person.</param>
public sealed record Notice(Tone Tone, string Sentence)
{
    const string Cookie = "notice";

    /// <summary>Leaves the notice for the next page.</summary>
    public void Leave(HttpContext http) => http.Response.Cookies.Append(Cookie, Protector(http).Protect(Json.Text(this)), new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        MaxAge = TimeSpan.FromMinutes(2),
        Path = "/",
    });

    /// <summary>Takes the notice left by the page before, if any; it is shown once.</summary>
    public static Notice? Take(HttpContext http)
    {
        if (!http.Request.Cookies.TryGetValue(Cookie, out var text))
        {
            return null;
        }

        if (!http.Response.HasStarted)
        {
            http.Response.Cookies.Delete(Cookie);
        }

        try
        {
            return Json.Read<Notice>(Protector(http).Unprotect(text));
        }
        catch (Exception exception) when (exception is System.Security.Cryptography.CryptographicException or JsonException)
        {
            return null;
        }
    }

    static IDataProtector Protector(HttpContext http) => http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("notice");
}
