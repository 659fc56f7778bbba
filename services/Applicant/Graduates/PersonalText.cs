using System.Globalization;
using System.Text.RegularExpressions;
using RaMatch.Reference;

namespace RaMatch.Applicant.Graduates;

/// <summary>What a skill must not hold, and how a name is masked.</summary>
static partial class PersonalText
{
    /// <summary>Whether the text holds what looks like a phone or QQ number: seven digits in a row or more, in any script, spaces and hyphens between them aside.</summary>
    public static bool HoldsContactNumber(string text) =>
        SevenDigits().IsMatch(ChineseNumerals.InDigits(Hyphens().Replace(FoldedText.Key(text), "")));

    /// <summary>The first character, then two asterisks whatever the length: 张**.</summary>
    public static string MaskName(string name) => name.Length == 0 ? "" : StringInfo.GetNextTextElement(name) + "**";

    // GB/T 19001-2016: the year of a standard is no part of a number that is dialled.
    [GeneratedRegex("-(?!(?:19|20)[0-9]{2}(?![0-9-]))", RegexOptions.CultureInvariant)]
    private static partial Regex Hyphens();

    [GeneratedRegex("[0-9]{7}", RegexOptions.CultureInvariant)]
    private static partial Regex SevenDigits();
}
