using System.Globalization;

namespace RaMatch.Platform.Words;

/// <summary>
/// What a sentence says something about: a text, a number, a day, an instant, a value of an enumeration, another sentence, or several
/// of these. Numbers and times are kept in the invariant form; how they are shown is the template's business.
/// </summary>
public readonly record struct Argument
{
    readonly object? _value;

    Argument(object value) => _value = value;

    /// <summary>The text as it is; null where the argument is a sentence or a list.</summary>
    internal string? Text => _value is null ? "" : _value as string;

    /// <summary>The sentence within the sentence.</summary>
    internal Sentence? Sentence => _value as Sentence;

    /// <summary>The several.</summary>
    internal IReadOnlyList<Argument>? Items => _value as Argument[];

    /// <summary>Several texts, joined by what the template says.</summary>
    public static Argument List(IEnumerable<string> texts) => new(texts.Select(text => (Argument)text).ToArray());

    /// <summary>Several sentences, joined by what the template says.</summary>
    public static Argument List(IEnumerable<Sentence> sentences) => new(sentences.Select(sentence => (Argument)sentence).ToArray());

    internal static Argument List(IEnumerable<Argument> items) => new(items.ToArray());

    /// <summary>A text, such as a name or what a person typed: shown as it is.</summary>
    public static implicit operator Argument(string? text) => new(text ?? "");

    /// <summary>A number.</summary>
    public static implicit operator Argument(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number.</summary>
    public static implicit operator Argument(int number) => (long)number;

    /// <summary>A day.</summary>
    public static implicit operator Argument(DateOnly day) => new(day.ToString(SentenceText.Day, CultureInfo.InvariantCulture));

    /// <summary>An instant, to the millisecond.</summary>
    public static implicit operator Argument(DateTimeOffset instant) => new(instant.UtcDateTime.ToString(SentenceText.Instant, CultureInfo.InvariantCulture));

    /// <summary>A value of an enumeration, by its label.</summary>
    public static implicit operator Argument(Enum value) => Words.Sentence.Label(value);

    /// <summary>A sentence or a name within the sentence.</summary>
    public static implicit operator Argument(Sentence sentence) => new(sentence);

    /// <inheritdoc />
    public override string ToString() => SentenceText.Write(this);
}
