namespace RaMatch.Sheets.Writing;

/// <summary>A file of sheets as it is to be written: all that is in it, so that the same workbook is the same bytes.</summary>
/// <param name="Title">Its title, in the document's properties.</param>
/// <param name="Publisher">Who puts it out, in the properties; no person and no machine.</param>
/// <param name="Made">The instant the properties say it was made, to the second.</param>
/// <param name="Sheets">The sheets, in order; at least one.</param>
public sealed record Workbook(string Title, string Publisher, DateTimeOffset Made, IReadOnlyList<Sheet> Sheets);

/// <summary>A sheet for people to read and print on A4, lying: title and lines above, the table, its sums, notes and a line to sign below. The head of the table stays in sight and comes again on every page.</summary>
/// <param name="Name">On the tab: 31 characters at most, none of <c>[]:*?/\</c>.</param>
/// <param name="Title">The line above all.</param>
/// <param name="Lines">What stands below the title, a line each.</param>
/// <param name="Columns">The columns, from the left; at least one.</param>
/// <param name="Rows">The rows, each with a cell a column.</param>
/// <param name="Sums">A last row in bold; null for none.</param>
/// <param name="Notes">What stands below the table, a line each.</param>
/// <param name="Signatures">What is signed for, side by side in one line; none for no line.</param>
/// <param name="Footer">At the foot of each printed page; <c>&amp;P</c> is its number, <c>&amp;N</c> how many there are. Null for none.</param>
public sealed record Sheet(
    string Name,
    string Title,
    IReadOnlyList<string> Lines,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<IReadOnlyList<Cell>> Rows,
    IReadOnlyList<Cell>? Sums,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Signatures,
    string? Footer = null);

/// <summary>A column.</summary>
/// <param name="Label">Its head.</param>
/// <param name="Width">In characters of the standard font, 1 to 255.</param>
/// <param name="Format">How numbers are shown, such as <c>#,##0</c> or <c>0.0%</c>; null where the column has texts.</param>
public sealed record Column(string Label, double Width, string? Format = null);

/// <summary>What stands in a cell: a text, which is never run as a formula whatever it begins with, a number, or nothing.</summary>
public readonly record struct Cell
{
    /// <summary>The text, or null.</summary>
    public string? Text { get; private init; }

    /// <summary>The number, or null.</summary>
    public decimal? Number { get; private init; }

    /// <summary>An empty cell.</summary>
    public static Cell Empty => default;

    /// <summary>A text.</summary>
    public static Cell Of(string text) => new() { Text = text };

    /// <summary>A number.</summary>
    public static Cell Of(decimal number) => new() { Number = number };
}
