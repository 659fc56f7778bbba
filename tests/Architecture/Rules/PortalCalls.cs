using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>A question of the portal to a service, as it stands in the source; <c>{}</c> is what is known only when it is asked.</summary>
/// <param name="Place">The file.</param>
/// <param name="Method">GET, POST, PUT or DELETE.</param>
/// <param name="Path">Like <c>/api/posting/units/{}</c>.</param>
/// <param name="Query">The names of parameters in the address.</param>
/// <param name="Answer">What the answer is read as; null where it is a file.</param>
/// <param name="Sent">The members of the object sent, where it is written down at the call.</param>
sealed record PortalCall(string Place, string Method, string Path, IReadOnlyList<string> Query, Type? Answer, IReadOnlyList<string> Sent);

/// <summary>
/// Finds every call of <c>ServiceClient</c> in the portal's C# and Razor. A call whose address cannot be read where it stands is an error, so that
/// none goes unread.
/// </summary>
sealed partial class PortalCalls(Assembly portal)
{
    const string Unknown = "{}";

    /// <summary>The calls of a source; one call with two possible addresses is two.</summary>
    public IEnumerable<PortalCall> Of(SourceFile file) => Invocations(file).SelectMany(one => Of(file, one.Call, one.Before));

    /// <summary>How many calls stand in a source.</summary>
    public static int Count(SourceFile file) => Invocations(file).Count();

    /// <summary>How many calls of a type's methods the compiler has made of all sources.</summary>
    public static int Compiled(Assembly assembly, Type client, IReadOnlySet<string> methods) => assembly.GetTypes()
        .Where(type => type != client && type.DeclaringType != client)
        .SelectMany(Independence.Called)
        .Count(method => method.DeclaringType == client && methods.Contains(method.Name));

    static IEnumerable<(InvocationExpressionSyntax Call, string Before)> Invocations(SourceFile file) => Start().Matches(file.Text).Select(match =>
    (
        SyntaxFactory.ParseExpression(file.Text, match.Index, consumeFullText: false).DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>()
            .First(one => one.Expression is MemberAccessExpressionSyntax member && member.Name.Identifier.Text == match.Groups[1].Value + "Async"),
        file.Text[..match.Index]
    ));

    IEnumerable<PortalCall> Of(SourceFile file, InvocationExpressionSyntax call, string before)
    {
        var name = ((MemberAccessExpressionSyntax)call.Expression).Name;
        var arguments = call.ArgumentList.Arguments;
        var answer = name is GenericNameSyntax generic ? TypeOf(generic.TypeArgumentList.Arguments[0], file) : null;
        var method = name.Identifier.Text switch { "GetAsync" or "DownloadAsync" => "GET", "PutAsync" => "PUT", "DeleteAsync" => "DELETE", _ => "POST" };
        var sent = arguments.Skip(2).Select(argument => argument.Expression).OfType<AnonymousObjectCreationExpressionSyntax>()
            .SelectMany(made => made.Initializers)
            .Select(member => member.NameEquals?.Name.Identifier.Text ?? LastName(member.Expression))
            .ToList();
        foreach (var service in Texts(arguments[0].Expression, file, before))
        {
            foreach (var address in Texts(arguments[1].Expression, file, before).Distinct(StringComparer.Ordinal))
            {
                var parts = address.Split('?', 2);
                yield return new PortalCall(
                    file.Path,
                    method,
                    $"/api/{service}/{parts[0]}",
                    [.. Parameter().Matches(parts.ElementAtOrDefault(1) ?? "").Select(one => one.Groups[1].Value)],
                    answer,
                    sent);
            }
        }
    }

    /// <summary>All that an expression can come to.</summary>
    IEnumerable<string> Texts(ExpressionSyntax expression, SourceFile file, string before) => expression switch
    {
        LiteralExpressionSyntax { Token.Value: string text } => [text],
        LiteralExpressionSyntax { Token.Value: null } => [""],
        ParenthesizedExpressionSyntax inner => Texts(inner.Expression, file, before),
        ConditionalExpressionSyntax either => Texts(either.WhenTrue, file, before).Concat(Texts(either.WhenFalse, file, before)),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => Joined([Texts(sum.Left, file, before), Texts(sum.Right, file, before)]),
        InterpolatedStringExpressionSyntax text => Joined(text.Contents.Select(part => part is InterpolationSyntax hole
            ? Texts(hole.Expression, file, before)
            : [((InterpolatedStringTextSyntax)part).TextToken.ValueText])),
        IdentifierNameSyntax { Identifier.Text: var name } when Local(name, before) is { } value => Texts(value, file, before),
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: var type }, Name.Identifier.Text: var field } when Constant(type, field) is { } text => [text],
        _ => [Unknown],
    };

    static IEnumerable<string> Joined(IEnumerable<IEnumerable<string>> parts) =>
        parts.Aggregate((IEnumerable<string>)[""], (heads, tails) => heads.SelectMany(_ => tails, (head, tail) => head + tail));

    // The text a local was given nearest above; a parameter or a property stays unknown.
    static ExpressionSyntax? Local(string name, string before)
    {
        var match = Regex.Matches(before, $@"\bvar {Regex.Escape(name)} = ", RegexOptions.CultureInvariant).LastOrDefault();
        return match is null ? null : SyntaxFactory.ParseExpression(before, match.Index + match.Length, consumeFullText: false);
    }

    string? Constant(string type, string field) => portal.GetTypes()
        .Where(one => one.Name == type)
        .Select(one => one.GetField(field, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .FirstOrDefault(one => one is { IsLiteral: true })?.GetRawConstantValue() as string;

    Type TypeOf(TypeSyntax syntax, SourceFile file) => syntax switch
    {
        PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.ObjectKeyword } => typeof(object),
        GenericNameSyntax { Identifier.Text: "IReadOnlyList" } list => typeof(IReadOnlyList<>).MakeGenericType(TypeOf(list.TypeArgumentList.Arguments[0], file)),
        GenericNameSyntax { Identifier.Text: "PageOf" } page => typeof(Platform.Web.PageOf<>).MakeGenericType(TypeOf(page.TypeArgumentList.Arguments[0], file)),
        QualifiedNameSyntax qualified => TypeOf(qualified.Right, file),
        // Taken whatever it is, and shown as it came.
        IdentifierNameSyntax { Identifier.Text: nameof(JsonElement) } => typeof(object),
        IdentifierNameSyntax { Identifier.Text: var name } => Named(name, file),
        _ => throw new InvalidOperationException($"{file.Path} reads an answer as {syntax}, which this scan does not know"),
    };

    // What stands in the class itself comes first, then its room, then the rest of the portal.
    Type Named(string name, SourceFile file)
    {
        var owner = Path.GetFileNameWithoutExtension(file.Path);
        var room = "RaMatch.Portal." + file.Path.Split('/')[2];
        var types = portal.GetTypes().Where(type => type.Name == name).ToList();
        return types.Find(type => type.DeclaringType?.Name == owner)
            ?? types.Find(type => type.DeclaringType is null && type.Namespace == room)
            ?? types.Where(type => type.DeclaringType is null).ToList() switch
            {
                [var only] => only,
                var several => throw new InvalidOperationException($"{file.Path} reads an answer as {name}; there are {several.Count} of that name"),
            };
    }

    static string LastName(ExpressionSyntax expression) => expression is MemberAccessExpressionSyntax member ? member.Name.Identifier.Text : expression.ToString();

    [GeneratedRegex(@"\b[sS]ervices\.(Get|Post|Put|Delete|Upload|Download)Async\b", RegexOptions.CultureInvariant)]
    private static partial Regex Start();

    [GeneratedRegex(@"(?:^|&)(\w+)=", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
