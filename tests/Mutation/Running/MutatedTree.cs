using System.Diagnostics;
using RaMatch.Mutation.Rewriting;

namespace RaMatch.Mutation.Running;

/// <summary>A copy of the source tree in which the rooms' files hold all their mutants at once; it is built until the compiler refuses none of them.</summary>
/// <param name="root">The tree as it is.</param>
/// <param name="folder">Where the copy is kept from run to run, so that what has not changed is not built again.</param>
public sealed class MutatedTree(string root, string folder)
{
    const int MostBuilds = 12;
    const string SwitchPath = "services/Rounds/Switch.cs";

    static readonly string[] BuildArguments =
    [
        "-c", "Release", "-v", "quiet", "-nologo", "-clp:ErrorsOnly", "-p:TreatWarningsAsErrors=false", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false",
        "-p:GenerateDocumentationFile=false", "-p:NuGetAudit=false", "-p:NoWarn=CS",
    ];

    /// <summary>Where the tests of a folder have been built to.</summary>
    public string AssemblyOf(string tests) => Path.Combine(folder, tests, "bin", "Release", "net10.0", $"RaMatch.{Path.GetFileName(tests)}.Tests.dll");

    /// <summary>Writes and builds the tree and gives the mutants that compile.</summary>
    /// <param name="mutated">Whether a file, from the root, is mutated.</param>
    /// <param name="tests">The folders of the tests to build.</param>
    public async Task<IReadOnlyList<Mutant>> BuildAsync(Func<string, bool> mutated, IReadOnlyCollection<string> tests)
    {
        var paths = (await RunAsync("git", ["ls-files", "-co", "--exclude-standard"], root)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => File.Exists(Path.Combine(root, path))).ToHashSet(StringComparer.Ordinal);
        RemoveOthers(paths);
        foreach (var path in paths.Where(path => !mutated(path)))
        {
            Write(path, await File.ReadAllBytesAsync(Path.Combine(root, path)));
        }

        Write(SwitchPath, await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Switch.cs")));
        var sources = paths.Where(mutated).Order(StringComparer.Ordinal).ToDictionary(path => path, path => File.ReadAllText(Path.Combine(root, path)), StringComparer.Ordinal);
        // What did not compile the last time will not now.
        var refused = Path.Combine(folder, "..", "refused.tsv");
        var dropped = File.Exists(refused) ? File.ReadLines(refused).ToHashSet(StringComparer.Ordinal) : [];
        for (var build = 1; build <= MostBuilds; build++)
        {
            var mutants = new MutantList(dropped);
            foreach (var (path, text) in sources)
            {
                Write(path, System.Text.Encoding.UTF8.GetBytes(Rewriter.Rewrite(path, text, mutants)));
            }

            if (await BuiltAsync(tests) is not { } output)
            {
                Console.WriteLine($"{mutants.All.Count} mutants, {mutants.Dropped} more do not compile");
                return mutants.All;
            }

            var before = dropped.Count;
            foreach (var (path, line, column, message) in CompileErrors.In(output))
            {
                var file = Path.GetRelativePath(folder, path).Replace('\\', '/');
                var text = await File.ReadAllTextAsync(path);
                var blamed = CompileErrors.ConstantNamed(text, line, column, message) is { } constant
                    ? [.. mutants.All.Where(mutant => mutant.Member == constant).Select(mutant => mutant.Number)]
                    : CompileErrors.Blamed(text, line, column, message);
                if (blamed.Count > 1)
                {
                    Console.WriteLine($"{blamed.Count} mutants go with an error at {file}({line},{column}): {message}");
                }

                dropped.UnionWith(blamed.Select(number => mutants.All[number - 1].Key));
            }

            await File.WriteAllLinesAsync(refused, dropped);
            if (dropped.Count == before)
            {
                throw new InvalidOperationException($"The mutated tree does not compile:\n{output}");
            }
        }

        throw new InvalidOperationException($"The mutated tree does not compile after {MostBuilds} builds.");
    }

    /// <summary>Builds what is needed; null if all went well, else what was said.</summary>
    async Task<string?> BuiltAsync(IEnumerable<string> tests)
    {
        foreach (var project in tests.Select(folderOfTests => Path.Combine(folderOfTests, Path.GetFileName(folderOfTests) + ".Tests.csproj")))
        {
            var (exitCode, output) = await RunAsync("dotnet", ["build", project, .. BuildArguments], folder);
            if (exitCode != 0)
            {
                return output;
            }
        }

        return null;
    }

    // What was built is kept; a source file that is gone must not be compiled any more.
    void RemoveOthers(IReadOnlySet<string> paths)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (!paths.Contains(path) && path != SwitchPath && !path.Split('/').Any(part => part is "bin" or "obj"))
            {
                File.Delete(file);
            }
        }
    }

    void Write(string path, byte[] content)
    {
        var file = new FileInfo(Path.Combine(folder, path));
        if (!file.Exists || file.Length != content.Length || !File.ReadAllBytes(file.FullName).AsSpan().SequenceEqual(content))
        {
            file.Directory!.Create();
            File.WriteAllBytes(file.FullName, content);
        }
    }

    static async Task<(int ExitCode, string Output)> RunAsync(string program, IEnumerable<string> arguments, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
