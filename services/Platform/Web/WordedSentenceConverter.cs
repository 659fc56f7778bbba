using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using RaMatch.Platform.Words;

namespace RaMatch.Platform.Web;

/// <summary>
/// A sentence in an answer by HTTP: in the caller's words. Nobody sends one; a text is what a person typed. In an answer that is kept it stands as
/// it is stored, with a mark, and gets its words each time the answer is given.
/// </summary>
sealed partial class WordedSentenceConverter(PhraseBook words) : JsonConverter<Sentence>
{
    // A control character, which no text that came in can hold; in JSON it is always escaped.
    const char Mark = '\u0001';
    const string MarkInJson = "\"\\u0001";

    static readonly AsyncLocal<bool> Kept = new();

    /// <summary>What is written from here on, to the end of the method that says so, is an answer to keep.</summary>
    public static void Keep() => Kept.Value = true;

    /// <summary>The JSON of a kept answer in the caller's words.</summary>
    public static string Word(string kept, PhraseBook words) => !kept.Contains(MarkInJson, StringComparison.Ordinal) ? kept
        : Marked().Replace(kept, one => Json.Text(words.Say(Sentence.Read(Json.Read<string>($"\"{one.Groups["sentence"].Value}\"")))));

    /// <inheritdoc />
    public override Sentence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Sentence.Said(reader.GetString()!) : throw new JsonException();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Sentence value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Kept.Value && value.Code is not null ? Mark + value.ToString() : words.Say(value));

    [GeneratedRegex(@"""\\u0001(?<sentence>(?:[^""\\]|\\.)*)""", RegexOptions.CultureInvariant)]
    private static partial Regex Marked();
}
