using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RaMatch.Applicant;
using RaMatch.Architecture.Tests.Rules;
using RaMatch.Matching;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Portal;
using RaMatch.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Architecture.Tests;

/// <summary>
/// Whoever knows of RaMatch only its OpenAPI document can call it by that. The approved names lie in <c>openapi.txt</c>;
/// <c>RAMATCH_APPROVE=1</c> writes them anew, for a person to review and commit. That answers keep to the statuses declared is asked wherever
/// <see cref="AccessRules"/>, <see cref="BodyRules"/> and <see cref="ParameterRules"/> ask anything.
/// </summary>
public sealed partial class StrangerRules(StrangerRules.Whole whole) : IClassFixture<StrangerRules.Whole>
{
    // What a host that knows nothing yet says of a body in which nothing is wrong.
    static readonly string[] JudgedByState = ["wishes.unknown", "outreach.unknown-unit", "position.programme-unknown"];

    static readonly string Approved = Path.Combine(Repository.Root, "tests", "Architecture", "openapi.txt");

    [Fact]
    public void Operations_and_schemas_keep_their_names()
    {
        var now = Descriptions.NamesOf(whole.Document).ToList();
        if (Environment.GetEnvironmentVariable("RAMATCH_APPROVE") == "1")
        {
            File.WriteAllLines(Approved, now);
            return;
        }

        var approved = File.ReadAllLines(Approved);
        Assert.True(
            now.SequenceEqual(approved, StringComparer.Ordinal),
            $"Gone: {string.Join(", ", approved.Except(now))}\nNew: {string.Join(", ", now.Except(approved))}\nA name that goes breaks the clients made with it. What is meant: approve it (see this class) and commit the file.");
    }

    [Fact]
    public void Every_operation_says_what_a_stranger_has_to_know() => Assert.Empty(Descriptions.Strange(whole.Document));

    [Fact]
    public async Task Every_example_is_a_body_that_is_taken_and_a_key_keeps_it_from_being_done_twice()
    {
        await using var host = await ServiceHost.StartAsync([new PostingService(), new ApplicantService(), new MatchingService()], settings: null, clock: whole.Clock);
        var examples = Descriptions.ExamplesOf(whole.Document)
            // First what others need: the programme, the unit. Last what takes all away.
            .OrderBy(one => one.Path is not ("/api/matching/programmes" or "/api/posting/units")).ThenBy(one => one.Method == "DELETE").ToList();
        Assert.True(examples.Count > 35, $"Only {examples.Count} examples were found; the search for them is broken.");
        var (wrong, done) = (new List<string>(), 0);
        foreach (var (method, path, body) in examples)
        {
            var address = Braces().Replace(path, match => match.Value is "{code}" ? $"ra-{whole.Clock.GetUtcNow().Year}" : match.Value is "{parkId}" ? "weifang" : match.Value is "{split}" ? "street" : match.Value is "{purpose}" ? "contact" : Guid.Empty.ToString());
            var (caller, status, answer) = await FrontDoor.AskAsync(host, new HttpMethod(method), address, JsonNode.Parse(body.GetRawText())!.AsObject());
            if (status == HttpStatusCode.BadRequest && !CodesOf(answer).All(code => JudgedByState.Contains(code, StringComparer.Ordinal)))
            {
                wrong.Add($"{method} {path}: {(int)status} {answer}");
            }

            if ((int)status < 300 && TakesKey(method, path))
            {
                done++;
                if (await IsReplayedAsync(host, caller, method, address, body) is { } fault)
                {
                    wrong.Add(fault);
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(done >= 6, $"Only {done} examples were taken by a host that knows nothing yet.");
    }

    [Fact]
    public async Task An_operation_that_says_too_little_and_an_answer_that_is_not_declared_are_found()
    {
        Assert.Equal(
            [
                "GET /api/posting/parks has no operationId",
                "GET /api/posting/parks says nothing of success",
                "GET /api/posting/parks does not say whom it lets in",
                "GET /api/posting/parks does not say that it may refuse with 401",
                "GET /api/posting/parks does not say that it may refuse with 403",
                "GET /api/posting/parks does not say that it may refuse with default",
                "PUT /api/posting/parks does not say that it may refuse with 415",
                "PUT /api/posting/parks shows no example of what it takes",
            ],
            Descriptions.Strange(JsonSerializer.Deserialize<JsonElement>("""
                {
                  "paths": {
                    "/api/posting/parks": {
                      "get": { "responses": { "503": {} } },
                      "put": {
                        "operationId": "ChangePark",
                        "security": [{ "bearer": [] }],
                        "x-roles": ["park"],
                        "requestBody": { "content": { "application/json": {} } },
                        "responses": { "204": {}, "400": {}, "401": {}, "403": {}, "413": {}, "503": {}, "default": {} }
                      }
                    }
                  }
                }
                """)));

        await using var host = await ServiceHost.StartAsync(new SecretiveService());
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => FrontDoor.AskAsync(host, HttpMethod.Get, "/api/posting/names/x"));
        Assert.Equal("GET /api/posting/names/{name} answers 410, which the document does not declare", refused.Message);
    }

    static IEnumerable<string?> CodesOf(JsonElement refusal) =>
        refusal.TryGetProperty("codes", out var codes) ? codes.EnumerateObject().SelectMany(field => field.Value.EnumerateArray()).Select(code => code.GetString()) : [null];

    bool TakesKey(string method, string path) => whole.Document.GetProperty("paths").GetProperty(path).GetProperty(method.ToLowerInvariant()) is var operation
        && operation.TryGetProperty("parameters", out var parameters)
        && parameters.EnumerateArray().Any(one => one.GetProperty("name").GetString() == "Idempotency-Key");

    // Whoever is asked a second time with the same key answers as the first time, or refuses as it refused: nothing new happens.
    static async Task<string?> IsReplayedAsync(ServiceHost host, Caller caller, string method, string address, JsonElement body)
    {
        using var client = host.As(caller, address.Split('/')[2]);
        var replayed = false;
        for (var time = 0; time < 2; time++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, UriKind.Relative)) { Content = new StringContent(body.GetRawText(), Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", $"{method} {address}");
            using var answer = await client.SendAsync(request);
            if (!answer.IsSuccessStatusCode)
            {
                return null;
            }

            replayed = answer.Headers.Contains("Idempotent-Replayed");
        }

        return replayed ? null : $"{method} {address} takes an Idempotency-Key by the document and keeps no answer";
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();

    /// <summary>Planted: refuses as it never said.</summary>
    sealed class SecretiveService : IService
    {
        public string Name => "posting";

        public void AddServices(IHostApplicationBuilder builder)
        {
        }

        public void Map(RouteGroupBuilder api) =>
            api.MapGet("/names/{name}", (string name) => TypedResults.Problem(name, statusCode: StatusCodes.Status410Gone)).RequireUnitMember();
    }

    /// <summary>The document of all services in one process, with what is there only with a broker.</summary>
    public sealed class Whole : IAsyncLifetime
    {
        /// <summary>The document.</summary>
        public JsonElement Document { get; private set; }

        /// <summary>The clock it was made by.</summary>
        internal ManualClock Clock { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await using var host = await ServiceHost.StartAsync(
                [new PostingService(), new ApplicantService(), new MatchingService(), new PortalService()],
                new Dictionary<string, string?>(StringComparer.Ordinal) { ["Messaging:RabbitMq"] = "amqp://127.0.0.1:9/" });
            Clock = host.Clock;
            using var client = host.Anonymous();
            Document = await client.GetAsync<JsonElement>("openapi/v1.json");
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
