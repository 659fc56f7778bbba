using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform;
using RaMatch.Platform.Web;

namespace RaMatch.Portal.Accounts;

/// <summary>
/// Someone signs in to the pages and out again. The browser holds one cookie and never a token; the portal makes the tokens
/// for the services itself. 404 for a demo sign-in where no demonstration runs. How accounts prove who they are is in the room People.
/// </summary>
static class SignIn
{
    public const string Scheme = "portal";

    public static void Add(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new PagesScheme(Scheme, "/not-found"));
        builder.Services.AddAuthentication().AddCookie(Scheme, options =>
        {
            // The __Host- prefix is only taken over HTTPS; a demonstration on 127.0.0.1 has none.
            var secure = builder.Environment.IsProduction();
            options.Cookie.Name = secure ? "__Host-ramatch" : "ramatch";
            options.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.Path = "/";
            // The row decides; the cookie is renewed only after half its time.
            options.ExpireTimeSpan = 2 * Sessions.Longest;
            options.LoginPath = "/sign-in";
            options.AccessDeniedPath = "/denied";
            options.ReturnUrlParameter = "return";
            options.Events.OnValidatePrincipal = Sessions.ValidateAsync;
            var toSignIn = options.Events.OnRedirectToLogin;
            options.Events.OnRedirectToLogin = context =>
            {
                if (context.HttpContext.Account() is { Acting: null } waiting)
                {
                    context.RedirectUri = waiting.Home;
                    return toSignIn(context);
                }

                // A form that came too late: its address may show nothing, the page it stood on does, and offers what was typed again.
                if (!HttpMethods.IsGet(context.Request.Method) && SeeOther.PageBefore(context.HttpContext) is { } page)
                {
                    context.RedirectUri = $"{options.LoginPath}?{options.ReturnUrlParameter}={Uri.EscapeDataString(page)}";
                }

                return toSignIn(context);
            };
        });
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(AccountSession.Policy, policy => policy.RequireAssertion(asked => asked.Resource is HttpContext http && http.Account() is not null));
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/sign-in/demo", SignInAsync).AllowPublic().ExcludeFromDescription();
        app.MapPost("/sign-out", SignOutAsync).AllowPublic().ExcludeFromDescription();
        app.MapGet("/demo/token/{key}", Token).AllowPublic().ExcludeFromDescription();
    }

    static async Task<Results<RedirectHttpResult, NotFound<ProblemDetails>>> SignInAsync(
        HttpContext http, DemoSettings demo, [FromForm] string persona, [FromForm(Name = "return")] string? address)
    {
        if (!demo.Enabled || DemoPersona.All.FirstOrDefault(one => one.Key == persona) is not { } found)
        {
            return Problems.NotFound("demo-account.none");
        }

        var identity = new ClaimsIdentity(found.Caller.Claims(), Scheme, "name", "role");
        identity.AddClaim(new Claim("office", found.Office));
        await Sessions.LeaveAsync(http);
        await http.SignInAsync(Scheme, new ClaimsPrincipal(identity));
        return SeeOther.Back(http, address, found.Home);
    }

    static async Task<RedirectHttpResult> SignOutAsync(HttpContext http, [FromForm(Name = "return")] string? address)
    {
        await Sessions.LeaveAsync(http);
        return SeeOther.Back(http, address, "/");
    }

    /// <summary>For trying the API with curl in a demonstration.</summary>
    static Results<ContentHttpResult, NotFound<ProblemDetails>> Token(string key, DemoSettings demo, Tokens tokens) =>
        demo.Enabled && DemoPersona.All.FirstOrDefault(one => one.Key == key) is { } found
            ? TypedResults.Text(tokens.For(found.Caller, "posting", "applicant", "matching", "portal"))
            : Problems.NotFound("demo-account.none");
}
