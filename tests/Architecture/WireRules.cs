using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Applicant;
using RaMatch.Architecture.Tests.Rules;
using RaMatch.Matching;
using RaMatch.Platform;
using RaMatch.Portal;
using RaMatch.Portal.Backend;
using RaMatch.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Architecture.Tests;

/// <summary>What travels over HTTP is what each side takes it for. <see cref="PlantedWireFaults"/> shows that each rule can fail.</summary>
public sealed class WireRules(WireRules.Offered offered) : IClassFixture<WireRules.Offered>
{
    static readonly Assembly Portal = typeof(PortalService).Assembly;

    static readonly HashSet<string> Asking = typeof(ServiceClient).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Select(method => method.Name).ToHashSet(StringComparer.Ordinal);

    [Fact]
    public void The_portal_reads_only_what_the_services_answer()
    {
        var calls = Sources().SelectMany(new PortalCalls(Portal).Of).ToList();
        Assert.True(calls.Count > 100, $"Only {calls.Count} calls were found; the search for them is broken.");
        Hold(calls.SelectMany(new Wire(offered.Document).Violations).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void No_call_of_the_portal_goes_unread() =>
        Assert.Equal(PortalCalls.Compiled(Portal, typeof(ServiceClient), Asking), Sources().Sum(PortalCalls.Count));

    [Fact]
    public void The_document_names_and_describes_all_there_is() =>
        Hold(Descriptions.Violations(offered.Document).Concat(Descriptions.Undescribed(offered.Document, offered.Endpoints)));

    static IEnumerable<SourceFile> Sources() => [.. Repository.Sources("services/Portal"), .. Repository.Sources("services/Portal", "*.razor")];

    static void Hold(IEnumerable<string> violations)
    {
        var all = violations.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    /// <summary>The services' OpenAPI document, of all in one process: what is one schema in each of them must be one in all.</summary>
    public sealed class Offered : IAsyncLifetime
    {
        static readonly IService[] Services = [new PostingService(), new ApplicantService(), new MatchingService(), new PortalService()];

        /// <summary>The document.</summary>
        public JsonElement Document { get; private set; }

        /// <summary>What is behind it.</summary>
        public IReadOnlyList<RouteEndpoint> Endpoints { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            await using var host = await ServiceHost.StartAsync(Services);
            using var client = host.Anonymous();
            Document = await client.GetAsync<JsonElement>("openapi/v1.json");
            Endpoints = [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
