using System.Globalization;
using System.Text;

namespace RaMatch.Benchmarks.Measuring;

/// <summary>A suite's result: a heading, then rows; as aligned text for a terminal or as Markdown for the page.</summary>
sealed class Table(string title, params string[] columns)
{
    readonly List<string[]> _rows = [];

    /// <summary>Whether there are rows.</summary>
    public bool Any => _rows.Count > 0;

    /// <summary>Adds a row, one text a column.</summary>
    public void Add(params string[] cells)
    {
        if (cells.Length != columns.Length)
        {
            throw new ArgumentException($"{cells.Length} cells for {columns.Length} columns.", nameof(cells));
        }

        _rows.Add(cells);
    }

    /// <summary>The table as text.</summary>
    public string Text(bool markdown)
    {
        var rows = _rows.Prepend(columns).ToList();
        var widths = columns.Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        var text = new StringBuilder(markdown ? $"### {title}\n\n" : $"{title}\n");
        for (var number = 0; number < rows.Count; number++)
        {
            var cells = rows[number].Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.Append(markdown ? $"| {string.Join(" | ", cells)} |\n" : $"  {string.Join("  ", cells)}\n");
            if (number == 0 && markdown)
            {
                text.Append('|').Append(string.Concat(widths.Select((width, column) => column == 0 ? new string('-', width + 2) + "|" : new string('-', width + 1) + ":|"))).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Milliseconds with the digits that mean something.</summary>
    public static string Milliseconds(double value) => Digits(value) + " ms";

    /// <summary>A time given in microseconds.</summary>
    public static string Microseconds(double value) => Digits(value) + " µs";

    /// <summary>How many times the second goes into the first.</summary>
    public static string Ratio(double one, double other) => Digits(one / other) + "x";

    /// <summary>A count.</summary>
    public static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    static string Digits(double value) => value.ToString(value switch { < 1 => "0.000", < 10 => "0.00", < 100 => "0.0", _ => "#,0" }, CultureInfo.InvariantCulture);
}
