using System.Globalization;

namespace RaMatch.Platform;

/// <summary>
/// The time the product lives in: the system's, or, for a demonstration, the instant written in <c>Demo:ClockFile</c>, so that
/// a season of two months can be played in a minute and every process agrees on the day. Without the file it is real time.
/// </summary>
sealed class RaMatchClock : TimeProvider
{
    readonly string _file;
    volatile Instant? _last;

    RaMatchClock(string file) => _file = file;

    public static TimeProvider From(DemoSettings demo) => demo.ClockFile is { } file ? new RaMatchClock(file) : System;

    /// <summary>
    /// Reads the file each time: its time of change is too coarse to tell two days of a fast replay apart. While it is being
    /// written, the last instant still holds.
    /// </summary>
    public override DateTimeOffset GetUtcNow()
    {
        if (!File.Exists(_file))
        {
            return System.GetUtcNow();
        }

        if (DateTimeOffset.TryParse(Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
        {
            _last = new Instant(instant);
        }

        return _last?.Value ?? System.GetUtcNow();
    }

    string? Text()
    {
        try
        {
            return File.ReadAllText(_file);
        }
        catch (IOException)
        {
            return null;
        }
    }

    sealed record Instant(DateTimeOffset Value);
}
