using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Commands;

/// <summary>The commands for people at a terminal: <c>solve</c> a round's folder and <c>verify</c> a result. docs/rounds.md.</summary>
public static class RoundCommands
{
    /// <summary>One line a command, for the usage of the program that offers them.</summary>
    public const string Summary = """
          solve FOLDER --out RESULT [--repair-floors] [--json]
                                   solve the round in FOLDER (docs/rounds.md) and write its result
          verify FOLDER RESULT [--json]
                                   recompute a result without the solver; 1 and the first violation if it is wrong
        """;

    const string Usage = $"""
        Solve and verify matching rounds.

        {Summary}

          --out RESULT     the folder to write; must not be there yet
          --repair-floors  put the repair of missed floors in force (repair.csv) where round.json does not say whether; not stable and not strategy-proof
          --json           print what was found and how long each step took as JSON

        Exit codes: 0 done or accepted; 1 the result is not the round's; 2 the input or the command line is wrong.
        """;

    /// <summary>Whether a command line is one of these.</summary>
    public static bool Knows(IReadOnlyList<string> args) => args is ["solve" or "verify", ..];

    /// <summary>Runs one. Summary on standard output, progress and complaints on standard error.</summary>
    /// <returns>0 done or accepted; 1 the result is not the round's; 2 the input or the command line is wrong; 130 interrupted.</returns>
    public static int Run(IReadOnlyList<string> args) => Run(args, Terminal.Own());

    internal static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        if (args.Contains("--help") || args.Contains("-h"))
        {
            terminal.Output.WriteLine(Usage);
            return 0;
        }

        var (json, repair) = (args.Contains("--json"), args.Contains("--repair-floors"));
        try
        {
            return args.Where(arg => arg is not ("--json" or "--repair-floors")).ToArray() switch
            {
                ["solve", var folder, "--out", var result] when IsPath(folder) && IsPath(result) => SolveCommand.Run(folder, result, repair, json, terminal),
                ["solve", "--out", var result, var folder] when IsPath(folder) && IsPath(result) => SolveCommand.Run(folder, result, repair, json, terminal),
                ["verify", var folder, var result] when !repair && IsPath(folder) && IsPath(result) => VerifyCommand.Run(folder, result, json, terminal),
                _ => Complain(Usage),
            };
        }
        catch (RoundFormatException refusal)
        {
            if (json)
            {
                new Report(terminal.Output).Print(new { error = new { refusal.File, refusal.Line, refusal.Column, refusal.Reason } });
            }

            return Complain(refusal.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Complain(error.Message);
        }
        catch (OperationCanceledException)
        {
            terminal.Errors.WriteLine("interrupted; nothing was written");
            return 130;
        }

        int Complain(string sentence)
        {
            terminal.Errors.WriteLine(sentence);
            return 2;
        }
    }

    static bool IsPath(string word) => word.Length > 0 && !word.StartsWith('-');
}
