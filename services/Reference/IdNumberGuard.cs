using System.Globalization;
using System.Text;

namespace RaMatch.Reference;

/// <summary>
/// Finds ID numbers in free text, where they would lie about unencrypted: of 18 characters by their check character, of 15 (until 1999) by
/// region and birth date; in any script's digits or in Chinese numerals, together or parted by whatever is no letter.
/// </summary>
public static class IdNumberGuard
{
    const int LengthUntil1999 = 15;
    const int LongestGap = 4;

    // Without an end one in 400 groups of 18 digits, a mobile number beside another, would have a birth date and a check character.
    static readonly DateOnly LatestBirth = new(2099, 12, 31);

    const int EndOfRegion = 6;
    const int EndOfBirthDate = 12;

    // What stands between two digits in the text that is searched: a gap, or letters, which no number goes across.
    const char Gap = ' ';
    const char Wall = '|';

    // GB/T 2260, the first two digits; 99 is nobody's, see ResidentIdNumber.IsUnassigned.
    static readonly string[] Provinces =
    [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46",
        "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "99",
    ];

    /// <summary>Whether the text holds an ID number.</summary>
    public static bool Finds(string? text)
    {
        if (text is null || text.Length < LengthUntil1999)
        {
            return false;
        }

        var row = Digits(text);
        for (var start = 0; start < row.Length; start++)
        {
            if (char.IsAsciiDigit(row[start]) && (start == 0 || !char.IsAsciiDigit(row[start - 1])) && BeginsAt(row, start))
            {
                return true;
            }
        }

        return false;
    }

    static bool BeginsAt(string row, int start)
    {
        var number = new StringBuilder(ResidentIdNumber.Length);
        var parts = new List<int>();
        for (var at = start; at < row.Length && row[at] != Wall && number.Length < ResidentIdNumber.Length; at++)
        {
            if (row[at] == Gap)
            {
                parts.Add(number.Length);
                continue;
            }

            if (row[at] == 'X' && number.Length != ResidentIdNumber.Length - 1)
            {
                return false;
            }

            number.Append(row[at]);
            if ((at + 1 == row.Length || row[at + 1] is Gap or Wall) && IsOne(number.ToString(), parts))
            {
                return true;
            }
        }

        return false;
    }

    static bool IsOne(string number, List<int> parts) => number.Length switch
    {
        LengthUntil1999 => Provinces.Contains(number[..2], StringComparer.Ordinal) && IsPartedSensibly(parts)
            && DateOnly.TryParseExact("19" + number[EndOfRegion..EndOfBirthDate], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        ResidentIdNumber.Length => ResidentIdNumber.IsValid(number, out _, LatestBirth),
        _ => false,
    };

    // Without a check character, a telephone number beside a year has the form too often: parted as the number is, or evenly.
    static bool IsPartedSensibly(List<int> parts) =>
        parts.TrueForAll(end => end is EndOfRegion or EndOfBirthDate)
        || (parts.Count + 1) * parts[0] == LengthUntil1999 && parts.Index().All(part => part.Item == parts[0] * (part.Index + 1));

    // The digits of a text, an X that may end a number, gaps and walls.
    static string Digits(string text)
    {
        var row = new StringBuilder(text.Length);
        var gap = 0;
        foreach (var rune in FoldedText.Of(text).EnumerateRunes())
        {
            if (DigitOf(rune) is { } digit)
            {
                row.Append(digit);
                gap = 0;
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                var ends = IsCross(rune) && row.Length > 0 && row[^1] != Wall;
                row.Append(ends ? 'X' : Wall);
                gap = 0;
            }
            else if (row.Length > 0)
            {
                gap++;
                if (gap == 1)
                {
                    row.Append(Gap);
                }
                else if (gap > LongestGap)
                {
                    row[^1] = Wall;
                }
            }
        }

        return row.ToString();
    }

    static char? DigitOf(Rune rune) => rune.IsAscii && Rune.IsDigit(rune) ? (char)rune.Value
        : rune.IsBmp && ChineseNumerals.InDigits(((char)rune.Value).ToString()) is [>= '0' and <= '9' and var digit] ? digit
        : null;

    // X and its look-alikes in Greek and Cyrillic.
    static bool IsCross(Rune rune) => rune.Value is 'X' or 'x' or 'Χ' or 'χ' or 'Х' or 'х';
}
