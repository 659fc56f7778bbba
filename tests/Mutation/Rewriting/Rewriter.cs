using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RaMatch.Mutation.Rewriting;

/// <summary>Writes a source file with all its mutants side by side, each behind a question to the switch.</summary>
/// <param name="path">The file, from the root.</param>
/// <param name="mutants">Where its mutants are added.</param>
public sealed class Rewriter(string path, MutantList mutants) : CSharpSyntaxRewriter
{
    /// <summary>The question of the switch, as it stands in the mutated text.</summary>
    public const string Question = "global::RaMatch.Mutation.Switch.Is";

    /// <summary>Rewrites a file.</summary>
    /// <param name="path">The file, from the root.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="mutants">Where its mutants are added.</param>
    public static string Rewrite(string path, string text, MutantList mutants) =>
        new Rewriter(path, mutants).Visit(CSharpSyntaxTree.ParseText(text).GetRoot())!.ToFullString();

    /// <inheritdoc />
    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        if (node is null || IsLeftAlone(node))
        {
            return node;
        }

        return node switch
        {
            FieldDeclarationSyntax field => Field(field),
            ExpressionSyntax expression when Whole(expression) is { } text && SqlOperators.IsStatement(text.Text) => SyntaxFactory.ParenthesizedExpression(Sql(expression, text)),
            ExpressionSyntax expression => Expression(expression),
            StatementSyntax statement => Statement(statement),
            _ => base.Visit(node),
        };
    }

    // What must be known when it is compiled, what runs once in the life of a process, and the addresses of a service: without one every test of it fails.
    static bool IsLeftAlone(SyntaxNode node) => node switch
    {
        AttributeListSyntax or EnumDeclarationSyntax or PatternSyntax or CaseSwitchLabelSyntax or TypeSyntax or ParameterListSyntax or RefExpressionSyntax => true,
        PropertyDeclarationSyntax property => property.Modifiers.Any(SyntaxKind.StaticKeyword) && property.Initializer is not null,
        ConstructorDeclarationSyntax constructor => constructor.Modifiers.Any(SyntaxKind.StaticKeyword),
        LocalDeclarationStatementSyntax local => local.IsConst,
        InvocationExpressionSyntax call => call.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" },
        _ => false,
    };

    SyntaxNode? Field(FieldDeclarationSyntax field)
    {
        if (field.Declaration.Variables is not [{ Initializer: { } initializer } variable])
        {
            return field.Modifiers.Any(SyntaxKind.StaticKeyword) || field.Modifiers.Any(SyntaxKind.ConstKeyword) ? field : base.Visit(field);
        }

        var isConstant = field.Modifiers.Any(SyntaxKind.ConstKeyword);
        if (!isConstant && !(field.Modifiers.Any(SyntaxKind.StaticKeyword) && field.Declaration.Type.ToString() == "TimeSpan"))
        {
            return field.Modifiers.Any(SyntaxKind.StaticKeyword) ? field : base.Visit(field);
        }

        // A constant becomes a property, so that it can be another one.
        var before = mutants.All.Count;
        var value = isConstant && Constant.Of(initializer.Value) is { } text ? Sql(initializer.Value, text) : (ExpressionSyntax)Visit(initializer.Value)!;
        if (mutants.All.Count == before)
        {
            return field;
        }

        var modifiers = string.Join(' ', field.Modifiers.Where(modifier => modifier.ValueText is not ("const" or "readonly" or "static")).Select(modifier => modifier.ValueText));
        return SyntaxFactory.ParseMemberDeclaration($"{modifiers} static {field.Declaration.Type} {variable.Identifier} => {value.ToFullString()};\n")!;
    }

    // A text that is no part of a longer one.
    static Constant? Whole(ExpressionSyntax expression) =>
        expression.Parent is BinaryExpressionSyntax || expression is not (BinaryExpressionSyntax or LiteralExpressionSyntax or InterpolatedStringExpressionSyntax) ? null : Constant.Of(expression);

    // A statement in SQL: the whole text once for each mutant.
    ExpressionSyntax Sql(ExpressionSyntax original, Constant text)
    {
        var result = original;
        if (!SqlOperators.IsStatement(text.Text))
        {
            return original;
        }

        foreach (var edit in SqlOperators.Of(text.Text))
        {
            var own = text.Own.FirstOrDefault(part => part.Start <= edit.Start && edit.Start + edit.Length <= part.Start + part.Length);
            if (own.Length > 0 && Add(original, own.InFile + edit.Start - own.Start, text.Text.Substring(edit.Start, edit.Length), edit.After.Length == 0 ? "(left out)" : edit.After) is { } number)
            {
                result = SyntaxFactory.ParseExpression($"{Question}({number}) ? {SymbolDisplay.FormatLiteral(edit.In(text.Text), quote: true)} : {result.ToFullString()}");
            }
        }

        return result;
    }

    SyntaxNode? Expression(ExpressionSyntax expression)
    {
        // What is assigned to, called or awaited is no value of its own.
        var isValue = expression.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left != expression,
            ExpressionStatementSyntax => false,
            ForStatementSyntax loop => loop.Condition == expression,
            ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.None),
            _ => true,
        };
        var visited = base.Visit(expression);
        if (!isValue || visited is not ExpressionSyntax result)
        {
            return visited;
        }

        foreach (var change in Operators.Of(expression).Concat(Results(expression)))
        {
            if (Add(expression, expression.SpanStart, expression.ToString(), change.After) is { } number)
            {
                var inner = result.WithoutTrivia().ToFullString();
                result = SyntaxFactory.ParseExpression(change.Way switch
                {
                    Change.Form.True => $"({Question}({number}) || ({inner}))",
                    Change.Form.False => $"(!{Question}({number}) && ({inner}))",
                    _ => $"({Question}({number}) ? {change.After} : {inner})",
                });
            }
        }

        return result == visited ? visited : result.WithTriviaFrom(expression);
    }

    static IEnumerable<Change> Results(ExpressionSyntax expression) =>
        expression.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax && Operators.Returned(expression) is { } type && expression is not (ThrowExpressionSyntax or RefExpressionSyntax)
            ? Operators.Results(type, expression).Select(other => new Change(Change.Form.Other, other))
            : [];

    SyntaxNode? Statement(StatementSyntax statement)
    {
        var visited = base.Visit(statement);
        return IsLeftOut(statement) && visited is StatementSyntax original && Add(statement, statement.SpanStart, statement.ToString(), "(left out)") is { } number
            ? SyntaxFactory.ParseStatement($"if (!{Question}({number})) {{ {original.WithoutTrivia().ToFullString()} }}").WithTriviaFrom(statement)
            : visited;
    }

    static bool IsLeftOut(StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax { Expression: AwaitExpressionSyntax or InvocationExpressionSyntax or AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax } call =>
            !Operators.Declares(call) && !IsMap(call),
        ContinueStatementSyntax => true,
        BreakStatementSyntax => statement.Ancestors().First(ancestor => ancestor is SwitchStatementSyntax or ForStatementSyntax or ForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax) is not SwitchStatementSyntax,
        YieldStatementSyntax => true,
        _ => false,
    };

    static bool IsMap(SyntaxNode node) => node.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault() is { Identifier.ValueText: "Map" };

    int? Add(SyntaxNode node, int start, string before, string after)
    {
        var line = node.SyntaxTree.GetText().Lines.GetLineFromPosition(start).LineNumber + 1;
        return mutants.Add(path, line, MemberOf(node), start, before, after);
    }

    static string MemberOf(SyntaxNode node)
    {
        var member = node.AncestorsAndSelf().FirstOrDefault(ancestor => ancestor is (MemberDeclarationSyntax and not BaseTypeDeclarationSyntax) or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax });
        return member switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            IndexerDeclarationSyntax => "this",
            OperatorDeclarationSyntax method => method.OperatorToken.ValueText,
            _ => "",
        };
    }
}
