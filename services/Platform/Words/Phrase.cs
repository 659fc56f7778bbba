using System.Globalization;
using System.Text;

namespace RaMatch.Platform.Words;

/// <summary>
/// A template of a table, taken apart once: <c>答复期限不超过 {days} 天。</c> A name may be followed by how its argument is shown: a format
/// of .NET for a number, a day or an instant (<c>{on:yyyy年M月d日}</c>; instants as the clocks in China show them), <c>yuan</c> and a format
/// for an amount in fen (<c>{pay:yuan#,0.##}</c>), and for several what stands between them (<c>{majors:、}</c>).
/// </summary>
sealed class Phrase
{
    const string Yuan = "yuan";
    readonly List<(string Text, string? Name, string? Format)> _parts = [];

    Phrase()
    {
    }

    /// <summary>The arguments that the template shows.</summary>
    public SortedSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes a template apart.</summary>
    /// <exception cref="InvalidOperationException">A brace is left open, or nothing is named between two.</exception>
    public static Phrase Of(string template)
    {
        var phrase = new Phrase();
        var rest = template.AsSpan();
        while (rest.IndexOf('{') is >= 0 and var open)
        {
            var close = rest.IndexOf('}');
            if (close < open + 2)
            {
                throw new InvalidOperationException($"The template \"{template}\" has a brace that names nothing.");
            }

            var inside = rest[(open + 1)..close];
            var colon = inside.IndexOf(':');
            var name = (colon < 0 ? inside : inside[..colon]).ToString();
            phrase._parts.Add((rest[..open].ToString(), name, colon < 0 ? null : inside[(colon + 1)..].ToString()));
            phrase.Names.Add(name);
            rest = rest[(close + 1)..];
        }

        if (rest.Contains('}'))
        {
            throw new InvalidOperationException($"The template \"{template}\" closes a brace that it never opened.");
        }

        phrase._parts.Add((rest.ToString(), null, null));
        return phrase;
    }

    /// <summary>Writes the sentence; what is a sentence itself is written by <paramref name="nested"/>.</summary>
    public void Say(StringBuilder into, Sentence sentence, Action<StringBuilder, Sentence> nested)
    {
        foreach (var (text, name, format) in _parts)
        {
            into.Append(text);
            if (name is not null)
            {
                Show(into, Find(sentence.Arguments, name), format, nested);
            }
        }
    }

    static Argument Find(IReadOnlyList<(string Name, Argument Value)> arguments, string name)
    {
        // A handful at most, and named with literals.
        for (var index = 0; index < arguments.Count; index++)
        {
            if (arguments[index].Name == name)
            {
                return arguments[index].Value;
            }
        }

        return "";
    }

    static void Show(StringBuilder into, Argument value, string? format, Action<StringBuilder, Sentence> nested)
    {
        switch (value)
        {
            case { Sentence: { } sentence }:
                nested(into, sentence);
                break;
            case { Items: { } items }:
                for (var index = 0; index < items.Count; index++)
                {
                    into.Append(index == 0 ? "" : format);
                    Show(into, items[index], null, nested);
                }

                break;
            default:
                into.Append(format is null ? value.Text : Formatted(value.Text!, format));
                break;
        }
    }

    static string Formatted(string text, string format)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out var number))
        {
            return format.StartsWith(Yuan, StringComparison.Ordinal) ? (number / 100m).ToString(format[Yuan.Length..], invariant) : number.ToString(format, invariant);
        }

        if (DateOnly.TryParseExact(text, SentenceText.Day, invariant, DateTimeStyles.None, out var day))
        {
            return day.ToString(format, invariant);
        }

        return DateTimeOffset.TryParseExact(text, SentenceText.Instant, invariant, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.ToOffset(ChinaTime.Offset).ToString(format, invariant)
            : text;
    }
}
