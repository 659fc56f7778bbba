using System.Text.RegularExpressions;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>Every setting the code reads is described, and every setting described is read.</summary>
static partial class Settings
{
    // Read by the framework, for us: they are described, and no line of ours names them.
    static readonly IReadOnlySet<string> OfTheFramework = new HashSet<string>(StringComparer.Ordinal)
    {
        "urls", "ASPNETCORE_URLS", "ASPNETCORE_FORWARDEDHEADERS_ENABLED", "Logging:LogLevel:Default", "AllowedHosts",
    };

    // Documented as a switch beside its setting; set by tools that start the program.
    static readonly IReadOnlySet<string> OfTheTools = new HashSet<string>(StringComparer.Ordinal) { "DOTNET_ENVIRONMENT", "PATH", "PLAYWRIGHT_DRIVER_SEARCH_PATH" };

    /// <summary>Configuration keys and environment variables that the services' sources read. A key with a part that varies ends with <c>*</c>.</summary>
    public static IReadOnlySet<string> ReadBy(IEnumerable<SourceFile> services) =>
        services.SelectMany(file =>
                Indexed().Matches(file.Text).Select(match => match.Groups[1].Value)
                    .Concat(Connection().IsMatch(file.Text) ? ["ConnectionStrings:*"] : []))
            .Select(key => Varying().Replace(key, "*"))
            .Where(key => !OfTheTools.Contains(key))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Keys that docs/settings.md describes: code in the first column of its tables.</summary>
    public static IReadOnlySet<string> DescribedIn(string document) =>
        document.Split('\n')
            .Where(line => line.StartsWith('|'))
            .SelectMany(line => Code().Matches(line.Split('|')[1]))
            .Select(match => match.Groups[1].Value.Split('=')[0])
            .Where(key => !key.StartsWith("--", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);

    public static IEnumerable<string> Violations(IReadOnlySet<string> read, IReadOnlySet<string> described)
    {
        foreach (var key in read.Where(key => !described.Any(other => Fits(key, other))).Order(StringComparer.Ordinal))
        {
            yield return $"{key} is read and not described";
        }

        foreach (var key in described.Where(key => !OfTheFramework.Contains(key) && !read.Any(other => Fits(other, key))).Order(StringComparer.Ordinal))
        {
            yield return $"{key} is described and not read";
        }
    }

    /// <summary>The variables of tests and scripts, RAMATCH_…, that are read.</summary>
    public static IReadOnlySet<string> VariablesReadBy(IEnumerable<SourceFile> files) =>
        files.SelectMany(file => (file.Path.EndsWith(".cs", StringComparison.Ordinal) ? VariableInCode() : VariableInScript()).Matches(file.Text))
            .Select(match => match.Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether a key is the described one; <c>Services:*</c> is <c>Services:posting</c>.</summary>
    public static bool Fits(string read, string described) =>
        read.EndsWith('*') ? described.StartsWith(read[..^1], StringComparison.Ordinal) : read == described;

    [GeneratedRegex("""(?:[Cc]onfiguration\[|\bGetValue(?:<[^>]*>)?\(|GetSection\(|GetEnvironmentVariable\()\$?"([^"]+)["]""", RegexOptions.CultureInvariant)]
    private static partial Regex Indexed();

    [GeneratedRegex(@"\.GetConnectionString\(", RegexOptions.CultureInvariant)]
    private static partial Regex Connection();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Varying();

    [GeneratedRegex("`([^`]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex("""(?:GetEnvironmentVariable\(|const string \w+ = )"(RAMATCH_\w+)["]""", RegexOptions.CultureInvariant)]
    private static partial Regex VariableInCode();

    [GeneratedRegex(@"\$\{?(RAMATCH_\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex VariableInScript();
}
