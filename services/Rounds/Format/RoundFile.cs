using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace RaMatch.Rounds.Format;

/// <summary><c>round.json</c>: one flat object of known properties, each once. All must be there but <c>floor_policy</c>, which older folders do not have.</summary>
static class RoundFile
{
    public const string Name = "round.json";

    const string Version = "ramatch-round/1";
    const int LongestFile = 1 << 16;
    const int MostWishes = 10_000;

    static readonly string[] Properties = ["format", "programme", "round", "list_limit", "lottery_commitment", "lottery_seed", "rules_version"];

    const string FloorPolicyName = "floor_policy";

    // By the values of FloorPolicy.
    static readonly string[] FloorPolicies = ["report", "repair"];

    public static RoundTerms Read(Stream stream)
    {
        var text = Contents(stream);
        var values = new Dictionary<string, Value>(StringComparer.Ordinal);
        try
        {
            var reader = new Utf8JsonReader(text);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw At(text, 0, "one JSON object is expected");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (name, at) = (reader.GetString()!, reader.TokenStartIndex);
                if (!Properties.Contains(name) && name != FloorPolicyName)
                {
                    throw At(text, at, $"{name} is no property of a round; these are: {string.Join(", ", Properties)}, {FloorPolicyName}");
                }

                reader.Read();
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
                {
                    throw At(text, reader.TokenStartIndex, $"{name} is neither text nor a number");
                }

                var isText = reader.TokenType == JsonTokenType.String;
                if (!values.TryAdd(name, new Value(reader.TokenStartIndex, isText, isText ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan))))
                {
                    throw At(text, at, $"{name} stands there twice");
                }
            }

            // What follows the object is an error of the reader's own.
            reader.Read();
        }
        catch (JsonException error)
        {
            throw new RoundFormatException(Name, (int)(error.LineNumber ?? 0) + 1, (int)(error.BytePositionInLine ?? 0) + 1, "no valid JSON here");
        }
        catch (InvalidOperationException)
        {
            throw new RoundFormatException(Name, 0, 0, "a text holds half of a surrogate pair");
        }

        return Terms(text, values);
    }

    public static void Write(RoundTerms terms, Stream stream)
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartObject();
        writer.WriteString("format", Version);
        writer.WriteString("programme", terms.Programme);
        writer.WriteString("round", terms.Round);
        writer.WriteNumber("list_limit", terms.ListLimit);
        writer.WriteString("lottery_commitment", terms.LotteryCommitment);
        writer.WriteString("lottery_seed", terms.LotterySeed);
        writer.WriteNumber("rules_version", terms.RulesVersion);
        if (terms.FloorPolicy is { } policy)
        {
            writer.WriteString(FloorPolicyName, FloorPolicies[(int)policy]);
        }

        writer.WriteEndObject();
        writer.Flush();
        stream.Write("\n"u8);
    }

    static byte[] Contents(Stream stream)
    {
        var buffer = new byte[LongestFile + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (length > LongestFile)
        {
            throw new RoundFormatException(Name, 0, 0, $"the file is longer than {LongestFile} bytes");
        }

        var text = buffer[..length];
        if (text.AsSpan().StartsWith("\uFEFF"u8))
        {
            throw At(text, 0, "the file begins with a byte-order mark; save it as UTF-8 without one");
        }

        if (text.IndexOf((byte)0) is >= 0 and var nul)
        {
            throw At(text, nul, "a NUL");
        }

        if (text.IndexOf((byte)'\r') is >= 0 and var carriageReturn)
        {
            throw At(text, carriageReturn, "a carriage return; lines end with LF alone");
        }

        if (!Utf8.IsValid(text))
        {
            var valid = 0;
            while (Rune.DecodeFromUtf8(text.AsSpan(valid), out _, out var rune) == OperationStatus.Done)
            {
                valid += rune;
            }

            throw At(text, valid, "not valid UTF-8");
        }

        return text;
    }

    static RoundTerms Terms(byte[] text, Dictionary<string, Value> values)
    {
        if (Properties.FirstOrDefault(name => !values.ContainsKey(name)) is { } missing)
        {
            throw new RoundFormatException(Name, 0, 0, $"{missing} is missing");
        }

        var format = Text("format");
        if (format.Content != Version)
        {
            throw At(text, format.At, $"the format is {format.Content}; this program knows {Version}");
        }

        var (commitment, seed) = (Hash("lottery_commitment"), Hash("lottery_seed"));
        if (Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(seed.Content))) != commitment.Content)
        {
            throw At(text, commitment.At, "lottery_commitment is not the SHA-256 of the 32 bytes of lottery_seed");
        }

        return new RoundTerms(
            Code("programme"), Code("round"), (int)Number("list_limit", 1, MostWishes), commitment.Content, seed.Content, Number("rules_version", 0, long.MaxValue), Policy());

        FloorPolicy? Policy()
        {
            if (!values.ContainsKey(FloorPolicyName))
            {
                return null;
            }

            var policy = Text(FloorPolicyName);
            return Array.IndexOf(FloorPolicies, policy.Content) is >= 0 and var number
                ? (FloorPolicy)number
                : throw At(text, policy.At, $"{FloorPolicyName} is one of: {string.Join(", ", FloorPolicies)}");
        }

        Value Text(string name) => values[name] is { IsText: true } value ? value : throw At(text, values[name].At, $"{name} is a text");

        string Code(string name) =>
            Text(name).Content is { Length: > 0 and <= CsvReader.LongestId } code && !code.Any(char.IsControl)
                ? code
                : throw At(text, values[name].At, $"{name} has 1 to {CsvReader.LongestId} characters, none of them a control character");

        Value Hash(string name) =>
            Text(name) is { Content.Length: 64 } hash && hash.Content.All(char.IsAsciiHexDigitLower) ? hash : throw At(text, values[name].At, $"{name} has 64 lower-case hex digits");

        long Number(string name, long least, long most) =>
            values[name] is { IsText: false } value && long.TryParse(value.Content, out var number) && number >= least && number <= most
                ? number
                : throw At(text, values[name].At, $"{name} is a whole number from {least} to {most}");
    }

    static RoundFormatException At(ReadOnlySpan<byte> text, long offset, string reason)
    {
        var before = text[..(int)offset];
        var column = 1;
        foreach (var value in before[(before.LastIndexOf((byte)'\n') + 1)..])
        {
            column += (value & 0xC0) != 0x80 ? 1 : 0;
        }

        return new RoundFormatException(Name, before.Count((byte)'\n') + 1, column, reason);
    }

    // A property's value and where it stands.
    readonly record struct Value(long At, bool IsText, string Content);
}
