using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using RaMatch.Platform.Words;

namespace RaMatch.Platform.Web;

/// <summary>
/// What holds for every body that comes in over HTTP, whatever its type. A value that cannot be null has to be there: left out, it would be
/// stored as its default, a hire that ended in the year 1. A list that may not hold null holds none. Days and instants lie within
/// <see cref="CivilDates"/>; a text has an end and is one that <see cref="TextRules"/> let in. Missing texts are told by their own rules, in
/// their own words.
/// </summary>
static partial class BodyRules
{
    // Five times the longest that any field of the product takes: that field then says its own limit.
    const int LongestText = 10_000;

    /// <summary>Makes options those that requests are read with.</summary>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        Json.Configure(options, LongestText);
        options.Converters.Add(new CivilDates.DayConverter());
        options.Converters.Add(new CivilDates.InstantConverter());
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(Strengthen);
        return options;
    }

    /// <summary>The fields a body was refused for, named as in its JSON, each with its sentence; <c>body</c> is all of it.</summary>
    public static IReadOnlyDictionary<string, Sentence> Findings(JsonException refusal)
    {
        var path = refusal.Path is { Length: > 2 } inside && inside.StartsWith("$.", StringComparison.Ordinal) ? inside[2..] : "";
        var missing = MissingMembers(refusal);
        return missing.Count > 0 ? missing.ToDictionary(name => Within(path, name), _ => Sentence.Of("request.no-value"), StringComparer.Ordinal)
            : refusal is RefusedValueException value ? value.Findings.ToDictionary(one => Within(path, one.Member), one => one.Sentence, StringComparer.Ordinal)
            : path.Length > 0 ? Found(path, Sentence.Of("request.wrong-value"))
            // Without a reader's exception inside, it was read, but is of another shape.
            : Found("body", Sentence.Of(refusal.InnerException is null ? "request.wrong-shape" : "request.no-json"));
    }

    static Dictionary<string, Sentence> Found(string field, Sentence sentence) => new(StringComparer.Ordinal) { [field] = sentence };

    static string Within(string path, string member) => path.Length == 0 ? member : member.Length == 0 ? path : $"{path}.{member}";

    // The framework tells which members are missing in the text of its exception only.
    static List<string> MissingMembers(JsonException refusal) => Missing().Match(refusal.Message) is { Success: true } found
        ? [.. found.Groups["name"].Captures.Select(capture => capture.Value)]
        : [];

    static void Strengthen(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        var nullability = new NullabilityInfoContext();
        var lists = new List<(string Name, Func<object, object?> Get)>();
        var texts = new List<TextMember>();
        foreach (var property in type.Properties)
        {
            // What is only ever written, an anonymous type, cannot be required.
            if (property is not { AssociatedParameter: { AttributeProvider: ParameterInfo parameter } bound, Get: { } get, Set: { } set })
            {
                continue;
            }

            property.IsRequired |= !bound.HasDefaultValue && property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null;
            if (property.PropertyType is { IsGenericType: true } && property.PropertyType.IsAssignableTo(typeof(IEnumerable)) && nullability.Create(parameter).GenericTypeArguments is [{ Type.IsValueType: false, ReadState: NullabilityState.NotNull }])
            {
                lists.Add((property.Name, get));
            }

            if (property.PropertyType == typeof(string) || property.PropertyType == typeof(IReadOnlyList<string>))
            {
                texts.Add(new TextMember(property.Name, get, set, TextRules.KindOf(parameter), nullability.Create(parameter).ReadState == NullabilityState.Nullable));
            }
        }

        if (lists.Count > 0)
        {
            type.OnDeserialized += read =>
            {
                foreach (var (name, get) in lists)
                {
                    if ((get(read) as IEnumerable)?.Cast<object?>().Index().FirstOrDefault(one => one.Item is null, (-1, null)) is ( >= 0 and var at, _))
                    {
                        throw new RefusedValueException($"{name}[{at}]", Sentence.Of("request.no-value"));
                    }
                }
            };
        }

        if (texts.Count > 0)
        {
            type.OnDeserialized += read =>
            {
                if (texts.SelectMany(text => text.Read(read)).ToList() is { Count: > 0 } findings)
                {
                    throw new RefusedValueException(findings);
                }
            };
        }
    }

    /// <summary>A member that is a text or a list of texts.</summary>
    sealed record TextMember(string Name, Func<object, object?> Get, Action<object, object?> Set, TextRules.Kind Kind, bool MayBeNull)
    {
        /// <summary>Makes it what is stored; says what is wrong with it.</summary>
        public IEnumerable<(string Member, Sentence Sentence)> Read(object read)
        {
            switch (Get(read))
            {
                case string text:
                    if (TextRules.Objection(text, Kind, out var tidy) is { } objection)
                    {
                        yield return (Name, objection);
                    }

                    Set(read, tidy.Length == 0 && MayBeNull ? null : tidy);
                    break;
                case IReadOnlyList<string> list:
                    var tidied = new string[list.Count];
                    foreach (var (index, one) in list.Index())
                    {
                        if (TextRules.Objection(one, Kind, out tidied[index]) is { } wrong)
                        {
                            yield return ($"{Name}[{index}]", wrong);
                        }
                    }

                    Set(read, tidied);
                    break;
            }
        }
    }

    [GeneratedRegex("missing required properties including: '(?<name>[^']+)'(, '(?<name>[^']+)')*")]
    private static partial Regex Missing();
}

/// <summary>Values in a body that are of the right form and still cannot be taken.</summary>
/// <param name="findings">Which members, within the object that the reader stands at, empty where it stands at the value; and why.</param>
sealed class RefusedValueException(IReadOnlyList<(string Member, Sentence Sentence)> findings) : JsonException
{
    /// <summary>The value the reader stands at.</summary>
    public RefusedValueException(Sentence sentence)
        : this("", sentence)
    {
    }

    /// <summary>One member of the object the reader stands at.</summary>
    public RefusedValueException(string member, Sentence sentence)
        : this([(member, sentence)])
    {
    }

    /// <summary>Which members, and why.</summary>
    public IReadOnlyList<(string Member, Sentence Sentence)> Findings { get; } = findings;
}
