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
/// <see cref="CivilDates"/>; a text has an end. Missing texts are told by their own rules, in their own words.
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
            : refusal is RefusedValueException value ? Found(Within(path, value.Member), value.Sentence)
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
        foreach (var property in type.Properties)
        {
            // What is only ever written, an anonymous type, cannot be required.
            if (property is not { AssociatedParameter: { AttributeProvider: ParameterInfo parameter } bound, Get: { } get, Set: not null })
            {
                continue;
            }

            property.IsRequired |= !bound.HasDefaultValue && property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null;
            if (property.PropertyType is { IsGenericType: true } && property.PropertyType.IsAssignableTo(typeof(IEnumerable)) && nullability.Create(parameter).GenericTypeArguments is [{ Type.IsValueType: false, ReadState: NullabilityState.NotNull }])
            {
                lists.Add((property.Name, get));
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
                        throw new RefusedValueException(Sentence.Of("request.no-value"), $"{name}[{at}]");
                    }
                }
            };
        }
    }

    [GeneratedRegex("missing required properties including: '(?<name>[^']+)'(, '(?<name>[^']+)')*")]
    private static partial Regex Missing();
}

/// <summary>A value in a body that is of the right form and still cannot be taken.</summary>
/// <param name="sentence">Why.</param>
/// <param name="member">Which member, within the object that the reader stands at; empty where it stands at the value.</param>
sealed class RefusedValueException(Sentence sentence, string member = "") : JsonException
{
    /// <summary>Which member, within the object that the reader stands at.</summary>
    public string Member { get; } = member;

    /// <summary>Why.</summary>
    public Sentence Sentence { get; } = sentence;
}
