namespace RaMatch.Rounds.Format;

/// <summary>
/// A folder that appears whole or not at all: its files are written into a hidden neighbour, which is renamed at the end and deleted if
/// the end is not reached.
/// </summary>
/// <remarks>What is there is never overwritten: results are evidence. An empty folder may be there.</remarks>
sealed class NewFolder : IDisposable
{
    readonly string _path;
    readonly string _making;

    /// <summary>Begins a folder. <see cref="IOException"/> if there is something at its path.</summary>
    public NewFolder(string path)
    {
        _path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        RefuseWhatIsThere();
        _making = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetFileName(_path)}.{Guid.CreateVersion7():N}");
        Directory.CreateDirectory(_making);
    }

    /// <summary>A new file of the folder.</summary>
    public Stream Create(string name) => new FileStream(Path.Combine(_making, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);

    /// <summary>All files are written: shows the folder.</summary>
    public void Finish()
    {
        RefuseWhatIsThere();
        if (Directory.Exists(_path))
        {
            Directory.Delete(_path);
        }

        Directory.Move(_making, _path);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(_making))
        {
            Directory.Delete(_making, recursive: true);
        }
    }

    void RefuseWhatIsThere()
    {
        if (File.Exists(_path) || (Directory.Exists(_path) && Directory.EnumerateFileSystemEntries(_path).Any()))
        {
            throw new IOException($"{_path} is there already and is not overwritten; name a new folder or remove it");
        }
    }
}
