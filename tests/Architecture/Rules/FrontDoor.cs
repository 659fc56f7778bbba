using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using RaMatch.Platform.Web;
using RaMatch.Testing;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>Every endpoint of a host as its callers see it: at an address, to whoever may.</summary>
static partial class FrontDoor
{
    static readonly Caller[] Callers = [People.UnitMember("天瑞重工"), People.ParkStaff("weifang"), People.Supervisor(), People.Graduate("王明")];

    /// <summary>An address of the endpoint; what stands in its path is nothing that there is.</summary>
    public static string AddressOf(RouteEndpoint endpoint) =>
        Braces().Replace(endpoint.RoutePattern.RawText!, match => match.Value.Contains(":guid", StringComparison.Ordinal) ? Guid.Empty.ToString() : "x");

    /// <summary>The answer to the first of four callers who may ask, and who that is.</summary>
    public static async Task<(Caller Caller, HttpStatusCode Status, JsonElement Answer)> AskAsync(ServiceHost host, HttpMethod method, string address, JsonObject? body = null)
    {
        foreach (var caller in Callers)
        {
            var (status, answer) = await AskAsync(host, caller, method, address, body);
            if (status != HttpStatusCode.Forbidden)
            {
                return (caller, status, answer);
            }
        }

        throw new InvalidOperationException($"Nobody may {method} {address}.");
    }

    /// <summary>The answer to one caller.</summary>
    /// <exception cref="InvalidOperationException">The OpenAPI document does not say that the operation answers so.</exception>
    public static async Task<(HttpStatusCode Status, JsonElement Answer)> AskAsync(ServiceHost host, Caller caller, HttpMethod method, string address, JsonObject? body)
    {
        using var client = host.As(caller, address.Split('/')[2]);
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(request);
        // A fault of ours is declared nowhere; whoever asks finds it.
        if (answer.StatusCode != HttpStatusCode.InternalServerError && (await DeclaredAnswers.OfAsync(host)).Objection(method.Method, address, answer.StatusCode) is { } objection)
        {
            throw new InvalidOperationException(objection);
        }

        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, JsonDocument.Parse(text.StartsWith('{') ? text : "{}").RootElement);
    }

    /// <summary>Whether an answer refuses a field by its name.</summary>
    public static bool Refuses(HttpStatusCode status, JsonElement answer, string field) =>
        status == HttpStatusCode.BadRequest && answer.TryGetProperty("errors", out var errors) && errors.TryGetProperty(field, out _);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();
}
