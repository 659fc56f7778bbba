namespace RaMatch.Platform.Data;

/// <summary>The database is locked by someone else or too many writes wait. Nothing was written; try again later.</summary>
public sealed class DatabaseBusyException : Exception
{
    /// <summary>Says why.</summary>
    public DatabaseBusyException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
