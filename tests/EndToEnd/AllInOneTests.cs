using RaMatch.EndToEnd.Tests.Walk;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.EndToEnd.Tests;

/// <summary>The program a newcomer starts first.</summary>
public sealed class AllInOneTests
{
    [Fact]
    public async Task It_says_where_it_is_and_who_to_sign_in_as_and_stops_cleanly_and_starts_again_on_its_data()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await ServiceProcess.StartAsInReadmeAsync("--data", folder.Path))
        {
            await Eventually.True(() => Task.FromResult(first.Output.Contains("Ctrl-C", StringComparison.Ordinal)), "the demonstration is prepared and announced", TimeSpan.FromMinutes(3));
            Assert.Contains(first.Address.ToString().TrimEnd('/'), first.Output, StringComparison.Ordinal);
            Assert.Contains(folder.Path, first.Output, StringComparison.Ordinal);
            Assert.Contains("陈晓雯", first.Output, StringComparison.Ordinal);
            Assert.Equal("ready", await first.ReadinessAsync());

            var (exitCode, _, errors) = await ServiceProcess.RunAsync("--data", folder.Path, "--urls", "http://127.0.0.1:0");
            Assert.Equal(1, exitCode);
            Assert.Contains("in use", errors, StringComparison.Ordinal);

            Assert.Equal(0, await first.StopAsync());
        }

        await using var second = await ServiceProcess.StartAsync("AllInOne", "--data", folder.Path);
        await Eventually.True(() => Task.FromResult(second.Output.Contains("Ctrl-C", StringComparison.Ordinal)), "the second start finds everything there", TimeSpan.FromSeconds(30));
        Assert.DoesNotContain("Preparing", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_README_has_no_commands_but_those_that_are_run_here_and_the_one_that_runs_all_tests()
    {
        Assert.Equal([Readme.Run, Readme.Replay, Readme.Test], Readme.Commands);
        Assert.Contains(Readme.Test, File.ReadAllText(Path.Combine(Readme.Root, ".ci", "run")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_is_refused_with_the_ones_there_are()
    {
        var (exitCode, _, errors) = await ServiceProcess.RunAsync("dance");
        Assert.Equal(2, exitCode);
        Assert.Contains("replay", errors, StringComparison.Ordinal);
    }
}
