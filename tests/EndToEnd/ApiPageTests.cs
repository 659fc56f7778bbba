using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using RaMatch.EndToEnd.Tests.Walk;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.EndToEnd.Tests;

/// <summary>The commands of docs/api.md, typed one after the other against a demonstration that has just been started.</summary>
public sealed partial class ApiPageTests
{
    const string Status = "status ";

    [Fact]
    public async Task The_commands_of_the_page_about_programs_do_what_it_says()
    {
        using var folder = new TemporaryFolder();
        await using var demonstration = await ServiceProcess.StartAsInReadmeAsync("--data", folder.Path);
        await Eventually.True(() => Task.FromResult(demonstration.Output.Contains("Ctrl-C", StringComparison.Ordinal)), "the demonstration is prepared and announced", TimeSpan.FromMinutes(3));

        // A line that begins with curl is answered; the others take something from an answer along.
        var typed = CommandsOf("docs/api.md")
            .Replace("http://127.0.0.1:5080", demonstration.Address.ToString().TrimEnd('/'), StringComparison.Ordinal)
            .Replace("\ncurl -s ", $"\ncurl -s -w '\\n{Status}%{{http_code}}\\n' ", StringComparison.Ordinal);
        var (exitCode, output, errors) = await ServiceProcess.RunAsync(new ProcessStartInfo("bash", ["-ec", typed]));
        Assert.True(exitCode == 0, errors);
        var answers = Answer().Matches(output).Select(match => (Status: match.Groups[2].Value, Body: JsonSerializer.Deserialize<JsonElement>(match.Groups[1].Value))).ToList();
        Assert.True(answers.Select(answer => answer.Status).SequenceEqual(["200", "200", "201", "200", "200", "200", "200", "400", "200", "403"]), output);
        Assert.NotEqual(0, answers[0].Body.GetProperty("total").GetInt64());
        var recommended = answers[1].Body.GetProperty("items")[0];
        Assert.NotEqual(0, recommended.GetProperty("reasons").GetArrayLength());
        Assert.Contains(answers[2].Body.GetProperty("applicationId").GetString()!, answers[3].Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("applied", answers[4].Body.GetProperty("items")[0].GetProperty("stage").GetString());
        Assert.Equal("shortlisted", answers[5].Body.GetProperty("stage").GetString());
        Assert.Equal("offered", answers[6].Body.GetProperty("stage").GetString());
        Assert.Equal("application.position-missing", answers[7].Body.GetProperty("codes").GetProperty("positionId")[0].GetString());
        Assert.Equal(1, answers[8].Body.GetProperty("items").GetArrayLength());
        Assert.Equal("units:read", answers[9].Body.GetProperty("arguments").GetProperty("scope").GetString());
        Assert.Matches("^[A-Z]", answers[7].Body.GetProperty("title").GetString()!);
    }

    [Fact]
    public void The_page_in_Chinese_has_the_same_commands() => Assert.Equal(CommandsOf("docs/api.md"), CommandsOf("docs/zh/api.md"));

    static string CommandsOf(string page) => "\n" + string.Concat(Block().Matches(File.ReadAllText(Path.Combine(Readme.Root, page))).Select(match => match.Groups[1].Value));

    [GeneratedRegex(@"^```bash\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Block();

    [GeneratedRegex($@"^(.+)\n{Status}(\d+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Answer();
}
