using System.Net;
using System.Text.Json;
using Xunit;

namespace RaMatch.Applicant.Tests;

/// <summary>Reads answers the way a test speaks of them.</summary>
static class Answers
{
    /// <summary>The body of a success; null element where there is none.</summary>
    public static async Task<JsonElement> OkAsync(this Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {body}");
        return body.Length == 0 ? default : JsonElement.Parse(body);
    }

    /// <summary>The sentence of a refusal.</summary>
    public static async Task<string> RefusedAsync(this Task<HttpResponseMessage> answer, HttpStatusCode status)
    {
        using var response = await answer;
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} {body}");
        return JsonElement.Parse(body).GetProperty("title").GetString()!;
    }

    /// <summary>The fields of a 400, each with its first sentence.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> InvalidAsync(this Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{(int)response.StatusCode} {body}");
        return JsonElement.Parse(body).GetProperty("errors").EnumerateObject().ToDictionary(field => field.Name, field => field.Value[0].GetString()!);
    }

    public static Task<JsonElement> GetJsonAsync(this HttpClient client, string path) => client.GetAsync(new Uri(path, UriKind.Relative)).OkAsync();

    public static Task<HttpResponseMessage> FetchAsync(this HttpClient client, string path) => client.GetAsync(new Uri(path, UriKind.Relative));

    public static Task<HttpResponseMessage> RemoveAsync(this HttpClient client, string path) => client.DeleteAsync(new Uri(path, UriKind.Relative));

    /// <summary>A body that is not what our own types would write.</summary>
    public static Task<HttpResponseMessage> SendRawAsync(this HttpClient client, HttpMethod method, string path, string body) =>
        client.SendAsync(new HttpRequestMessage(method, path) { Content = new StringContent(body, null, "application/json") });
}
