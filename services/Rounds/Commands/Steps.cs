using System.Diagnostics;

namespace RaMatch.Rounds.Commands;

/// <summary>How long each step of a command took: by the clock, and of all processors together.</summary>
sealed class Steps
{
    readonly List<Step> _taken = [];

    public IReadOnlyList<Step> Taken => _taken;

    public T Take<T>(string name, Func<T> step)
    {
        var (clock, processors) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var result = step();
        _taken.Add(new Step(name, Stopwatch.GetElapsedTime(clock).TotalMilliseconds, (Environment.CpuUsage.TotalTime - processors).TotalMilliseconds));
        return result;
    }

    /// <summary>A step.</summary>
    /// <param name="Name">What was done.</param>
    /// <param name="Milliseconds">By the clock.</param>
    /// <param name="CpuMilliseconds">Of all processors together; the system counts in steps of its own, often 10 ms.</param>
    public readonly record struct Step(string Name, double Milliseconds, double CpuMilliseconds);
}
