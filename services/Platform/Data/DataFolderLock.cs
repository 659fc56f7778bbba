namespace RaMatch.Platform.Data;

/// <summary>
/// Holds a SQLite database for this process. Two processes on one file would be two relays and two writers; the second is
/// told so instead. The operating system drops the lock when the process dies.
/// </summary>
static class DataFolderLock
{
    public static IDisposable Take(string folder, string name)
    {
        var path = Path.Combine(folder, name + ".lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new DataFolderInUseException(folder, name, exception);
        }
    }
}

/// <summary>Another process runs on the same data folder.</summary>
public sealed class DataFolderInUseException(string folder, string name, Exception cause)
    : Exception($"The data folder {folder} is in use: another RaMatch process holds {name}.db. Stop it, or name another folder with --data.", cause);
