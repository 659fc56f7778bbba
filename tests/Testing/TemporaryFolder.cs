namespace RaMatch.Testing;

/// <summary>A new empty folder that disappears with its test, and with it the databases that hosts on it have kept on a server.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Makes the folder.</summary>
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("ramatch-test-").FullName;

    /// <summary>The absolute path.</summary>
    public string Path { get; }

    /// <summary>The absolute path of something in the folder.</summary>
    public string Combine(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Off this flow: xUnit's own scheduler may have one thread only.
        Task.Run(() => SqlServerDatabases.DropAsync(Path)).GetAwaiter().GetResult();
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that is just ending may still write; the system's temporary folder is emptied anyway.
        }
    }
}
