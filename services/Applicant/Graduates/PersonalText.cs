using System.Globalization;
using System.Text.RegularExpressions;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Applicant.Graduates;

/// <summary>What free text about a person must not hold, and how a name is masked.</summary>
static partial class PersonalText
{
    /// <summary>
    /// Why the text cannot be kept, as a sentence, or null. An ID number typed into a text field would lie about unencrypted, so it is
    /// refused wherever a graduate writes freely.
    /// </summary>
    public static Sentence? ObjectionTo(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Any(character => char.IsControl(character) && character is not ('\n' or '\r' or '\t')))
        {
            return Sentence.Of("text.control-characters");
        }

        return IdNumberLike().Matches(text).Any(match => ResidentIdNumber.IsValid(match.Value, out _))
            ? Sentence.Of("text.id-number")
            : null;
    }

    /// <summary>Whether the text holds what looks like a phone or QQ number: seven digits in a row or more.</summary>
    public static bool HoldsContactNumber(string text) => SevenDigits().IsMatch(text);

    /// <summary>The first character, then two asterisks whatever the length: 张**.</summary>
    public static string MaskName(string name) => name.Length == 0 ? "" : StringInfo.GetNextTextElement(name) + "**";

    /// <summary>Without space at the ends; an empty text is none.</summary>
    public static string? Tidy(string? text) => text?.Trim() is { Length: > 0 } tidy ? tidy : null;

    [GeneratedRegex("(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex IdNumberLike();

    // \d also means full-width digits, which people use to get around such a rule.
    [GeneratedRegex(@"\d{7}", RegexOptions.CultureInvariant)]
    private static partial Regex SevenDigits();
}
