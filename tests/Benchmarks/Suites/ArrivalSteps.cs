using System.Diagnostics;
using RaMatch.Benchmarks.Instances;
using RaMatch.Benchmarks.Measuring;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;

namespace RaMatch.Benchmarks.Suites;

/// <summary>Graduates arrive one by one in a running round; afterwards it must stand where solving the larger round anew stands.</summary>
static class ArrivalSteps
{
    const int NationalArrivals = 100_000;

    public static void Run(Session session)
    {
        var table = new Table(
            "Arrivals into a running round: wall time of each",
            "instance", "arrivals", "p50", "p99", "longest", "allocated an arrival", "solving anew, CPU", "solving anew / p50");
        var shape = session.Quick ? RoundShape.Park : RoundShape.National;
        foreach (var variant in new[] { Variants.Plain, Variants.Caps })
        {
            var result = session.Run(new StepRequest(Steps.Arrivals, shape.Name, session.Quick ? 1 : 5) { Variant = variant });
            table.Add(
                $"{shape.Name}, {variant}",
                Table.Count(result.Facts["arrivals"]),
                Table.Microseconds(result.Facts["p50"]),
                Table.Microseconds(result.Facts["p99"]),
                Table.Microseconds(result.Facts["longest"]),
                $"{result.Facts["bytes"]:0.###} B",
                Table.Milliseconds(result.Cpu),
                Table.Ratio(result.Cpu * 1000, result.Facts["p50"]));
            session.Goal($"An arrival into a running national round, {variant}, as solving anew would have it, p99", "5 µs", Table.Microseconds(result.Facts["p99"]), result.Facts["p99"] / 5);
            session.Goal($"Allocated an arrival, {variant}", "0 B", $"{result.Facts["bytes"]:0.###} B", result.Facts["bytes"] > 0 ? 2 : 0);
        }

        session.Print(table);
    }

    /// <summary>The round of the size, then half as many arrivals for the small one and 100,000 for the national one.</summary>
    public static StepResult Arriving(StepRequest request)
    {
        var shape = RoundShape.All.First(shape => shape.Name == request.Size);
        var arrivals = shape == RoundShape.National ? NationalArrivals : shape.Applicants / 2;
        var all = RoundGenerator.Make(shape with { Applicants = shape.Applicants + arrivals, Capped = request.Variant == Variants.Caps });
        var before = First(all, shape.Applicants);
        var room = all.Wishes.Length - before.Wishes.Length;
        var microseconds = new double[arrivals];
        var facts = new Dictionary<string, double> { ["arrivals"] = arrivals, ["p50"] = double.MaxValue, ["p99"] = double.MaxValue, ["longest"] = double.MaxValue };
        ulong sum = 0;
        for (var times = request.Times; times > 0; times--)
        {
            var round = new RunningRound(before, arrivals, room);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            for (var arrival = 0; arrival < arrivals; arrival++)
            {
                var number = shape.Applicants + arrival;
                var wishes = all.Wishes.AsSpan(all.WishStarts[number], all.WishStarts[number + 1] - all.WishStarts[number]);
                var start = Stopwatch.GetTimestamp();
                round.Arrive(all.Lottery[number], wishes);
                microseconds[arrival] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }

            facts["bytes"] = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)arrivals;
            Array.Sort(microseconds);
            facts["p50"] = Math.Min(facts["p50"], microseconds[arrivals / 2]);
            facts["p99"] = Math.Min(facts["p99"], microseconds[arrivals * 99 / 100]);
            facts["longest"] = Math.Min(facts["longest"], microseconds[^1]);
            sum = Checksum.Of(round.Now());
        }

        var (cpu, wall, anew) = Processes.Least(request.Times, () => DeferredAcceptance.Solve(all));
        return new StepResult { Cpu = cpu, Wall = wall, PeakMegabytes = Processes.PeakMegabytes(), Checksum = sum, Reference = Checksum.Of(anew), Facts = facts };
    }

    // The round of the first so many graduates.
    static RoundInstance First(RoundInstance all, int applicants) => all with
    {
        Applicants = RoundGenerator.Ids("G", applicants),
        Lottery = all.Lottery[..applicants],
        WishStarts = all.WishStarts[..(applicants + 1)],
        Wishes = all.Wishes[..all.WishStarts[applicants]],
    };
}
