using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>Every use case is in its service's table of contents, says who may call it, and is called by a test.</summary>
static partial class UseCases
{
    /// <summary>Use cases (static classes with a <c>Map</c>) whose service does not name them.</summary>
    public static IEnumerable<string> Unmapped(IEnumerable<Type> types, string tableOfContents) => types
        .Where(type => type is { IsAbstract: true, IsSealed: true }
            && type.GetMethod("Map", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetParameters() is [{ } first, ..]
            && typeof(IEndpointRouteBuilder).IsAssignableFrom(first.ParameterType))
        .Where(type => !tableOfContents.Contains($"{type.Name}.Map(", StringComparison.Ordinal))
        .Select(type => $"{type.Name} is not mapped");

    /// <summary>Endpoints that leave it to the fallback who may call them.</summary>
    public static IEnumerable<string> WithoutAccess(IEnumerable<Endpoint> endpoints) => endpoints
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            && endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().All(data => data.Roles is null && data.Policy is null))
        .Select(endpoint => $"{endpoint.RoutePattern.RawText} does not say who may call it");

    /// <summary>Endpoints of the API whose address no test of the service ever calls.</summary>
    public static IEnumerable<string> Untested(IEnumerable<(string Method, string Pattern)> endpoints, string tests)
    {
        foreach (var (method, pattern) in endpoints)
        {
            // /api/posting/units/{id:guid}/verify is called as "units/{unitId}/verify", with any expression in braces.
            var relative = pattern.Split('/', 4)[3];
            var address = "\"(/?api/\\w+/)?" + Parameter().Replace(Regex.Escape(relative).Replace(@"\{", "{", StringComparison.Ordinal), @"(\{[^}]*\}|[\w-]+)") + "[\"?]";
            if (!Regex.IsMatch(tests, address, RegexOptions.CultureInvariant))
            {
                yield return $"{method} {pattern} is called by no test";
            }
        }
    }

    [GeneratedRegex(@"\{[^}]*}", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
