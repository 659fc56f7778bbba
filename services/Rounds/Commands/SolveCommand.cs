using System.Runtime.InteropServices;
using RaMatch.Rounds.Floors;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;

namespace RaMatch.Rounds.Commands;

/// <summary><c>solve FOLDER --out RESULT</c>: the stable result; of missed floors what could be repaired, and that it is where the
/// folder or, if that says nothing, <c>--repair-floors</c> orders it.</summary>
static class SolveCommand
{
    public static int Run(string folder, string path, bool repair, bool json, Terminal terminal)
    {
        // Before the work, not after it.
        if (Path.Exists(path) && (File.Exists(path) || Directory.EnumerateFileSystemEntries(path).Any()))
        {
            throw new IOException($"{path} is there already and is not overwritten; name a new folder or remove it");
        }

        var steps = new Steps();
        using var progress = new TerminalProgress(terminal);
        var rehearsal = Task.Run(Rehearsal.Run);
        var instance = steps.Take("read", () => RoundFolder.Read(folder, progress));
        var inForce = InForce(instance.Terms.FloorPolicy, repair);
        var inputHash = steps.Take("hash", () => RoundFolder.Hash(instance, progress));
        rehearsal.Wait();
        var outcome = steps.Take("solve", () => DeferredAcceptance.Solve(instance));
        var floors = steps.Take("floors", () => Floors(instance, outcome));
        var certificate = steps.Take("write", () => Write(instance, outcome, inputHash, path, floors, inForce, progress));
        progress.Clear();
        var report = new Report(terminal.Output);
        if (json)
        {
            report.Print(new { certificate, steps = steps.Taken });
            return 0;
        }

        report.Print(certificate);
        report.Line($"written to {path}");
        report.Print(steps.Taken);
        return 0;
    }

    // What the round announced holds; only a folder that says nothing leaves it to the option.
    static bool InForce(FloorPolicy? announced, bool asked) => (announced, asked) switch
    {
        (FloorPolicy.Report, true) => throw new RoundFormatException(
            RoundFile.Name, 0, 0, "floor_policy is report: the round was announced without a repair of missed floors; solve it without --repair-floors"),
        (FloorPolicy.Repair, _) => true,
        _ => asked,
    };

    // Nothing to prove where every floor is met.
    static FloorProof? Floors(RoundInstance instance, Outcome outcome)
    {
        if (instance.ParkFloors.All(floor => floor == 0))
        {
            return null;
        }

        var found = FloorRepair.Of(instance, outcome);
        return found.Certificate.Deficit == 0 ? null : found.Proof;
    }

    // Only while there is something half-written does an interruption need more than the end of the process.
    static Certificate Write(RoundInstance instance, Outcome outcome, string inputHash, string path, FloorProof? floors, bool repair, IProgress<FileProgress> progress)
    {
        using var interruption = new CancellationTokenSource();
        using var keyboard = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var system = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        return ResultFolder.Write(instance, outcome, (applicant, wish) => Reasons.Of(instance, outcome, applicant, wish), inputHash, path, floors, repair, progress, interruption.Token);

        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interruption.Cancel();
        }
    }
}
