using System.Text;
using System.Xml;

namespace RaMatch.Sheets.Writing;

/// <summary>What of a text can stand in a part.</summary>
static class Texts
{
    // What a cell takes.
    const int Longest = 32_767;

    /// <summary>The text without what XML cannot hold (control characters, halves of pairs), cut where a cell is full.</summary>
    public static string Clean(string text)
    {
        var isClean = true;
        for (var index = 0; index < text.Length && isClean; index++)
        {
            isClean = XmlConvert.IsXmlChar(text[index]);
        }

        return isClean && text.Length <= Longest ? text : Kept(text);
    }

    static string Kept(string text)
    {
        var kept = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (kept.Length + rune.Utf16SequenceLength > Longest)
            {
                break;
            }

            // Half a pair is read as the replacement character, which was not written.
            if (rune != Rune.ReplacementChar && (rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value)))
            {
                kept.Append(rune);
            }
        }

        return kept.ToString();
    }
}
