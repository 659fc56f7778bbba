using System.Text.RegularExpressions;

namespace RaMatch.Sheets.Templates;

/// <summary>Text that looks like a character written by its number (<c>_x0041_</c>) stays what it is: its first mark is written by its number itself.</summary>
static partial class Escapes
{
    public static string Of(string text) => ByNumber().Replace(text, match => "_x005F" + match.Value);

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_")]
    private static partial Regex ByNumber();
}
