using System.Globalization;
using System.Text;

namespace RaMatch.Reference;

/// <summary>What characters are to the eye of whoever reads them.</summary>
public static class Characters
{
    /// <summary>
    /// Whether nobody sees it, space and line break aside: what Unicode calls default ignorable (zero width, directions, variation selectors,
    /// tags, Hangul fillers), formats, controls, noncharacters, and the Braille pattern without dots.
    /// </summary>
    public static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Format => true,
        UnicodeCategory.Control => !IsLineBreak(rune) && rune.Value != '\t',
        _ => IsIgnorable(rune.Value),
    };

    /// <summary>Whether a line ends with it.</summary>
    public static bool IsLineBreak(Rune rune) => rune.Value is '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029';

    /// <summary>Whether it is a Chinese character.</summary>
    public static bool IsHan(Rune rune) => rune.Value is >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF or '〇';

    /// <summary>Whether it has no look of its own but changes its neighbour's: variation selectors, joiners, the tags that flags are made of.</summary>
    public static bool IsJoined(Rune rune) =>
        rune.Value is 0x200C or 0x200D or >= 0x180B and <= 0x180D or 0x180F or >= 0xFE00 and <= 0xFE0F or >= 0xE0020 and <= 0xE007F or >= 0xE0100 and <= 0xE01EF;

    /// <summary>Whether there is anything in a text to see: marks need a letter under them, and what no standard gives a look may have none.</summary>
    public static bool IsSeen(string text) => text.EnumerateRunes().Any(rune => !Rune.IsWhiteSpace(rune) && !IsInvisible(rune) && !NeedsAnother(rune));

    /// <summary>How many characters people count in a text: one beyond the first 65,536 is one, a line break is one, a variation selector is none.</summary>
    public static int Count(string text)
    {
        var (count, last) = (0, default(Rune));
        foreach (var rune in text.EnumerateRunes())
        {
            count += IsJoined(rune) || rune.Value == '\n' && last.Value == '\r' ? 0 : 1;
            last = rune;
        }

        return count;
    }

    static bool NeedsAnother(Rune rune) => rune.Value == 0xFFFC
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.PrivateUse;

    // DerivedCoreProperties, Default_Ignorable_Code_Point, those that are no formats; U+2800, which only looks like a space; and the
    // noncharacters, which the normal forms refuse.
    static bool IsIgnorable(int value) => value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2065 or 0x2800 or 0x3164 or 0xFFA0
        or >= 0x180B and <= 0x180F or >= 0xFE00 and <= 0xFE0F or >= 0xFFF0 and <= 0xFFF8 or >= 0xE0000 and <= 0xE0FFF or >= 0xFDD0 and <= 0xFDEF
        || (value & 0xFFFE) == 0xFFFE;
}
