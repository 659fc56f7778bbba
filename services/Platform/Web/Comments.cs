using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RaMatch.Platform.Web;

/// <summary>
/// The documentation comments of the assemblies, as the compiler writes them beside each: a handler's own, or that of the use case it stands in.
/// </summary>
static partial class Comments
{
    static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, string>> Files = new();

    /// <summary>The first sentence and the others; null where there is none.</summary>
    public static (string? First, string? Others) Of(MethodInfo handler)
    {
        var useCase = UseCaseOf(handler.DeclaringType!);
        var comments = Files.GetOrAdd(useCase.Assembly, Read);
        var name = NameOf(useCase);
        return Split(comments.GetValueOrDefault($"M:{name}.{handler.Name}") ?? comments.GetValueOrDefault($"T:{name}"));
    }

    /// <summary>What a type says of itself; null where it says nothing.</summary>
    public static string? Of(Type type) => Files.GetOrAdd(type.Assembly, Read).GetValueOrDefault($"T:{NameOf(type)}");

    /// <summary>What a record says of one of its members; null where it says nothing.</summary>
    public static string? Of(Type type, PropertyInfo? member) =>
        member is null ? null
        : Files.GetOrAdd(type.Assembly, Read) is var comments && comments.TryGetValue($"P:{NameOf(type)}.{member.Name}", out var own) ? own
        : comments.GetValueOrDefault($"T:{NameOf(type)}({member.Name}");

    /// <summary>What a type says of one of its constants; null where it says nothing.</summary>
    public static string? Of(FieldInfo constant) => Files.GetOrAdd(constant.DeclaringType!.Assembly, Read).GetValueOrDefault($"F:{NameOf(constant.DeclaringType!)}.{constant.Name}");

    internal static (string? First, string? Others) Split(string? comment)
    {
        if (comment is null)
        {
            return (null, null);
        }

        var end = EndOfSentence().Match(comment);
        return end.Success ? (comment[..(end.Index + 1)], comment[(end.Index + end.Length)..]) : (comment, null);
    }

    // What the compiler makes of a lambda lies in a class of its own inside.
    internal static Type UseCaseOf(Type type) => type.IsDefined(typeof(CompilerGeneratedAttribute)) && type.DeclaringType is { } outer ? UseCaseOf(outer) : type;

    // By member, methods without their parameters: a use case has no two handlers of one name.
    static Dictionary<string, string> Read(Assembly assembly)
    {
        var comments = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Path.ChangeExtension(assembly.Location, ".xml") is var path && !File.Exists(path))
        {
            return comments;
        }

        foreach (var member in XDocument.Load(path).Descendants("member"))
        {
            if (member.Element("summary") is { } summary)
            {
                comments[member.Attribute("name")!.Value.Split('(')[0]] = Said(summary);
            }

            // Of a record's members its constructor's parameters speak.
            foreach (var parameter in member.Elements("param"))
            {
                comments[$"{member.Attribute("name")!.Value}({parameter.Attribute("name")!.Value}"] = Said(parameter);
            }
        }

        return comments;
    }

    // As the compiler writes it.
    static string NameOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    static string Said(XElement element) => Space().Replace(string.Concat(element.Nodes().Select(TextOf)), " ").Trim();

    static string TextOf(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "paramref" or "typeparamref" } reference => (reference.Attribute("cref") ?? reference.Attribute("name") ?? reference.Attribute("langword"))?.Value.Split('.', ':')[^1] ?? reference.Value,
        XElement element => string.Concat(element.Nodes().Select(TextOf)),
        _ => "",
    };

    // Not the full stop of "e.g." and its like: a sentence begins with a capital, a digit or a Chinese character.
    [GeneratedRegex(@"\.[ \r\n]+(?=[\p{Lu}0-9\p{Lo}])", RegexOptions.CultureInvariant)]
    private static partial Regex EndOfSentence();

    [GeneratedRegex(@"[ \r\n]+", RegexOptions.CultureInvariant)]
    private static partial Regex Space();
}
