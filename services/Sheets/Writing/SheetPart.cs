using System.Globalization;
using System.Xml;

namespace RaMatch.Sheets.Writing;

/// <summary>Writes the part of one sheet, in the order in which the format wants it.</summary>
static class SheetPart
{
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    // Of a line of text in points, as the sheet's default says.
    const int LineHeight = 15;

    /// <summary>The row of the table's head, from 1.</summary>
    public static int HeadRow(Sheet sheet) => sheet.Lines.Count + 2;

    public static void Write(XmlWriter xml, Sheet sheet, Styles styles)
    {
        var head = HeadRow(sheet);
        var last = head + sheet.Rows.Count + (sheet.Sums is null ? 0 : 1) + sheet.Notes.Count + (sheet.Signatures.Count == 0 ? 0 : 2);
        xml.WriteStartElement("worksheet", Main);
        xml.WriteStartElement("sheetPr");
        Element(xml, "pageSetUpPr", ("fitToPage", "1"));
        xml.WriteEndElement();
        Element(xml, "dimension", ("ref", $"A1:{Address(sheet.Columns.Count, last)}"));
        WriteView(xml, head);
        Element(xml, "sheetFormatPr", ("defaultRowHeight", "15"));
        xml.WriteStartElement("cols");
        foreach (var (column, number) in Numbered(sheet.Columns))
        {
            Element(xml, "col", ("min", Text(number)), ("max", Text(number)), ("width", column.Width.ToString("0.##", CultureInfo.InvariantCulture)), ("customWidth", "1"));
        }

        xml.WriteEndElement();
        var merged = WriteRows(xml, sheet, styles);
        if (sheet.Columns.Count > 1)
        {
            xml.WriteStartElement("mergeCells");
            xml.WriteAttributeString("count", Text(merged.Count));
            foreach (var row in merged)
            {
                Element(xml, "mergeCell", ("ref", $"{Address(1, row)}:{Address(sheet.Columns.Count, row)}"));
            }

            xml.WriteEndElement();
        }

        Element(xml, "printOptions", ("horizontalCentered", "1"));
        Element(xml, "pageMargins", ("left", "0.5"), ("right", "0.5"), ("top", "0.6"), ("bottom", "0.7"), ("header", "0.3"), ("footer", "0.3"));
        // 9 is A4; as wide as a page, as long as it gets.
        Element(xml, "pageSetup", ("paperSize", "9"), ("orientation", "landscape"), ("fitToWidth", "1"), ("fitToHeight", "0"));
        if (sheet.Footer is { } footer)
        {
            xml.WriteStartElement("headerFooter");
            xml.WriteElementString("oddFooter", "&C" + Texts.Clean(footer));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    static void WriteView(XmlWriter xml, int head)
    {
        xml.WriteStartElement("sheetViews");
        xml.WriteStartElement("sheetView");
        xml.WriteAttributeString("workbookViewId", "0");
        Element(xml, "pane", ("ySplit", Text(head)), ("topLeftCell", Address(1, head + 1)), ("activePane", "bottomLeft"), ("state", "frozen"));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>Writes the rows and gives those whose first cell is as wide as the table.</summary>
    static List<int> WriteRows(XmlWriter xml, Sheet sheet, Styles styles)
    {
        var (row, wide) = (0, new List<int>());
        xml.WriteStartElement("sheetData");
        Wide(sheet.Title, Styles.Look.Title, height: "30");
        foreach (var line in sheet.Lines)
        {
            Wide(line, Styles.Look.Line);
        }

        Start(xml, ++row);
        foreach (var (column, number) in Numbered(sheet.Columns))
        {
            WriteCell(xml, Address(number, row), Cell.Of(column.Label), (int)Styles.Look.Head);
        }

        xml.WriteEndElement();
        foreach (var cells in sheet.Rows)
        {
            Table(cells, isSum: false);
        }

        if (sheet.Sums is { } sums)
        {
            Table(sums, isSum: true);
        }

        foreach (var note in sheet.Notes)
        {
            Wide(note, Styles.Look.Note, HeightOf(note, sheet.Columns.Sum(column => column.Width)));
        }

        if (sheet.Signatures.Count > 0)
        {
            row++;
            Start(xml, ++row, height: "24");
            foreach (var (signature, number) in Numbered(sheet.Signatures))
            {
                // Evenly over the width of the table.
                WriteCell(xml, Address(1 + (number - 1) * sheet.Columns.Count / sheet.Signatures.Count, row), Cell.Of(signature), (int)Styles.Look.Signature);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        return wide;

        void Wide(string text, Styles.Look look, string? height = null)
        {
            Start(xml, ++row, height);
            WriteCell(xml, Address(1, row), Cell.Of(text), (int)look);
            xml.WriteEndElement();
            wide.Add(row);
        }

        void Table(IReadOnlyList<Cell> cells, bool isSum)
        {
            Start(xml, ++row);
            foreach (var (cell, number) in Numbered(cells))
            {
                WriteCell(xml, Address(number, row), cell, styles.Of(sheet.Columns[number - 1].Format, isSum));
            }

            xml.WriteEndElement();
        }
    }

    // No program fits the height of merged cells to their text. A Chinese character is as wide as two digits, in which widths are given.
    static string? HeightOf(string text, double width)
    {
        var lines = text.Split('\n').Sum(line => Math.Max(1, (int)Math.Ceiling(line.Sum(one => one > 0xFF ? 2 : 1) / Math.Max(1, width - 2))));
        return lines == 1 ? null : Text(lines * LineHeight);
    }

    static void Start(XmlWriter xml, int row, string? height = null)
    {
        xml.WriteStartElement("row");
        xml.WriteAttributeString("r", Text(row));
        if (height is not null)
        {
            xml.WriteAttributeString("ht", height);
            xml.WriteAttributeString("customHeight", "1");
        }
    }

    static void WriteCell(XmlWriter xml, string address, Cell cell, int style)
    {
        xml.WriteStartElement("c");
        xml.WriteAttributeString("r", address);
        xml.WriteAttributeString("s", Text(style));
        if (cell.Text is { } text)
        {
            // A text in its place: no program takes it for a formula, whatever it begins with.
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is");
            xml.WriteStartElement("t");
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(Texts.Clean(text));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        else if (cell.Number is { } number)
        {
            xml.WriteElementString("v", number.ToString("0.############", CultureInfo.InvariantCulture));
        }

        xml.WriteEndElement();
    }

    static void Element(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
        {
            xml.WriteAttributeString(attribute, value);
        }

        xml.WriteEndElement();
    }

    static IEnumerable<(T Item, int Number)> Numbered<T>(IEnumerable<T> items) => items.Select((item, index) => (item, index + 1));

    static string Address(int column, int row)
    {
        var letters = "";
        for (var rest = column; rest > 0; rest = (rest - 1) / 26)
        {
            letters = (char)('A' + (rest - 1) % 26) + letters;
        }

        return letters + Text(row);
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
