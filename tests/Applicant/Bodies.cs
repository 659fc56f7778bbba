using System.Text.Json.Nodes;
using RaMatch.Platform.Web;

namespace RaMatch.Applicant.Tests;

/// <summary>JSON bodies that are almost right.</summary>
static class Bodies
{
    /// <summary>A body whose members are replaced by those of <paramref name="change"/>, as text.</summary>
    public static string Changed<T>(T body, string change)
    {
        var right = JsonNode.Parse(Json.Text(body))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            right[name] = value?.DeepClone();
        }

        return right.ToJsonString();
    }
}
