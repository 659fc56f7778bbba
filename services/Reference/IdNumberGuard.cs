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

    // What stands farther apart belongs to two lines of a list.
    const int LongestGap = 40;

    // With it one in 40,000 groups of 18 digits has a region, a birth date and a check character by chance.
    static readonly DateOnly LatestBirth = new(2099, 12, 31);

    const int EndOfRegion = 6;
    const int EndOfBirthDate = 12;
    const int EndOfBirthDateSince1999 = 14;

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
        for (var start = 0; start < row.Count; start++)
        {
            if (char.IsAsciiDigit(row[start].Sign) && BeginsAt(row, start))
            {
                return true;
            }
        }

        return false;
    }

    static bool BeginsAt(List<(char Sign, bool IsChinese)> row, int start)
    {
        var number = new StringBuilder(ResidentIdNumber.Length);
        var parts = new List<int>();
        for (var at = start; at < row.Count && row[at].Sign != Wall && number.Length < ResidentIdNumber.Length; at++)
        {
            var (sign, _) = row[at];
            if (sign == Gap)
            {
                parts.Add(number.Length);
                continue;
            }

            if (sign == 'X' && number.Length != ResidentIdNumber.Length - 1)
            {
                return false;
            }

            number.Append(sign);
            if (number.Length == LengthUntil1999 && IsEdge(row, start - 1, start) && IsEdge(row, at, at + 1) && IsOneUntil1999(number.ToString(), parts)
                // In a longer row of digits it may stand anywhere. Put together across gaps, unless these are its own, it begins and ends where digits do: else the dates of a list are birth dates.
                || number.Length == ResidentIdNumber.Length && (IsPartedAsOne(parts) || IsEdge(row, start - 1, start) && IsEdge(row, at, at + 1)) && IsOfSomeRegion(number.ToString()) && ResidentIdNumber.IsValid(number.ToString(), out _, LatestBirth))
            {
                return true;
            }
        }

        return false;
    }

    // Whether digits end between the two places: 一 beside 1 is another word.
    static bool IsEdge(List<(char Sign, bool IsChinese)> row, int left, int right) =>
        left < 0 || right == row.Count || row[left].Sign is Gap or Wall || row[right].Sign is Gap or Wall || row[left].IsChinese != row[right].IsChinese;

    static bool IsOneUntil1999(string number, List<int> parts) =>
        IsOfSomeRegion(number) && IsPartedSensibly(parts)
        && DateOnly.TryParseExact("19" + number[EndOfRegion..EndOfBirthDate], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // 110105-19491231-002-X, or not parted at all.
    static bool IsPartedAsOne(List<int> parts) => parts.TrueForAll(end => end is EndOfRegion or EndOfBirthDateSince1999 or ResidentIdNumber.Length - 1);

    static bool IsOfSomeRegion(string number) => Provinces.Contains(number[..2], StringComparer.Ordinal);

    // Without a check character, a telephone number beside a year has the form too often: parted as the number is, or evenly.
    static bool IsPartedSensibly(List<int> parts) =>
        parts.TrueForAll(end => end is EndOfRegion or EndOfBirthDate)
        || (parts.Count + 1) * parts[0] == LengthUntil1999 && parts.Index().All(part => part.Item == parts[0] * (part.Index + 1));

    // The digits of a text, an X that may end a number, gaps and walls.
    static List<(char Sign, bool IsChinese)> Digits(string text)
    {
        var row = new List<(char Sign, bool IsChinese)>(text.Length);
        var gap = 0;
        foreach (var rune in FoldedText.Of(text).EnumerateRunes())
        {
            if (DigitOf(rune) is { } digit)
            {
                row.Add((digit, !rune.IsAscii));
                gap = 0;
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                var ends = IsCross(rune) && row.Count > 0 && row[^1].Sign != Wall;
                row.Add((ends ? 'X' : Wall, false));
                gap = 0;
            }
            else if (row.Count > 0)
            {
                gap++;
                if (gap == 1)
                {
                    row.Add((Gap, false));
                }
                else if (gap > LongestGap)
                {
                    row[^1] = (Wall, false);
                }
            }
        }

        return row;
    }

    static char? DigitOf(Rune rune) => rune.IsAscii && Rune.IsDigit(rune) ? (char)rune.Value
        : rune.IsBmp && ChineseNumerals.InDigits(((char)rune.Value).ToString()) is [>= '0' and <= '9' and var digit] ? digit
        : null;

    // X and its look-alikes in Greek and Cyrillic.
    static bool IsCross(Rune rune) => rune.Value is 'X' or 'x' or 'Χ' or 'χ' or 'Х' or 'х';
}
