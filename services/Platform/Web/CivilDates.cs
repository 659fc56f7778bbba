using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RaMatch.Platform.Words;

namespace RaMatch.Platform.Web;

/// <summary>
/// Days and instants as they may come in: from 2000 to 2099, which holds every programme and leaves room on both sides for arithmetic. An
/// instant says its zone, because whoever leaves it out means a clock that the reader could only guess.
/// </summary>
static class CivilDates
{
    /// <summary>The first day that may come in.</summary>
    public static DateOnly First { get; } = new(2000, 1, 1);

    /// <summary>The last day that may come in.</summary>
    public static DateOnly Last { get; } = new(2099, 12, 31);

    static bool Holds(DateOnly day) => day >= First && day <= Last;

    static RefusedValueException Outside() => new(Sentence.Of("request.out-of-calendar", ("first", First.Year), ("last", Last.Year)));

    static bool Holds(DateTimeOffset instant) => instant >= ChinaTime.At(First, TimeOnly.MinValue) && instant < ChinaTime.EndOf(Last);

    internal sealed class DayConverter : JsonConverter<DateOnly>
    {
        public override bool HandleNull => true;

        public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Null => throw new RefusedValueException(Sentence.Of("request.no-value")),
            JsonTokenType.String when DateOnly.TryParseExact(reader.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
                Holds(day) ? day : throw Outside(),
            _ => throw new JsonException(),
        };

        public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) => JsonMetadataServices.DateOnlyConverter.Write(writer, value, options);
    }

    internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override bool HandleNull => true;

        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Null => throw new RefusedValueException(Sentence.Of("request.no-value")),
            JsonTokenType.String when reader.TryGetDateTimeOffset(out var instant) =>
                !SaysItsZone(reader.GetString()!) ? throw new RefusedValueException(Sentence.Of("request.no-zone"))
                : Holds(instant) ? instant
                : throw Outside(),
            _ => throw new JsonException(),
        };

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);

        // "Z", "+08:00" or "-03:30" behind the time of day; the rest of the form is the reader's.
        static bool SaysItsZone(string text) => text.IndexOf('T', StringComparison.Ordinal) is > 0 and var time && text.AsSpan(time).IndexOfAny('Z', '+', '-') > 0;
    }
}
