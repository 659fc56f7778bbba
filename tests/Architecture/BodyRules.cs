using System.Net;
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
public sealed class BodyRules
{
    [Fact]
    public async Task Every_fault_in_the_form_of_a_body_is_refused_by_its_field_wherever_a_body_is_taken()
    {
        await using var host = await ServiceHost.StartAsync(new PostingService(), new ApplicantService(), new MatchingService());
        var (tried, wrong) = await TryAsync(host);
        Assert.True(tried > 700, $"Only {tried} bodies were made; the search for their types is broken.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_text_in_the_address_of_a_change_holds_no_ID_number_either()
    {
        await using var host = await ServiceHost.StartAsync(new PostingService(), new ApplicantService(), new MatchingService());
        var tried = 0;
        foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
            foreach (var parameter in endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>().Where(one => method != "GET" && one.ParameterInfo.ParameterType == typeof(string)))
            {
                // Whatever is no month is none.
                if (endpoint.RoutePattern.GetParameter(parameter.Name) is null && parameter.Name != "month")
                {
                    tried++;
                    var (_, status, answer) = await FrontDoor.AskAsync(host, new HttpMethod(method), $"{FrontDoor.AddressOf(endpoint)}?{parameter.Name}={WrongBodies.IdNumber}");
                    Assert.True(FrontDoor.Refuses(status, answer, parameter.Name), $"{endpoint.RoutePattern.RawText} {parameter.Name}: {status} {answer}");
                }
            }
        }

        Assert.True(tried > 1, $"Only {tried} texts were found in addresses.");
    }

    [Fact]
    public async Task A_body_read_without_the_rules_is_found()
    {
        await using var host = await ServiceHost.StartAsync(new LaxService());
        var (_, wrong) = await TryAsync(host);
        string[] found = ["a day after all", "a day before all", "a line break", "a line separator", "an ID number", "another direction", "left out", "no zone", "nothing to see", "null in a list", "what could not be read"];
        Assert.Equal(found, wrong.Select(one => one.Split(": ")[1]).Intersect(found).Order(StringComparer.Ordinal));
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

            var address = FrontDoor.AddressOf(endpoint);
            var method = new HttpMethod(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]);
            var (caller, right, _) = await FrontDoor.AskAsync(host, method, address, WrongBodies.Sample(type));
            Assert.True(right < HttpStatusCode.InternalServerError, $"{method} {address}: {right}");
            foreach (var (field, fault, body) in WrongBodies.Of(type))
            {
                tried++;
                var (status, answer) = await FrontDoor.AskAsync(host, caller, method, address, body);
                if (!FrontDoor.Refuses(status, answer, field))
                {
                    wrong.Add($"{method} {address} {field}: {fault}: {(int)status} {answer}");
                }
            }
        }

        return (tried, wrong);
    }

    /// <summary>Planted: reads a body as messages are read, which tolerate what is missing.</summary>
    sealed class LaxService : IService
    {
        public sealed record Lax(DateOnly On, DateTimeOffset At, string Text, IReadOnlyList<string> Names);

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
