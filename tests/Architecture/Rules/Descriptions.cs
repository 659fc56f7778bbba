using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RaMatch.Platform.Web;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>What an OpenAPI document owes those who read a service by it.</summary>
static class Descriptions
{
    /// <summary>Schemas named in the order they were met, and operations that say too little.</summary>
    public static IEnumerable<string> Violations(JsonElement document)
    {
        foreach (var schema in SchemasOf(document).Where(name => char.IsAsciiDigit(name[^1])))
        {
            yield return $"the schema {schema} has a number for a name";
        }

        var summaries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, operation) in Operations(document))
        {
            var summary = operation.TryGetProperty("summary", out var text) ? text.GetString()! : "";
            if (!summary.EndsWith('.'))
            {
                yield return $"{name} has no sentence for a summary";
            }
            else if (!summaries.TryAdd(summary, name))
            {
                yield return $"{name} has the summary of {summaries[summary]}";
            }

            foreach (var response in operation.GetProperty("responses").EnumerateObject().SelectMany(response => Saying(response.Name, response.Value)))
            {
                yield return $"{name} {response}";
            }
        }
    }

    /// <summary>What an endpoint asks for besides a handler's parameters (pages, a body, a right), and its operation does not say.</summary>
    public static IEnumerable<string> Undescribed(JsonElement document, IEnumerable<RouteEndpoint> endpoints)
    {
        var operations = Operations(document).ToDictionary(one => one.Name, one => one.Operation, StringComparer.Ordinal);
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true))
        {
            var name = $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {WithoutConstraints(endpoint.RoutePattern.RawText!)}";
            var parameters = endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters().Select(parameter => parameter.ParameterType).ToList() ?? [];
            if (!operations.TryGetValue(name, out var operation))
            {
                yield return $"{name} is not described";
                continue;
            }

            var described = operation.TryGetProperty("parameters", out var known) ? known.EnumerateArray().Select(one => one.GetProperty("name").GetString()).ToHashSet() : [];
            if (parameters.Contains(typeof(Page)) && !(described.Contains("page") && described.Contains("size")))
            {
                yield return $"{name} does not say how to page";
            }

            if (Rights.NeededBy(endpoint.Metadata, name.Split(' ')[0]) is { } right
                && !(operation.TryGetProperty("x-right", out var said) && said.GetString() == Rights.ClaimOf(right) && operation.GetProperty("responses").TryGetProperty("403", out _)))
            {
                yield return $"{name} does not say that it takes the right {Rights.ClaimOf(right)} and answers 403 to a smaller one";
            }

            if (parameters.Contains(typeof(HttpRequest)) && !operation.TryGetProperty("requestBody", out _))
            {
                yield return $"{name} does not say what it takes";
            }
        }
    }

    /// <summary>The names of a document's schemas.</summary>
    public static IEnumerable<string> SchemasOf(JsonElement document) =>
        document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(schema => schema.Name);

    static IEnumerable<(string Name, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value);

    static IEnumerable<string> Saying(string status, JsonElement response)
    {
        var contents = response.TryGetProperty("content", out var content) ? content.EnumerateObject().ToList() : [];
        return status switch
        {
            "202" or "204" => [],
            ['2', ..] => contents.Exists(one => one.Value.TryGetProperty("schema", out _)) ? [] : [$"does not say what it answers with {status}"],
            _ => contents is [{ Name: "application/problem+json" }] ? [] : [$"does not say that {status} is a problem"],
        };
    }

    static string WithoutConstraints(string pattern) => string.Join('/', pattern.Split('/').Select(part => part.StartsWith('{') ? part.Split(':')[0].TrimEnd('}') + "}" : part));
}
