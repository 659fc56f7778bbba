using System.Diagnostics;
using System.Globalization;

namespace RaMatch.Platform;

/// <summary>
/// Places where the chaos suite kills the process: <c>RAMATCH_CRASH_AT=write.committed:17</c> dies at the 17th passing. Random
/// kills alone almost never hit the few microseconds that matter. Without the variable a point costs one comparison.
/// </summary>
public static class CrashPoints
{
    static readonly (string Name, int Passing) Armed = Parse(Environment.GetEnvironmentVariable("RAMATCH_CRASH_AT"));
    static int _passed;

    /// <summary>The process comes by a point; it dies here if this is the passing that the variable names.</summary>
    /// <param name="name">The point's name, for example <c>write.committed</c>.</param>
    public static void Reach(string name)
    {
        if (Armed.Passing > 0 && Armed.Name == name && Interlocked.Increment(ref _passed) == Armed.Passing)
        {
            // SIGKILL: no finally block, no flush, no goodbye.
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    static (string, int) Parse(string? text)
    {
        var parts = text?.Split(':') ?? [];
        return parts.Length == 2 ? (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture)) : ("", 0);
    }
}
