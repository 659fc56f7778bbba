using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RaMatch.Reference;

/// <summary>
/// 公民身份号码 by GB 11643-1999: six digits of region, eight of birth date, three of sequence, and a check character by
/// ISO 7064 MOD 11-2 (0–9 or X): the weighted sum of all characters, with weight 2^k mod 11 for the one k places from the end and X as 10,
/// leaves 1 when divided by 11. As 11 is prime and 2^k mod 11 is never zero or equal to its neighbour, every single wrong character and
/// every exchange of two neighbours is found (an X can only stand last, so an exchange with it is a wrong form).
/// </summary>
/// <remarks>
/// The region is only checked for form: six digits, the first not 0. Regions are founded and dissolved, and numbers keep the old code, so
/// a table would refuse valid people. Provinces are numbered 11 to 82; foreign permanent residents have a 9 and then a province. Nothing
/// begins with 99, so numbers of that range are well-formed but belong to nobody, and invented people have them (<see cref="IsUnassigned"/>).
/// </remarks>
public static class ResidentIdNumber
{
    /// <summary>Number of characters.</summary>
    public const int Length = 18;

    const int BirthDateStart = 6;
    const int BirthDateLength = 8;
    static readonly DateOnly EarliestBirth = new(1900, 1, 1);

    /// <summary>
    /// Whether the text is well-formed; if not, the code of what is wrong, worded in <c>Words</c>. A small x counts as X.
    /// The birth date must be a day of the calendar since 1900 and, if <paramref name="today"/> is given, not after it.
    /// </summary>
    public static bool IsValid(string? text, [NotNullWhen(false)] out string? code, DateOnly? today = null)
    {
        code = text switch
        {
            not { Length: Length } => "id-number.length",
            _ when !HasForm(text) => "id-number.characters",
            _ when text[0] == '0' => "id-number.region",
            _ when !TryReadBirthDate(text, out var birth) || birth < EarliestBirth || birth > today => "id-number.birth-date",
            _ when CheckCharacter(text.AsSpan(0, Length - 1)) != char.ToUpperInvariant(text[^1]) => "id-number.check-character",
            _ => null,
        };
        return code is null;
    }

    /// <summary>Full years of age on a day. Who is born on 29 February is a year older on 1 March where the year has no such day.</summary>
    /// <exception cref="ArgumentException">The number is not well-formed.</exception>
    public static int AgeOn(string number, DateOnly day)
    {
        if (!IsValid(number, out var code) || !TryReadBirthDate(number, out var birth))
        {
            throw new ArgumentException(code, nameof(number));
        }

        return day.Year - birth.Year - ((day.Month, day.Day).CompareTo((birth.Month, birth.Day)) < 0 ? 1 : 0);
    }

    /// <summary>The check character for the first seventeen digits.</summary>
    /// <exception cref="ArgumentException">Not seventeen digits.</exception>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        if (first17.Length != Length - 1 || first17.ContainsAnyExceptInRange('0', '9'))
        {
            throw new ArgumentException("Seventeen digits are needed.", nameof(first17));
        }

        // Horner's scheme: each step doubles what came before, so the first digit ends with weight 2^17.
        var sum = 0;
        foreach (var digit in first17)
        {
            sum = (sum + digit - '0') * 2 % 11;
        }

        var check = (12 - sum) % 11;
        return check == 10 ? 'X' : (char)('0' + check);
    }

    /// <summary>
    /// The one spelling under which a number is compared and hashed: folded, without the spaces and hyphens it is often grouped by, X as
    /// capital. Does not check it.
    /// </summary>
    public static string Normalize(string text) =>
        FoldedText.Key(text).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>Whether the region begins with 99, which is assigned to nobody: an invented person, never a real one.</summary>
    public static bool IsUnassigned(string? text) => text is ['9', '9', ..];

    /// <summary>First three and last two characters with the rest as asterisks: enough for its owner to recognise, not for others to use.</summary>
    public static string Mask(string? text) => Masking.Keep(text, first: 3, last: 2);

    static bool HasForm(string text) =>
        !text.AsSpan(0, Length - 1).ContainsAnyExceptInRange('0', '9') && (char.IsAsciiDigit(text[^1]) || text[^1] is 'X' or 'x');

    static bool TryReadBirthDate(string text, out DateOnly birth) => DateOnly.TryParseExact(
        text.AsSpan(BirthDateStart, BirthDateLength), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out birth);
}
