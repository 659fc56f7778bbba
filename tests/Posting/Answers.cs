using System.Text.Json;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Posting.Tests;

/// <summary>Reads what came back, and says all of it when it is not what was expected.</summary>
static class Answers
{
    public static async Task<JsonElement> ExpectAsync(this Task<HttpResponseMessage> sending, int status)
    {
        using var response = await sending;
        var body = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"Expected {status}, got {(int)response.StatusCode}: {body}");
        return body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);
    }

    /// <summary>A refusal that names this field with a Chinese sentence.</summary>
    public static async Task<string> ExpectFieldAsync(this Task<HttpResponseMessage> sending, string field)
    {
        var problem = await sending.ExpectAsync(400);
        Assert.True(problem.TryGetProperty("errors", out var errors), problem.ToString());
        Assert.True(errors.TryGetProperty(field, out var sentences), problem.ToString());
        var sentence = sentences[0].GetString()!;
        Assert.Contains(sentence, character => character >= 0x4E00);
        return sentence;
    }

    public static Task<HttpResponseMessage> PostTextAsync(this HttpClient client, string path, string json) =>
        client.PostAsync(new Uri(path, UriKind.Relative), new StringContent(json, System.Text.Encoding.UTF8, "application/json"));

    public static Task<JsonElement> SeeAsync(this HttpClient client, string path) => client.GetAsync<JsonElement>(path);

    public static async Task<int> StatusOfAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return (int)response.StatusCode;
    }

    public static IReadOnlyList<JsonElement> Items(this JsonElement page) => [.. page.GetProperty("items").EnumerateArray()];

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
