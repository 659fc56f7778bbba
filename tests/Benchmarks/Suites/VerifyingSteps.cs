using RaMatch.Benchmarks.Instances;
using RaMatch.Benchmarks.Measuring;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using RaMatch.Rounds.Verifying;

namespace RaMatch.Benchmarks.Suites;

/// <summary>The verifier on a true result: its checks alone beside the solving alone, and reading and all beside reading and all.</summary>
static class VerifyingSteps
{
    public static void Run(Session session)
    {
        var table = new Table(
            "Verifier: CPU",
            "instance", "solving", "verifying", "verifying / solving", "folder to result", "folder and result to verdict", "verdict / result");
        foreach (var shape in session.Quick ? [RoundShape.Park] : new[] { RoundShape.Tenth, RoundShape.National })
        {
            var result = session.Run(new StepRequest(Steps.Verify, shape.Name, session.Quick ? 1 : 100) { Variant = Variants.Caps });
            var (solving, whole) = (result.Facts["solving"], result.Facts["folder to result"]);
            table.Add(
                shape.Name,
                Table.Milliseconds(solving),
                Table.Milliseconds(result.Cpu),
                $"{100 * result.Cpu / solving:0} %",
                Table.Milliseconds(whole),
                Table.Milliseconds(result.Facts["folder and result to verdict"]),
                $"{100 * result.Facts["folder and result to verdict"] / whole:0} %");
            if (shape == RoundShape.National)
            {
                session.Goal("Verifying the national round with caps, checks alone against solving alone, CPU", "at most 20 %", $"{100 * result.Cpu / solving:0} %", result.Cpu / solving / 0.2);
            }
        }

        session.Print(table);
    }

    /// <summary>Solves, writes in memory, reads again, verifies; the checksum is the number of violations, of which there may be none.</summary>
    public static StepResult Verifying(StepRequest request)
    {
        var round = Steps.RoundOf(request.Size, request.Variant);
        var (folder, result) = (new Files(), new Files());
        RoundFolder.Write(round, folder.Create);
        var (solving, _, outcome) = Processes.Least(request.Times, () => DeferredAcceptance.Solve(round));
        var (whole, _, _) = Processes.Least(2, () =>
        {
            var read = RoundFolder.Read(folder.Open);
            var solved = DeferredAcceptance.Solve(read);
            return ResultFolder.Write(read, solved, (applicant, wish) => Reasons.Of(read, solved, applicant, wish), RoundFolder.Hash(read), result.Create);
        });
        var (verdict, _, accepted) = Processes.Least(2, () =>
        {
            var read = RoundFolder.Read(folder.Open);
            return Verifier.FirstViolation(read, ResultFolder.Read(read, result.Open), RoundFolder.Hash(read));
        });

        var hash = RoundFolder.Hash(round);
        var claimed = ResultFolder.Read(round, result.Open);
        var (cpu, wall, violation) = Processes.Least(request.Times, () => Verifier.FirstViolation(round, claimed, hash));
        return new StepResult
        {
            Cpu = cpu,
            Wall = wall,
            PeakMegabytes = Processes.PeakMegabytes(),
            Checksum = (violation is null ? 0UL : 1) + (accepted is null ? 0UL : 1) + (Checksum.Of(claimed.Outcome) == Checksum.Of(outcome) ? 0UL : 1),
            Reference = 0,
            Facts = new() { ["solving"] = solving, ["folder to result"] = whole, ["folder and result to verdict"] = verdict },
        };
    }

    // A folder in memory.
    sealed class Files
    {
        readonly Dictionary<string, MemoryStream> _files = new(StringComparer.Ordinal);

        public Stream Create(string name) => _files[name] = new MemoryStream();

        public Stream Open(string name) => new MemoryStream(_files[name].ToArray(), writable: false);
    }
}
