using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using RaMatch.Platform.Web;

namespace RaMatch.Portal.People;

/// <summary>
/// What one step of a form leaves for the next one: sealed, in a cookie of this browser, for ten minutes by the product's clock. A page can be loaded
/// again between the steps, and nothing of it stands in an address.
/// </summary>
static class NextStep
{
    static readonly TimeSpan Lifetime = SentCodes.Lifetime;

    /// <summary>Leaves it.</summary>
    public static void Leave<T>(HttpContext http, string step, T what) => http.Response.Cookies.Append(
        Cookie(step),
        Protector(http, step).Protect(Json.Text(new Left<T>(what, Now(http) + Lifetime))),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = Lifetime, Path = "/" });

    /// <summary>Finds it; the default where nothing was left or it was too long ago.</summary>
    public static T? Find<T>(HttpContext http, string step)
        where T : class
    {
        // Whoever the page is for, it shows what was typed.
        http.KeepNowhere();
        try
        {
            return http.Request.Cookies.TryGetValue(Cookie(step), out var text) && Json.Read<Left<T>>(Protector(http, step).Unprotect(text)) is { } left && left.Until > Now(http) ? left.What : null;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Takes it away.</summary>
    public static void Forget(HttpContext http, string step) => http.Response.Cookies.Delete(Cookie(step));

    static string Cookie(string step) => "step-" + step;

    static IDataProtector Protector(HttpContext http, string step) => http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("RaMatch.Portal", "step", step);

    static DateTimeOffset Now(HttpContext http) => http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    sealed record Left<T>(T What, DateTimeOffset Until);
}
