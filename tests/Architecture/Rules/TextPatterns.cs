using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>
/// What an expression may not ask, because it means more than whoever writes it thinks of: <c>\d</c> takes the digits of every script, <c>\w</c> and
/// <c>\s</c> likewise, and <c>$</c> stands before a last line break too.
/// </summary>
static partial class TextPatterns
{
    const string WholeText = "RegularExpression";

    public static IEnumerable<string> Violations(IEnumerable<SourceFile> sources) =>
        from file in sources
        where file.Text.Contains("Regex", StringComparison.Ordinal) || file.Text.Contains(WholeText, StringComparison.Ordinal)
        from token in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantTokens()
        where token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringTextToken
        from found in Asked(token)
        select $"{file.Path} asks {found} in {token.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    static IEnumerable<string> Asked(SyntaxToken pattern) =>
        from found in Asks().Matches(pattern.ValueText)
        // That attribute asks for the whole text, whatever the expression says of its end.
        where found.Value != "$" || pattern.Parent?.Ancestors().OfType<AttributeSyntax>().FirstOrDefault()?.Name.ToString() != WholeText
        select found.Value;

    [GeneratedRegex(@"\\[dDwWsS]|(?<!\\)\$(?![A-Za-z.{])")]
    private static partial Regex Asks();
}
