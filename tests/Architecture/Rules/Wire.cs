using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>
/// Whether what one side reads is what the other side's OpenAPI document promises: address, parameters, each member with its type, whether it may
/// be null, the members of enums. Members the reader does not ask for are nobody's business.
/// </summary>
sealed class Wire(JsonElement document)
{
    /// <summary>What the document does not promise of a call.</summary>
    public IEnumerable<string> Violations(PortalCall call)
    {
        if (OperationOf(call) is not { } operation)
        {
            return [$"{call.Place} calls {call.Method} {call.Path}, which no service offers"];
        }

        return Query(call, operation).Concat(Sent(call, operation)).Concat(Read(call, operation)).Select(violation => $"{call.Place}: {call.Method} {call.Path} {violation}");
    }

    JsonElement? OperationOf(PortalCall call)
    {
        foreach (var path in document.GetProperty("paths").EnumerateObject().Where(path => Matches(call.Path, path.Name)).OrderBy(path => path.Name.Count(one => one == '{')))
        {
            if (path.Value.TryGetProperty(call.Method.ToLowerInvariant(), out var operation))
            {
                return operation;
            }
        }

        return null;
    }

    // A segment known only when it is asked stands for a parameter; one known in part, for whatever fits.
    static bool Matches(string asked, string offered)
    {
        var (ours, theirs) = (asked.Split('/'), offered.Split('/'));
        return ours.Length == theirs.Length && ours.Zip(theirs).All(pair =>
            pair.Second.StartsWith('{') || (pair.First != "{}" && Regex.IsMatch(pair.Second, "^" + Regex.Escape(pair.First).Replace(@"\{}", "[^/]+", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant)));
    }

    static IEnumerable<string> Query(PortalCall call, JsonElement operation)
    {
        var known = operation.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Select(one => one.GetProperty("name").GetString()!).ToHashSet(StringComparer.OrdinalIgnoreCase)
            : [];
        return call.Query.Where(name => !known.Contains(name)).Select(name => $"has no parameter {name}");
    }

    IEnumerable<string> Sent(PortalCall call, JsonElement operation)
    {
        if (call.Sent.Count == 0)
        {
            return [];
        }

        if (!operation.TryGetProperty("requestBody", out var body) || !body.GetProperty("content").TryGetProperty("application/json", out var json))
        {
            return ["takes no JSON"];
        }

        var members = PropertiesOf(Resolved(json.GetProperty("schema")));
        return call.Sent.Where(name => !members.ContainsKey(name)).Select(name => $"takes no {name}");
    }

    IEnumerable<string> Read(PortalCall call, JsonElement operation)
    {
        if (call.Answer == typeof(object))
        {
            return [];
        }

        var contents = operation.GetProperty("responses").EnumerateObject()
            .Where(response => response.Name[0] == '2' && response.Value.TryGetProperty("content", out _))
            .SelectMany(response => response.Value.GetProperty("content").EnumerateObject())
            .ToList();
        if (call.Answer is null)
        {
            return contents.Count > 0 ? [] : ["sends nothing to save"];
        }

        var answers = contents.Where(content => content.Name == "application/json").ToList();
        return answers.Count == 0 ? ["answers no JSON"] : answers.SelectMany(content => Compare(call.Answer, null, content.Value.GetProperty("schema"), "", []));
    }

    IEnumerable<string> Compare(Type type, NullabilityInfo? nullability, JsonElement given, string where, HashSet<Type> within)
    {
        var schema = Resolved(given);
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (MayBeNull(given) && bare == type && (type.IsValueType || nullability?.WriteState == NullabilityState.NotNull))
        {
            yield return $"may answer null as {where}, which is read as {type.Name}";
        }

        if (bare.IsEnum)
        {
            foreach (var violation in Enums(bare, schema, where))
            {
                yield return violation;
            }
        }
        else if (Scalars.TryGetValue(bare, out var forms))
        {
            if (!forms.Contains(FormOf(schema)))
            {
                yield return $"answers {FormOf(schema)} as {where}, which is read as {bare.Name}";
            }
        }
        else if (bare.IsGenericType && bare.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            foreach (var violation in schema.TryGetProperty("additionalProperties", out var values)
                ? Compare(bare.GetGenericArguments()[1], nullability?.GenericTypeArguments[1], values, where + "{}", within)
                : [$"answers no dictionary as {where}"])
            {
                yield return violation;
            }
        }
        else if (bare.IsGenericType && bare.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            foreach (var violation in schema.TryGetProperty("items", out var items)
                ? Compare(bare.GetGenericArguments()[0], nullability?.GenericTypeArguments[0], items, where + "[]", within)
                : [$"answers no list as {where}"])
            {
                yield return violation;
            }
        }
        else if (within.Add(bare))
        {
            foreach (var violation in Members(bare, schema, where, within))
            {
                yield return violation;
            }

            within.Remove(bare);
        }
    }

    IEnumerable<string> Members(Type type, JsonElement schema, string where, HashSet<Type> within)
    {
        var properties = PropertiesOf(schema);
        foreach (var parameter in type.GetConstructors().MaxBy(one => one.GetParameters().Length)!.GetParameters())
        {
            var name = type.GetProperty(parameter.Name!)?.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            var path = where.Length == 0 ? name : $"{where}.{name}";
            foreach (var violation in properties.TryGetValue(name, out var member)
                ? Compare(parameter.ParameterType, new NullabilityInfoContext().Create(parameter), member, path, within)
                : [$"answers no {path}"])
            {
                yield return violation;
            }
        }
    }

    static IEnumerable<string> Enums(Type type, JsonElement schema, string where)
    {
        var ours = Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName).ToHashSet(StringComparer.Ordinal);
        var theirs = schema.TryGetProperty("enum", out var members)
            ? members.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!).ToHashSet(StringComparer.Ordinal)
            : [];
        return ours.Except(theirs).Select(name => $"never answers {name} as {where}")
            .Concat(theirs.Except(ours).Select(name => $"may answer {name} as {where}, which {type.Name} does not know"));
    }

    static Dictionary<string, JsonElement> PropertiesOf(JsonElement schema) => schema.TryGetProperty("properties", out var properties)
        ? properties.EnumerateObject().ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal)
        : [];

    JsonElement Resolved(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Resolved(document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]));
        }

        return schema.TryGetProperty("oneOf", out var either) && either.EnumerateArray().Where(one => !IsNull(one)).ToList() is [var only] ? Resolved(only) : schema;
    }

    bool MayBeNull(JsonElement schema) =>
        IsNull(schema)
        || (schema.TryGetProperty("enum", out var members) && members.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.Null))
        || (schema.TryGetProperty("oneOf", out var either) && either.EnumerateArray().Any(IsNull))
        || (schema.TryGetProperty("$ref", out _) && MayBeNull(Resolved(schema)));

    static bool IsNull(JsonElement schema) => TypesOf(schema).Contains("null", StringComparer.Ordinal);

    static IEnumerable<string> TypesOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!)
        : [type.GetString()!];

    static string FormOf(JsonElement schema)
    {
        var type = string.Join('|', TypesOf(schema).Where(one => one != "null"));
        return schema.TryGetProperty("format", out var format) ? $"{type}:{format.GetString()}" : type.Length > 0 ? type : schema.TryGetProperty("enum", out _) ? "string" : "anything";
    }

    // What a type reads as it is, or not at all: a number too large for it is an error there.
    static readonly Dictionary<Type, string[]> Scalars = new()
    {
        [typeof(string)] = ["string", "string:uuid", "string:date", "string:date-time", "string:uri"],
        [typeof(bool)] = ["boolean"],
        [typeof(int)] = ["integer:int32", "integer:int64"],
        [typeof(long)] = ["integer:int64", "integer:int32"],
        [typeof(double)] = ["number:double", "integer:int32"],
        [typeof(Guid)] = ["string:uuid"],
        [typeof(DateOnly)] = ["string:date"],
        [typeof(DateTimeOffset)] = ["string:date-time"],
    };
}
