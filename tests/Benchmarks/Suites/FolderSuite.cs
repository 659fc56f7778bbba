using System.Text.Json;
using RaMatch.Benchmarks.Instances;
using RaMatch.Benchmarks.Measuring;
using RaMatch.Rounds.Format;

namespace RaMatch.Benchmarks.Suites;

/// <summary>
/// What a stranger does: a generated folder, the command <c>solve</c>, the command <c>verify</c>, each in a process of its own that has just started,
/// so the solving step is not warm; beside it min-cost flow on the same round.
/// </summary>
static class FolderSuite
{
    public static void Run(Session session)
    {
        var shape = session.Quick ? RoundShape.Park : RoundShape.National;
        var temporary = Directory.CreateTempSubdirectory("ramatch-folder-").FullName;
        try
        {
            var (folder, result) = (Path.Combine(temporary, "round"), Path.Combine(temporary, "result"));
            RoundFolder.Write(RoundGenerator.Make(shape), folder);
            var solved = Command("solve", folder, "--out", result, "--json");
            var verified = Command("verify", folder, result, "--json");
            var accepted = verified.GetProperty("accepted").GetBoolean();
            session.Compare($"{shape.Name}: the command verify accepts what solve wrote (0)", 0, accepted ? 0UL : 1);
            var flow = Steps.FlowOn(session, shape.Name);
            var solving = Cpu(solved, "solve");
            var table = new Table("The commands on a generated folder, each started anew: CPU", "instance", "read", "solve", "solve, whole command", "verify, whole command", "verdict", "min-cost flow", "flow / solve");
            table.Add(
                $"{shape.Name}, {Variants.Caps}",
                Table.Milliseconds(Cpu(solved, "read")),
                Table.Milliseconds(solving),
                Table.Milliseconds(Cpu(solved)),
                Table.Milliseconds(Cpu(verified)),
                accepted ? "accepted" : "refused",
                flow is null ? "–" : Table.Milliseconds(flow.Cpu),
                flow is null ? "–" : Table.Ratio(flow.Cpu, solving));
            session.Print(table);
            if (flow is not null)
            {
                session.Goal("The command solve, solving step of a fresh process, against min-cost flow, CPU", "100x cheaper", Table.Ratio(flow.Cpu, solving), 100 / (flow.Cpu / solving));
            }
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    static JsonElement Command(params string[] arguments)
    {
        var (exitCode, output) = Processes.Again(arguments);
        return exitCode == 0 ? JsonDocument.Parse(output).RootElement : throw new InvalidOperationException($"{arguments[0]} ended with {exitCode}: {output}");
    }

    static double Cpu(JsonElement report, string? step = null) => report.GetProperty("steps").EnumerateArray()
        .Where(taken => step is null || taken.GetProperty("name").GetString() == step)
        .Sum(taken => taken.GetProperty("cpu_milliseconds").GetDouble());
}
