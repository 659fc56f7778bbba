namespace RaMatch.Testing;

/// <summary>A clock the test moves. It starts on 28 June 2022, 10:00 in China, the first day of the demo season.</summary>
public sealed class ManualClock : TimeProvider
{
    long _ticks = new DateTimeOffset(2022, 6, 28, 2, 0, 0, TimeSpan.Zero).Ticks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public void Set(DateTimeOffset to) => Interlocked.Exchange(ref _ticks, to.UtcTicks);
}
