using System.Globalization;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Sheets.Writing;

namespace RaMatch.Matching.Reports;

/// <summary>A report as a sheet: for pages, and as the file that is frozen. A pure function of what is frozen, so that the file can be made again from its rows.</summary>
static class ReportFile
{
    /// <summary>What is frozen of a report besides its rows.</summary>
    /// <param name="Values">What the placeholders of its layout stand for.</param>
    /// <param name="Sums">Its rows added up.</param>
    public sealed record Head(IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Sums);

    /// <summary>The bytes of the file.</summary>
    /// <param name="layout">The edition it is laid out by.</param>
    /// <param name="head">What stands around the table.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="frozenAt">When it is frozen.</param>
    public static byte[] Write(Layout layout, Head head, IReadOnlyList<ReportRow> rows, DateTimeOffset frozenAt)
    {
        var kinds = Layouts.Facts[layout.Rows];
        var title = Layouts.Fill(layout.Title, head.Values) ?? layout.Sheet;
        return WorkbookFile.Write(new Workbook(title, head.Values.GetValueOrDefault("park") ?? title, frozenAt,
        [
            new Sheet(
                layout.Sheet,
                title,
                Filled(layout.Lines, head),
                [.. layout.Columns.Select(column => new Column(column.Label, column.Width, column.Format))],
                [.. rows.Select(row => (IReadOnlyList<Cell>)[.. layout.Columns.Select(column => CellOf(kinds[column.Fact], row.Facts.GetValueOrDefault(column.Fact)))])],
                layout.Sums is null ? null : [.. CellsOf(layout, head.Sums, layout.Sums).Select((text, index) => index == 0 && text is not null ? Cell.Of(text) : CellOf(kinds[layout.Columns[index].Fact], text))],
                Filled(layout.Notes, head),
                layout.Signatures,
                layout.Footer),
        ]));
    }

    /// <summary>The file as its rows in the database make it. Null: this program has no such edition of its layout.</summary>
    public static async Task<byte[]?> RebuildAsync(Reader reader, Report report, Layouts layouts) =>
        layouts.Find(report.Layout, report.Edition) is { } layout ? Write(layout, Json.Read<Head>(report.Head), await RowsAsync(reader, report.ReportId), report.FrozenAt) : null;

    /// <summary>All rows of a report, as they were frozen.</summary>
    public static async Task<IReadOnlyList<ReportRow>> RowsAsync(Reader reader, Guid reportId) =>
        [.. (await reader.QueryAsync<StoredRow>(SelectRows, new { reportId })).Select(row => row.Read())];

    /// <summary>The texts of a row's columns; null where it has no value.</summary>
    /// <param name="layout">Which columns.</param>
    /// <param name="facts">The row's facts.</param>
    /// <param name="first">What stands in the first column instead.</param>
    public static IReadOnlyList<string?> CellsOf(Layout layout, IReadOnlyDictionary<string, string> facts, string? first = null) =>
        [.. layout.Columns.Select((column, index) => index == 0 && first is not null ? first : facts.GetValueOrDefault(column.Fact))];

    /// <summary>Lines with their placeholders filled, without those that have no value.</summary>
    public static IReadOnlyList<string> Filled(IEnumerable<string> lines, Head head) => [.. lines.Select(line => Layouts.Fill(line, head.Values)).OfType<string>()];

    static Cell CellOf(FactKind kind, string? text) => (kind, text) switch
    {
        (_, null) => Cell.Empty,
        (FactKind.Text, _) => Cell.Of(text),
        (FactKind.Share, _) => Cell.Of(decimal.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) / 10_000),
        _ => Cell.Of(decimal.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
    };

    /// <summary>A row as it is stored.</summary>
    public sealed record StoredRow
    {
        public string RowKey { get; init; } = "";
        public string Facts { get; init; } = "{}";

        public ReportRow Read() => new(RowKey, Json.Read<SortedDictionary<string, string>>(Facts));
    }

    /// <summary>The rows of a report, in order.</summary>
    public const string SelectRows = "SELECT row_key, facts FROM report_row WHERE report_id = @reportId ORDER BY row_number";
}

/// <summary>A report as pages show it.</summary>
/// <param name="Title">Above all.</param>
/// <param name="Lines">Below the title.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Sums">The last row, a cell a column; null for none.</param>
/// <param name="Notes">Below the table.</param>
/// <param name="Signatures">What is signed for.</param>
sealed record ReportSheet(string Title, IReadOnlyList<string> Lines, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<string?>? Sums, IReadOnlyList<string> Notes, IReadOnlyList<string> Signatures)
{
    public static ReportSheet Of(Layout layout, ReportFile.Head head)
    {
        var kinds = Layouts.Facts[layout.Rows];
        return new ReportSheet(
            Layouts.Fill(layout.Title, head.Values) ?? layout.Sheet,
            ReportFile.Filled(layout.Lines, head),
            [.. layout.Columns.Select(column => new ReportColumn(column.Fact, column.Label, kinds[column.Fact], column.Format?.StartsWith('+') == true))],
            layout.Sums is null ? null : ReportFile.CellsOf(layout, head.Sums, layout.Sums),
            ReportFile.Filled(layout.Notes, head),
            layout.Signatures);
    }
}

/// <summary>A column as pages show it.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Label">Its head.</param>
/// <param name="Kind">How its cells are to be read.</param>
/// <param name="Signed">Whether a number above nothing has its sign too.</param>
sealed record ReportColumn(string Fact, string Label, FactKind Kind, bool Signed);

/// <summary>A row as pages show it: a cell a column, null where there is nothing.</summary>
sealed record ReportCells(string Key, IReadOnlyList<string?> Cells);
