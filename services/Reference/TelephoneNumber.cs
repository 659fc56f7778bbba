using System.Text.RegularExpressions;

namespace RaMatch.Reference;

/// <summary>A number a unit can be called at: a mobile, a fixed line with its area code, or one that begins with 400 or 800.</summary>
public static partial class TelephoneNumber
{
    const int Longest = 30;

    /// <summary>The one spelling it is stored in: a mobile number as eleven digits, any other as typed, folded. Does not check it.</summary>
    public static string Normalize(string text) =>
        MobilePhone.Normalize(text) is var mobile && MobilePhone.IsValid(mobile) ? mobile : FoldedText.Of(text).Trim();

    /// <summary>Whether the text, normalized, is such a number.</summary>
    public static bool IsValid(string text) => text.Length <= Longest && (MobilePhone.IsValid(text) || FixedLine().IsMatch(text) || Hotline().IsMatch(text));

    // Area codes: 010, 02x, the others of four digits. Who writes 86 before it leaves out the 0.
    const string Area = "(?:10|2[0-9]|[3-9][0-9]{2})";
    const string Extension = "(?: *(?:-|#|转|分机|[xX]|[eE]xt\\.?) *[0-9]{1,6})?";

    [GeneratedRegex($@"\A(?:(?:\+|00)?86[ -]*(?:\(0?{Area}\)|0?{Area})|\(0{Area}\)|0{Area})[ -]*[0-9]{{3,4}}[ -]?[0-9]{{4}}{Extension}\z", RegexOptions.CultureInvariant)]
    private static partial Regex FixedLine();

    [GeneratedRegex($@"\A[48]00[ -]?(?:[0-9]{{3}}[ -]?[0-9]{{4}}|[0-9]{{4}}[ -]?[0-9]{{3}}){Extension}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Hotline();
}
