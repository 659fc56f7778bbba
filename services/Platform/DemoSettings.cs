using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using RaMatch.Platform.Data;

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

    // The second is what demonstrations left before they were marked.
    static readonly string[] Marks = ["demonstration", "demo-season"];

    /// <summary>Marks a demonstration's data folder, and keeps Production out of it: who was made up could else sign in, and be counted.</summary>
    /// <exception cref="InvalidOperationException">It is a demonstration's, and this is Production.</exception>
    public void KeepApart(string folder, IHostEnvironment environment)
    {
        if (environment.IsProduction() && Marks.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } found)
        {
            throw new InvalidOperationException($"The data of a demonstration lies in {folder} (see the file {found}). Production needs a folder of its own: set Data:Folder.");
        }

        if (Enabled)
        {
            OwnFiles.Make(Path.Combine(folder, Marks[0]));
        }
    }
}
