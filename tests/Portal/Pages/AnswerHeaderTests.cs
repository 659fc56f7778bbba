using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>What every answer of the product says besides its content, over all addresses there are.</summary>
public sealed partial class AnswerHeaderTests
{
    [Fact]
    public async Task Every_answer_is_closed_to_frames_and_guesses_and_what_is_for_one_caller_is_kept_nowhere()
    {
        await using var programme = await Programme.OpenAsync();
        var endpoints = programme.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(endpoint => (Address: AddressOf(endpoint.RoutePattern), IsPublic: endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null))
            .Append(("/api/matching/there-is-no-such-thing", false))
            .Append(("/there/is/no/such/page", true))
            .Distinct()
            .ToList();
        Assert.True(endpoints.Count > 100);
        var faults = new List<string>();
        foreach (var persona in DemoPersona.All.Select(one => (DemoPersona?)one).Append(null))
        {
            using var client = await SignInAsync(programme, persona);
            foreach (var (address, isPublic) in endpoints)
            {
                using var answer = await client.SendAsync(Request(HttpMethod.Get, programme, address, persona), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
                faults.AddRange(FaultsOf(answer, address, isPublic, persona is not null).Select(fault => $"{persona?.Key ?? "nobody"} {(int)answer.StatusCode} {address}: {fault}"));
                if (answer.StatusCode != HttpStatusCode.InternalServerError)
                {
                    using var head = await client.SendAsync(Request(HttpMethod.Head, programme, address, persona), TestContext.Current.CancellationToken);
                    if (head.StatusCode != answer.StatusCode)
                    {
                        faults.Add($"{persona?.Key ?? "nobody"} HEAD {address}: {(int)head.StatusCode} instead of {(int)answer.StatusCode}");
                    }
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task A_programme_that_there_is_not_is_404_wherever_one_is_asked_for()
    {
        await using var programme = await Programme.OpenAsync();
        var asked = 0;
        foreach (var endpoint in programme.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var inQuery = endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>().Any(parameter => string.Equals(parameter.Name, "programme", StringComparison.OrdinalIgnoreCase));
            if (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != true || !(inQuery || endpoint.RoutePattern.Parameters.Any(parameter => parameter.Name == "code")) || AddressOf(endpoint.RoutePattern).Split('/') is not ["", "api", var service, ..])
            {
                continue;
            }

            var roles = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().SelectMany(allowed => allowed.Roles?.Split(',') ?? []).ToList();
            using var client = programme.Host.As(DemoPersona.All.First(one => roles.Count == 0 || roles.Contains(one.Caller.Role)).Caller, service);
            var address = AddressOf(endpoint.RoutePattern).Replace(Programme.Code, "ra-none", StringComparison.Ordinal) + (inQuery ? "?programme=ra-none&number=counted" : "");
            using var answer = await client.GetAsync(new Uri(programme.Host.Address, address), TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{address}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
            asked++;
        }

        Assert.True(asked >= 10, $"Only {asked} addresses take a programme; the search for them is broken.");
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData("a:99999")]
    [InlineData("a:0")]
    [InlineData("a:b")]
    [InlineData("user@a")]
    [InlineData("\u0001")]
    public async Task A_host_that_cannot_be_an_address_is_refused_and_no_fault(string host)
    {
        await using var programme = await Programme.StartAsync();
        foreach (var path in new[] { "/", "/m", "/api/matching/programmes", "/nowhere" })
        {
            Assert.StartsWith("HTTP/1.1 400", await AskAsync(programme, path, host), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_host_of_more_than_255_characters_is_refused_and_no_fault()
    {
        await using var programme = await Programme.StartAsync();
        Assert.StartsWith("HTTP/1.1 400", await AskAsync(programme, "/", string.Join('.', Enumerable.Repeat("aaaa", 60))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_names_no_host_whatever_host_was_asked_for()
    {
        await using var programme = await Programme.StartAsync();
        foreach (var path in new[] { "/m", "/unit", "/park?x=1", "/supervisor", "/m/export" })
        {
            var answer = await AskAsync(programme, path, "evil.example");
            Assert.StartsWith("HTTP/1.1 302", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("evil.example", answer, StringComparison.Ordinal);
            Assert.Contains("\r\nLocation: /sign-in?return=", answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/\t/x")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\n")]
    [InlineData("~//evil.example")]
    [InlineData("m")]
    [InlineData("")]
    public async Task Whoever_signs_in_with_a_return_address_that_is_none_comes_home_signed_in(string address)
    {
        await using var programme = await Programme.StartAsync();
        using var client = await SignInAsync(programme, DemoPersona.Graduate, address);
        using var home = await client.GetAsync(new Uri("/m/me", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
    }

    static IEnumerable<string> FaultsOf(HttpResponseMessage answer, string address, bool isPublic, bool signedIn)
    {
        if (answer.StatusCode == HttpStatusCode.InternalServerError)
        {
            yield return "500";
        }

        if (!answer.Headers.TryGetValues("X-Content-Type-Options", out var options) || options.Single() != "nosniff")
        {
            yield return "no nosniff";
        }

        if (!answer.Headers.Contains("Content-Security-Policy") && !address.StartsWith("/docs", StringComparison.Ordinal))
        {
            yield return "no policy";
        }

        // What is public and says itself how long it keeps (styles, scripts) is nobody's.
        if (answer.Headers.CacheControl is not { NoStore: true } && (!isPublic || signedIn && answer.Headers.CacheControl is null))
        {
            yield return $"Cache-Control {answer.Headers.CacheControl}";
        }

        if (answer.Headers.Location is { IsAbsoluteUri: true } location)
        {
            yield return $"leads to {location}";
        }
    }

    static async Task<HttpClient> SignInAsync(Programme programme, DemoPersona? persona, string? back = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = programme.Host.Address };
        if (persona is not null)
        {
            var page = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
            var form = new Dictionary<string, string> { ["persona"] = persona.Key, ["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value };
            if (back is not null)
            {
                form["return"] = back;
            }

            using var content = new FormUrlEncodedContent(form);
            using var answer = await client.PostAsync(new Uri("/sign-in/demo", UriKind.Relative), content);
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            Assert.Equal(persona.Home, answer.Headers.Location!.ToString());
        }

        return client;
    }

    static HttpRequestMessage Request(HttpMethod method, Programme programme, string address, DemoPersona? persona)
    {
        var request = new HttpRequestMessage(method, address);
        if (persona is not null && address.Split('/') is ["", "api", var service, ..])
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", programme.Host.Services.GetRequiredService<Tokens>().For(persona.Caller, service));
        }
        else
        {
            request.Headers.Accept.ParseAdd("text/html");
        }

        return request;
    }

    /// <summary>Asks over a bare connection, as no client of a library would.</summary>
    static async Task<string> AskAsync(Programme programme, string path, string host)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(programme.Host.Address.Host, programme.Host.Address.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    static string AddressOf(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { ParameterPolicies: [{ Content: "guid" }, ..] } => "00000000-0000-0000-0000-000000000001",
        RoutePatternParameterPart { Name: "code" } => Programme.Code,
        RoutePatternParameterPart => Programme.Park,
        _ => "",
    }))));

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
