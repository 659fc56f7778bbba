using System.Globalization;
using System.Text;

namespace RaMatch.Reference;

/// <summary>
/// A name or code as it is looked up: the same for every way people write it. Half and full width are one (NFKC), as are brackets of all
/// shapes, the several middle dots, upper and lower case; spaces and invisible characters are left out. Only for comparing, never for showing.
/// </summary>
static class LookupText
{
    public static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        // Half a surrogate has no normal form, and no name holds one.
        var normal = text.EnumerateRunes().Contains(Rune.ReplacementChar) ? text : text.Normalize(NormalizationForm.FormKC);
        var folded = new StringBuilder(normal.Length);
        foreach (var letter in normal)
        {
            if (Of(letter) is { } kept)
            {
                folded.Append(kept);
            }
        }

        return folded.ToString();
    }

    static char? Of(char letter) => letter switch
    {
        '(' or '[' or '{' or '〔' or '【' or '〈' or '《' or '「' or '『' or '〖' => '(',
        ')' or ']' or '}' or '〕' or '】' or '〉' or '》' or '」' or '』' or '〗' => ')',
        '·' or '•' or '・' or '‧' or '∙' or '⋅' => '·',
        '‐' or '‑' or '–' or '—' or '−' => '-',
        // NFKC turns these by itself, but not where the runtime has no tables for it.
        >= '！' and <= '～' => Of((char)(letter - ('！' - '!'))),
        _ when char.IsWhiteSpace(letter) => null,
        _ => CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.Control ? null : char.ToUpperInvariant(letter),
    };
}
