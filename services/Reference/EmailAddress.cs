using System.Buffers;
using System.Globalization;
using System.Text;

namespace RaMatch.Reference;

/// <summary>An e-mail address by RFC 5321 and 6531, in the form people give it: no quotes, no comments, a domain with a dot; any script.</summary>
public static class EmailAddress
{
    const int LongestLocalPart = 64;

    static readonly SearchValues<char> Signs = SearchValues.Create("!#$%&'*+-/=?^_`{|}~.");

    static readonly IdnMapping Domains = new() { UseStd3AsciiRules = true };

    /// <summary>The one spelling it is stored in: folded, without spaces at the ends, the full stop of Chinese keyboards as a dot. Does not check it.</summary>
    public static string Normalize(string text) => FoldedText.Of(text).Trim().Replace('。', '.');

    /// <summary>Whether the text, normalized, is an address.</summary>
    public static bool IsValid(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at is > 0 and <= LongestLocalPart && IsLocalPart(text[..at]) && IsDomain(text[(at + 1)..]);
    }

    /// <summary>The first character and the domain: z***@example.com.</summary>
    public static string Mask(string text)
    {
        var at = text.LastIndexOf('@');
        return at < 1 ? "***" : $"{text.EnumerateRunes().First()}***{text[at..]}";
    }

    static bool IsLocalPart(string text) =>
        text[0] != '.' && text[^1] != '.' && !text.Contains("..", StringComparison.Ordinal)
        && text.EnumerateRunes().All(rune => rune.IsAscii ? Rune.IsLetterOrDigit(rune) || Signs.Contains((char)rune.Value) : IsOfAWord(rune));

    static bool IsDomain(string text)
    {
        if (!text.Contains('.', StringComparison.Ordinal) || text[^1] == '.' || !text.EnumerateRunes().All(rune => rune.Value is '.' or '-' || IsOfAWord(rune)))
        {
            return false;
        }

        try
        {
            // The last label of a name is never a number; that would be an address of a machine.
            return Domains.GetAscii(text).Split('.')[^1].AsSpan().ContainsAnyExceptInRange('0', '9');
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    static bool IsOfAWord(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
