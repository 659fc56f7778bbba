using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace RaMatch.Mutation.Rewriting;

/// <summary>Finds the mutants that the compiler refuses.</summary>
public static partial class CompileErrors
{
    /// <summary>The numbers of the mutants that an error comes from: the one it lies in, or else those near it.</summary>
    /// <param name="text">The mutated file.</param>
    /// <param name="line">Where, from 1.</param>
    /// <param name="column">Where, from 1.</param>
    /// <param name="message">What the compiler says.</param>
    public static IReadOnlyCollection<int> Blamed(string text, int line, int column, string message)
    {
        var tree = CSharpSyntaxTree.ParseText(text);
        var position = tree.GetText().Lines.GetPosition(new LinePosition(line - 1, column - 1));
        var node = tree.GetRoot().FindToken(position).Parent!;
        var member = node.AncestorsAndSelf().FirstOrDefault(ancestor => ancestor is MemberDeclarationSyntax and not BaseTypeDeclarationSyntax) ?? node;
        // A variable that a mutant leaves without a value: those are blamed that stand around what gives it one.
        if (Unassigned().Match(message) is { Success: true } unassigned
            && member.DescendantNodes().Where(one => NumberOf(one) is not null && Assigns(one, unassigned.Groups[1].Value)).Select(one => NumberOf(one)!.Value).ToList() is { Count: > 0 } assigning)
        {
            return assigning;
        }

        // An error in what was there before is not this mutant's, unless there is no other.
        var around = node.AncestorsAndSelf().Where(ancestor => NumberOf(ancestor) is not null).ToList();
        if ((around.FirstOrDefault(one => !OriginalOf(one).Contains(position)) ?? around.FirstOrDefault()) is { } blamed)
        {
            // Of several at one place, "a!" in place of "a ?? b" is the one that is not of the type asked for.
            return blamed.SpanStart >= position - 1 && Unwrapped(blamed) is { Count: > 0 } unwrapped ? unwrapped : [NumberOf(blamed)!.Value];
        }

        // It lies in an operand: "one * (mutant ? 2 : 1)" is an error of the whole product.
        var whole = node.AncestorsAndSelf().TakeWhile(ancestor => ancestor.SpanStart == position).FirstOrDefault(ancestor => NumbersIn(ancestor).Count > 0);
        // Or in what made a variable another type.
        var names = (node.FirstAncestorOrSelf<ArgumentSyntax>() ?? node).DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText).ToHashSet();
        var declared = member.DescendantNodes().OfType<VariableDeclaratorSyntax>().FirstOrDefault(variable => names.Contains(variable.Identifier.ValueText) && NumbersIn(variable).Count > 0);
        return (whole ?? declared) is not { } near ? NumbersIn(member) : Unwrapped(near) is { Count: > 0 } others ? others : NumbersIn(near);
    }

    // Those that take what may be null as it is.
    static List<int> Unwrapped(SyntaxNode node) =>
    [
        .. node.DescendantNodesAndSelf().OfType<ConditionalExpressionSyntax>()
            .Where(choice => choice.WhenTrue.IsKind(SyntaxKind.SuppressNullableWarningExpression) && NumberOf(choice) is not null)
            .Select(choice => NumberOf(choice)!.Value),
    ];

    /// <summary>The constant that must be one where an error is; null if that is not what the error says.</summary>
    /// <param name="text">The file.</param>
    /// <param name="line">Where, from 1.</param>
    /// <param name="column">Where, from 1.</param>
    /// <param name="message">What the compiler says.</param>
    public static string? ConstantNamed(string text, int line, int column, string message)
    {
        if (!message.Contains("constant", StringComparison.Ordinal))
        {
            return null;
        }

        var tree = CSharpSyntaxTree.ParseText(text);
        var position = tree.GetText().Lines.GetPosition(new LinePosition(line - 1, column - 1));
        var name = tree.GetRoot().FindToken(position).Parent;
        return (name?.Parent is MemberAccessExpressionSyntax access ? access.Name : name as SimpleNameSyntax)?.Identifier.ValueText;
    }

    /// <summary>The errors in a build's output.</summary>
    public static IEnumerable<(string Path, int Line, int Column, string Message)> In(string output) => Error().Matches(output)
        .Select(error => (error.Groups[1].Value, int.Parse(error.Groups[2].Value, CultureInfo.InvariantCulture), int.Parse(error.Groups[3].Value, CultureInfo.InvariantCulture), error.Groups[4].Value))
        .Distinct();

    /// <summary>The numbers of all mutants in a part of a mutated file.</summary>
    public static IReadOnlyCollection<int> NumbersIn(SyntaxNode node) => [.. Number().Matches(node.ToString()).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];

    static bool Assigns(SyntaxNode node, string variable) => node.DescendantNodes().Any(one => one switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left.ToString() == variable,
        ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) && argument.Expression.ToString() == variable,
        SingleVariableDesignationSyntax declared => declared.Identifier.ValueText == variable,
        _ => false,
    });

    static TextSpan OriginalOf(SyntaxNode node) => node switch
    {
        ConditionalExpressionSyntax choice => choice.WhenFalse.Span,
        BinaryExpressionSyntax binary => binary.Right.Span,
        IfStatementSyntax branch => branch.Statement.Span,
        _ => default,
    };

    static int? NumberOf(SyntaxNode node)
    {
        var question = node switch
        {
            ConditionalExpressionSyntax choice => choice.Condition,
            BinaryExpressionSyntax either when either.IsKind(SyntaxKind.LogicalOrExpression) => either.Left,
            BinaryExpressionSyntax both when both.IsKind(SyntaxKind.LogicalAndExpression) => (both.Left as PrefixUnaryExpressionSyntax)?.Operand,
            IfStatementSyntax branch => (branch.Condition as PrefixUnaryExpressionSyntax)?.Operand,
            _ => null,
        };
        return question is InvocationExpressionSyntax call && Number().Match(call.ToString()) is { Success: true, Index: 0 } match
            ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : null;
    }

    [GeneratedRegex(@"global::RaMatch\.Mutation\.Switch\.Is\((\d+)\)")]
    private static partial Regex Number();

    [GeneratedRegex(@"CS01(?:65|77): .*'(\w+)'")]
    private static partial Regex Unassigned();

    [GeneratedRegex(@"^\s*(\S[^\n(]*\.cs)\((\d+),(\d+)\): error (CS\d+: [^\n\[]*)", RegexOptions.Multiline)]
    private static partial Regex Error();
}
