using System.Xml;

namespace RaMatch.Sheets.Reading;

/// <summary>A sheet as it stands in the file, or the part of it that was asked for.</summary>
sealed class RawSheet
{
    /// <summary>A row with what it holds, from left to right.</summary>
    public sealed record Row(int Number, bool IsHidden, IReadOnlyList<RawCell> Cells);

    /// <summary>A merged range.</summary>
    public readonly record struct Merge(int Top, int Left, int Bottom, int Right)
    {
        public bool Covers(int row, int column) => Top <= row && row <= Bottom && Left <= column && column <= Right;

        public override string ToString() => $"{Letters.Of(Left)}{Top}:{Letters.Of(Right)}{Bottom}";
    }

    public List<Row> Rows { get; } = [];

    public List<Merge> Merges { get; } = [];

    /// <summary>Whether a filter hides rows.</summary>
    public bool IsFiltered { get; private set; }

    /// <summary>Ranges of columns that are hidden.</summary>
    public List<(int First, int Last)> HiddenColumns { get; } = [];

    /// <summary>Whether there were more rows than were asked for.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads a sheet, once, from top to bottom.</summary>
    /// <param name="book">The workbook.</param>
    /// <param name="sheet">The sheet.</param>
    /// <param name="limits">How much is looked at.</param>
    /// <param name="first">The first row that is kept.</param>
    /// <param name="last">The last row that is kept.</param>
    /// <param name="most">The most rows with something in the columns that are kept.</param>
    /// <param name="keeps">Which columns are kept.</param>
    /// <exception cref="Refusal">It is not what a spreadsheet program writes, or too much.</exception>
    public static RawSheet Read(Workbook book, Workbook.Sheet sheet, SheetLimits limits, int first, int last, int most, Predicate<int> keeps)
    {
        var (raw, number) = (new RawSheet(), 0);
        using var reader = book.Open(sheet);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "sheetPr":
                    raw.IsFiltered |= reader.Says("filterMode");
                    break;
                case "col" when reader.Says("hidden") && reader.Number("min") is { } from && reader.Number("max") is { } to:
                    raw.HiddenColumns.Add((from, to));
                    break;
                case "row":
                    var before = number;
                    number = reader.Number("r") ?? number + 1;
                    if (number <= before)
                    {
                        throw new Refusal(SheetFault.Damaged);
                    }

                    if (number >= first && number <= last && !raw.IsCut)
                    {
                        raw.Add(number, reader, book, limits, most, keeps);
                    }

                    break;
                case "filterColumn":
                    raw.IsFiltered = true;
                    break;
                case "mergeCell":
                    raw.AddMerge(reader.GetAttribute("ref") ?? "", limits);
                    break;
            }
        }

        return raw;
    }

    void Add(int number, XmlReader reader, Workbook book, SheetLimits limits, int most, Predicate<int> keeps)
    {
        var (isHidden, cells) = (reader.Says("hidden"), new List<RawCell>());
        if (!reader.IsEmptyElement)
        {
            var (depth, column) = (reader.Depth, 0);
            while (reader.Read() && reader.Depth > depth)
            {
                if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "c")
                {
                    continue;
                }

                var before = column;
                column = reader.GetAttribute("r") is not { } place ? column + 1 : Letters.Place(place)?.Column ?? throw new Refusal(SheetFault.Damaged);
                if (column <= before)
                {
                    throw new Refusal(SheetFault.Damaged);
                }

                if (column <= limits.Columns && keeps(column) && CellOf(reader, column, book, limits) is { IsBlank: false } cell)
                {
                    cells.Add(cell);
                }
            }
        }

        if (cells.Count == 0)
        {
            return;
        }

        if (Rows.Count == most)
        {
            IsCut = true;
            return;
        }

        Rows.Add(new Row(number, isHidden, cells));
    }

    static RawCell CellOf(XmlReader reader, int column, Workbook book, SheetLimits limits)
    {
        var (type, style, value, isFormula) = (reader.GetAttribute("t"), reader.Number("s") ?? 0, (string?)null, false);
        if (!reader.IsEmptyElement)
        {
            var depth = reader.Depth;
            while (reader.Read() && reader.Depth > depth)
            {
                if (reader.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                switch (reader.LocalName)
                {
                    case "f":
                        isFormula = true;
                        break;
                    case "v":
                        value = reader.TextWithin(limits.TextLength);
                        break;
                    case "is":
                        value = reader.TextWithin(limits.TextLength, without: "rPh");
                        break;
                }
            }
        }

        if (value is null)
        {
            return new RawCell(column, isFormula ? Holds.FormulaWithoutResult : Holds.Nothing, "", style, isFormula);
        }

        return type switch
        {
            "s" => new RawCell(column, Holds.Text, SharedText(value, book), style, isFormula),
            "str" or "inlineStr" => new RawCell(column, Holds.Text, value, style, isFormula),
            "b" => new RawCell(column, Holds.YesOrNo, value.Trim() == "1" ? "TRUE" : "FALSE", style, isFormula),
            "e" => new RawCell(column, Holds.Error, value.Trim(), style, isFormula),
            "d" => new RawCell(column, Holds.IsoDay, value.Trim(), style, isFormula),
            _ => new RawCell(column, value.Trim().Length == 0 ? isFormula ? Holds.FormulaWithoutResult : Holds.Nothing : Holds.Number, value.Trim(), style, isFormula),
        };
    }

    static string SharedText(string index, Workbook book) =>
        int.TryParse(index.AsSpan().Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var at) && at < book.Texts.Count
            ? book.Texts[at]
            : throw new Refusal(SheetFault.Damaged);

    void AddMerge(string range, SheetLimits limits)
    {
        if (Merges.Count == limits.Merges)
        {
            throw new Refusal(SheetFault.TooMuchInside);
        }

        var colon = range.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && Letters.Place(range.AsSpan(0, colon)) is var (top, left) && Letters.Place(range.AsSpan(colon + 1)) is var (bottom, right) && (top < bottom || left < right))
        {
            Merges.Add(new Merge(top, left, bottom, right));
        }
    }
}
