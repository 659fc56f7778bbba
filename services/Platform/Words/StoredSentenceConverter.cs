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
