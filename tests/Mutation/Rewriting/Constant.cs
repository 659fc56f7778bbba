using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RaMatch.Mutation.Rewriting;

/// <summary>The text of a constant put together from literals and other constants of its file.</summary>
/// <param name="Text">All of it.</param>
/// <param name="Own">Which stretches of it stand in the constant itself: where in the text, how long, and where in the file.</param>
public sealed record Constant(string Text, IReadOnlyList<(int Start, int Length, int InFile)> Own)
{
    /// <summary>The text of an initializer; null if it holds anything but texts that are known here.</summary>
    public static Constant? Of(ExpressionSyntax initializer)
    {
        var text = new StringBuilder();
        var own = new List<(int, int, int)>();
        return Append(initializer, text, own, isOwn: true) ? new Constant(text.ToString(), own) : null;
    }

    static bool Append(ExpressionSyntax expression, StringBuilder text, List<(int, int, int)> own, bool isOwn)
    {
        switch (expression)
        {
            case LiteralExpressionSyntax literal when literal.Token.Value is string value:
                Write(value, literal.SpanStart);
                return true;
            case BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression):
                return Append(sum.Left, text, own, isOwn) && Append(sum.Right, text, own, isOwn);
            case IdentifierNameSyntax name when InitializerOf(name) is { } other:
                return Append(other, text, own, isOwn: false);
            case InterpolatedStringExpressionSyntax interpolated:
                foreach (var content in interpolated.Contents)
                {
                    if (content is InterpolatedStringTextSyntax part)
                    {
                        Write(part.TextToken.ValueText, part.SpanStart);
                    }
                    else if (!Append(((InterpolationSyntax)content).Expression, text, own, isOwn: false))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return false;
        }

        void Write(string value, int inFile)
        {
            if (isOwn)
            {
                own.Add((text.Length, value.Length, inFile));
            }

            text.Append(value);
        }
    }

    static ExpressionSyntax? InitializerOf(IdentifierNameSyntax name) => name.Ancestors().OfType<TypeDeclarationSyntax>()
        .SelectMany(type => type.Members.OfType<FieldDeclarationSyntax>())
        .Where(field => field.Modifiers.Any(SyntaxKind.ConstKeyword))
        .SelectMany(field => field.Declaration.Variables)
        .FirstOrDefault(variable => variable.Identifier.ValueText == name.Identifier.ValueText)?.Initializer?.Value;
}
