using System.Text.Json;
using RaMatch.Testing;

namespace RaMatch.Posting.Tests.Outreach;

/// <summary>Firms and contacts as a park's staff note them.</summary>
static class Contacts
{
    public static Dictionary<string, object?> Firm(string name, params (string Field, object? Value)[] changes) => With(
        new Dictionary<string, object?>
        {
            ["name"] = name,
            ["uscc"] = Season.CreditCode(name),
            ["categories"] = new[] { "highTechEnterprise" },
            ["headcount"] = 120,
            ["contactName"] = "刘洋",
            ["contactPhone"] = "13800138000",
            ["source"] = "2022年高新技术企业名单",
        },
        changes);

    public static Dictionary<string, object?> Visit(params (string Field, object? Value)[] changes) => With(
        new Dictionary<string, object?>
        {
            ["programme"] = Season.Programme,
            ["on"] = "2022-06-28",
            ["department"] = "科技创新局",
            ["workingGroup"] = "人才服务工作专班",
            ["channel"] = "visit",
            ["outcome"] = "interested",
        },
        changes);

    public static async Task<Guid> AddAsync(this Season season, string name, params (string Field, object? Value)[] changes) =>
        (await season.Park().PostAsync("firms", Firm(name, changes)).ExpectAsync(201)).GetProperty("firmId").GetGuid();

    public static async Task<Guid> ContactAsync(this Season season, Guid firmId, params (string Field, object? Value)[] changes) =>
        (await season.Park().PostAsync($"firms/{firmId}/contacts", Visit(changes)).ExpectAsync(201)).GetProperty("contactId").GetGuid();

    public static Task<JsonElement> ImportAsync(this Season season, params object[] firms) => season.Park().PostAsync("firms/import", new { firms }).ExpectAsync(200);

    public static long Number(this JsonElement element, string property) => element.GetProperty(property).GetInt64();

    static Dictionary<string, object?> With(Dictionary<string, object?> facts, (string Field, object? Value)[] changes)
    {
        foreach (var (field, value) in changes)
        {
            facts[field] = value;
        }

        return facts;
    }
}
