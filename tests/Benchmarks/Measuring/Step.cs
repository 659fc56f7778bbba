using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RaMatch.Benchmarks.Suites;

namespace RaMatch.Benchmarks.Measuring;

/// <summary>What is to be measured: one program on one instance.</summary>
/// <param name="Name">The step, as <see cref="Steps"/> knows it.</param>
/// <param name="Size">The instance's size.</param>
/// <param name="Times">How often in the same process; the least counts.</param>
sealed record StepRequest(string Name, string Size, int Times)
{
    /// <summary>What is peculiar about the instance or the step, if anything.</summary>
    public string Variant { get; init; } = "";

    /// <summary>On how many threads.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether the process collects garbage as the product does, and not as a tool that calculates.</summary>
    public bool AsServed { get; init; }
}

/// <summary>What was measured.</summary>
sealed record StepResult
{
    /// <summary>CPU time of the step alone in milliseconds, all threads together: the least of the times it was done.</summary>
    public double Cpu { get; init; }

    /// <summary>Wall time of the step in milliseconds, the least.</summary>
    public double Wall { get; init; }

    /// <summary>The most memory the process ever had resident, in MB of 2^20 bytes, instance included; 0 where the system does not tell.</summary>
    public double PeakMegabytes { get; init; }

    /// <summary>The result as one number.</summary>
    public ulong Checksum { get; init; }

    /// <summary>What the result has to be, where the step itself has found it out in a second way.</summary>
    public ulong? Reference { get; init; }

    /// <summary>Whatever else the step counts.</summary>
    public Dictionary<string, double> Facts { get; init; } = [];

    /// <summary>The better of two runs of the same step.</summary>
    public StepResult Least(StepResult other) => (Cpu <= other.Cpu ? this : other) with
    {
        Wall = Math.Min(Wall, other.Wall),
        PeakMegabytes = Math.Max(PeakMegabytes, other.PeakMegabytes),
    };
}

/// <summary>Runs steps, each in a process of its own, so that none finds the caches, the heap or the compiled code of another.</summary>
static class Processes
{
    /// <summary>The argument with which a process is told to do one step and print its result.</summary>
    public const string StepArgument = "step";

    /// <summary>Does the step in a new process; in this one where quickness is more than exactness.</summary>
    public static StepResult Run(StepRequest request, bool inThisProcess)
    {
        if (inThisProcess)
        {
            return Steps.Do(request);
        }

        var (exitCode, output) = Again([StepArgument, JsonSerializer.Serialize(request)], request.AsServed ? WebDefaults : []);
        return exitCode == 0
            ? JsonSerializer.Deserialize<StepResult>(output)!
            : throw new InvalidOperationException($"The step {request} ended with {exitCode}.");
    }

    // The collector of a project made by the web SDK, which all programs under services are.
    static readonly Dictionary<string, string?> WebDefaults = new() { ["DOTNET_gcServer"] = "1", ["DOTNET_gcConcurrent"] = "1" };

    /// <summary>Runs this program in a new process.</summary>
    public static (int ExitCode, string Output) Again(params IEnumerable<string> arguments) => Again(arguments, []);

    static (int ExitCode, string Output) Again(IEnumerable<string> arguments, Dictionary<string, string?> environment)
    {
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            arguments = arguments.Prepend(typeof(Processes).Assembly.Location);
        }

        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    /// <summary>Does it so many times and measures each; the least CPU time and the least wall time.</summary>
    public static (double Cpu, double Wall, T Last) Least<T>(int times, Func<T> step)
    {
        var (cpu, wall) = (double.MaxValue, double.MaxValue);
        T last = default!;
        for (; times > 0; times--)
        {
            var watch = Stopwatch.StartNew();
            var before = Environment.CpuUsage.TotalTime;
            last = step();
            cpu = Math.Min(cpu, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            wall = Math.Min(wall, watch.Elapsed.TotalMilliseconds);
        }

        return (cpu, wall, last);
    }

    /// <summary>The most memory this process ever had resident, in MB; 0 where the system does not tell.</summary>
    public static double PeakMegabytes()
    {
        const string Status = "/proc/self/status";
        const string Peak = "VmHWM:";
        return File.Exists(Status) && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Peak, StringComparison.Ordinal)) is { } line
            ? double.Parse(line[Peak.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024
            : 0;
    }
}
