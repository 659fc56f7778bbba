using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RaMatch.Mutation.Rewriting;

/// <summary>What is changed in C#; docs/contributing.md lists it.</summary>
public static class Operators
{
    static readonly Dictionary<SyntaxKind, string[]> Binary = new()
    {
        [SyntaxKind.LessThanExpression] = ["<=", ">="],
        [SyntaxKind.LessThanOrEqualExpression] = ["<", ">"],
        [SyntaxKind.GreaterThanExpression] = [">=", "<="],
        [SyntaxKind.GreaterThanOrEqualExpression] = [">", "<"],
        [SyntaxKind.EqualsExpression] = ["!="],
        [SyntaxKind.NotEqualsExpression] = ["=="],
        [SyntaxKind.AddExpression] = ["-"],
        [SyntaxKind.SubtractExpression] = ["+"],
        [SyntaxKind.MultiplyExpression] = ["/"],
        [SyntaxKind.DivideExpression] = ["*"],
        [SyntaxKind.ModuloExpression] = ["*"],
        [SyntaxKind.LeftShiftExpression] = [">>"],
        [SyntaxKind.RightShiftExpression] = ["<<"],
        [SyntaxKind.BitwiseAndExpression] = ["|"],
        [SyntaxKind.BitwiseOrExpression] = ["&"],
    };

    static readonly Dictionary<string, string> Calls = new(StringComparer.Ordinal)
    {
        ["OrderBy"] = "OrderByDescending",
        ["OrderByDescending"] = "OrderBy",
        ["ThenBy"] = "ThenByDescending",
        ["ThenByDescending"] = "ThenBy",
        ["Order"] = "OrderDescending",
        ["Any"] = "All",
        ["All"] = "Any",
        ["First"] = "Last",
        ["FirstOrDefault"] = "LastOrDefault",
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["MinBy"] = "MaxBy",
        ["MaxBy"] = "MinBy",
    };

    static readonly HashSet<string> Omitted = new(StringComparer.Ordinal) { "OrderBy", "ThenBy", "ThenByDescending", "Order", "Where", "Distinct", "Reverse", "Skip", "Take", "Trim" };

    /// <summary>The changes to one expression, those to the expressions within it left out.</summary>
    public static IEnumerable<Change> Of(ExpressionSyntax node)
    {
        if (IsTerm(node, out var ofAnd))
        {
            if (!Declares(node) || DeclaresWhenFalse(node) == ofAnd)
            {
                yield return ofAnd ? new Change(Change.Form.True, "true") : new Change(Change.Form.False, "false");
            }
        }
        else if (IsCondition(node))
        {
            if (!InLoop(node) && (!Declares(node) || DeclaresWhenFalse(node)))
            {
                yield return new Change(Change.Form.True, "true");
            }

            if (!Declares(node) || !DeclaresWhenFalse(node))
            {
                yield return new Change(Change.Form.False, "false");
            }
        }

        if (!Declares(node))
        {
            foreach (var after in Others(node).Concat(node is IsPatternExpressionSyntax pattern ? Narrower(pattern) : []))
            {
                yield return new Change(Change.Form.Other, after);
            }
        }
    }

    // Of "is A or B", A and B: each of the two is left out once.
    static IEnumerable<string> Narrower(IsPatternExpressionSyntax node)
    {
        var text = node.ToString();
        foreach (var either in node.DescendantNodes().OfType<BinaryPatternSyntax>().Where(pattern => pattern.IsKind(SyntaxKind.OrPattern)))
        {
            foreach (var kept in new[] { either.Left, either.Right }.Where(kept => (kept == either.Left ? either.Right : either.Left) is not BinaryPatternSyntax))
            {
                var start = either.SpanStart - node.SpanStart;
                yield return text[..start] + kept + text[(start + either.Span.Length)..];
            }
        }
    }

    /// <summary>What comes instead of a result.</summary>
    /// <param name="returned">The type in the method's head, a task's result for a task.</param>
    /// <param name="result">What is returned.</param>
    public static IEnumerable<string> Results(TypeSyntax returned, ExpressionSyntax result)
    {
        var type = returned.ToString();
        string[] others = type switch
        {
            "bool" => [],
            "int" or "long" or "double" or "decimal" => ["0"],
            "string" => ["\"\""],
            _ when returned is NullableTypeSyntax => ["null"],
            _ when returned is ArrayTypeSyntax || type.StartsWith("IReadOnlyList<", StringComparison.Ordinal) || type.StartsWith("List<", StringComparison.Ordinal) || type.StartsWith("IEnumerable<", StringComparison.Ordinal) => ["[]"],
            _ => [],
        };
        return Declares(result) ? [] : others.Where(other => other != result.ToString());
    }

    /// <summary>Whether an expression introduces variables, or gives them a value, that what follows may use.</summary>
    public static bool Declares(SyntaxNode node) =>
        node.DescendantNodesAndSelf(child => child is not AnonymousFunctionExpressionSyntax || child == node)
            .Any(child => child is SingleVariableDesignationSyntax or DeclarationExpressionSyntax || (child is ArgumentSyntax argument && argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword)));

    static IEnumerable<string> Others(ExpressionSyntax node)
    {
        switch (node)
        {
            case BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) && sum.DescendantNodesAndSelf().Any(IsText):
                break;
            case BinaryExpressionSyntax binary when Binary.TryGetValue(binary.Kind(), out var others):
                // Of a whole condition or a term of one, the opposite is noticed by whatever notices that it is always true or always false.
                foreach (var other in IsCondition(node) || IsTerm(node, out _) ? others[..^1].Concat(Arithmetic(binary) ? others[^1..] : []) : others)
                {
                    yield return $"{binary.Left} {other} {binary.Right}";
                }

                break;
            case BinaryExpressionSyntax coalesce when coalesce.IsKind(SyntaxKind.CoalesceExpression):
                // A number in its place: what may be null is no object, and cannot be taken as it is.
                if (!coalesce.Right.IsKind(SyntaxKind.NumericLiteralExpression))
                {
                    yield return coalesce.Left is AwaitExpressionSyntax or CastExpressionSyntax ? $"({coalesce.Left})!" : $"{coalesce.Left}!";
                }

                if (coalesce.Right is not ThrowExpressionSyntax)
                {
                    yield return coalesce.Right.ToString();
                }

                break;
            case IsPatternExpressionSyntax pattern when !IsCondition(node) && !IsTerm(node, out _):
                yield return $"!({pattern})";
                break;
            case PrefixUnaryExpressionSyntax not when not.IsKind(SyntaxKind.LogicalNotExpression) && !IsCondition(node) && !IsTerm(node, out _):
                yield return not.Operand.ToString();
                break;
            case PrefixUnaryExpressionSyntax minus when minus.IsKind(SyntaxKind.UnaryMinusExpression) && minus.Operand is not LiteralExpressionSyntax:
                yield return minus.Operand.ToString();
                break;
            case LiteralExpressionSyntax literal when !InLoop(literal):
                foreach (var other in OtherLiterals(literal))
                {
                    yield return other;
                }

                break;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call:
                foreach (var other in OtherCalls(access, call))
                {
                    yield return other;
                }

                break;
        }
    }

    static IEnumerable<string> OtherLiterals(LiteralExpressionSyntax literal)
    {
        switch (literal.Token.Value)
        {
            case bool value:
                yield return value ? "false" : "true";
                break;
            case int value:
                yield return (value + 1).ToString(CultureInfo.InvariantCulture);
                if (value > 0)
                {
                    yield return (value - 1).ToString(CultureInfo.InvariantCulture);
                }

                break;
            case long or uint or ulong or double or decimal:
                yield return $"({literal} + 1)";
                break;
        }
    }

    static IEnumerable<string> OtherCalls(MemberAccessExpressionSyntax access, InvocationExpressionSyntax call)
    {
        var name = access.Name.Identifier.ValueText;
        if (Calls.TryGetValue(name, out var other) && (name is not ("Any" or "All") || call.ArgumentList.Arguments.Count > 0))
        {
            yield return $"{access.Expression}.{other}{call.ArgumentList}";
        }

        if (Omitted.Contains(name) || name.StartsWith("Require", StringComparison.Ordinal))
        {
            yield return access.Expression.ToString();
        }
    }

    static bool Arithmetic(BinaryExpressionSyntax binary) => Binary[binary.Kind()].Length == 1 && !binary.IsKind(SyntaxKind.EqualsExpression) && !binary.IsKind(SyntaxKind.NotEqualsExpression);

    static bool IsText(SyntaxNode node) => node.IsKind(SyntaxKind.StringLiteralExpression) || node is InterpolatedStringExpressionSyntax;

    // Something with a name of its own when it does not hold: "is not { } found".
    static bool DeclaresWhenFalse(SyntaxNode node) => node.DescendantNodesAndSelf().OfType<UnaryPatternSyntax>().Any(Declares);

    static bool IsTerm(ExpressionSyntax node, out bool ofAnd)
    {
        var parent = node.Parent;
        while (parent is ParenthesizedExpressionSyntax)
        {
            parent = parent.Parent;
        }

        ofAnd = parent.IsKind(SyntaxKind.LogicalAndExpression);
        return node is not ParenthesizedExpressionSyntax && (ofAnd ? !node.IsKind(SyntaxKind.LogicalAndExpression) : parent.IsKind(SyntaxKind.LogicalOrExpression) && !node.IsKind(SyntaxKind.LogicalOrExpression));
    }

    static bool InLoop(SyntaxNode node) => node.Parent is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax;

    static bool IsCondition(ExpressionSyntax node) => node is not LiteralExpressionSyntax && node.Parent switch
    {
        IfStatementSyntax branch => branch.Condition == node,
        WhileStatementSyntax loop => loop.Condition == node,
        DoStatementSyntax loop => loop.Condition == node,
        ForStatementSyntax loop => loop.Condition == node,
        ConditionalExpressionSyntax choice => choice.Condition == node,
        WhenClauseSyntax => true,
        ReturnStatementSyntax or ArrowExpressionClauseSyntax => ReturnsBool(node),
        _ => false,
    };

    static bool ReturnsBool(ExpressionSyntax node) => Returned(node)?.ToString() == "bool";

    /// <summary>The type that a returned expression must have, as the method's head says it, a task's result for a task; null where no head says it.</summary>
    public static TypeSyntax? Returned(ExpressionSyntax node)
    {
        var owner = node.Ancestors().FirstOrDefault(ancestor => ancestor is MemberDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax { Keyword.RawKind: not (int)SyntaxKind.GetKeyword });
        var type = owner switch
        {
            MethodDeclarationSyntax method => method.ReturnType,
            LocalFunctionStatementSyntax function => function.ReturnType,
            PropertyDeclarationSyntax property => property.Type,
            OperatorDeclarationSyntax method => method.ReturnType,
            _ => null,
        };
        var isAsync = owner is MethodDeclarationSyntax { Modifiers: var modifiers } && modifiers.Any(SyntaxKind.AsyncKeyword);
        return isAsync ? (type as GenericNameSyntax)?.TypeArgumentList.Arguments.FirstOrDefault() : type;
    }
}
