using System.Globalization;

namespace RaMatch.Sheets.Reading;

/// <summary>Judges the rows below a header, one after the other.</summary>
sealed class RowReading
{
    readonly CellReading _cells;
    readonly IReadOnlyList<SheetColumn> _columns;
    readonly Header _header;
    readonly RawSheet _sheet;
    readonly Dictionary<string, int> _places;
    readonly List<RawSheet.Merge> _merged;
    readonly HashSet<RawSheet.Merge> _told = [];
    readonly List<int> _hidden = [];
    (int Count, string First) _results;

    public RowReading(CellReading cells, IReadOnlyList<SheetColumn> columns, Header header, RawSheet sheet)
    {
        (_cells, _columns, _header, _sheet) = (cells, columns, header, sheet);
        _places = columns.Index().ToDictionary(column => column.Item.Key, column => column.Index, StringComparer.Ordinal);
        _merged = [.. sheet.Merges.Where(merge => merge.Bottom >= header.FirstRow)];
    }

    /// <summary>The rows that say something, without the example.</summary>
    public List<SheetRow> Rows { get; } = [];

    public List<SheetFinding> Faults { get; } = [];

    public void Add(RawSheet.Row row)
    {
        var cells = row.Cells.ToDictionary(cell => cell.Column);
        if (IsExample(row, cells))
        {
            return;
        }

        if (row.IsHidden)
        {
            _hidden.Add(row.Number);
        }

        var (values, before) = (new object?[_columns.Count], Faults.Count);
        var over = _merged.FindAll(merge => merge.Top <= row.Number && row.Number <= merge.Bottom);
        var isMerged = false;
        foreach (var (at, column) in _columns.Index())
        {
            if (_header.Places.TryGetValue(at, out var place))
            {
                // Said once of a range, at the first of its cells.
                if (over.Find(merge => merge.Left <= place && place <= merge.Right) is { Top: > 0 } range)
                {
                    isMerged = true;
                    if (_told.Add(range))
                    {
                        Faults.Add(Found(SheetFault.CellsMerged, row.Number, place, column, cells, range.ToString()));
                    }

                    continue;
                }

                values[at] = Read(row.Number, place, column, cells);
            }
        }

        Rows.Add(new SheetRow(row.Number, _places, values, Faults.Count == before && !isMerged));
    }

    /// <summary>What is worth knowing of all rows together.</summary>
    public IEnumerable<SheetFinding> Notes()
    {
        if (_hidden.Count > 0)
        {
            yield return SheetFinding.OfFile(_sheet.IsFiltered ? SheetFault.FilteredRows : SheetFault.HiddenRows, Ranges(_hidden));
        }

        if (_results.Count > 0)
        {
            yield return SheetFinding.OfFile(SheetFault.ResultsOfFormulas, _results.Count.ToString(CultureInfo.InvariantCulture), _results.First);
        }
    }

    object? Read(int row, int place, SheetColumn column, Dictionary<int, RawCell> cells)
    {
        if (!cells.TryGetValue(place, out var cell))
        {
            if (column.IsRequired)
            {
                Faults.Add(Found(SheetFault.CellEmpty, row, place, column, cells));
            }

            return null;
        }

        var outcome = _cells.Read(cell, column.Kind);
        if (outcome.Fault is { } fault)
        {
            Faults.Add(Found(fault, row, place, column, cells, outcome.Arguments));
        }
        else if (cell.IsResult)
        {
            _results = (_results.Count + 1, _results.Count == 0 ? $"{Letters.Of(place)}{row}" : _results.First);
        }

        return outcome.Value;
    }

    SheetFinding Found(SheetFault fault, int row, int place, SheetColumn column, Dictionary<int, RawCell> cells, params IReadOnlyList<string> arguments) =>
        new(fault, row, Letters.Of(place), column.Label, cells.TryGetValue(place, out var cell) ? _cells.Shown(cell) : "", arguments);

    // Marked in the first of its cells that holds anything. Only the template's own one is passed over: else somebody wrote over it and left the mark.
    bool IsExample(RawSheet.Row row, Dictionary<int, RawCell> cells)
    {
        if (row.Cells[0] is not { Holds: Holds.Text } first || !CellText.Key(first.Value).StartsWith($"({SheetReader.ExampleMark})", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var (at, column) in _columns.Index())
        {
            var text = _header.Places.TryGetValue(at, out var place) && cells.TryGetValue(place, out var cell) ? CellText.Key(cell.Value).Replace($"({SheetReader.ExampleMark})", "", StringComparison.Ordinal) : "";
            if (text != CellText.Key(column.Example ?? "") && _header.Places.ContainsKey(at))
            {
                Faults.Add(new SheetFinding(SheetFault.ExampleChanged, row.Number, Letters.Of(first.Column), LabelAt(first.Column), SheetFinding.Shown(CellText.Cleaned(first.Value))));
                return true;
            }
        }

        return true;
    }

    string LabelAt(int place) => _columns[_header.Places.First(one => one.Value == place).Key].Label;

    static string Ranges(List<int> numbers)
    {
        const int mostSaid = 20;
        var ranges = new List<(int From, int To)>();
        foreach (var number in numbers)
        {
            if (ranges.Count > 0 && ranges[^1].To == number - 1)
            {
                ranges[^1] = (ranges[^1].From, number);
            }
            else
            {
                ranges.Add((number, number));
            }
        }

        return string.Join('、', ranges.Take(mostSaid).Select(range => range.From == range.To ? $"{range.From}" : $"{range.From}–{range.To}")) + (ranges.Count > mostSaid ? "…" : "");
    }
}
