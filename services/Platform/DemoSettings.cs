using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace RaMatch.Platform;

/// <summary>Whether this installation is a demonstration. Every key is described in docs/settings.md.</summary>
/// <param name="Enabled"><c>Demo:Enabled</c>: demo sign-ins without a password; refused in Production.</param>
/// <param name="ClockFile"><c>Demo:ClockFile</c>: a file that holds the demonstration's instant; null for real time.</param>
public sealed record DemoSettings(bool Enabled, string? ClockFile)
{
    /// <summary>Reads the settings; a demonstration in Production throws.</summary>
    public static DemoSettings From(IConfiguration configuration, IHostEnvironment environment)
    {
        var enabled = configuration.GetValue("Demo:Enabled", false);
        var clock = configuration["Demo:ClockFile"] is { Length: > 0 } file ? file : null;
        if (enabled && environment.IsProduction())
        {
            throw new InvalidOperationException("Demo:Enabled is refused in Production: anyone could sign in as anyone.");
        }

        return clock is not null && !enabled
            ? throw new InvalidOperationException("Demo:ClockFile needs Demo:Enabled: a real programme lives in real time.")
            : new DemoSettings(enabled, clock);
    }
}
