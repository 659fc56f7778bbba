using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
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
using RaMatch.Reference;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Architecture.Tests;

/// <summary>A suspended unit does nothing more and reads nothing, whatever a unit may ask of any service, but how it stands and what mends it.</summary>
public sealed class SuspendedUnitRules
{
    const string Park = "weifang";
    static readonly Caller Member = People.UnitMember("天瑞重工");

    static readonly string[] StaysOpen =
    [
        "GET /api/posting/units/mine",
        "GET /api/posting/units/{unitId:guid}/history",
        "PUT /api/posting/units/mine",
    ];

    [Fact]
    public async Task A_suspended_unit_is_refused_by_every_service_but_for_how_it_stands_and_lifting_the_suspension_restores_it()
    {
        await using var host = await ServiceHost.StartAsync(new PostingService(), new ApplicantService(), new MatchingService());
        using var member = host.As(Member, "posting");
        using var staff = host.As(People.ParkStaff(Park), "posting");
        await DoneAsync(member.PostAsync("units", Facts));
        await DoneAsync(staff.PostAsync($"units/{Member.UnitId}/verify", new { }));
        var before = await AskAllAsync(host);
        Assert.Equal(["applicant", "matching", "posting"], before.Select(asked => asked.Endpoint.Split('/')[2]).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(before, asked => asked.Refused);

        await DoneAsync(staff.PostAsync($"units/{Member.UnitId}/suspend", new { reason = "涉嫌虚假招聘" }));
        await Eventually.Passes(async () => Assert.Equal(StaysOpen, await OpenAsync(host)), "the other services hear of it");
        Assert.Equal("涉嫌虚假招聘", (await member.GetAsync<JsonElement>("units/mine")).GetProperty("reason").GetString());

        await DoneAsync(staff.PostAsync($"units/{Member.UnitId}/verify", new { }));
        await Eventually.Passes(async () => Assert.DoesNotContain(await AskAllAsync(host), asked => asked.Refused), "the other services hear of that");
    }

    [Fact]
    public async Task A_service_that_does_not_ask_how_units_stand_is_found()
    {
        await using var host = await ServiceHost.StartAsync(new CarelessService());
        Assert.Equal(["GET /api/posting/names"], await OpenAsync(host));
    }

    static async Task<IReadOnlyList<string>> OpenAsync(ServiceHost host) => [.. (await AskAllAsync(host)).Where(asked => !asked.Refused).Select(asked => asked.Endpoint).Order(StringComparer.Ordinal)];

    static async Task<IReadOnlyList<(string Endpoint, bool Refused)>> AskAllAsync(ServiceHost host)
    {
        var asked = new List<(string, bool)>();
        foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (!endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(rule => rule.Roles?.Split(',').Contains(Roles.UnitMember) == true))
            {
                continue;
            }

            var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
            var address = FrontDoor.AddressOf(endpoint);
            using var client = host.As(Member, address.Split('/')[2]);
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, UriKind.Relative)) { Content = ContentFor(endpoint) };
            using var answer = await client.SendAsync(request);
            var refused = answer.StatusCode == HttpStatusCode.Forbidden
                && (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString() == "request.unit-suspended";
            asked.Add(($"{method} {endpoint.RoutePattern.RawText}", refused));
        }

        return asked;
    }

    // Nothing that could be taken as anything: a suspended unit is refused before a body is read.
    static StringContent? ContentFor(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is { ContentTypes: [var type, ..] } ? new StringContent("x", Encoding.UTF8, type) : null;

    static async Task DoneAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    static object Facts
    {
        get
        {
            const string first = "91370700MA3CAR123";
            return new
            {
                uscc = first + UnifiedSocialCreditCode.CheckCharacter(first),
                name = "天瑞重工",
                parkId = Park,
                city = "潍坊市",
                contactName = "王芳",
                contactPhone = "0536-8888888",
                categories = new[] { new { category = "highTechEnterprise", evidence = "GR202137000001", year = 2021 } },
            };
        }
    }

    /// <summary>Planted: lets units in and asks nobody how they stand.</summary>
    sealed class CarelessService : IService
    {
        public string Name => "posting";

        public void AddServices(IHostApplicationBuilder builder)
        {
        }

        public void Map(RouteGroupBuilder api) => api.MapGet("/names", () => TypedResults.Ok("张伟")).RequireUnitMember();
    }
}
