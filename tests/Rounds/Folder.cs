using RaMatch.Rounds.Tests.Format;

namespace RaMatch.Rounds.Tests;

/// <summary>A new empty folder that disappears with its test.</summary>
sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ramatch-rounds-").FullName;

    /// <summary>The absolute path of something in the folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Lays files into a folder of it; the absolute path of that.</summary>
    public string Lay(string name, RoundFiles files)
    {
        Directory.CreateDirectory(this[name]);
        foreach (var (file, bytes) in files.Files)
        {
            File.WriteAllBytes(System.IO.Path.Combine(this[name], file), bytes);
        }

        return this[name];
    }

    /// <summary>What lies in it.</summary>
    public IEnumerable<string> Names => Directory.EnumerateFileSystemEntries(Path).Select(path => System.IO.Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
