using System.Diagnostics;
using RaMatch.Rounds.Commands;

namespace RaMatch.Rounds.Tests.Commands;

/// <summary>A terminal in memory. Its clock stands still unless it is moved, or goes on by a step at each look.</summary>
sealed class Screen
{
    long _now = Stopwatch.GetTimestamp();

    public Screen(bool isWatched = false, int step = 0) =>
        Terminal = new Terminal(new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" }, isWatched, () => _now += Ticks(step));

    public Terminal Terminal { get; }

    public string Output => Terminal.Output.ToString()!;

    public string Errors => Terminal.Errors.ToString()!;

    public void Move(int milliseconds) => _now += Ticks(milliseconds);

    /// <summary>What a command line makes of an empty screen.</summary>
    public static (int ExitCode, string Output, string Errors) Run(params string[] args)
    {
        var screen = new Screen();
        return (RoundCommands.Run(args, screen.Terminal), screen.Output, screen.Errors);
    }

    static long Ticks(int milliseconds) => milliseconds * (Stopwatch.Frequency / 1000);
}
