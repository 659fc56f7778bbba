using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace RaMatch.Platform.Web;

/// <summary>
/// Who may call what. Nobody may, unless the endpoint says so: an endpoint without one of these calls answers 403 to everyone,
/// and a test finds it.
/// </summary>
public static class Access
{
    /// <summary>Anyone, signed in or not.</summary>
    public static TBuilder AllowPublic<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.AllowAnonymous();

    /// <summary>Graduates.</summary>
    public static TBuilder RequireGraduate<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireRoles(Roles.Graduate);

    /// <summary>Members of a unit; the handler takes <see cref="UnitMember"/> and asks for its unit only.</summary>
    public static TBuilder RequireUnitMember<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireRoles(Roles.UnitMember);

    /// <summary>Park staff; the handler takes <see cref="ParkStaff"/> and asks for its park only.</summary>
    public static TBuilder RequireParkStaff<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireRoles(Roles.ParkStaff);

    /// <summary>Supervisors.</summary>
    public static TBuilder RequireSupervisor<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireRoles(Roles.Supervisor);

    /// <summary>Several roles; the handler takes <see cref="Caller"/> and narrows by role.</summary>
    public static TBuilder RequireRoles<TBuilder>(this TBuilder endpoint, params string[] roles)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(new AuthorizeAttribute { Roles = string.Join(',', roles) });

    /// <summary>Open to a unit while it is suspended too: how it stands and why, and what mends it. Everything else of a unit is closed to it then.</summary>
    public static TBuilder AllowSuspendedUnits<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new UnitStanding.Open());

    /// <summary>
    /// Another right than the method says: to change takes <see cref="Right.Act"/>, to read <see cref="Right.View"/>. What decides on the tenant itself, or is not
    /// taken back, says <see cref="Right.Manage"/>; what is posted only because a question does not fit into an address says <see cref="Right.View"/>.
    /// </summary>
    public static TBuilder RequireRight<TBuilder>(this TBuilder endpoint, Right right)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Rights.Needed(right));

    internal static void Add(IServiceCollection services, TokenKeys keys)
    {
        services.AddAuthentication("ramatch")
            .AddPolicyScheme("ramatch", null, options => options.ForwardDefaultSelector = http =>
                // Routes match in any case; /API must not be taken for a page and let a cookie in.
                http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || http.RequestServices.GetService<PagesScheme>() is not { } pages
                    ? SchemeOfApi(http)
                    : pages.Name)
            .AddJwtBearer(options =>
            {
                options.TokenHandlers.Clear();
                options.TokenHandlers.Add(new KnownTokens(TimeProvider.System) { MapInboundClaims = false });
                options.TokenValidationParameters = new TokenValidationParameters
                {
                    ValidIssuer = Tokens.Issuer,
                    IssuerSigningKeyResolver = (_, _, _, _) => [keys.Verifying],
                    ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
                    AudienceValidator = (audiences, _, _) => audiences.Any(),
                    NameClaimType = "name",
                    RoleClaimType = "role",
                    ClockSkew = TimeSpan.FromSeconds(30),
                };
                options.Events = new JwtBearerEvents
                {
                    OnTokenValidated = context =>
                    {
                        // One audience a service: a token for Posting opens nothing in Matching, in one process too.
                        var service = context.Request.Path.Value!.Split('/', 4) is [_, _, var name, ..] ? name : "";
                        if (!context.Principal!.FindAll("aud").Any(audience => string.Equals(audience.Value, service, StringComparison.OrdinalIgnoreCase)))
                        {
                            context.Fail("The token is for another service.");
                        }
                        else if (Caller.WholeOf(context.Principal) is null)
                        {
                            context.Fail("The token names no whole caller.");
                        }

                        return Task.CompletedTask;
                    },
                };
            });
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
    }

    // A token for five minutes has dots in it, one of a program has none.
    static string SchemeOfApi(HttpContext http) =>
        http.RequestServices.GetService<ProgramsScheme>() is { } programs
        && http.Request.Headers.Authorization.ToString() is var said
        && said.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        && !said.Contains('.', StringComparison.Ordinal)
            ? programs.Name
            : JwtBearerDefaults.AuthenticationScheme;
}

/// <summary>Registered by a service with pages: the authentication scheme of everything outside <c>/api</c>, which takes tokens only.</summary>
/// <param name="Name">The scheme's name.</param>
/// <param name="NotFound">The address of the page that a person sees at an address that is none.</param>
public sealed record PagesScheme(string Name, string NotFound);

/// <summary>Registered by the service that gives tokens to programs: the authentication scheme by which these are let in below <c>/api</c>.</summary>
/// <param name="Name">The scheme's name.</param>
public sealed record ProgramsScheme(string Name);
