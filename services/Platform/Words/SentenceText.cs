using System.Buffers;
using System.Globalization;
using System.Text;

namespace RaMatch.Platform.Words;

/// <summary>
/// The one text a sentence is stored and sent as: <c>ramatch:code?name=text&amp;name=(code)&amp;name=[text,(code)]</c>. Only what the form
/// itself is made of is escaped, with a percent sign and two digits, so that what is stored can be read and searched.
/// </summary>
static class SentenceText
{
    public const string Scheme = "ramatch:";
    public const string Day = "yyyy-MM-dd";
    public const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    static readonly SearchValues<char> Marks = SearchValues.Create("?&=()[],");
    static readonly SearchValues<char> Escaped = SearchValues.Create("%?&=()[],");

    public static string Write(Sentence sentence)
    {
        if (sentence.Code is null)
        {
            return sentence.Plain;
        }

        var text = new StringBuilder(Scheme, 64);
        WriteBody(text, sentence);
        return text.ToString();
    }

    public static string Write(Argument value)
    {
        var text = new StringBuilder();
        WriteValue(text, value);
        return text.ToString();
    }

    /// <summary>The sentence, or null for a text that is none.</summary>
    public static Sentence? Read(string stored)
    {
        if (!stored.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return null;
        }

        var reader = new Reader(stored, Scheme.Length);
        return reader.Body() is { } sentence && reader.AtEnd ? sentence : null;
    }

    static void WriteBody(StringBuilder text, Sentence sentence)
    {
        Escape(text, sentence.Code!);
        var separator = '?';
        foreach (var (name, value) in sentence.Arguments)
        {
            text.Append(separator).Append(name).Append('=');
            WriteValue(text, value);
            separator = '&';
        }
    }

    static void WriteValue(StringBuilder text, Argument value)
    {
        switch (value)
        {
            case { Sentence: { Code: null } typed }:
                Escape(text, typed.Plain);
                break;
            case { Sentence: { } sentence }:
                text.Append('(');
                WriteBody(text, sentence);
                text.Append(')');
                break;
            case { Items: { } items }:
                text.Append('[');
                for (var index = 0; index < items.Count; index++)
                {
                    text.Append(index == 0 ? "" : ",");
                    WriteValue(text, items[index]);
                }

                text.Append(']');
                break;
            default:
                Escape(text, value.Text!);
                break;
        }
    }

    static void Escape(StringBuilder text, string value)
    {
        var rest = value.AsSpan();
        while (rest.IndexOfAny(Escaped) is >= 0 and var at)
        {
            text.Append(rest[..at]).Append(CultureInfo.InvariantCulture, $"%{(int)rest[at]:X2}");
            rest = rest[(at + 1)..];
        }

        text.Append(rest);
    }

    /// <summary>Goes through the text once; whatever does not fit the form makes it no sentence.</summary>
    ref struct Reader(string text, int at)
    {
        int _at = at;

        public readonly bool AtEnd => _at == text.Length;

        public Sentence? Body()
        {
            if (Text() is not { Length: > 0 } code)
            {
                return null;
            }

            List<(string, Argument)> arguments = [];
            for (var mark = '?'; Take(mark); mark = '&')
            {
                if (Text() is not { Length: > 0 } name || !Take('=') || Value() is not { } value)
                {
                    return null;
                }

                arguments.Add((name, value));
            }

            return new Sentence(code, "", arguments);
        }

        Argument? Value()
        {
            if (Take('('))
            {
                return Body() is { } sentence && Take(')') ? sentence : (Argument?)null;
            }

            return Take('[') ? Items() : Text() is { } text ? text : (Argument?)null;
        }

        Argument? Items()
        {
            List<Argument> items = [];
            if (Take(']'))
            {
                return Argument.List(items);
            }

            do
            {
                if (Value() is not { } item)
                {
                    return null;
                }

                items.Add(item);
            }
            while (Take(','));
            return Take(']') ? Argument.List(items) : (Argument?)null;
        }

        string? Text()
        {
            var rest = text.AsSpan(_at);
            var length = rest.IndexOfAny(Marks) is >= 0 and var end ? end : rest.Length;
            _at += length;
            return Unescape(rest[..length]);
        }

        bool Take(char mark)
        {
            if (_at == text.Length || text[_at] != mark)
            {
                return false;
            }

            _at++;
            return true;
        }

        static string? Unescape(ReadOnlySpan<char> escaped)
        {
            if (!escaped.Contains('%'))
            {
                return escaped.ToString();
            }

            var text = new StringBuilder(escaped.Length);
            while (escaped.IndexOf('%') is >= 0 and var at)
            {
                if (escaped.Length < at + 3 || !byte.TryParse(escaped.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var letter))
                {
                    return null;
                }

                text.Append(escaped[..at]).Append((char)letter);
                escaped = escaped[(at + 3)..];
            }

            return text.Append(escaped).ToString();
        }
    }
}
