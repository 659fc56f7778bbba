using System.Buffers;
using System.Globalization;
using System.Text;

namespace RaMatch.Reference;

/// <summary>
/// Text as every rule, look-up and comparison sees it: folded once, here, whatever keyboard it came from. What a person typed is stored
/// as typed; nothing that is folded is ever shown in its place.
/// </summary>
public static class FoldedText
{
    // Most of what comes in, codes and numbers, is this already.
    static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(one => (char)one)]);

    /// <summary>
    /// Compatible forms as one (NFKC: full width, circled, the radicals), digits of every script as 0 to 9, every space as a plain one, every
    /// line break as <c>\n</c>, every dash as <c>-</c>, every raised dot as <c>·</c>; nothing invisible, no marks laid over Han characters and
    /// digits. Letters keep their case, Chinese numerals stay (<see cref="ChineseNumerals"/>). Folding twice changes nothing.
    /// </summary>
    public static string Of(string? text)
    {
        if (text is null || !text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text ?? "";
        }

        // What is invisible goes first: it would keep apart what the forms would put together.
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Characters.IsInvisible(rune))
            {
                visible.Append(rune.ToString());
            }
        }

        var folded = new StringBuilder(visible.Length);
        var last = default(Rune);
        foreach (var rune in visible.ToString().Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (rune.Value == '\n' && last.Value == '\r' || IsMarkOver(rune, last))
            {
                continue;
            }

            last = rune;
            folded.Append(Folded(rune).ToString());
        }

        return folded.ToString().Normalize(NormalizationForm.FormKC);
    }

    /// <summary>Under which two texts are the same to whoever looks one up: folded, in small letters, without spaces.</summary>
    public static string Key(string? text) => Of(text).Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).ToLowerInvariant();

    // A stroke through a character, or the frame of a keycap.
    static bool IsMarkOver(Rune rune, Rune under) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.EnclosingMark => true,
        UnicodeCategory.NonSpacingMark => Rune.IsDigit(under) || Characters.IsHan(under),
        _ => false,
    };

    static Rune Folded(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber when Rune.GetNumericValue(rune) is >= 0 and <= 9 and var value && value == Math.Floor(value) => new Rune((char)('0' + value)),
        UnicodeCategory.SpaceSeparator => new Rune(' '),
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => new Rune('\n'),
        UnicodeCategory.DashPunctuation => new Rune('-'),
        _ => rune.Value switch
        {
            '\t' => new Rune(' '),
            '\r' or '\v' or '\f' or '\u0085' => new Rune('\n'),
            '\u2212' or '\u2043' => new Rune('-'),
            '\u2022' or '\u2027' or '\u30FB' or '\u2219' or '\u22C5' or '\u25CF' or '\u2E31' or '\u2E33' => new Rune('·'),
            _ => rune,
        },
    };
}
