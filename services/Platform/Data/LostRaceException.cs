namespace RaMatch.Platform.Data;

/// <summary>
/// A guarded update found that someone else had been first. Thrown inside a write, it has the delegate run again on what holds
/// now; only on a database with several writers can it happen at all.
/// </summary>
public sealed class LostRaceException(string what) : Exception($"Someone else changed {what} at the same moment.");
