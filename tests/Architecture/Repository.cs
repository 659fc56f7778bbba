namespace RaMatch.Architecture.Tests;

/// <summary>The source tree these tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Source files below a folder, without what the build makes.</summary>
    public static IEnumerable<SourceFile> Sources(string folder, string pattern = "*.cs") =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(Root, path))));

    static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "RaMatch.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}

/// <summary>A file of the tree.</summary>
/// <param name="Path">From the root, with slashes.</param>
/// <param name="Text">What is in it.</param>
sealed record SourceFile(string Path, string Text)
{
    /// <summary>For a file below services: the service's folder.</summary>
    public string Service => Path.Split('/')[1];
}
