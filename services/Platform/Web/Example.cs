using Microsoft.AspNetCore.Builder;

namespace RaMatch.Platform.Web;

/// <summary>An example of a request's body, as the OpenAPI document shows it.</summary>
public static class Example
{
    /// <summary>An id to stand where a caller puts one that it was given.</summary>
    public static Guid Id { get; } = new("019a0c3e-7b1a-7c55-9d3e-2f0d6a7b8c9d");

    /// <summary>A second one, where a list is shown.</summary>
    public static Guid OtherId { get; } = new("019a0c3e-7b1a-7d01-8a44-51c2e90b7f36");

    /// <summary>Describes the request's body by an example, made for the day on which it is shown: dates in it do not age.</summary>
    public static TBuilder WithExample<TBuilder>(this TBuilder endpoint, Func<DateOnly, object> example)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Shown(example));

    internal sealed record Shown(Func<DateOnly, object> Of);
}
