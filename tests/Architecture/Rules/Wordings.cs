using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RaMatch.Platform.Words;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>What people read stands in the tables of words; code names it by its code and gives what the words ask for.</summary>
static partial class Wordings
{
    /// <summary>What is Chinese and yet no sentence to people, and why it stands in code.</summary>
    static readonly Dictionary<string, string> Data = new(StringComparer.Ordinal)
    {
        ["services/Posting/Positions/WordingRules.cs"] = "what a position may not say, as patterns",
        ["services/Posting/Positions/WordingText.cs"] = "how the same may be written, as patterns",
        ["services/Posting/Positions/SearchTerms.cs"] = "how titles of posts end",
        ["services/Matching/Scoring/SkillText.cs"] = "how skills are spelt",
        ["services/Applicant/Consents/ConsentText.cs"] = "words that were agreed to, with their version",
        ["services/Applicant/Profiles/Schooling.cs"] = "how China and its regions are called where a country is named",
        ["services/Applicant/OwnData/EraseGraduate.cs"] = "the word that is typed to confirm",
    };

    /// <summary>Texts and characters in Chinese.</summary>
    public static IEnumerable<string> Chinese(IEnumerable<SourceFile> sources) =>
        from file in sources
        where !Data.ContainsKey(file.Path)
        from token in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantTokens()
        where Ideograph().IsMatch(token.Text) && !IsExample(token)
        select $"{file.Path} says \"{token.ValueText}\" itself; words stand in the tables";

    // What a caller might send, as the OpenAPI document shows it: it says nothing to anybody.
    static bool IsExample(SyntaxToken token) => token.Parent!.AncestorsAndSelf().Any(node =>
        node is ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WithExample" } } }
            or PropertyDeclarationSyntax { Identifier.ValueText: "Example" }
            or MethodDeclarationSyntax { Identifier.ValueText: "Example" });

    /// <summary>Codes without words or with other arguments than the words ask for, messages of attributes that are words, and words that nobody says.</summary>
    /// <param name="sources">The code.</param>
    /// <param name="words">For each code in the tables the arguments it shows.</param>
    /// <param name="labels">The codes of the values of enumerations, which are made from their names.</param>
    public static IEnumerable<string> Violations(IEnumerable<SourceFile> sources, IReadOnlyDictionary<string, IReadOnlySet<string>> words, IReadOnlySet<string> labels)
    {
        var families = words.Keys.Select(FamilyOf).ToHashSet(StringComparer.Ordinal);
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in sources)
        {
            foreach (var literal in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes().OfType<LiteralExpressionSyntax>().Where(one => one.IsKind(SyntaxKind.StringLiteralExpression)))
            {
                var text = literal.Token.ValueText;
                if (Sentence.Read(text) is { Code: { } stored } sentence)
                {
                    said.Add(stored);
                    foreach (var violation in Against(words, file, stored, sentence.Arguments.Select(argument => argument.Name)))
                    {
                        yield return violation;
                    }
                }
                else if (literal.Parent is AttributeArgumentSyntax { NameEquals.Name.Identifier.ValueText: "ErrorMessage" })
                {
                    yield return $"{file.Path} has the error message \"{text}\", which is no sentence of the tables";
                }
                else if (Code().IsMatch(text) && families.Contains(FamilyOf(text)))
                {
                    said.Add(text);
                    foreach (var violation in Against(words, file, text, Given(literal)))
                    {
                        yield return violation;
                    }
                }
            }
        }

        foreach (var unsaid in words.Keys.Where(code => !said.Contains(code) && !labels.Contains(code)).Order(StringComparer.Ordinal))
        {
            yield return $"{unsaid} has words that nobody says";
        }
    }

    /// <summary>Values of enumerations that have labels in part only.</summary>
    public static IEnumerable<string> Unlabelled(IEnumerable<string> labels, IReadOnlyDictionary<string, IReadOnlySet<string>> words)
    {
        var families = words.Keys.Select(FamilyOf).ToHashSet(StringComparer.Ordinal);
        return labels.Where(label => families.Contains(FamilyOf(label)) && !words.ContainsKey(label)).Select(label => $"{label} has no label");
    }

    static IEnumerable<string> Against(IReadOnlyDictionary<string, IReadOnlySet<string>> words, SourceFile file, string code, IEnumerable<string>? given)
    {
        if (!words.TryGetValue(code, out var asked))
        {
            yield return $"{file.Path} says {code}, which has no words";
        }
        else if (given?.ToHashSet(StringComparer.Ordinal) is { } names && !names.SetEquals(asked))
        {
            yield return $"{file.Path} says {code} of {{{string.Join(", ", names.Order(StringComparer.Ordinal))}}}, its words ask for {{{string.Join(", ", asked.Order(StringComparer.Ordinal))}}}";
        }
    }

    /// <summary>The arguments beside a code, or null where a code is passed on and gets them elsewhere.</summary>
    static IEnumerable<string>? Given(LiteralExpressionSyntax literal) =>
        literal.FirstAncestorOrSelf<ArgumentSyntax>()?.Parent is ArgumentListSyntax { Parent: InvocationExpressionSyntax call } arguments && Speaks(call.Expression)
            ? arguments.Arguments.Select(argument => argument.Expression).OfType<TupleExpressionSyntax>().Select(tuple => tuple.Arguments[0].Expression).OfType<LiteralExpressionSyntax>().Select(name => name.Token.ValueText)
            : null;

    static bool Speaks(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Sentence" }, Name.Identifier.ValueText: "Of" } => true,
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Problems" } } => true,
        IdentifierNameSyntax { Identifier.ValueText: "Error" or "Warning" } => true,
        _ => false,
    };

    static string FamilyOf(string code) => code.Split('.')[0];

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.CultureInvariant)]
    private static partial Regex Ideograph();

    [GeneratedRegex(@"^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
