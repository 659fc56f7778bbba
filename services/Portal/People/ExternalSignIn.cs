using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.People;

/// <summary>
/// Somebody comes in by a provider outside (OpenID Connect: authorization code with PKCE). It stands for the password and for nothing more: the second factor is asked for as ever, and who needs one
/// and has passkeys only comes in by these. An identity that opens no account opens none here either, until it has been linked.
/// </summary>
static class ExternalSignIn
{
    // What of the request is known again when the browser comes back; sealed in its state.
    const string ToLink = "link";
    const string Return = "return";
    const string CrossSite = "cross-site";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Registers the providers.</summary>
    public static void Add(IHostApplicationBuilder builder, PortalAddress portal)
    {
        var providers = new ExternalProviders(ExternalProvider.From(builder.Configuration));
        builder.Services.AddSingleton(providers);
        foreach (var provider in providers.All)
        {
            builder.Services.AddAuthentication().AddOpenIdConnect(provider.Scheme, provider.Name, oidc => Set(oidc, provider, portal));
        }
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in/external/{provider}", BeginAsync).AllowPublic().ExcludeFromDescription();
        // The framework answers there before any endpoint does, as long as the address is one at all.
        app.MapGet("/sign-in/external/{provider}/callback", () => Problems.NotFound("request.no-address")).AllowPublic().ExcludeFromDescription();
    }

    // By a link: a form that leads to another site is held back by the page's own policy. What comes back is taken only in the browser that was sent. Another site's link
    // leads to the button, so that nobody is signed in, or in place of somebody else, without having asked for it.
    static async Task<Results<RedirectHttpResult, EmptyHttpResult, NotFound<ProblemDetails>, ProblemHttpResult>> BeginAsync(
        HttpContext http, ExternalProviders providers, EntryLimits limits, ILogger<ExternalProviders> log, string provider, bool? link, [FromQuery(Name = "return")] string? address)
    {
        if (providers.Find(provider) is not { } found)
        {
            return Problems.NotFound("request.no-address");
        }

        var account = link == true ? http.Account() : null;
        var page = PageFor(account is not null, address);
        if (http.Request.Headers["Sec-Fetch-Site"] == CrossSite)
        {
            return SeeOther.To(http, page);
        }

        if (limits.Try(http) is not null)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status429TooManyRequests);
        }

        try
        {
            http.Features.Set(new LeadsElsewhere());
            await http.ChallengeAsync(found.Scheme, new AuthenticationProperties(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                [ToLink] = account?.AccountId.ToString() ?? "",
                [Return] = SeeOther.IsOurs(address) ? address : "",
            }));
            return TypedResults.Empty;
        }
        // Its discovery document cannot be had, or it refuses the request that is sent ahead: whatever it does is no fault of ours.
        catch (Exception exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            http.Features.Set<LeadsElsewhere>(null);
            log.LogError(exception, "The provider {Provider} cannot be reached", found.Key);
            new Notice(Tone.Bad, $"暂时连接不上“{found.Name}”，请稍后再试{(account is null ? "，或用其他方式登录" : null)}。").Leave(http);
            return SeeOther.To(http, page);
        }
    }

    static void Set(OpenIdConnectOptions oidc, ExternalProvider provider, PortalAddress portal)
    {
        (oidc.Authority, oidc.ClientId, oidc.ClientSecret) = (provider.Authority, provider.ClientId, provider.ClientSecret);
        oidc.RequireHttpsMetadata = provider.Authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        (oidc.ResponseType, oidc.ResponseMode, oidc.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        (oidc.CallbackPath, oidc.SignInScheme) = (provider.Callback, SignIn.Scheme);
        // Nobody is signed out here from elsewhere.
        (oidc.RemoteSignOutPath, oidc.SignedOutCallbackPath) = (default, default);
        (oidc.MapInboundClaims, oidc.SaveTokens, oidc.DisableTelemetry) = (false, false, true);
        (oidc.BackchannelTimeout, oidc.RemoteAuthenticationTimeout) = (Patience, SentCodes.Lifetime);
        oidc.Scope.Clear();
        foreach (var scope in provider.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            oidc.Scope.Add(scope);
        }

        // Many providers put the name into no token. The issuer, which the framework would take out, is half of who it is.
        oidc.GetClaimsFromUserInfoEndpoint = true;
        oidc.ClaimActions.Clear();
        oidc.ClaimActions.MapUniqueJsonKey("name", "name");
        oidc.ClaimActions.MapUniqueJsonKey("preferred_username", "preferred_username");
        (oidc.CorrelationCookie, oidc.NonceCookie) = (Cookie("external-sent.", provider), Cookie("external-nonce.", provider));
        oidc.Events.OnRedirectToIdentityProvider = context =>
        {
            if (portal.Domain is not null)
            {
                // What a request calls the portal is typed by whoever sends it.
                context.ProtocolMessage.RedirectUri = portal.Of(provider.Callback);
            }

            return Task.CompletedTask;
        };
        oidc.Events.OnTicketReceived = async context =>
        {
            context.HandleResponse();
            context.Response.Redirect(await FinishAsync(context.HttpContext, provider, context.Principal!, context.Properties!));
        };
        oidc.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            context.HttpContext.RequestServices.GetRequiredService<ILogger<ExternalProviders>>().LogWarning("Nobody came in by {Provider}: {Reason}", provider.Key, context.Failure?.Message);
            new Notice(Tone.Bad, $"“{provider.Name}”没有确认您的身份：可能已取消，或页面停留时间过长。请再试一次{(AccountOf(context.Properties) is null ? "，或用其他方式登录" : null)}。").Leave(context.HttpContext);
            context.Response.Redirect(PageOf(context.Properties));
            return Task.CompletedTask;
        };
    }

    // The browser comes back by a link. How long it keeps a cookie it counts itself, whatever time a demonstration lives in.
    static CookieBuilder Cookie(string name, ExternalProvider provider) => new()
    {
        Name = name,
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        SecurePolicy = CookieSecurePolicy.SameAsRequest,
        Path = provider.Callback,
        MaxAge = SentCodes.Lifetime,
    };

    static async Task<string> FinishAsync(HttpContext http, ExternalProvider provider, ClaimsPrincipal person, AuthenticationProperties properties)
    {
        // This comes before anybody has been asked for.
        await http.AuthenticateAsync(SignIn.Scheme);
        var db = http.RequestServices.GetRequiredService<PortalDb>();
        if (ExternalIdentity.Of(provider, person) is not { } identity)
        {
            new Notice(Tone.Bad, $"“{provider.Name}”没有说明您是谁，请联系平台管理人员。").Leave(http);
            return PageOf(properties);
        }

        if (AccountOf(properties) is { } toLink)
        {
            NextStep.Leave(http, ExternalIdentity.ToLink.Step, new ExternalIdentity.ToLink(toLink, identity));
            return ExternalPage.Address;
        }

        var accounts = http.RequestServices.GetRequiredService<AccountManager>();
        if (await identity.FindAsync(db) is not { } opens || await accounts.FindByIdAsync(opens.AccountId.ToString()) is not { } account
            // Taken off since: a session that begins with the account as it was just read is ended by that, and of one read later there is none.
            || await identity.FindAsync(db) is null)
        {
            NextStep.Leave(http, ExternalUnknownPage.Step, new ExternalUnknownPage.Unknown(provider.Key, identity.Name));
            return ExternalUnknownPage.Address;
        }

        if (opens.Name != identity.Name)
        {
            await db.WriteAsync(unit => Happenings.NoteAsync(unit, new Happened(account.AccountId, Happening.SignInFailed, nameof(SignInMethod.External), Sessions.AddressOf(http))));
            new Notice(Tone.Bad, $"“{provider.Name}”给出的姓名与关联时不同，为防止他人进入，没有登录。如是您本人改名，请用其他方式登录后，在“账号”中解除，再重新关联。").Leave(http);
            return Entry.SignInFor(AddressOf(properties));
        }

        return await Entry.ContinueAsync(http, accounts, account, SignInMethod.External, AddressOf(properties), identity);
    }

    // Of what nobody was sent with nothing is known.
    static string PageOf(AuthenticationProperties? properties) => PageFor(AccountOf(properties) is not null, AddressOf(properties));

    static string PageFor(bool toLink, string? address) => toLink ? ExternalPage.Address : Entry.SignInFor(address);

    static Guid? AccountOf(AuthenticationProperties? properties) => Guid.TryParse(ItemOf(properties, ToLink), CultureInfo.InvariantCulture, out var account) ? account : null;

    static string? AddressOf(AuthenticationProperties? properties) => ItemOf(properties, Return);

    static string? ItemOf(AuthenticationProperties? properties, string key) => properties?.Items.TryGetValue(key, out var item) == true ? item : null;
}
