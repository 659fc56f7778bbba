using System.Diagnostics;
using System.Globalization;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests;

/// <summary>A portal as a process of its own, on data that lie there, which kills itself at a point of its work.</summary>
static class DyingPortal
{
    /// <summary>Runs it until it has killed itself.</summary>
    public static async Task RunAsync(string folder, IReadOnlyDictionary<string, string?> settings, string crashAt)
    {
        var arguments = settings.Concat(await SqlServerDatabases.SettingsAsync(folder, ["portal"])).SelectMany(pair => new[] { $"--{pair.Key}", pair.Value! });
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "RaMatch.Portal.dll"), "--data", folder, "--Portal:Address", "https://ra.example.cn", "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["RAMATCH_CRASH_AT"] = crashAt;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        using var process = Process.Start(start)!;
        try
        {
            var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync(new CancellationTokenSource(3 * Eventually.DefaultTimeout).Token);
            // SIGKILL, and no end of its own.
            Assert.True(process.ExitCode == 137, string.Join('\n', await said));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
