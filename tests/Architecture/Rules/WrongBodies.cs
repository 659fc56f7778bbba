using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using RaMatch.Applicant.Hires;
using RaMatch.Platform.Web;
using RaMatch.Posting.Outreach;
using RaMatch.Posting.Units;
using RaMatch.Reference;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>
/// Bodies made from the type of a request alone, each wrong in one place that a service has to name: a value left out, null, of another type, a
/// null in a list, a day that is none or lies outside every calendar in use, an instant without a zone, a text that holds an ID number, nothing to
/// see, or more than its line.
/// </summary>
static class WrongBodies
{
    static readonly NullabilityInfoContext Nullability = new();

    // What may hold an ID number, or a code that has the form of one by chance. No other text of any request may.
    static readonly (Type Request, string Member)[] IdNumbers = [(typeof(ConfirmHire.Request), "idNumber"), (typeof(UnitFacts), "uscc"), (typeof(FirmFacts), "uscc"), (typeof(RecordBriefing.Attendee), "unit")];

    /// <summary>A body of the type in which nothing is wrong in form, all of its members given.</summary>
    public static JsonObject Sample(Type type) => new(MembersOf(type).Select(member => KeyValuePair.Create(member.Name, Value(member.Type))));

    /// <summary>The wrong bodies, each with the field that is wrong, named as in the JSON, and what is wrong.</summary>
    public static IEnumerable<(string Field, string Fault, JsonObject Body)> Of(Type type) =>
        Of(type, "", change =>
        {
            var body = Sample(type);
            change(body);
            return body;
        });

    static IEnumerable<(string Field, string Fault, JsonObject Body)> Of(Type type, string path, Func<Action<JsonObject>, JsonObject> make)
    {
        foreach (var member in MembersOf(type))
        {
            var field = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            (string, string, JsonObject) Wrong(string fault, JsonNode? value) => (field, fault, make(body => body[member.Name] = value));

            if (member.IsNeeded)
            {
                yield return (field, "left out", make(body => body.Remove(member.Name)));
                yield return Wrong("null", null);
            }

            foreach (var (fault, text) in WrongTexts(member.Type).Concat(member.Type == typeof(string) ? UnfitTexts(type, member.Name, member.Parameter) : []))
            {
                yield return Wrong(fault, text is null ? new JsonObject() : JsonValue.Create(text));
            }

            foreach (var (fault, number) in WrongNumbers(member.Type))
            {
                yield return Wrong(fault, JsonValue.Create(number));
            }

            if (ElementOf(member.Type) is { } element)
            {
                yield return Wrong("no list", JsonValue.Create("x"));
                if (!element.IsValueType)
                {
                    yield return ($"{field}[1]", "null in a list", make(body => body[member.Name]!.AsArray().Add((JsonNode?)null)));
                }

                foreach (var (fault, text) in element == typeof(string) ? UnfitTexts(type, member.Name, member.Parameter) : [])
                {
                    yield return ($"{field}[0]", fault, make(body => body[member.Name] = new JsonArray(JsonValue.Create(text))));
                }

                if (IsRecord(element))
                {
                    foreach (var wrong in Of(element, $"{field}[0]", change => make(body => change(body[member.Name]!.AsArray()[0]!.AsObject()))))
                    {
                        yield return wrong;
                    }
                }
            }
            else if (IsRecord(member.Type))
            {
                foreach (var wrong in Of(member.Type, field, change => make(body => change(body[member.Name]!.AsObject()))))
                {
                    yield return wrong;
                }
            }
        }
    }

    // Null stands for an object where a text or a number belongs.
    static IEnumerable<(string Fault, string? Text)> WrongTexts(Type type) => type switch
    {
        _ when type == typeof(DateOnly) => [("a day before all", "0001-01-01"), ("a day after all", "9999-12-31"), ("no day", "2026-02-30"), ("a day in another form", "20261130"), ("an object", null)],
        _ when type == typeof(DateTimeOffset) => [("an instant before all", "0001-01-01T00:00:00Z"), ("an instant after all", "9999-12-31T23:59:59Z"), ("no zone", "2026-12-01T09:00:00"), ("no instant", "tomorrow"), ("an object", null)],
        _ when type == typeof(string) => [("an object", null), ("a NUL in it", "a\0b"), ("100,000 letters", new string('a', 100_000))],
        _ when type.IsEnum => [("a word", "x-y"), ("two names", string.Join(", ", Enum.GetNames(type).Take(2))), ("a number in a text", "1"), ("an object", null)],
        _ when type.IsPrimitive || type == typeof(Guid) => [("a word", "x-y"), ("an object", null)],
        _ => [],
    };

    static IEnumerable<(string Fault, decimal Number)> WrongNumbers(Type type) => type switch
    {
        _ when type.IsEnum => [("a number", 1)],
        _ when type == typeof(int) || type == typeof(long) => [("a number beyond all", 99_999_999_999_999_999_999m), ("half a number", 1.5m)],
        _ => [],
    };

    static IEnumerable<(string Fault, string? Text)> UnfitTexts(Type request, string member, ParameterInfo parameter)
    {
        yield return ("nothing to see", "\u200B\u3164\u2060");
        yield return ("a control character", "文\u0085字");
        yield return ("what could not be read", "文\uFFFD字");
        if (!IdNumbers.Contains((request, member)))
        {
            yield return ("an ID number", $"证件 {IdNumber[..6]} {IdNumber[6..14]}\u200B-{IdNumber[14..]}。");
        }

        if (!parameter.IsDefined(typeof(ManyLinesAttribute)))
        {
            yield return ("a line break", "文\n字");
            yield return ("a line break at the end", "文字\r\n");
            yield return ("a line separator", "文\u2028字");
        }

        // What is folded drops it.
        if (!parameter.IsDefined(typeof(FoldedAttribute)))
        {
            yield return ("another direction", "文\u202E字");
        }
    }

    /// <summary>An ID number that is nobody's.</summary>
    public static string IdNumber { get; } = "99000019990101001" + ResidentIdNumber.CheckCharacter("99000019990101001");

    static JsonNode? Value(Type type) => type switch
    {
        _ when type == typeof(string) => JsonValue.Create("文字"),
        _ when type == typeof(DateOnly) => JsonValue.Create("2026-11-30"),
        _ when type == typeof(DateTimeOffset) => JsonValue.Create("2026-12-01T09:00:00+08:00"),
        _ when type == typeof(Guid) => JsonValue.Create(Guid.CreateVersion7().ToString()),
        _ when type == typeof(bool) => JsonValue.Create(true),
        _ when type.IsEnum => JsonValue.Create(JsonNamingPolicy.CamelCase.ConvertName(Enum.GetNames(type)[0])),
        _ when type.IsPrimitive => JsonValue.Create(1),
        _ when ElementOf(type) is { } element => new JsonArray(Value(element)),
        _ when IsRecord(type) => Sample(type),
        _ => new JsonObject(),
    };

    static Type? ElementOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    static bool IsRecord(Type type) => type.Namespace?.StartsWith("RaMatch.", StringComparison.Ordinal) == true && type.IsClass;

    static IEnumerable<(string Name, Type Type, bool IsNeeded, ParameterInfo Parameter)> MembersOf(Type type) => type.GetConstructors().MaxBy(one => one.GetParameters().Length)!.GetParameters().Select(parameter => (
        JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!),
        Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType,
        parameter.IsDefined(typeof(RequiredAttribute), inherit: false) || !parameter.HasDefaultValue && Nullability.Create(parameter).WriteState != NullabilityState.Nullable,
        parameter));
}
