using System.Net;
using System.Reflection;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using Xunit;

namespace RaMatch.Portal.Tests.People;

/// <summary>
/// Every page and form of the portal is asked by everybody who can be told apart: who gets in is what stands in <c>pages.tsv</c>, in which a new one needs a line. What
/// a right opens or bars within a page is the services' to say (access.tsv).
/// </summary>
public sealed partial class PageDoorTests
{
    static readonly Guid Id = Guid.Parse("0195f0a0-0000-7000-8000-000000000001");

    // Whole callers as demo sign-ins make them, each by the smallest right of the role.
    static readonly (string Word, Caller? Caller)[] Askers =
    [
        ("public", null),
        ("graduate", new Caller(Id, Roles.Graduate, "来访者", null, null, null)),
        ("unit", new Caller(Id, Roles.UnitMember, "来访者", Id, null, Right.View)),
        ("park", new Caller(Id, Roles.ParkStaff, "来访者", null, "weifang", Right.View)),
        ("supervisor", new Caller(Id, Roles.Supervisor, "来访者", null, null, Right.View)),
    ];

    [Fact]
    public async Task Every_page_and_form_lets_in_whom_the_table_names_and_nobody_else()
    {
        await using var installation = await Installation.StartAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Demo:Enabled"] = "true" });
        using var graduate = await installation.GraduateAsync();
        var cookies = Askers.Select(asker => (asker.Word, Cookie: asker.Caller is null ? null : CookieOf(installation, asker.Caller))).Append((Word: "account", Cookie: (string?)graduate.CookieOf("ramatch"))).ToList();
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = installation.Host.Address };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (method, route) in Doors(installation))
        {
            var letIn = new List<string>();
            foreach (var (word, cookie) in cookies)
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), Parameter().Replace(route, match => match.Value.Contains(":guid", StringComparison.Ordinal) ? Id.ToString() : "x"));
                if (cookie is not null)
                {
                    request.Headers.Add("Cookie", $"ramatch={cookie}");
                }

                if (method == "POST")
                {
                    // No form of ours: who may is decided before that is.
                    request.Content = new FormUrlEncodedContent([]);
                }

                using var answer = await client.SendAsync(request);
                if (!IsBarred(answer))
                {
                    letIn.Add(word);
                }
            }

            // An account's own pages are no role's; whoever has one is a graduate here besides.
            found[$"{method} {route}"] = letIn.Contains("public") ? letIn.Count == cookies.Count ? "public" : $"public but not {string.Join(' ', cookies.Select(one => one.Word).Except(letIn))}"
                : letIn is ["account"] ? "account"
                : letIn.Contains("graduate") == letIn.Contains("account") ? string.Join(' ', letIn.Except(["account"])) : string.Join(' ', letIn) + " (told apart)";
        }

        var table = Table();
        var wrong = found.Where(door => table.GetValueOrDefault(door.Key) != door.Value).Select(door => $"{door.Key}\t{door.Value}\tis what it does; the table says {table.GetValueOrDefault(door.Key) ?? "nothing"}")
            .Concat(table.Keys.Except(found.Keys).Select(door => $"{door} is in the table and nowhere else")).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(found.Count > 100, $"Only {found.Count} doors were found; the search for them is broken.");
    }

    static Dictionary<string, string> Table()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("People/pages.tsv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')).Select(line => line.TrimEnd('\r').Split('\t')).ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);
    }

    static IEnumerable<(string Method, string Route)> Doors(Installation installation) =>
        (from endpoint in installation.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
         let route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
         where !route.StartsWith("/api/", StringComparison.Ordinal) && !route.StartsWith("/_framework", StringComparison.Ordinal)
         from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
         where method is "GET" or "POST"
         select (method, route)).Distinct();

    static bool IsBarred(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.Unauthorized || answer.StatusCode == HttpStatusCode.Forbidden
        || answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.ToString() is var to && (to.StartsWith("/sign-in", StringComparison.Ordinal) || to.StartsWith("/denied", StringComparison.Ordinal));

    static string CookieOf(Installation installation, Caller caller)
    {
        var claims = new List<Claim> { new("sub", caller.Id.ToString()), new("role", caller.Role), new("name", caller.Name), new("office", "来访者") };
        if (caller.UnitId is { } unit)
        {
            claims.Add(new("unit", unit.ToString()));
        }

        if (caller.ParkId is { } park)
        {
            claims.Add(new("park", park));
        }

        if (caller.Right is { } right)
        {
            claims.Add(new("right", Rights.ClaimOf(right)));
        }

        var now = installation.Host.Clock.GetUtcNow();
        return installation.Host.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(SignIn.Scheme).TicketDataFormat.Protect(new AuthenticationTicket(
            new ClaimsPrincipal(new ClaimsIdentity(claims, SignIn.Scheme, "name", "role")), new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddHours(1) }, SignIn.Scheme));
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
