using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RaMatch.Platform.Words;

/// <summary>
/// What the product says to a person, before it is worded: a code with named arguments. Stored, and sent in events, as one text
/// (<c>ramatch:offer.expiry-range?days=60</c>); worded where it leaves a service by HTTP, in the caller's language. A text that is no
/// such thing, because a person typed it or a row is older than this, is shown as it is.
/// </summary>
[JsonConverter(typeof(StoredSentenceConverter))]
public sealed class Sentence : IEquatable<Sentence>
{
    // The code of what a person typed that looks like one of ours.
    internal const string SaidCode = "person.said";

    static readonly ConcurrentDictionary<Enum, Sentence> Labels = new();
    string? _stored;

    internal Sentence(string? code, string plain, IReadOnlyList<(string Name, Argument Value)> arguments) => (Code, Plain, Arguments) = (code, plain, arguments);

    /// <summary>What is said, such as <c>offer.expiry-range</c>; null for a text that is shown as it is.</summary>
    public string? Code { get; }

    /// <summary>What the sentence says it of, by the names of the templates.</summary>
    public IReadOnlyList<(string Name, Argument Value)> Arguments { get; }

    /// <summary>The text that is shown as it is.</summary>
    internal string Plain { get; }

    /// <summary>One of the product's own sentences; its words stand in the tables under the code.</summary>
    public static Sentence Of(string code, params (string Name, Argument Value)[] arguments) => new(code, "", arguments);

    /// <summary>What a person typed: shown as it is, whatever it looks like.</summary>
    public static Sentence Said(string text) =>
        text.StartsWith(SentenceText.Scheme, StringComparison.Ordinal) ? Of(SaidCode, ("text", text)) : new Sentence(null, text, []);

    /// <summary>What people call a value of an enumeration: <c>placement-stage.on-duty</c>.</summary>
    public static Sentence Label(Enum value) =>
        Labels.GetOrAdd(value, static one => Of($"{JsonNamingPolicy.KebabCaseLower.ConvertName(one.GetType().Name)}.{JsonNamingPolicy.KebabCaseLower.ConvertName(one.ToString())}"));

    /// <summary>Reads what <see cref="ToString"/> wrote, and any other text as one that is shown as it is.</summary>
    [return: NotNullIfNotNull(nameof(stored))]
    public static Sentence? Read(string? stored)
    {
        if (stored is null)
        {
            return null;
        }

        var sentence = SentenceText.Read(stored) ?? new Sentence(null, stored, []);
        // What was stored stays as it was, to the letter: the ledger's hashes cover it.
        sentence._stored = stored;
        return sentence;
    }

    /// <summary>The form that is stored and sent in events.</summary>
    public override string ToString() => _stored ??= SentenceText.Write(this);

    /// <inheritdoc />
    public bool Equals(Sentence? other) => other is not null && other.ToString() == ToString();

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Sentence);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());
}
