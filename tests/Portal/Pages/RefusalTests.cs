using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RaMatch.Platform;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>Whatever is refused reaches whoever asked: at its field, else above the form; never as a bare status, never as JSON.</summary>
public sealed partial class RefusalTests
{
    const string Unheard = "这一句没有哪个控件认识。";

    // Pages of the same kind differ by the stage of what they show.
    const int MostOfAKind = 5;

    static readonly string[] Homes = ["/m", "/m/resume", "/m/delete", "/unit", "/unit/profile", "/unit/positions", "/unit/positions/new", "/park", "/park/rounds/new", "/park/firms/new", "/park/firms/import", "/park/outreach/briefings/new", "/supervisor", "/supervisor/programmes/new", "/supervisor/rounds/new"];

    // Their forms ask no service; what is refused there is the portal's own to say.
    static readonly string[] Doors = ["/sign-", "/register", "/forgot", "/account", "/inbox/"];

    /// <summary>The forms that must be among those reached, by their handler or their address.</summary>
    static readonly string[] Reached = ["resume", "delete", "/m/apply", "/m/consents", "unit", "position", "interview", "offer", "grades", "round", "programme", "rules", "target", "targets", "parts", "firm", "import", "contact", "briefing"];

    [Fact]
    public async Task A_finding_that_no_field_of_a_form_shows_is_said_all_the_same()
    {
        var refusing = new RefusingServices();
        await using var programme = await Programme.OpenAsync(beside: refusing);
        var small = await SmallRound.PrepareAsync(programme);
        await programme.PublishAsync("硅光芯片测试助理");
        await programme.DoAsync(Programme.Member, "matching", HttpMethod.Post, $"placements/{small.OfBest}/shortlist", new { });
        await programme.OfferAsync(small.SecondWish);
        await small.OpenAsync();

        var sent = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var persona in new[] { "graduate", "unit", "park", "supervisor" })
        {
            using var visitor = new Visitor(programme.Host.Address);
            await visitor.SignInAsync(persona);
            var (waiting, seen) = (new Queue<string>(Homes), new HashSet<string>(Homes, StringComparer.Ordinal));
            while (waiting.TryDequeue(out var path))
            {
                await visitor.OpenAsync(path);
                if (visitor.Status != HttpStatusCode.OK)
                {
                    continue;
                }

                foreach (var link in visitor.Links.Where(link => !link.Contains('.', StringComparison.Ordinal) && !link.StartsWith("/docs", StringComparison.Ordinal) && !link.StartsWith("/m/export", StringComparison.Ordinal) && seen.Add(link) && seen.Count(one => Kind(one) == Kind(link)) <= MostOfAKind))
                {
                    waiting.Enqueue(link);
                }

                foreach (var (address, handler, fields) in visitor.Forms.Where(form => !Doors.Any(door => form.Address.StartsWith(door, StringComparison.Ordinal)) && !form.Address.EndsWith("/remind", StringComparison.Ordinal)))
                {
                    var form = Kind(handler ?? address);
                    if (!sent.TryAdd($"{persona} {form}", true))
                    {
                        continue;
                    }

                    refusing.Refuses = true;
                    await visitor.PostAsync(address, fields);
                    refusing.Refuses = false;
                    var isSaid = visitor.Text.Contains(Unheard, StringComparison.Ordinal);
                    Assert.True(isSaid, $"{persona}, {path}, form {form}: {visitor.Text}");
                    await visitor.OpenAsync(path);
                }
            }
        }

        var forms = sent.Keys.Select(key => key.Split(' ')[1]).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Reached.Except(forms));
    }

    [Fact]
    public async Task No_form_of_the_pages_is_taken_without_the_token_that_its_page_gave()
    {
        await using var programme = await Programme.OpenAsync();
        var posts = ((EndpointDataSource)programme.Host.Services.GetService(typeof(EndpointDataSource))!).Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
            .ToLookup(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal));
        Assert.True(posts[false].Count() >= 40, "The forms are not found.");
        // But the press of a mail program, which has seen no page: what its link says is all it can do (RFC 8058); and what programs ask of the authorization server with what they hold.
        Assert.Equal(
            ["/connect/introspect", "/connect/revoke", "/connect/token", "/unsubscribe/{link}/one-click"],
            posts[false].Where(endpoint => !AsksForToken(endpoint)).Select(endpoint => endpoint.RoutePattern.RawText).Order(StringComparer.Ordinal));
        // Programs prove who they are by each request, and no browser does so by itself.
        Assert.DoesNotContain(posts[true], AsksForToken);

        static bool AsksForToken(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true };
    }

    [Fact]
    public async Task An_address_with_an_id_that_is_none_shows_a_page_to_each_who_may_open_it()
    {
        await using var programme = await Programme.OpenAsync();
        var pages = programme.Host.Services.GetService(typeof(EndpointDataSource)) is EndpointDataSource all
            ? all.Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") != false && endpoint.RoutePattern.Parameters.Count > 0)
                .Select(endpoint => endpoint.RoutePattern.RawText!).Where(path => Places().IsMatch(path)).Distinct().ToList()
            : [];
        Assert.True(pages.Count >= 20, string.Join(' ', pages));
        foreach (var persona in new[] { "graduate", "unit", "park", "supervisor" })
        {
            using var visitor = new Visitor(programme.Host.Address);
            await visitor.SignInAsync(persona);
            foreach (var path in pages)
            {
                foreach (var id in new[] { Guid.NewGuid().ToString(), "0", "%E6%B2%A1%E6%9C%89" })
                {
                    await visitor.OpenAsync(Parameter().Replace(path, id));
                    var isPage = visitor.Html.StartsWith("<!DOCTYPE html>", StringComparison.OrdinalIgnoreCase);
                    Assert.True(isPage, $"{persona}, {path}: {visitor.Html}");
                    Assert.True(visitor.Title.Length > 0, $"{persona}, {path} with {id}: no heading");
                    Assert.True((int)visitor.Status is 200 or 403 or 404, $"{persona}, {path}: {visitor.Status}");
                }
            }
        }
    }

    [Fact]
    public async Task A_scan_that_is_too_large_is_told_on_its_page_with_the_rest_of_the_form()
    {
        await using var programme = await Programme.OpenAsync();
        var positionId = await programme.PublishAsync();
        await programme.IntroduceGraduateAsync();
        var placementId = await programme.ApplyAsync(positionId);
        await programme.OfferAsync(placementId);
        await programme.SignAsync(placementId);
        using var unit = new Visitor(programme.Host.Address);
        await unit.SignInAsync("unit");
        await unit.OpenAsync($"/unit/candidates/{placementId}");

        await unit.UploadAsync($"/unit/candidates/{placementId}/evidence", new byte[11_600_000], "scan.pdf", ("kind", "insurance"), ("month", "2022年7月"));
        Assert.Contains("文件有 11.6 MB，超过了 10 MB", unit.Text, StringComparison.Ordinal);
        Assert.Contains("<option value=\"insurance\" selected", unit.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"2022年7月\"", WebUtility.HtmlDecode(unit.Html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_past_taking_is_a_page_with_the_way_back_and_a_problem_for_programs()
    {
        await using var programme = await Programme.OpenAsync();
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = programme.Host.Address };
        foreach (var (accept, starts) in new[] { ("text/html", "<!DOCTYPE html>"), ("application/json", "{") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-out") { Content = new FormUrlEncodedContent([]) };
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
            request.Headers.Referrer = new Uri(programme.Host.Address, "/positions?q=光学");
            using var response = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            var body = await response.Content.ReadAsStringAsync();
            Assert.StartsWith(starts, body, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(accept == "text/html", body.Contains("href=\"/positions?q=", StringComparison.Ordinal));
            Assert.Equal(accept == "text/html", response.Headers.Contains("Content-Security-Policy") && body.Contains("返回刚才的页面", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/html,application/xhtml+xml;q=0.9,image/png")]
    [InlineData("application/pdf")]
    [InlineData("nonsense")]
    public async Task What_is_refused_below_the_API_is_a_problem_in_words_whatever_is_accepted(string accept)
    {
        await using var programme = await Programme.OpenAsync();
        using var member = programme.Host.As(Programme.Member, "posting");
        using var nobody = programme.Host.Anonymous();
        foreach (var (client, method, path, status) in new (HttpClient, HttpMethod, string, int)[]
        {
            (nobody, HttpMethod.Get, "/api/posting/no/such/address", 404),
            (nobody, HttpMethod.Get, "/api/nothing", 404),
            (nobody, HttpMethod.Get, "/API/posting/units/mine", 401),
            (member, HttpMethod.Get, "/api/posting/poison", 403),
            (member, HttpMethod.Delete, "/api/posting/units/mine", 405),
            (member, HttpMethod.Post, "/api/posting/units", 400),
            (member, HttpMethod.Get, $"/api/posting/positions/{Guid.NewGuid()}", 404),
        })
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.TryAddWithoutValidation("Accept", accept);
            using var response = await client.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            Assert.True((int)response.StatusCode == status, $"{method} {path}: {response.StatusCode} {body}");
            Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{method} {path}: {response.Content.Headers.ContentType} {body}");
            var problem = System.Text.Json.JsonDocument.Parse(body).RootElement;
            Assert.Equal(status, problem.GetProperty("status").GetInt32());
            Assert.Contains(problem.GetProperty("title").GetString()!, letter => letter is >= '一' and <= '龥');
            Assert.NotEqual("", problem.GetProperty("code").GetString());
            Assert.NotEqual("", problem.GetProperty("type").GetString());
            Assert.DoesNotContain("ramatch:", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_that_comes_after_the_session_leads_back_to_its_page_by_way_of_signing_in()
    {
        await using var programme = await Programme.OpenAsync();
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = programme.Host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/unit/candidates/{Guid.NewGuid()}/evidence") { Content = new FormUrlEncodedContent([]) };
        request.Headers.Referrer = new Uri(programme.Host.Address, "/unit/candidates/1?kind=agreement");
        using var response = await client.SendAsync(request);
        Assert.Equal("/sign-in?return=%2Funit%2Fcandidates%2F1%3Fkind%3Dagreement", response.Headers.Location?.ToString());
    }

    // Two addresses of the same form differ by their ids and numbers.
    static string Kind(string address) => Id().Replace(address.Split('#')[0], "*");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|(?<=page=)[0-9]+")]
    private static partial Regex Id();

    [GeneratedRegex("^/?(m|unit|park|supervisor|parks|positions|rounds)/")]
    private static partial Regex Places();

    [GeneratedRegex("\\{[^}]*\\}")]
    private static partial Regex Parameter();

    /// <summary>Has every service of the process refuse whatever would change something, for a reason of which no page knows the field.</summary>
    sealed class RefusingServices : IService
    {
        public bool Refuses { get; set; }

        public string Name => "refusing";

        public void AddServices(IHostApplicationBuilder builder)
        {
        }

        public void Map(RouteGroupBuilder api)
        {
        }

        public void MapPages(WebApplication app) => app.Use(async (http, next) =>
        {
            if (Refuses && !HttpMethods.IsGet(http.Request.Method) && http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            {
                await Results.ValidationProblem(new Dictionary<string, string[]> { ["unheard[0].of"] = [Unheard] }).ExecuteAsync(http);
                return;
            }

            await next(http);
        });
    }
}
