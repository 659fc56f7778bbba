using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RaMatch.Sheets.Reading;

/// <summary>Text of cells: without what nobody sees, and folded where it is compared or read as a number or a day.</summary>
static partial class CellText
{
    /// <summary>As typed, without what nobody sees and without blanks at its ends; every blank is a plain one, every line break <c>\n</c>.</summary>
    public static string Cleaned(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\r':
                    clean.Append(at + 1 < text.Length && text[at + 1] == '\n' ? "" : "\n");
                    break;
                case '\n' or '\u2028' or '\u2029' or '\u0085' or '\v' or '\f':
                    clean.Append('\n');
                    break;
                case '\t':
                    clean.Append(' ');
                    break;
                case var one when char.GetUnicodeCategory(one) == UnicodeCategory.SpaceSeparator:
                    clean.Append(' ');
                    break;
                case var one when char.GetUnicodeCategory(one) is UnicodeCategory.Control or UnicodeCategory.Format:
                    break;
                case var one:
                    clean.Append(one);
                    break;
            }
        }

        return clean.ToString().Trim(' ', '\n');
    }

    /// <summary>Cleaned, in one width (NFKC), with digits of every script as 0 to 9 and every dash as <c>-</c>. A circled or a raised digit stays apart: 6² is not 62.</summary>
    public static string Folded(string text)
    {
        var clean = Cleaned(text);
        if (!clean.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return clean;
        }

        var folded = new StringBuilder(clean.Length);
        foreach (var rune in clean.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.OtherNumber:
                    folded.Append('#');
                    break;
                case UnicodeCategory.DecimalDigitNumber:
                    folded.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
                    break;
                case UnicodeCategory.DashPunctuation:
                    folded.Append('-');
                    break;
                default:
                    folded.Append(rune.Value == '\u2212' ? "-" : rune.ToString());
                    break;
            }
        }

        return Valid(folded.ToString()).Normalize(NormalizationForm.FormKC);
    }

    /// <summary>Under which two texts are the same choice: folded, in small letters, without blanks.</summary>
    public static string Key(string text) => Folded(text).Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Under which two headings are the same: as a choice, with brackets of one kind, without an asterisk or a colon.</summary>
    public static string HeadingKey(string text)
    {
        var key = Key(text).Replace('[', '(').Replace(']', ')').Replace('【', '(').Replace('】', ')').Replace('〔', '(').Replace('〕', ')').Trim('*', ':', '#');
        return key is ['(', .. var within, ')'] && !within.Contains('(', StringComparison.Ordinal) ? within : key;
    }

    /// <summary>The same without what stands in brackets: 目标人数（人） is 目标人数.</summary>
    public static string HeadingStem(string key) => Bracketed().Replace(key, "").Trim('*', ':') is { Length: > 0 } stem ? stem : key;

    // A lone half of a pair cannot be normalized.
    static string Valid(string text) => string.Create(text.Length, text, (span, from) =>
    {
        for (var at = 0; at < from.Length; at++)
        {
            var paired = char.IsHighSurrogate(from[at]) ? at + 1 < from.Length && char.IsLowSurrogate(from[at + 1])
                : !char.IsLowSurrogate(from[at]) || at > 0 && char.IsHighSurrogate(from[at - 1]);
            span[at] = paired ? from[at] : '\uFFFD';
        }
    });

    [GeneratedRegex(@"\([^()]*\)")]
    private static partial Regex Bracketed();
}
