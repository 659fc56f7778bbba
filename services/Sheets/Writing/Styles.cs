using System.Globalization;
using System.Xml;

namespace RaMatch.Sheets.Writing;

/// <summary>How cells look, by the number under which a sheet names it. Formats are numbered in the order in which the columns first ask for them.</summary>
sealed class Styles
{
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    // Numbers below are the program's own formats.
    const int FirstFormat = 164;

    // After the fixed looks two a format: of a row, and of the sums.
    const int FirstOfFormats = 8;

    readonly List<string> _formats;

    Styles(List<string> formats) => _formats = formats;

    /// <summary>The looks that every sheet has.</summary>
    public enum Look
    {
        /// <summary>As nothing.</summary>
        Plain,

        /// <summary>The title, large and in the middle.</summary>
        Title,

        /// <summary>A line below the title.</summary>
        Line,

        /// <summary>The head of a column.</summary>
        Head,

        /// <summary>A text of the table.</summary>
        Text,

        /// <summary>A text of the sums.</summary>
        Sum,

        /// <summary>A note below the table.</summary>
        Note,

        /// <summary>What is signed for.</summary>
        Signature,
    }

    public static Styles Of(Workbook workbook) =>
        new([.. workbook.Sheets.SelectMany(sheet => sheet.Columns).Select(column => column.Format).OfType<string>().Distinct(StringComparer.Ordinal)]);

    /// <summary>The number of a cell of the table.</summary>
    public int Of(string? format, bool isSum) =>
        format is null ? (int)(isSum ? Look.Sum : Look.Text) : FirstOfFormats + 2 * _formats.IndexOf(format) + (isSum ? 1 : 0);

    public void Write(XmlWriter xml)
    {
        xml.WriteStartElement("styleSheet", Main);
        if (_formats.Count > 0)
        {
            Start(xml, "numFmts", _formats.Count);
            for (var number = 0; number < _formats.Count; number++)
            {
                xml.WriteStartElement("numFmt");
                xml.WriteAttributeString("numFmtId", Text(FirstFormat + number));
                xml.WriteAttributeString("formatCode", _formats[number]);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        Start(xml, "fonts", 3);
        WriteFont(xml, size: 11, bold: false);
        WriteFont(xml, size: 18, bold: true);
        WriteFont(xml, size: 11, bold: true);
        xml.WriteEndElement();
        Start(xml, "fills", 3);
        WriteFill(xml, "none", null);
        WriteFill(xml, "gray125", null);
        WriteFill(xml, "solid", "FFE8F1F9");
        xml.WriteEndElement();
        Start(xml, "borders", 2);
        WriteBorder(xml, null);
        WriteBorder(xml, "thin");
        xml.WriteEndElement();
        Start(xml, "cellStyleXfs", 1);
        WriteLook(xml);
        xml.WriteEndElement();
        Start(xml, "cellXfs", FirstOfFormats + 2 * _formats.Count);
        WriteLook(xml);
        WriteLook(xml, font: 1, horizontal: "center");
        WriteLook(xml, horizontal: "left");
        WriteLook(xml, font: 2, fill: 2, border: 1, horizontal: "center", wraps: true);
        WriteLook(xml, border: 1, horizontal: "left", wraps: true);
        WriteLook(xml, font: 2, border: 1, horizontal: "left", wraps: true);
        WriteLook(xml, horizontal: "left", wraps: true);
        WriteLook(xml, horizontal: "left");
        for (var number = 0; number < _formats.Count; number++)
        {
            WriteLook(xml, border: 1, format: FirstFormat + number, horizontal: "right");
            WriteLook(xml, font: 2, border: 1, format: FirstFormat + number, horizontal: "right");
        }

        xml.WriteEndElement();
        Start(xml, "cellStyles", 1);
        xml.WriteStartElement("cellStyle");
        xml.WriteAttributeString("name", "Normal");
        xml.WriteAttributeString("xfId", "0");
        xml.WriteAttributeString("builtinId", "0");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void Start(XmlWriter xml, string name, int count)
    {
        xml.WriteStartElement(name);
        xml.WriteAttributeString("count", Text(count));
    }

    static void WriteFont(XmlWriter xml, int size, bool bold)
    {
        xml.WriteStartElement("font");
        if (bold)
        {
            xml.WriteElementString("b", null);
        }

        WriteValue(xml, "sz", Text(size));
        WriteValue(xml, "name", "宋体");
        WriteValue(xml, "charset", "134");
        xml.WriteEndElement();
    }

    static void WriteValue(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement(name);
        xml.WriteAttributeString("val", value);
        xml.WriteEndElement();
    }

    static void WriteFill(XmlWriter xml, string pattern, string? colour)
    {
        xml.WriteStartElement("fill");
        xml.WriteStartElement("patternFill");
        xml.WriteAttributeString("patternType", pattern);
        if (colour is not null)
        {
            xml.WriteStartElement("fgColor");
            xml.WriteAttributeString("rgb", colour);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void WriteBorder(XmlWriter xml, string? style)
    {
        xml.WriteStartElement("border");
        foreach (var side in new[] { "left", "right", "top", "bottom", "diagonal" })
        {
            xml.WriteStartElement(side);
            if (style is not null && side != "diagonal")
            {
                xml.WriteAttributeString("style", style);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    static void WriteLook(XmlWriter xml, int font = 0, int fill = 0, int border = 0, int format = 0, string? horizontal = null, bool wraps = false)
    {
        xml.WriteStartElement("xf");
        xml.WriteAttributeString("numFmtId", Text(format));
        xml.WriteAttributeString("fontId", Text(font));
        xml.WriteAttributeString("fillId", Text(fill));
        xml.WriteAttributeString("borderId", Text(border));
        foreach (var (name, applies) in new[] { ("applyNumberFormat", format > 0), ("applyFont", font > 0), ("applyFill", fill > 0), ("applyBorder", border > 0), ("applyAlignment", horizontal is not null) })
        {
            if (applies)
            {
                xml.WriteAttributeString(name, "1");
            }
        }

        if (horizontal is not null)
        {
            xml.WriteStartElement("alignment");
            xml.WriteAttributeString("horizontal", horizontal);
            xml.WriteAttributeString("vertical", "center");
            if (wraps)
            {
                xml.WriteAttributeString("wrapText", "1");
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
