using System.Diagnostics;
using System.Globalization;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Commands;

/// <summary>One line on standard error that is written over ten times a second; nothing at all if that is no screen.</summary>
sealed class TerminalProgress(Terminal terminal) : IProgress<FileProgress>, IDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    long _last = terminal.Clock();
    int _width;

    public void Report(FileProgress value)
    {
        if (!terminal.IsWatched || Stopwatch.GetElapsedTime(_last, terminal.Clock()) < Pause)
        {
            return;
        }

        _last = terminal.Clock();
        Overwrite(value.Of is { } of and > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{value.File} {value.Bytes * 100 / of} %")
            : string.Create(CultureInfo.InvariantCulture, $"{value.File} {value.Bytes >> 20:N0} MB"));
    }

    /// <summary>Wipes the line before something else is printed.</summary>
    public void Clear()
    {
        if (_width > 0)
        {
            Overwrite("");
        }
    }

    /// <summary>Before a complaint too.</summary>
    public void Dispose() => Clear();

    void Overwrite(string text)
    {
        terminal.Errors.Write("\r" + text.PadRight(_width) + (text.Length == 0 ? "\r" : ""));
        _width = text.Length;
    }
}
