using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace RaMatch.Chaos.Tests;

/// <summary>One process of the campaign, built to be killed. It ends when this one ends, however that happens.</summary>
sealed class WorkerProcess : IDisposable
{
    const int LinesKept = 40;

    readonly Process _process;
    readonly ConcurrentQueue<string> _lines = new();

    WorkerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it said last, for the message of a failed test.</summary>
    public string Output => string.Join('\n', _lines);

    /// <param name="role">The verb of the worker.</param>
    /// <param name="settings">Its command line.</param>
    /// <param name="crashAt">A crash point and the passing at which it strikes, or null.</param>
    public static WorkerProcess Start(string role, IEnumerable<string> settings, string? crashAt)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "RaMatch.Chaos.Worker.dll"), role, .. settings])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        // Both processes shall use the two cores for the messages, not for compiling the same methods twice.
        start.Environment["DOTNET_TieredPGO"] = "0";
        if (crashAt is null)
        {
            start.Environment.Remove("RAMATCH_CRASH_AT");
        }
        else
        {
            start.Environment["RAMATCH_CRASH_AT"] = crashAt;
        }

        return new WorkerProcess(Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start"));
    }

    public Task EndedAsync() => _process.WaitForExitAsync();

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    /// <summary>SIGSTOP: it holds everything it has and does nothing, like a machine that is being moved.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>SIGCONT.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
            while (_lines.Count > LinesKept)
            {
                _lines.TryDequeue(out _);
            }
        }
    }
}
