using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using RaMatch.Architecture.Tests.Rules;
using RaMatch.Platform.Web;
using Xunit;

namespace RaMatch.Architecture.Tests;

/// <summary>Each rule of <see cref="WireRules"/> fails on a fault planted here, and only on that.</summary>
public sealed class PlantedWireFaults
{
    const string Offered = """
        {
          "paths": {
            "/api/posting/parks/{parkId}": {
              "get": {
                "summary": "Anybody looks at a park.",
                "parameters": [{ "name": "parkId", "in": "path" }, { "name": "year", "in": "query" }],
                "responses": {
                  "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/ShowParkResponse" } } } },
                  "default": { "content": { "application/problem+json": {} } }
                }
              },
              "put": {
                "summary": "Park staff change a park.",
                "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/ChangeParkRequest" } } } },
                "responses": { "204": {} }
              }
            }
          },
          "components": {
            "schemas": {
              "ShowParkResponse": {
                "properties": {
                  "name": { "type": "string" },
                  "seats": { "type": "integer", "format": "int32" },
                  "standing": { "$ref": "#/components/schemas/Standing" },
                  "closedOn": { "type": ["null", "string"], "format": "date" },
                  "units": { "type": "array", "items": { "$ref": "#/components/schemas/Unit" } }
                }
              },
              "Standing": { "enum": ["open", "closed"] },
              "Unit": { "properties": { "id": { "type": "string", "format": "uuid" }, "head": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Unit" }] } } },
              "ChangeParkRequest": { "properties": { "name": { "type": "string" } } }
            }
          }
        }
        """;

    [Fact]
    public void What_agrees_is_let_through() => Assert.Empty(Faults(Offered, Call()));

    [Fact]
    public void A_field_that_was_renamed_is_found() =>
        Assert.Equal(["answers no seats"], Faults(Offered.Replace("\"seats\"", "\"places\"", StringComparison.Ordinal), Call()));

    [Fact]
    public void A_field_deep_inside_that_was_renamed_is_found() =>
        Assert.Equal(["answers no units[].id"], Faults(Offered.Replace("{ \"id\":", "{ \"unitId\":", StringComparison.Ordinal), Call()));

    [Fact]
    public void A_field_of_another_type_is_found() =>
        Assert.Equal(["answers number:double as seats, which is read as Int32"], Faults(Offered.Replace("\"integer\", \"format\": \"int32\"", "\"number\", \"format\": \"double\"", StringComparison.Ordinal), Call()));

    [Fact]
    public void A_field_that_may_be_null_now_is_found() => Assert.Equal(
        ["may answer null as name, which is read as String"],
        Faults(Offered.Replace("\"name\": { \"type\": \"string\" },", "\"name\": { \"type\": [\"null\", \"string\"] },", StringComparison.Ordinal), Call()));

    [Fact]
    public void A_member_of_an_enum_that_is_gone_or_new_is_found() => Assert.Equal(
        ["never answers closed as standing", "may answer paused as standing, which Standing does not know"],
        Faults(Offered.Replace("\"closed\"]", "\"paused\"]", StringComparison.Ordinal), Call()));

    [Fact]
    public void A_call_that_no_service_offers_is_found() =>
        Assert.Equal(["Here calls GET /api/posting/gardens/{}, which no service offers"], new Wire(Document(Offered)).Violations(Call() with { Path = "/api/posting/gardens/{}" }));

    [Fact]
    public void A_parameter_that_the_service_does_not_know_is_found() => Assert.Equal(["has no parameter month"], Faults(Offered, Call() with { Query = ["year", "month"] }));

    [Fact]
    public void A_member_sent_that_the_service_does_not_take_is_found() =>
        Assert.Equal(["takes no title"], Faults(Offered, Call() with { Method = "PUT", Query = [], Answer = typeof(object), Sent = ["name", "title"] }));

    [Fact]
    public void A_download_of_nothing_is_found() => Assert.Equal(["sends nothing to save"], Faults(Offered, Call() with { Method = "PUT", Query = [], Answer = null }));

    [Theory]
    [InlineData("""var a = await Services.GetAsync<Park>("posting", $"parks/{ParkId}?year={Year}");""", "GET /api/posting/parks/{} year")]
    [InlineData("""var path = $"parks/{Uri.EscapeDataString(id)}" + (old ? "?year=" + year : ""); var a = services.DownloadAsync("posting", path);""", "GET /api/posting/parks/{} year, GET /api/posting/parks/{} ")]
    [InlineData("""Go((await services.PostAsync<object>("matching", $"rounds/{id}/{(a ? "close" : "open")}", key: b)).Refusal);""", "POST /api/matching/rounds/{}/close , POST /api/matching/rounds/{}/open ")]
    [InlineData("""services.PutAsync<object>("applicant", "profile", new { name, Owner.Phone, mail = x })""", "PUT /api/applicant/profile name+Phone+mail")]
    public void A_call_is_read_as_it_stands_in_the_source(string source, string calls) => Assert.Equal(calls, string.Join(", ", new PortalCalls(GetType().Assembly)
        .Of(new SourceFile("services/Portal/Front/PlantedWireFaults.razor", source))
        .Select(call => $"{call.Method} {call.Path} {string.Join('+', call.Query.Concat(call.Sent))}")));

    [Fact]
    public void A_schema_with_a_number_for_a_name_is_found() =>
        Assert.Equal(["the schema Response2 has a number for a name"], Descriptions.Violations(Document(Offered.Replace("Standing", "Response2", StringComparison.Ordinal))));

    [Fact]
    public void An_operation_without_a_sentence_and_one_with_anothers_are_found()
    {
        Assert.Equal(
            ["PUT /api/posting/parks/{parkId} has no sentence for a summary"],
            Descriptions.Violations(Document(Offered.Replace("\"summary\": \"Park staff change a park.\",", "", StringComparison.Ordinal))));
        Assert.Equal(
            ["PUT /api/posting/parks/{parkId} has the summary of GET /api/posting/parks/{parkId}"],
            Descriptions.Violations(Document(Offered.Replace("Park staff change a park.", "Anybody looks at a park.", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_response_that_says_nothing_and_a_refusal_that_is_no_problem_are_found() => Assert.Equal(
        ["GET /api/posting/parks/{parkId} does not say that default is a problem", "PUT /api/posting/parks/{parkId} does not say what it answers with 200"],
        Descriptions.Violations(Document(Offered.Replace("problem+json", "json", StringComparison.Ordinal).Replace("\"204\"", "\"200\"", StringComparison.Ordinal))));

    [Fact]
    public void An_operation_that_says_another_right_than_it_takes_is_found()
    {
        var endpoint = new RouteEndpoint(
            _ => Task.CompletedTask,
            RoutePatternFactory.Parse("/api/posting/parks/{parkId}"),
            0,
            new EndpointMetadataCollection(new HttpMethodMetadata(["PUT"]), new AuthorizeAttribute { Roles = Roles.ParkStaff }),
            null);
        var said = Offered.Replace("\"summary\": \"Park staff change a park.\",", "\"summary\": \"Park staff change a park.\", \"x-right\": \"act\",", StringComparison.Ordinal).Replace("\"204\"", "\"403\"", StringComparison.Ordinal);
        Assert.Empty(Descriptions.Undescribed(Document(said), [endpoint]));
        foreach (var document in new[] { Offered, said.Replace("\"act\"", "\"view\"", StringComparison.Ordinal), said.Replace("\"403\"", "\"204\"", StringComparison.Ordinal) })
        {
            Assert.Equal(
                ["PUT /api/posting/parks/{parkId} does not say that it takes the right act and answers 403 to a smaller one"],
                Descriptions.Undescribed(Document(document), [endpoint]));
        }
    }

    [Fact]
    public void Two_records_of_one_name_cannot_both_be_described()
    {
        var names = new SchemaNames();
        Assert.Equal("PlantedWireFaultsPark", names.Of(typeof(Park)));
        Assert.Equal("PageOfPlantedWireFaultsPark", names.Of(typeof(PageOf<Park>)));
        Assert.Equal("PlantedWireFaultsStanding", names.Of(typeof(Standing?)));
        Assert.Contains("rename one of them", Assert.Throws<InvalidOperationException>(() => names.Of(typeof(PlantedWireFaultsPark))).Message, StringComparison.Ordinal);
    }

    static PortalCall Call() => new("Here", "GET", "/api/posting/parks/{}", ["year"], typeof(Park), []);

    static IEnumerable<string> Faults(string document, PortalCall call) => new Wire(Document(document)).Violations(call).Select(fault => fault.Split('}', 2)[1].TrimStart('}', ' '));

    static JsonElement Document(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    /// <summary>Planted: a reader.</summary>
    public sealed record Park(string Name, int Seats, Standing Standing, DateOnly? ClosedOn, IReadOnlyList<Unit> Units);

    /// <summary>Planted: a list inside, and a record in itself.</summary>
    public sealed record Unit(Guid Id, Unit? Head);

    /// <summary>Planted: an enum.</summary>
    public enum Standing
    {
        Open,
        Closed,
    }
}

/// <summary>Planted: a record whose name a nested one takes.</summary>
public sealed record PlantedWireFaultsPark;
