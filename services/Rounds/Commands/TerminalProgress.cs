using System.Diagnostics;
using System.Globalization;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Commands;

/// <summary>One line on standard error that is written over ten times a second; nothing at all if that is no terminal.</summary>
sealed class TerminalProgress : IProgress<FileProgress>
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    readonly bool _shown = !Console.IsErrorRedirected;
    long _last = Stopwatch.GetTimestamp();
    int _width;

    public void Report(FileProgress value)
    {
        if (!_shown || Stopwatch.GetElapsedTime(_last) < Pause)
        {
            return;
        }

        _last = Stopwatch.GetTimestamp();
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

    void Overwrite(string text)
    {
        Console.Error.Write("\r" + text.PadRight(_width) + (text.Length == 0 ? "\r" : ""));
        _width = text.Length;
    }
}
