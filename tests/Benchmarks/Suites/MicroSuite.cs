using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using RaMatch.Benchmarks.Measuring;
using RaMatch.Benchmarks.Peers;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;

namespace RaMatch.Benchmarks.Suites;

/// <summary>Small rounds with BenchmarkDotNet: median wall time and what an operation allocates.</summary>
static class MicroSuite
{
    public static void Run(Session session)
    {
        var job = (session.Quick ? Job.Dry : Job.ShortRun.WithWarmupCount(6)).WithToolchain(InProcessEmitToolchain.Instance);
        var config = ManualConfig.CreateEmpty().AddJob(job).AddDiagnoser(MemoryDiagnoser.Default).AddLogger(NullLogger.Instance).WithOptions(ConfigOptions.DisableLogFile);
        config.ArtifactsPath = Directory.CreateTempSubdirectory("ramatch-micro-").FullName;
        try
        {
            var table = new Table("Small rounds (BenchmarkDotNet): median wall time, bytes allocated", "what", "instance", "median", "allocated");
            foreach (var report in BenchmarkRunner.Run<SmallRounds>(config).Reports)
            {
                var measured = report.ResultStatistics ?? throw new InvalidOperationException($"BenchmarkDotNet could not run {report.BenchmarkCase.DisplayInfo}.");
                table.Add(
                    report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''),
                    $"{report.BenchmarkCase.Parameters[nameof(SmallRounds.Size)]}, {report.BenchmarkCase.Parameters[nameof(SmallRounds.Variant)]}",
                    Table.Microseconds(measured.Median / 1000),
                    $"{Table.Count(report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0)} B");
            }

            session.Print(table);
        }
        finally
        {
            Directory.Delete(config.ArtifactsPath, recursive: true);
        }
    }
}

/// <summary>What is measured.</summary>
public class SmallRounds
{
    RoundInstance _round = null!;

    /// <summary>The instance's size.</summary>
    [Params("park", "tenth")]
    public string Size { get; set; } = "";

    /// <summary>What is peculiar about it.</summary>
    [Params(Variants.Plain, Variants.Caps)]
    public string Variant { get; set; } = "";

    /// <summary>Makes the round.</summary>
    [GlobalSetup]
    public void Make() => _round = Steps.RoundOf(Size, Variant);

    /// <summary>Ours.</summary>
    [Benchmark(Description = "deferred acceptance")]
    public Outcome Solve() => DeferredAcceptance.Solve(_round);

    /// <summary>OR-Tools, without the building of its graph.</summary>
    [Benchmark(Description = "min-cost flow, with its graph")]
    public int[] Flow()
    {
        using var flow = new MinCostFlow(_round);
        flow.Solve();
        return flow.Granted();
    }
}
