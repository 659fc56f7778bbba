using System.Text.Json;
using Xunit;

namespace RaMatch.Platform.Tests.Shop;

/// <summary>A refusal as a client sees it.</summary>
sealed record Refusal(string Title, IReadOnlyList<string> Fields, string TraceId);

static class Refusals
{
    /// <summary>Reads problem details and holds them to what every refusal of the product has.</summary>
    public static async Task<Refusal> Refusal(this HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var root = json.RootElement;
        Assert.Equal((int)response.StatusCode, root.GetProperty("status").GetInt32());
        var title = root.GetProperty("title").GetString()!;
        Assert.Contains(title, letter => letter is >= '一' and <= '龥');
        return new Refusal(
            title,
            root.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateObject().Select(field => field.Name)] : [],
            root.GetProperty("traceId").GetString()!);
    }
}
