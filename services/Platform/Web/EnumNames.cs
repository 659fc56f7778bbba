using System.Text.Json;
using System.Text.Json.Serialization;

namespace RaMatch.Platform.Web;

/// <summary>
/// Values of enums by their names in camel case, one name a value. The framework's own converter takes several names parted by commas for any enum and
/// adds their numbers up: to another value, or to one that no name is for and that cannot be written again.
/// </summary>
sealed class EnumNames : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    /// <summary>The name of a member.</summary>
    public static string Of(string member) => JsonNamingPolicy.CamelCase.ConvertName(member);

    /// <summary>The values of an enum by their names, in any case.</summary>
    public static IReadOnlyDictionary<string, T> ValuesOf<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(value => Of(value.ToString()), StringComparer.OrdinalIgnoreCase);

    sealed class Converter<T> : JsonConverter<T>
        where T : struct, Enum
    {
        static readonly IReadOnlyDictionary<string, T> ByName = ValuesOf<T>();
        static readonly Dictionary<T, string> Names = ByName.ToDictionary(pair => pair.Value, pair => pair.Key);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && ByName.TryGetValue(reader.GetString()!, out var value) ? value : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Names.TryGetValue(value, out var name) ? name : throw new JsonException($"{typeof(T).Name} has no value {value}."));
    }
}
