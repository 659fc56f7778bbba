using RaMatch.Rounds.Format;
using RaMatch.Rounds.Verifying;

namespace RaMatch.Rounds.Commands;

/// <summary><c>verify FOLDER RESULT</c>: without the solver.</summary>
static class VerifyCommand
{
    public static int Run(string folder, string path, bool json, Terminal terminal)
    {
        if (!Directory.Exists(path))
        {
            throw new RoundFormatException(path, 0, 0, "there is no such folder");
        }

        var steps = new Steps();
        using var progress = new TerminalProgress(terminal);
        var instance = steps.Take("read", () => RoundFolder.Read(folder, progress));
        var inputHash = steps.Take("hash", () => RoundFolder.Hash(instance, progress));
        var (certificate, violation) = Check(instance, inputHash, path, steps, progress);
        progress.Clear();
        var report = new Report(terminal.Output);
        if (json)
        {
            report.Print(new { accepted = violation == null, violation, certificate, steps = steps.Taken });
        }
        else if (violation == null)
        {
            Accept(certificate!, steps, report);
        }

        if (violation != null)
        {
            terminal.Errors.WriteLine(violation);
        }

        return violation == null ? 0 : 1;
    }

    static void Accept(Certificate certificate, Steps steps, Report report)
    {
        report.Line($"accepted: feasible, stable, the best stable result for every graduate; cutoffs, reasons, lottery, counts, floors and hashes are right");
        report.Print(certificate);
        report.Print(steps.Taken);
    }

    // What cannot be read as a result of the round is a violation too: the round itself has been read and is fine.
    static (Certificate? Certificate, Violation? Violation) Check(RoundInstance instance, string inputHash, string path, Steps steps, IProgress<FileProgress> progress)
    {
        try
        {
            var result = steps.Take("read result", () => ResultFolder.Read(instance, path, progress));
            return (result.Certificate, steps.Take("verify", () => Verifier.FirstViolation(instance, result, inputHash)));
        }
        catch (RoundFormatException refusal)
        {
            return (null, new Violation(refusal.File, refusal.Line, refusal.Reason));
        }
    }
}
