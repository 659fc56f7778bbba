using System.Diagnostics;
using System.Text.Json;
using RaMatch.Applicant;
using RaMatch.EndToEnd.Tests.Walk;
using RaMatch.Matching;
using RaMatch.Portal;
using RaMatch.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.EndToEnd.Tests;

/// <summary>The commands of docs/running.md for an operator in need, typed in the set-up they speak of.</summary>
public sealed class RunningPageTests(SharedBroker shared)
{
    static readonly IReadOnlyList<string> Lines = File.ReadAllLines(Path.Combine(Readme.Root, "docs", "running.md"));

    [Fact]
    public async Task The_desk_and_the_proof_answer_in_one_process()
    {
        await using var host = await ServiceHost.StartAsync(
            [new PostingService(), new ApplicantService(), new MatchingService(), new PortalService()],
            new Dictionary<string, string?> { ["Demo:Enabled"] = "true" });
        host.Clock.Set(DateTimeOffset.UtcNow);
        await new OneHire(host.As).OpenProgrammeAsync();
        var (errorQueue, faults) = await AssertAnswersAsync("everything in one process", host.Address, host.Address);
        // Without a broker there is neither.
        Assert.Equal(404, errorQueue.GetProperty("status").GetInt32());
        Assert.Equal(404, faults.GetProperty("status").GetInt32());
    }

    [Fact]
    [Trait(Categories.Name, Categories.Broker)]
    public async Task The_desk_and_the_proof_answer_in_separate_processes()
    {
        await using var broker = await shared.RequireVirtualHostAsync();
        await using var installation = await Installation.StartAsync(broker.Uri);
        await using var portal = await installation.StartPortalAsync();
        await new OneHire(installation.As).OpenProgrammeAsync();
        var (errorQueue, faults) = await AssertAnswersAsync("separate processes", portal.Address, installation["matching"].Address);
        Assert.Equal(0, errorQueue.GetProperty("taken").GetInt64());
        Assert.Equal(0, faults.GetProperty("total").GetInt32());
    }

    /// <summary>What the commands about the error queue and about faults of delivery answer is given back; it differs.</summary>
    static async Task<(JsonElement ErrorQueue, JsonElement Faults)> AssertAnswersAsync(string setUp, Uri portal, Uri matching)
    {
        var where = Assert.Single(Lines, line => line.StartsWith("portal=", StringComparison.Ordinal) && line.EndsWith($"# {setUp}", StringComparison.Ordinal))
            .Replace("matching=http://127.0.0.1:5080", $"matching={Bare(matching)}", StringComparison.Ordinal)
            .Replace("matching=http://127.0.0.1:5083", $"matching={Bare(matching)}", StringComparison.Ordinal)
            .Replace("portal=http://127.0.0.1:5080", $"portal={Bare(portal)}", StringComparison.Ordinal);
        var token = Assert.Single(Lines, line => line.StartsWith("token=", StringComparison.Ordinal));
        var curls = Lines.Where(line => line.StartsWith("curl ", StringComparison.Ordinal)).ToList();
        Assert.Equal(10, curls.Count);
        var answers = new List<JsonElement>();
        foreach (var curl in curls)
        {
            var typed = curl.Replace("MESSAGE-ID", Guid.NewGuid().ToString(), StringComparison.Ordinal).Replace("FAULT-ID", Guid.NewGuid().ToString(), StringComparison.Ordinal).Replace("ra-2022", OneHire.Programme, StringComparison.Ordinal);
            var (exitCode, output, errors) = await ServiceProcess.RunAsync(new ProcessStartInfo("bash", ["-c", $"{where}\n{token}\n{typed}"]));
            Assert.True(exitCode == 0, errors);
            answers.Add(JsonSerializer.Deserialize<JsonElement>(output));
        }

        Assert.Equal(0, answers[0].GetProperty("total").GetInt32());
        Assert.Equal("没有这条搁置的消息。", answers[1].GetProperty("title").GetString());
        Assert.Equal(0, answers[3].GetProperty("total").GetInt32());
        Assert.Equal(404, answers[4].GetProperty("status").GetInt32());
        Assert.Equal(0, answers[5].GetProperty("letters").GetInt32());
        Assert.Equal(404, answers[6].GetProperty("status").GetInt32());
        Assert.True(answers[7].GetProperty("ok").GetBoolean());
        Assert.Equal(404, answers[9].GetProperty("status").GetInt32());
        return (answers[2], answers[8]);
    }

    static string Bare(Uri address) => address.ToString().TrimEnd('/');
}
