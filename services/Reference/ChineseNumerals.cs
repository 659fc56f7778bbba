using System.Globalization;
using System.Text;

namespace RaMatch.Reference;

/// <summary>Numbers written in Chinese, for rules that look at digits.</summary>
public static class ChineseNumerals
{
    // The capital forms are those of cheques; 幺 and 洞 are read out in numbers of telephones.
    const string Digits = "〇一二三四五六七八九";
    const string Capitals = "零壹贰叁肆伍陆柒捌玖";

    /// <summary>
    /// A text, folded, with numbers in digits: 九八五 and 幺三九 digit by digit, 三十五 and 一百六十五 by their value. Numbers above 999 and what
    /// is no number stay as they are.
    /// </summary>
    public static string InDigits(string typed)
    {
        var text = typed.Replace("廿", "二十", StringComparison.Ordinal).Replace("卅", "三十", StringComparison.Ordinal);
        var written = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && (DigitOf(text[end]) >= 0 || UnitOf(text[end]) > 0))
            {
                end++;
            }

            if (end == at)
            {
                written.Append(text[at++]);
                continue;
            }

            written.Append(Number(text[at..end]));
            at = end;
        }

        return written.ToString();
    }

    static string Number(string numerals)
    {
        if (numerals.All(one => DigitOf(one) >= 0))
        {
            return string.Concat(numerals.Select(one => (char)('0' + DigitOf(one))));
        }

        var (value, digit, lastUnit) = (0, -1, 1000);
        foreach (var one in numerals)
        {
            if (UnitOf(one) is > 0 and var unit)
            {
                // 十 alone is ten; a unit comes after a larger one only.
                if (unit >= lastUnit || digit < 0 && value > 0)
                {
                    return numerals;
                }

                (value, digit, lastUnit) = (value + Math.Max(digit, 1) * unit, -1, unit);
            }
            else if (DigitOf(one) is var next && digit > 0)
            {
                return numerals;
            }
            else
            {
                digit = next == 0 ? -1 : next;
            }
        }

        return (value + Math.Max(digit, 0)).ToString(CultureInfo.InvariantCulture);
    }

    static int DigitOf(char one) => one == '幺' ? 1 : one == '两' ? 2 : one == '洞' ? 0 : Math.Max(Digits.IndexOf(one, StringComparison.Ordinal), Capitals.IndexOf(one, StringComparison.Ordinal));

    static int UnitOf(char one) => one switch { '十' or '拾' => 10, '百' or '佰' => 100, _ => 0 };
}
