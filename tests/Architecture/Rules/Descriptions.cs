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

            foreach (var response in operation.GetProperty("responses").EnumerateObject().SelectMany(response => Saying(response.Name, Resolved(document, response.Value))))
            {
                yield return $"{name} {response}";
            }
        }
    }

    /// <summary>Operations that a stranger cannot call by what the document says: without a name of their own, a success, the refusals, or an example of what they take.</summary>
    public static IEnumerable<string> Strange(JsonElement document)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, operation) in Operations(document))
        {
            var id = operation.TryGetProperty("operationId", out var text) ? text.GetString()! : "";
            if (id.Length == 0)
            {
                yield return $"{name} has no operationId";
            }
            else if (!ids.TryAdd(id, name))
            {
                yield return $"{name} has the operationId of {ids[id]}";
            }

            var statuses = operation.GetProperty("responses").EnumerateObject().Select(response => response.Name).ToHashSet(StringComparer.Ordinal);
            if (!statuses.Any(status => status[0] == '2'))
            {
                yield return $"{name} says nothing of success";
            }

            // Whom it lets in: an empty requirement is everybody's.
            var admission = operation.TryGetProperty("security", out var security) ? security.EnumerateArray().ToList() : [];
            var isOpen = admission is [var only] && !only.EnumerateObject().Any();
            if (admission.Count == 0 || isOpen == operation.TryGetProperty("x-roles", out _))
            {
                yield return $"{name} does not say whom it lets in";
            }

            var takesBody = operation.TryGetProperty("requestBody", out var body);
            string[] owed = [.. isOpen ? Array.Empty<string>() : ["401", "403"], .. takesBody ? ["400", "413", "415"] : Array.Empty<string>(), "503", "default"];
            foreach (var status in owed.Except(statuses, StringComparer.Ordinal))
            {
                yield return $"{name} does not say that it may refuse with {status}";
            }

            if (takesBody && body.GetProperty("content").TryGetProperty("application/json", out var json) && !json.TryGetProperty("example", out _))
            {
                yield return $"{name} shows no example of what it takes";
            }
        }
    }

    /// <summary>Each operation with its name, and each schema: what a client that was made from the document is called by.</summary>
    public static IEnumerable<string> NamesOf(JsonElement document) =>
        [
            .. Operations(document).Select(one => $"{(one.Operation.TryGetProperty("operationId", out var id) ? id.GetString() : "-")} {one.Name}").Order(StringComparer.Ordinal),
            .. SchemasOf(document).Order(StringComparer.Ordinal),
        ];

    /// <summary>Each example of a body, with its operation.</summary>
    public static IEnumerable<(string Method, string Path, JsonElement Body)> ExamplesOf(JsonElement document) =>
        from one in Operations(document)
        where one.Operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out _)
        let json = one.Operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json")
        where json.TryGetProperty("example", out _)
        let words = one.Name.Split(' ')
        select (words[0], words[1], json.GetProperty("example"));

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

    static JsonElement Resolved(JsonElement document, JsonElement response) => response.TryGetProperty("$ref", out var reference)
        ? document.GetProperty("components").GetProperty("responses").GetProperty(reference.GetString()!.Split('/')[^1])
        : response;

    static IEnumerable<string> Saying(string status, JsonElement response)
    {
        var contents = response.TryGetProperty("content", out var content) ? content.EnumerateObject().ToList() : [];
        return status switch
        {
            "202" or "204" or "304" => [],
            ['2', ..] => contents.Exists(one => one.Value.TryGetProperty("schema", out _)) ? [] : [$"does not say what it answers with {status}"],
            _ => contents is [{ Name: "application/problem+json" }] ? [] : [$"does not say that {status} is a problem"],
        };
    }

    static string WithoutConstraints(string pattern) => string.Join('/', pattern.Split('/').Select(part => part.StartsWith('{') ? part.Split(':')[0].TrimEnd('}') + "}" : part));
}
