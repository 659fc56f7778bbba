using System.Diagnostics;
using System.Text.Json;
using RaMatch.EndToEnd.Tests.Walk;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.EndToEnd.Tests;

/// <summary>The demo programme ends with the newsletter's numbers, in one process and over a broker, and with the same ledger.</summary>
public sealed class ReplayTests(SharedBroker shared)
{
    [Fact]
    [Trait(Categories.Name, Categories.Broker)]
    public async Task The_replay_ends_with_the_newsletters_numbers_and_the_same_ledger_with_and_without_a_broker()
    {
        using var folder = new TemporaryFolder();
        var alone = await ReplayAsync(Readme.Start(Readme.Replay, "--json", "--data", folder.Path));
        AssertNewsletter(alone);

        await using var broker = await shared.RequireVirtualHostAsync();
        await using var installation = await Installation.StartAsync(broker.Uri);
        var apart = await ReplayAsync(
            "replay", "ra-2022", "--json",
            "--data", installation.Folder,
            "--Services:posting", installation["posting"].Address.ToString(),
            "--Services:applicant", installation["applicant"].Address.ToString(),
            "--Services:matching", installation["matching"].Address.ToString());
        AssertNewsletter(apart);
        Assert.Equal(JsonSerializer.Serialize(alone, Json.Options), JsonSerializer.Serialize(apart, Json.Options));
    }

    [Fact]
    public async Task A_season_nobody_knows_is_refused_with_the_one_there_is()
    {
        var (exitCode, _, errors) = await ServiceProcess.RunAsync("replay", "ra-1999");
        Assert.Equal(2, exitCode);
        Assert.Contains("ra-2022", errors, StringComparison.Ordinal);
    }

    static async Task<JsonElement> ReplayAsync(params string[] command) => Read(await ServiceProcess.RunAsync(command));

    static async Task<JsonElement> ReplayAsync(ProcessStartInfo command) => Read(await ServiceProcess.RunAsync(command));

    static JsonElement Read((int ExitCode, string Output, string Errors) run)
    {
        var (exitCode, output, errors) = run;
        Assert.True(exitCode == 0, errors);
        return JsonSerializer.Deserialize<JsonElement>(output, Json.Options);
    }

    static void AssertNewsletter(JsonElement result)
    {
        var parks = result.GetProperty("parks").EnumerateArray().ToDictionary(park => park.GetProperty("parkId").GetString()!, StringComparer.Ordinal);
        Assert.Equal((305, 610, 20_000), Numbers(parks["weifang"]));
        Assert.Equal((300, 721, 24_033), Numbers(parks["hengyang"]));
        Assert.Equal(216, parks["hengyang"].GetProperty("unitsHired").GetInt32());
        Assert.Equal(43, parks["weifang"].GetProperty("unitsContacted").GetInt32());
        Assert.True(result.GetProperty("reconciliation").GetProperty("ok").GetBoolean());
    }

    static (int Target, int Filled, int RateBasisPoints) Numbers(JsonElement park) =>
        (park.GetProperty("target").GetInt32(), park.GetProperty("counted").GetInt32(), park.GetProperty("rateBasisPoints").GetInt32());
}
