using System.Globalization;

namespace RaMatch.Platform;

/// <summary>
/// The time the product lives in: the system's, or, for a demonstration, the instant written in <c>Demo:ClockFile</c>, so that
/// a season of two months can be played in a minute and every process agrees on the day.
/// </summary>
sealed class RaMatchClock : TimeProvider
{
    readonly string _file;
    (DateTime Written, DateTimeOffset Instant) _last;

    RaMatchClock(string file) => _file = file;

    public static TimeProvider From(DemoSettings demo) => demo.ClockFile is { } file ? new RaMatchClock(file) : System;

    public override DateTimeOffset GetUtcNow()
    {
        var written = File.GetLastWriteTimeUtc(_file);
        var last = _last;
        if (last.Written == written && last.Instant != default)
        {
            return last.Instant;
        }

        if (!DateTimeOffset.TryParse(File.Exists(_file) ? File.ReadAllText(_file) : null, CultureInfo.InvariantCulture, out var instant))
        {
            return last.Instant != default ? last.Instant : System.GetUtcNow();
        }

        _last = (written, instant.ToUniversalTime());
        return instant.ToUniversalTime();
    }
}
