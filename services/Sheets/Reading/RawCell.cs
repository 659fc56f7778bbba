using System.Globalization;

namespace RaMatch.Sheets.Reading;

/// <summary>What a cell holds in the file.</summary>
enum Holds
{
    Nothing,
    Number,
    Text,
    YesOrNo,
    Error,
    IsoDay,
    FormulaWithoutResult,
}

/// <summary>A cell as it stands in the file.</summary>
/// <param name="Column">Counted from 1.</param>
/// <param name="Holds">What <paramref name="Value"/> is.</param>
/// <param name="Value">Its text, or the number as it is written there.</param>
/// <param name="Style">The style that shows it.</param>
/// <param name="IsResult">Whether a formula has made the value.</param>
readonly record struct RawCell(int Column, Holds Holds, string Value, int Style, bool IsResult)
{
    /// <summary>The value of a number.</summary>
    public double Number => double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    /// <summary>Whether anybody sees something in it.</summary>
    public bool IsBlank => Holds switch
    {
        Holds.Nothing => true,
        Holds.Text => CellText.Cleaned(Value).Length == 0,
        _ => false,
    };
}

/// <summary>Columns and cells by their letters.</summary>
static class Letters
{
    public const int Last = 16_384;

    /// <summary>A column's letters: 1 is A, 27 AA.</summary>
    public static string Of(int column)
    {
        var letters = "";
        for (var left = column; left > 0; left = (left - 1) / 26)
        {
            letters = (char)('A' + (left - 1) % 26) + letters;
        }

        return letters;
    }

    /// <summary>Row and column of a reference such as B12 or $B$12; null of anything else.</summary>
    public static (int Row, int Column)? Place(ReadOnlySpan<char> reference)
    {
        var (row, column, at) = (0, 0, 0);
        for (; at < reference.Length && (char.IsAsciiLetter(reference[at]) || reference[at] == '$'); at++)
        {
            if (reference[at] != '$')
            {
                column = column * 26 + (reference[at] | 0x20) - 'a' + 1;
                if (column > Last)
                {
                    return null;
                }
            }
        }

        return int.TryParse(reference[at..], NumberStyles.None, CultureInfo.InvariantCulture, out row) && row is > 0 and <= 1_048_576 && column > 0 ? (row, column) : null;
    }
}
