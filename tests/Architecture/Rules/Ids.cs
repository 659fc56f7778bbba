using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>Where ids are made: before a transaction, whose delegate may run again and would then make another.</summary>
static class Ids
{
    /// <summary>Ids made in what is passed to <c>WriteAsync</c>, or in a method that is given the transaction; a listener is given it, and has no before.</summary>
    public static IEnumerable<string> MadeInTransactions(IEnumerable<SourceFile> sources) =>
        from file in sources
        where file.Text.Contains("CreateVersion7", StringComparison.Ordinal) && !file.Text.Contains("Listen(ConsumerMap ", StringComparison.Ordinal)
        from made in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
        where made.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "CreateVersion7" } && made.Ancestors().Any(IsTransaction)
        select $"{file.Path} makes an id in a transaction";

    static bool IsTransaction(SyntaxNode node) => node switch
    {
        AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "WriteAsync" } } } } => true,
        MethodDeclarationSyntax method => method.ParameterList.Parameters.Any(parameter => parameter.Type is IdentifierNameSyntax { Identifier.Text: "UnitOfWork" }),
        _ => false,
    };
}
