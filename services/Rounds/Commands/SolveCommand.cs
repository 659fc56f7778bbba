using System.Runtime.InteropServices;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;

namespace RaMatch.Rounds.Commands;

/// <summary><c>solve FOLDER --out RESULT</c>.</summary>
static class SolveCommand
{
    public static int Run(string folder, string path, bool json)
    {
        // Before the work, not after it.
        if (Path.Exists(path) && (File.Exists(path) || Directory.EnumerateFileSystemEntries(path).Any()))
            throw new IOException($"{path} is there already and is not overwritten; name a new folder or remove it");
        var steps = new Steps();
        var progress = new TerminalProgress();
        var instance = steps.Take("read", () => RoundFolder.Read(folder, progress));
        var inputHash = steps.Take("hash", () => RoundFolder.Hash(instance, progress));
        var outcome = steps.Take("solve", () => DeferredAcceptance.Solve(instance));
        var certificate = steps.Take("write", () => Write(instance, outcome, inputHash, path, progress));
        progress.Clear();
        if (json)
        {
            Report.Print(new { certificate, steps = steps.Taken });
            return 0;
        }

        Report.Print(certificate);
        Report.Line($"written to {path}");
        Report.Print(steps.Taken);
        return 0;
    }

    // Only while there is something half-written does an interruption need more than the end of the process.
    static Certificate Write(RoundInstance instance, Outcome outcome, string inputHash, string path, IProgress<FileProgress> progress)
    {
        using var interruption = new CancellationTokenSource();
        using var keyboard = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var system = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        return ResultFolder.Write(instance, outcome, (applicant, wish) => Reasons.Of(instance, outcome, applicant, wish), inputHash, path, progress, interruption.Token);

        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interruption.Cancel();
        }
    }
}
