using System.Text.Json;
using System.Text.Json.Serialization;

namespace RaMatch.Platform.Words;

/// <summary>A sentence in events and stored lists: in the form that is stored.</summary>
sealed class StoredSentenceConverter : JsonConverter<Sentence>
{
    public override Sentence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Sentence.Read(reader.GetString()!) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Sentence value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>A sentence in an answer by HTTP: in the caller's words. Nobody sends one; a text is what a person typed.</summary>
sealed class WordedSentenceConverter(PhraseBook words) : JsonConverter<Sentence>
{
    public override Sentence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Sentence.Said(reader.GetString()!) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Sentence value, JsonSerializerOptions options) => writer.WriteStringValue(words.Say(value));
}
