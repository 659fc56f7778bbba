namespace RaMatch.Platform.Data;

/// <summary>
/// The database cannot be used now: locked by someone else, too many writers, out of reach for longer than the retries last, its disk
/// full or read-only. No fault of the work: nothing was written, and it may be tried again later. HTTP says 503 with Retry-After.
/// </summary>
public sealed class DatabaseBusyException : Exception
{
    /// <summary>Says why.</summary>
    public DatabaseBusyException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
