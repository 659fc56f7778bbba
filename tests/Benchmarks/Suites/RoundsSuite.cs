using RaMatch.Benchmarks.Instances;
using RaMatch.Benchmarks.Measuring;

namespace RaMatch.Benchmarks.Suites;

/// <summary>
/// Solving whole rounds: ours, the tuned C++ and OR-Tools' min-cost flow in turn on the same instance, each in a process of its own; the
/// least CPU time of the solving step.
/// </summary>
static class RoundsSuite
{
    /// <summary>Plain and with caps, at every size asked for.</summary>
    public static void Sizes(Session session)
    {
        var table = new Table(
            "Rounds: CPU of the solving step",
            "instance", "ours", "tuned C++", "ours / C++", "min-cost flow", "flow / ours", "seated ours / flow", "blocking pairs ours / flow", "memory ours / flow");
        foreach (var shape in Shapes(session))
        {
            foreach (var variant in new[] { Variants.Plain, Variants.Caps })
            {
                // Ten times the national set takes the flow a hundred seconds: once is enough.
                Measure(session, table, shape.Name, variant, flow: shape != RoundShape.TenFold || variant == Variants.Caps);
            }
        }

        session.Print(table);
    }

    /// <summary>With few ties and with many, and a long chain of rejections.</summary>
    public static void Hard(Session session)
    {
        var table = new Table(
            "Rounds: ties and a long rejection chain, CPU of the solving step",
            "instance", "ours", "tuned C++", "ours / C++", "min-cost flow", "flow / ours", "seated ours / flow", "blocking pairs ours / flow", "memory ours / flow");
        foreach (var variant in Variants.Ties.Keys.Append(Variants.Chain))
        {
            Measure(session, table, (session.Quick ? RoundShape.Park : RoundShape.National).Name, variant, flow: false);
        }

        session.Print(table);
    }

    /// <summary>On one thread and on two, with the same outcome.</summary>
    public static void Threads(Session session)
    {
        var table = new Table("Rounds: one thread and two", "instance", "wall, 1 thread", "wall, 2 threads", "1 / 2", "CPU, 1 thread", "CPU, 2 threads");
        foreach (var shape in session.Quick ? [RoundShape.Park] : new[] { RoundShape.National, RoundShape.TenFold })
        {
            var one = new StepRequest(Steps.Solve, shape.Name, session.Quick ? 2 : shape == RoundShape.TenFold ? 3 : 25) { Variant = Variants.Caps };
            var runs = session.Interleave(shape == RoundShape.TenFold ? 1 : 3, one, one with { Threads = 2 });
            session.Compare($"{shape.Name}: one thread and two", runs[0].Checksum, runs[1].Checksum);
            table.Add(
                $"{shape.Name}, {Variants.Caps}",
                Table.Milliseconds(runs[0].Wall),
                Table.Milliseconds(runs[1].Wall),
                Table.Ratio(runs[0].Wall, runs[1].Wall),
                Table.Milliseconds(runs[0].Cpu),
                Table.Milliseconds(runs[1].Cpu));
        }

        session.Print(table);
    }

    static IEnumerable<RoundShape> Shapes(Session session) => session.Quick
        ? [RoundShape.Park]
        : RoundShape.All.Where(shape => shape != RoundShape.TwelveMillion);

    static void Measure(Session session, Table table, string size, string variant, bool flow)
    {
        var instance = $"{size}, {variant}";
        var large = size == RoundShape.TenFold.Name;
        var solve = new StepRequest(Steps.Solve, size, session.Quick ? 2 : size switch { "park" => 500, "tenth" => 150, _ => large ? 4 : 25 }) { Variant = variant };
        var limit = session.Limit;
        var dump = limit?.Dump(Steps.RoundOf(size, variant));
        StepResult? ours = null;
        (double Cpu, ulong Checksum)? theirs = null;
        for (var rounds = session.Quick || large ? 1 : flow ? 3 : 2; rounds > 0; rounds--)
        {
            var run = session.Run(solve);
            ours = ours?.Least(run) ?? run;
            if (limit is not null)
            {
                var (cpu, sum) = limit.Solve(dump!, solve.Times);
                theirs = (Math.Min(theirs?.Cpu ?? double.MaxValue, cpu.TotalMilliseconds), sum);
            }
        }

        var flowed = flow ? Steps.FlowOn(session, size, times: large ? 1 : 2, rounds: large ? 1 : 2, variant) : null;
        if (theirs is { } found)
        {
            session.Compare($"{instance}: ours and C++", found.Checksum, ours!.Checksum);
        }

        session.Compare($"{instance}: blocking pairs and exceeded limits of ours", 0, (ulong)(ours!.Facts["blocking pairs"] + ours.Facts["over limit"]));
        table.Add(
            instance,
            Table.Milliseconds(ours.Cpu),
            theirs is { } limited ? Table.Milliseconds(limited.Cpu) : "no compiler here",
            theirs is { } cpp ? Table.Ratio(ours.Cpu, cpp.Cpu) : "–",
            flowed is null ? "–" : Table.Milliseconds(flowed.Cpu),
            flowed is null ? "–" : Table.Ratio(flowed.Cpu, ours.Cpu),
            Both("seated"),
            Both("blocking pairs"),
            $"{ours.PeakMegabytes:0} / {(flowed is null ? "–" : $"{flowed.PeakMegabytes:0}")} MB");

        if (size == RoundShape.National.Name && variant == Variants.Caps)
        {
            if (flowed is not null)
            {
                session.Goal("National round with caps against OR-Tools' min-cost flow, CPU", "200x cheaper", Table.Ratio(flowed.Cpu, ours.Cpu), 200 / (flowed.Cpu / ours.Cpu));
            }

            if (theirs is { } tuned)
            {
                session.Goal("National round with caps against the tuned C++, CPU", "at most 1.25x", Table.Ratio(ours.Cpu, tuned.Cpu), ours.Cpu / tuned.Cpu / 1.25);
            }
        }

        string Both(string fact) => $"{Table.Count(ours.Facts[fact])} / {(flowed is null ? "–" : Table.Count(flowed.Facts[fact]))}";
    }
}
