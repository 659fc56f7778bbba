using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using RaMatch.Platform.Words;

namespace RaMatch.Platform.Web;

/// <summary>The one way JSON is written and read: camel case, enums by name, Chinese as itself, unknown members ignored.</summary>
public static class Json
{
    /// <summary>The options of messages, of stored lists and, by copy, of HTTP.</summary>
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>A value as JSON text, for a column.</summary>
    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>A column's JSON text as a value.</summary>
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;

    /// <summary>Makes options read and write that way.</summary>
    /// <param name="options">The options.</param>
    /// <param name="longestText">How many characters a text may have.</param>
    internal static JsonSerializerOptions Configure(JsonSerializerOptions options, int longestText = int.MaxValue)
    {
        options.Converters.Add(new TextConverter(longestText));
        options.Converters.Add(new EnumNames());
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.RespectNullableAnnotations = true;
        return options;
    }

    /// <summary>
    /// Any text but control characters, tab and line breaks aside: nobody types them, and a NUL ends a text early in one database
    /// and not in the other. Read is where text comes in, so here it is refused once for all.
    /// </summary>
    sealed class TextConverter(int longest) : JsonConverter<string>
    {
        static readonly SearchValues<char> Refused =
            SearchValues.Create([.. Enumerable.Range(char.MinValue, char.MaxValue).Select(one => (char)one).Where(one => char.IsControl(one) && one is not ('\t' or '\n' or '\r'))]);

        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                throw new JsonException();
            }

            var text = reader.GetString()!;
            return text.AsSpan().ContainsAny(Refused) ? throw new RefusedValueException(Sentence.Of("text.control-characters"))
                : text.Length > longest ? throw new RefusedValueException(Sentence.Of("request.text-too-long", ("most", longest)))
                : text;
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
