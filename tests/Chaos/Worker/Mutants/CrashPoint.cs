using System.Diagnostics;
using System.Globalization;

namespace RaMatch.Chaos.Worker.Mutants;

/// <summary>The mutants' crash points, armed like the product's own: <c>RAMATCH_CRASH_AT=name:n</c>.</summary>
static class CrashPoint
{
    static readonly string[] Armed = Environment.GetEnvironmentVariable("RAMATCH_CRASH_AT")?.Split(':') ?? ["", "0"];
    static int _passed;

    public static void Reach(string name)
    {
        if (Armed[0] == name && Interlocked.Increment(ref _passed) == int.Parse(Armed[1], CultureInfo.InvariantCulture))
        {
            Process.GetCurrentProcess().Kill();
        }
    }
}
