using System.Text.RegularExpressions;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>How statements stand in the sources.</summary>
static partial class SqlText
{
    /// <summary>Values go into statements as parameters, never as text.</summary>
    public static IEnumerable<string> Interpolated(IEnumerable<SourceFile> sources) => sources
        .Where(file => Passed().IsMatch(Comment().Replace(file.Text, "")))
        .Select(file => $"{file.Path} passes an interpolated statement");

    [GeneratedRegex(@"\b(QueryAsync|ExecuteAsync|FindAsync|GetAsync|PageAsync|FirstAsync)(<[^>(]*>)?\(\s*\$@?""+\s*(SELECT|INSERT|UPDATE|DELETE)", RegexOptions.CultureInvariant)]
    private static partial Regex Passed();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();
}
