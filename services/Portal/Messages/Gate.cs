using System.Diagnostics;
using RaMatch.Platform.Messaging;

namespace RaMatch.Portal.Messages;

/// <summary>
/// How the server of a channel has been answering, and so how many letters may go to it at once: many, or, while it cannot be spoken to, one after
/// growing pauses, so that a dead one costs neither the other letters their attempts nor anybody's time. Health names it meanwhile.
/// </summary>
sealed class Gate(string part, DeliveryHealth health)
{
    const int DelaysInARow = 10;
    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    readonly Lock _lock = new();
    TimeSpan _pause;
    long _since;
    int _delays;

    /// <summary>How many more letters may go now.</summary>
    /// <param name="atOnce">So many may go at once.</param>
    /// <param name="busy">So many are going.</param>
    public int Room(int atOnce, int busy)
    {
        lock (_lock)
        {
            return _pause == TimeSpan.Zero ? atOnce - busy
                : busy == 0 && Stopwatch.GetElapsedTime(_since) >= _pause ? 1
                : 0;
        }
    }

    /// <summary>Notes what the server made of a letter.</summary>
    /// <param name="verdict">Whether it was taken.</param>
    /// <param name="reason">Why not, as operators may read it: with no address in it.</param>
    public void Answered(Verdict verdict, string? reason)
    {
        lock (_lock)
        {
            switch (verdict)
            {
                case Verdict.NoService:
                    _since = Stopwatch.GetTimestamp();
                    _pause = _pause == TimeSpan.Zero ? ShortestPause : _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
                    health.Report(part, reason!);
                    break;
                case Verdict.NotNow:
                    _pause = TimeSpan.Zero;
                    // One box that is full is nobody's trouble but its owner's.
                    if (++_delays >= DelaysInARow)
                    {
                        health.Report(part, reason!);
                    }

                    break;
                case Verdict.Taken or Verdict.Refused:
                    (_pause, _delays) = (TimeSpan.Zero, 0);
                    health.Clear(part);
                    break;
            }
        }
    }
}
