using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace RaMatch.EndToEnd.Tests;

/// <summary>The benchmarks work, and what they measure gives the results of its peers. Their times are no business of a test.</summary>
public sealed partial class BenchmarkTests
{
    [Fact]
    public async Task Every_benchmark_runs_in_its_quick_form_and_every_result_is_that_of_its_peer()
    {
        var (exitCode, output) = await RunAsync("all", "--quick");

        var verdict = Verdict().Match(output);
        Assert.True(exitCode == 0 && verdict.Success, output);
        Assert.NotEqual(0, int.Parse(verdict.Groups["compared"].Value, CultureInfo.InvariantCulture));
        Assert.Equal("0", verdict.Groups["different"].Value);
    }

    [Fact]
    public async Task A_suite_that_is_none_is_refused_with_the_usage()
    {
        var (exitCode, output) = await RunAsync("dance");

        Assert.Equal(2, exitCode);
        Assert.Contains("usage:", output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?<compared>\d+) results compared .*, (?<different>\d+) different")]
    private static partial Regex Verdict();

    // It was built beside this project, in the same configuration.
    static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var framework = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var configuration = framework.Parent!;
        var tests = configuration.Parent!.Parent!.Parent!;
        var program = Path.Combine(tests.FullName, "Benchmarks", "bin", configuration.Name, framework.Name, "RaMatch.Benchmarks.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(10)).Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, await output + await errors);
    }
}
