using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RaMatch.Applicant;
using RaMatch.Architecture.Tests.Rules;
using RaMatch.Matching;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Architecture.Tests;

/// <summary>Whatever is wrong in the form of a body is refused by the field it stands in, for every type of request of every service.</summary>
public sealed partial class BodyRules
{
    static readonly Caller[] Callers = [People.UnitMember("天瑞重工"), People.ParkStaff("weifang"), People.Supervisor(), People.Graduate("王明")];

    [Fact]
    public async Task Every_fault_in_the_form_of_a_body_is_refused_by_its_field_wherever_a_body_is_taken()
    {
        await using var host = await ServiceHost.StartAsync(new PostingService(), new ApplicantService(), new MatchingService());
        var (tried, wrong) = await TryAsync(host);
        Assert.True(tried > 400, $"Only {tried} bodies were made; the search for their types is broken.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_body_read_without_the_rules_is_found()
    {
        await using var host = await ServiceHost.StartAsync(new LaxService());
        var (_, wrong) = await TryAsync(host);
        Assert.Equal(["a day after all", "a day before all", "left out", "no zone", "null in a list"], wrong.Select(one => one.Split(": ")[1]).Intersect(["left out", "null in a list", "a day before all", "a day after all", "no zone"]).Order());
    }

    static async Task<(int Tried, List<string> Wrong)> TryAsync(ServiceHost host)
    {
        var (tried, wrong) = (0, new List<string>());
        foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is not { } type || type.Namespace?.StartsWith("RaMatch.", StringComparison.Ordinal) != true)
            {
                continue;
            }

            var address = Braces().Replace(endpoint.RoutePattern.RawText!, match => match.Value.Contains(":guid", StringComparison.Ordinal) ? Guid.Empty.ToString() : "x");
            var method = new HttpMethod(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]);
            using var client = await WhoMayAsync(host, method, address, type);
            foreach (var (field, fault, body) in WrongBodies.Of(type))
            {
                tried++;
                var (status, answer) = await SendAsync(client, method, address, body);
                if (status != HttpStatusCode.BadRequest || !answer.TryGetProperty("errors", out var errors) || !errors.TryGetProperty(field, out _))
                {
                    wrong.Add($"{method} {address} {field}: {fault}: {(int)status} {answer}");
                }
            }
        }

        return (tried, wrong);
    }

    static async Task<HttpClient> WhoMayAsync(ServiceHost host, HttpMethod method, string address, Type type)
    {
        foreach (var caller in Callers)
        {
            var client = host.As(caller, address.Split('/')[2]);
            if ((await SendAsync(client, method, address, WrongBodies.Sample(type))).Status is var status && status != HttpStatusCode.Forbidden)
            {
                Assert.True(status < HttpStatusCode.InternalServerError, $"{method} {address}: {status}");
                return client;
            }

            client.Dispose();
        }

        throw new InvalidOperationException($"Nobody may {method} {address}.");
    }

    static async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpClient client, HttpMethod method, string address, JsonObject body)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative)) { Content = JsonContent.Create(body) };
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, JsonDocument.Parse(text.StartsWith('{') ? text : "{}").RootElement);
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();

    /// <summary>Planted: reads a body as messages are read, which tolerate what is missing.</summary>
    sealed class LaxService : IService
    {
        public sealed record Lax(DateOnly On, DateTimeOffset At, IReadOnlyList<string> Names);

        public string Name => "posting";

        public void AddServices(IHostApplicationBuilder builder)
        {
        }

        public void Map(RouteGroupBuilder api) => api.MapPost("/lax", async (HttpRequest request) =>
        {
            var lax = await request.ReadFromJsonAsync<Lax>(Json.Options);
            return Results.Text(lax!.On.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        }).Accepts<Lax>("application/json").RequireUnitMember();
    }
}
