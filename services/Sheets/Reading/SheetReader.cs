using System.Globalization;
using System.Xml;

namespace RaMatch.Sheets.Reading;

/// <summary>
/// Reads a sheet that somebody filled in with a spreadsheet program: all of it or, with every place named that has to be put right, nothing that should be taken.
/// Of a formula the result counts that the file holds, and a note says so. Nothing outside of the file is ever fetched.
/// </summary>
public static class SheetReader
{
    /// <summary>What stands before the first value of a template's example row, in brackets.</summary>
    public const string ExampleMark = "示例";

    /// <summary>The sheet of a template that explains its columns; never read.</summary>
    public const string GuideName = "填写说明";

    /// <summary>Reads a file. A file that is refused as a whole is one fault without rows; this throws for a fault of the caller or the disk only.</summary>
    /// <param name="file">The file, from where it stands to its end.</param>
    /// <param name="columns">What is asked for.</param>
    /// <param name="limits">How much is looked at; <see cref="SheetLimits.Usual"/> if null.</param>
    /// <exception cref="ArgumentException">There are no columns, or two have one key.</exception>
    public static SheetReading Read(Stream file, IReadOnlyList<SheetColumn> columns, SheetLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0 || columns.DistinctBy(column => column.Key, StringComparer.Ordinal).Count() < columns.Count)
        {
            throw new ArgumentException("Columns are needed, each with a key of its own.", nameof(columns));
        }

        try
        {
            using var packed = PackedFile.Open(file, limits ?? SheetLimits.Usual);
            return ReadBook(Workbook.Open(packed, limits ?? SheetLimits.Usual), columns, limits ?? SheetLimits.Usual);
        }
        catch (Refusal refusal)
        {
            return SheetReading.Refused(refusal.Finding);
        }
        catch (Exception exception) when (exception is XmlException or InvalidDataException or NotSupportedException)
        {
            return SheetReading.Refused(SheetFinding.OfFile(SheetFault.Damaged));
        }
    }

    static SheetReading ReadBook(Workbook book, IReadOnlyList<SheetColumn> columns, SheetLimits limits)
    {
        var found = new List<(Workbook.Sheet Sheet, Header Header)>();
        foreach (var sheet in book.Sheets.Where(sheet => !sheet.IsHidden && sheet.Name != GuideName))
        {
            // A few rows more than the header may be in, to see whether anything follows.
            var begin = RawSheet.Read(book, sheet, limits, 1, limits.HeaderWithin + 10, int.MaxValue, _ => true);
            if (Header.Find(begin, columns, limits) is { } header)
            {
                found.Add((sheet, header));
            }
        }

        var most = found.Count == 0 ? 0 : found.Max(one => one.Header.Score);
        var best = found.Where(one => one.Header.Score == most).ToList();
        if (best.Count == 0)
        {
            throw new Refusal(SheetFinding.OfFile(SheetFault.NoHeader, [.. book.Sheets.Where(sheet => !sheet.IsHidden).Select(sheet => sheet.Name)]));
        }

        var filled = best.Where(one => one.Header.HasRowsBelow).ToList();
        return filled.Count > 1
            ? throw new Refusal(SheetFinding.OfFile(SheetFault.SeveralSheets, [.. filled.Select(one => one.Sheet.Name)]))
            : ReadSheet(book, filled.Count == 1 ? filled[0].Sheet : best[0].Sheet, filled.Count == 1 ? filled[0].Header : best[0].Header, columns, limits);
    }

    static SheetReading ReadSheet(Workbook book, Workbook.Sheet sheet, Header header, IReadOnlyList<SheetColumn> columns, SheetLimits limits)
    {
        var letters = header.Places.ToDictionary(place => columns[place.Key].Key, place => Letters.Of(place.Value), StringComparer.Ordinal);
        if (header.Faults.Count > 0)
        {
            return new SheetReading(sheet.Name, letters, [], header.Faults, header.Notes);
        }

        var wanted = header.Places.ToDictionary(place => place.Value, place => place.Key);
        // One row more than is taken, and the example.
        var raw = RawSheet.Read(book, sheet, limits, header.FirstRow, int.MaxValue, limits.Rows + 2, wanted.ContainsKey);
        var reading = new RowReading(new CellReading(book.Styles, book.CountsFrom1904), columns, header, raw);
        foreach (var row in raw.Rows)
        {
            reading.Add(row);
        }

        return raw.IsCut || reading.Rows.Count > limits.Rows
            ? new SheetReading(sheet.Name, letters, [], [SheetFinding.OfFile(SheetFault.TooManyRows, limits.Rows.ToString(CultureInfo.InvariantCulture))], header.Notes)
            : reading.Rows.Count == 0 && reading.Faults.Count == 0
            ? new SheetReading(sheet.Name, letters, [], [SheetFinding.OfFile(SheetFault.NoRows)], header.Notes)
            : new SheetReading(sheet.Name, letters, reading.Rows, reading.Faults, [.. header.Notes, .. reading.Notes()]);
    }
}
