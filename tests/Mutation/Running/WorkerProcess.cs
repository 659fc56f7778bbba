using System.Diagnostics;
using System.Text.Json;

namespace RaMatch.Mutation.Running;

/// <summary>A <see cref="TestWorker"/> as its asker sees it; one that has died is followed by another.</summary>
/// <param name="assembly">The tests.</param>
public sealed class WorkerProcess(string assembly) : IDisposable
{
    Process? _process;

    /// <summary>The names of all tests, in the order of their numbers.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync() =>
        await AskAsync<List<string>>(new WorkerQuestion(-1, 0, 0, 0, 0)) ?? throw new InvalidOperationException($"No tests are found in {assembly}.");

    /// <summary>Runs a test.</summary>
    public async Task<WorkerAnswer> TryAsync(WorkerQuestion question) =>
        await AskAsync<WorkerAnswer>(question) ?? new WorkerAnswer(Passed: false, TimedOut: true, question.Milliseconds, question.CpuMilliseconds, [], "the worker died");

    /// <inheritdoc />
    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
        }

        _process?.Dispose();
        _process = null;
    }

    Process Start()
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(WorkerProcess).Assembly.Location, "worker", assembly])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly),
        })!;
        // A stack that is full is told at length; that the worker died says enough.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    async Task<T?> AskAsync<T>(WorkerQuestion question)
        where T : class
    {
        _process ??= Start();
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question));
            await _process.StandardInput.FlushAsync();
            if (await _process.StandardOutput.ReadLineAsync() is { } line)
            {
                return JsonSerializer.Deserialize<T>(line);
            }
        }
        catch (IOException)
        {
            // It died while it was asked.
        }

        Dispose();
        return null;
    }
}
