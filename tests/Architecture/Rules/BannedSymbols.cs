using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>What may not be called, as the compiler is told it in every build: the lists beside the services, and the analyzer that reads them.</summary>
static class BannedSymbols
{
    /// <summary>For all services.</summary>
    public const string Everywhere = "BannedSymbols.txt";

    /// <summary>For all services but Platform.</summary>
    public const string OutsidePlatform = "BannedSymbols.OutsidePlatform.txt";

    /// <summary>Comments in a source file that would let a banned symbol through; an exception is a line of a list instead.</summary>
    public static IEnumerable<string> Exceptions(IEnumerable<SourceFile> sources) => sources
        .Where(file => file.Text.Contains("RS0030", StringComparison.Ordinal))
        .Select(file => $"{file.Path} makes an exception for itself");

    /// <summary>The banned symbols of a list, as they stand in it.</summary>
    public static IReadOnlyList<string> Of(string list) =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "services", list)).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)).Select(line => line.Split(';')[0])];

    /// <summary>What the analyzer has to say about a source, given the lists: the symbols, as a message names them.</summary>
    public static async Task<IReadOnlyList<string>> FoundAsync(string source, params string[] lists)
    {
        var compilation = CSharpCompilation.Create("Planted", [CSharpSyntaxTree.ParseText(source)], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var errors = compilation.GetDiagnostics().Where(one => one.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0)
        {
            throw new InvalidOperationException($"What was planted does not compile: {string.Join('\n', errors)}");
        }

        var files = lists.Select(AdditionalText (list) => new ListFile(Path.Combine(Repository.Root, "services", list))).ToImmutableArray();
        var found = await compilation.WithAnalyzers(Analyzers, new AnalyzerOptions(files)).GetAnalyzerDiagnosticsAsync();
        // A fault of the analyzer itself would look like innocence.
        return [.. found.Select(one => one.Id == "RS0030" ? one.GetMessage(null) : throw new InvalidOperationException(one.ToString()))];
    }

    static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "analyzers", "Microsoft.CodeAnalysis.CSharp.BannedApiAnalyzers.dll")).GetTypes()
            .Where(type => type is { IsAbstract: false } && typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && type.Name.Contains("SymbolIsBanned", StringComparison.Ordinal))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    sealed class ListFile(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(path));
    }
}
