using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using RaMatch.Testing;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>Which statuses the OpenAPI document says that an operation answers with, and whether an answer is among them.</summary>
sealed class DeclaredAnswers(JsonElement document)
{
    static readonly ConditionalWeakTable<ServiceHost, DeclaredAnswers> Known = [];

    readonly List<(string Method, string[] Path, HashSet<string> Statuses)> _operations =
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           let segments = path.Name.Split('/')
           orderby segments.Count(IsParameter)
           select (operation.Name.ToUpperInvariant(), segments, operation.Value.GetProperty("responses").EnumerateObject().Select(response => response.Name).ToHashSet(StringComparer.Ordinal)),
    ];

    /// <summary>By the document of a host.</summary>
    public static async Task<DeclaredAnswers> OfAsync(ServiceHost host)
    {
        if (Known.TryGetValue(host, out var known))
        {
            return known;
        }

        using var client = host.Anonymous();
        var made = new DeclaredAnswers(await client.GetAsync<JsonElement>("openapi/v1.json"));
        Known.AddOrUpdate(host, made);
        return made;
    }

    /// <summary>What is wrong with an answer; null where its status is declared. What is no operation of the document answers whatever it likes.</summary>
    public string? Objection(string method, string address, HttpStatusCode status)
    {
        var asked = address.Split('?')[0].Split('/');
        var operation = _operations.Find(one => one.Method == method && one.Path.Length == asked.Length && one.Path.Zip(asked).All(pair => IsParameter(pair.First) || pair.First == pair.Second));
        return operation.Statuses?.Contains(((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture)) == false
            ? $"{method} {string.Join('/', operation.Path)} answers {(int)status}, which the document does not declare"
            : null;
    }

    static bool IsParameter(string segment) => segment.StartsWith('{');
}
