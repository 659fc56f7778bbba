using RaMatch.Benchmarks.Instances;
using RaMatch.Benchmarks.Measuring;

namespace RaMatch.Benchmarks.Suites;

/// <summary>Memory: the instance and what solving takes, and the whole process at its peak; with --long the twelve million.</summary>
static class MemorySuite
{
    public static void Run(Session session)
    {
        var table = new Table(
            "Memory: the instance's and the solver's arrays, and the process at its peak",
            "instance", "wishes", "instance, bytes a wish", "solver, bytes a wish", "together", "process at its peak", "CPU of solving", "wall time of solving");
        foreach (var shape in RoundShape.All.Where(shape => session.Quick ? shape == RoundShape.Park : session.Long || shape != RoundShape.TwelveMillion).Except([RoundShape.Park]).DefaultIfEmpty(RoundShape.Park))
        {
            var result = session.Run(new StepRequest(Steps.Solve, shape.Name, shape == RoundShape.TwelveMillion ? 1 : 3) { Variant = Variants.Caps, Threads = shape == RoundShape.TwelveMillion ? 2 : 1 });
            var (wishes, instance, solver) = (result.Facts["wishes"], result.Facts["instance bytes"], result.Facts["solver bytes"]);
            session.Compare($"{shape.Name}: blocking pairs and exceeded limits", 0, (ulong)(result.Facts["blocking pairs"] + result.Facts["over limit"]));
            table.Add(
                shape.Name,
                Table.Count(wishes),
                $"{instance / wishes:0.0}",
                $"{solver / wishes:0.0}",
                $"{(instance + solver) / wishes:0.0}",
                $"{Table.Count(result.PeakMegabytes)} MB",
                Table.Milliseconds(result.Cpu),
                Table.Milliseconds(result.Wall));
            if (shape == RoundShape.National)
            {
                session.Goal("Memory of the national round with caps, instance and solver", "16 bytes a wish", $"{(instance + solver) / wishes:0.0} bytes", (instance + solver) / wishes / 16);
            }

            if (shape == RoundShape.TwelveMillion)
            {
                session.Goal("Twelve million graduates, wall time of solving", "30 s", Table.Milliseconds(result.Wall), result.Wall / 30_000);
                session.Goal("Twelve million graduates, memory", "6 GB", $"{result.PeakMegabytes / 1024:0.0} GB", result.PeakMegabytes / 1024 / 6);
            }
        }

        session.Print(table);
    }
}
