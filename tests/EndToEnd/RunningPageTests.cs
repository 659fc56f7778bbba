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
        var (errorQueue, faults) = await AssertAnswersAsync("everything in one process", host.Address, host.Address, host.Folder);
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
        var (errorQueue, faults) = await AssertAnswersAsync("separate processes", portal.Address, installation["matching"].Address, installation.Folder);
        Assert.Equal(0, errorQueue.GetProperty("taken").GetInt64());
        Assert.Equal(0, faults.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task The_settings_and_commands_of_one_process_in_production_bring_it_live()
    {
        using var folder = new TemporaryFolder();
        var (settings, port) = (folder.Combine("ramatch.env"), FreePort.Next());
        var section = Lines.SkipWhile(line => line != "## One process in Production").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).ToList();
        await File.WriteAllLinesAsync(settings, section.SkipWhile(line => line != "```").Skip(1).TakeWhile(line => line != "```").Select(InFolder));
        var commands = section.SkipWhile(line => line != "```bash").Skip(1).TakeWhile(line => line != "```").ToList();
        Assert.StartsWith("dotnet publish services/AllInOne ", commands[0], StringComparison.Ordinal);
        Assert.True(commands is [_, "mkdir -m 700 /srv/ramatch", "set -a; . /etc/ramatch.env; set +a", _, "/opt/ramatch/RaMatch.AllInOne"], string.Join('\n', commands));

        var (exitCode, link, errors) = await ServiceProcess.RunAsync(new ProcessStartInfo("bash", ["-ec", string.Join('\n', commands[1..4].Select(InFolder))]));
        Assert.True(exitCode == 0, errors);
        var path = new Uri(link.Trim()).PathAndQuery;
        Assert.Contains("There is no account yet in ", errors, StringComparison.Ordinal);

        using var process = Process.Start(new ProcessStartInfo("bash", ["-ec", $"{InFolder(commands[2])}\nexec {InFolder(commands[4])} --urls http://127.0.0.1:{port}"]) { RedirectStandardOutput = true })!;
        _ = process.StandardOutput.ReadToEndAsync();
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await Eventually.True(IsReadyAsync, "the installation is ready", TimeSpan.FromSeconds(90));
            // As the proxy asks.
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "ra.example.gov.cn" } };
            request.Headers.Add("X-Forwarded-Proto", "https");
            using var page = await client.SendAsync(request);
            Assert.Contains("邀请您加入主管部门", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);

            Assert.Contains(section, line => line.Contains("`/opt/ramatch/RaMatch.AllInOne token`", StringComparison.Ordinal));
            var (_, token, _) = await ServiceProcess.RunAsync(new ProcessStartInfo("bash", ["-ec", $"{InFolder(commands[2])}\n{InFolder("/opt/ramatch/RaMatch.AllInOne token")}"]));
            client.DefaultRequestHeaders.Authorization = new("Bearer", token.Trim());
            using var desk = await client.GetAsync(new Uri("/api/matching/poison", UriKind.Relative));
            Assert.True(desk.IsSuccessStatusCode, desk.StatusCode.ToString());

            async Task<bool> IsReadyAsync()
            {
                try
                {
                    using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                    return (await answer.Content.ReadAsStringAsync()).Contains("\"ready\"", StringComparison.Ordinal);
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            }
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        string InFolder(string line) => line.Replace("/opt/ramatch/RaMatch.AllInOne", $"dotnet {Program("AllInOne")}", StringComparison.Ordinal)
            .Replace("/srv/ramatch", folder.Combine("data"), StringComparison.Ordinal)
            .Replace("/etc/ramatch.env", settings, StringComparison.Ordinal);
    }

    /// <summary>What the commands about the error queue and about faults of delivery answer is given back; it differs.</summary>
    static async Task<(JsonElement ErrorQueue, JsonElement Faults)> AssertAnswersAsync(string setUp, Uri portal, Uri matching, string folder)
    {
        var where = Assert.Single(Lines, line => line.StartsWith("portal=", StringComparison.Ordinal) && line.EndsWith($"# {setUp}", StringComparison.Ordinal))
            .Replace("matching=http://127.0.0.1:5080", $"matching={Bare(matching)}", StringComparison.Ordinal)
            .Replace("matching=http://127.0.0.1:5083", $"matching={Bare(matching)}", StringComparison.Ordinal)
            .Replace("portal=http://127.0.0.1:5080", $"portal={Bare(portal)}", StringComparison.Ordinal);
        var token = Assert.Single(Lines, line => line.StartsWith("token=", StringComparison.Ordinal))
            .Replace("dotnet run --project services/Portal -- token --data data", $"dotnet {Program("Portal")} token --data {folder}", StringComparison.Ordinal);
        Assert.Contains(folder, token, StringComparison.Ordinal);
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

    static string Program(string name) => Path.Combine(AppContext.BaseDirectory, $"RaMatch.{name}.dll");

    static string Bare(Uri address) => address.ToString().TrimEnd('/');
}
