namespace RaMatch.Platform.Data;

/// <summary>
/// Holds a SQLite database for this process. Two processes on one file would be two relays and two writers; the second is
/// told so instead. The operating system drops the lock when the process dies. What stands in the file says that the database was there
/// once, so that one that is gone is not begun anew in silence.
/// </summary>
sealed class DataFolderLock : IDisposable
{
    // How .NET tells that another process holds the file: EWOULDBLOCK of flock on Linux and on macOS, a sharing or a lock violation on Windows.
    static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    readonly FileStream _file;

    DataFolderLock(FileStream file) => _file = file;

    /// <summary>Whether the database has been opened in this folder before.</summary>
    public bool KnowsDatabase => _file.Length > 0;

    public static DataFolderLock Take(string folder, string name)
    {
        try
        {
            return new DataFolderLock(new FileStream(Path.Combine(folder, name + ".lock"), OwnFiles.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite)));
        }
        catch (IOException exception) when (HeldByAnother.Contains(exception.HResult))
        {
            throw new DataFolderInUseException(folder, name, exception);
        }
    }

    /// <summary>From here on the database is to be there at every start.</summary>
    public void RememberDatabase()
    {
        if (!KnowsDatabase)
        {
            _file.Write("The database beside this file has been opened.\n"u8);
            _file.Flush(flushToDisk: true);
        }
    }

    public void Dispose() => _file.Dispose();
}

/// <summary>Another process runs on the same data folder.</summary>
public sealed class DataFolderInUseException(string folder, string name, Exception cause)
    : Exception($"The data folder {folder} is in use: another RaMatch process holds {name}.db. Stop it, or name another folder with --data.", cause);
