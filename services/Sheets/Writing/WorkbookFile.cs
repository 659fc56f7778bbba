using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml;

namespace RaMatch.Sheets.Writing;

/// <summary>
/// Writes a workbook as .xlsx. The same workbook is the same bytes on any day, machine, system and version of the libraries: the parts are written here from top to bottom, and stored in the archive as they
/// are, because what compresses them today compresses them otherwise tomorrow.
/// </summary>
public static class WorkbookFile
{
    /// <summary>What the file is.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const string Packages = "http://schemas.openxmlformats.org/package/2006/";
    const int LongestName = 31;

    static readonly SearchValues<char> NotInNames = SearchValues.Create(@"[]:*?/\");

    /// <summary>The bytes of the file.</summary>
    /// <exception cref="ArgumentException">A sheet that no program would open: a name that cannot be, no column, a row that is longer or shorter than the columns.</exception>
    public static byte[] Write(Workbook workbook)
    {
        Require(workbook);
        var styles = Styles.Of(workbook);
        return StoredArchive.Of(
        [
            ("[Content_Types].xml", Part(xml => WriteContentTypes(xml, workbook))),
            ("_rels/.rels", Part(WriteRootRelations)),
            ("docProps/core.xml", Part(xml => WriteProperties(xml, workbook))),
            ("xl/workbook.xml", Part(xml => WriteWorkbook(xml, workbook))),
            ("xl/_rels/workbook.xml.rels", Part(xml => WriteRelations(xml, workbook))),
            ("xl/styles.xml", Part(styles.Write)),
            .. workbook.Sheets.Select((sheet, number) => (NameOf(number), Part(xml => SheetPart.Write(xml, sheet, styles)))),
        ]);
    }

    static void Require(Workbook workbook)
    {
        if (workbook.Sheets.Count == 0)
        {
            throw new ArgumentException("A workbook has a sheet.", nameof(workbook));
        }

        foreach (var sheet in workbook.Sheets)
        {
            if (sheet.Name.Length is 0 or > LongestName || sheet.Name.AsSpan().ContainsAny(NotInNames) || sheet.Name[0] == '\'' || sheet.Name[^1] == '\'')
            {
                throw new ArgumentException($"No sheet can be called \"{sheet.Name}\".", nameof(workbook));
            }

            if (sheet.Columns.Count == 0 || sheet.Rows.Append(sheet.Sums ?? [.. sheet.Columns.Select(_ => Cell.Empty)]).Any(row => row.Count != sheet.Columns.Count))
            {
                throw new ArgumentException($"A row of \"{sheet.Name}\" has not a cell for each column.", nameof(workbook));
            }
        }

        if (workbook.Sheets.DistinctBy(sheet => sheet.Name, StringComparer.OrdinalIgnoreCase).Count() != workbook.Sheets.Count)
        {
            throw new ArgumentException("Two sheets have the same name.", nameof(workbook));
        }
    }

    static string NameOf(int sheet) => string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{sheet + 1}.xml");

    static byte[] Part(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineHandling = NewLineHandling.Entitize }))
        {
            xml.WriteStartDocument(standalone: true);
            write(xml);
        }

        return bytes.ToArray();
    }

    static void WriteContentTypes(XmlWriter xml, Workbook workbook)
    {
        xml.WriteStartElement("Types", Packages + "content-types");
        foreach (var (extension, type) in new[] { ("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml") })
        {
            xml.WriteStartElement("Default");
            xml.WriteAttributeString("Extension", extension);
            xml.WriteAttributeString("ContentType", type);
            xml.WriteEndElement();
        }

        IEnumerable<(string Part, string Type)> parts =
        [
            ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
            ("xl/workbook.xml", ContentType + ".main+xml"),
            ("xl/styles.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"),
            .. workbook.Sheets.Select((_, number) => (NameOf(number), "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")),
        ];
        foreach (var (part, type) in parts)
        {
            xml.WriteStartElement("Override");
            xml.WriteAttributeString("PartName", "/" + part);
            xml.WriteAttributeString("ContentType", type);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    static void WriteRootRelations(XmlWriter xml) => WriteRelationships(xml,
    [
        (Relations + "/officeDocument", "xl/workbook.xml"),
        (Packages + "relationships/metadata/core-properties", "docProps/core.xml"),
    ]);

    static void WriteRelations(XmlWriter xml, Workbook workbook) => WriteRelationships(xml,
    [
        .. workbook.Sheets.Select((_, number) => (Relations + "/worksheet", NameOf(number)["xl/".Length..])),
        (Relations + "/styles", "styles.xml"),
    ]);

    static void WriteRelationships(XmlWriter xml, IEnumerable<(string Type, string Target)> relations)
    {
        xml.WriteStartElement("Relationships", Packages + "relationships");
        foreach (var ((type, target), number) in relations.Select((relation, number) => (relation, number + 1)))
        {
            xml.WriteStartElement("Relationship");
            xml.WriteAttributeString("Id", string.Create(CultureInfo.InvariantCulture, $"rId{number}"));
            xml.WriteAttributeString("Type", type);
            xml.WriteAttributeString("Target", target);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    static void WriteProperties(XmlWriter xml, Workbook workbook)
    {
        const string dublin = "http://purl.org/dc/elements/1.1/";
        const string terms = "http://purl.org/dc/terms/";
        const string schema = "http://www.w3.org/2001/XMLSchema-instance";
        xml.WriteStartElement("cp", "coreProperties", Packages + "metadata/core-properties");
        xml.WriteAttributeString("xmlns", "dc", null, dublin);
        xml.WriteAttributeString("xmlns", "dcterms", null, terms);
        xml.WriteAttributeString("xmlns", "xsi", null, schema);
        xml.WriteElementString("title", dublin, Texts.Clean(workbook.Title));
        xml.WriteElementString("creator", dublin, Texts.Clean(workbook.Publisher));
        foreach (var name in new[] { "created", "modified" })
        {
            xml.WriteStartElement(name, terms);
            xml.WriteAttributeString("type", schema, "dcterms:W3CDTF");
            xml.WriteString(workbook.Made.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    static void WriteWorkbook(XmlWriter xml, Workbook workbook)
    {
        xml.WriteStartElement("workbook", Main);
        xml.WriteAttributeString("xmlns", "r", null, Relations);
        xml.WriteStartElement("sheets");
        foreach (var (sheet, number) in workbook.Sheets.Select((sheet, number) => (sheet, number + 1)))
        {
            xml.WriteStartElement("sheet");
            xml.WriteAttributeString("name", Texts.Clean(sheet.Name));
            xml.WriteAttributeString("sheetId", number.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("id", Relations, string.Create(CultureInfo.InvariantCulture, $"rId{number}"));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteStartElement("definedNames");
        foreach (var (sheet, number) in workbook.Sheets.Select((sheet, number) => (sheet, number)))
        {
            xml.WriteStartElement("definedName");
            xml.WriteAttributeString("name", "_xlnm.Print_Titles");
            xml.WriteAttributeString("localSheetId", number.ToString(CultureInfo.InvariantCulture));
            var head = SheetPart.HeadRow(sheet);
            xml.WriteString(string.Create(CultureInfo.InvariantCulture, $"'{Texts.Clean(sheet.Name).Replace("'", "''", StringComparison.Ordinal)}'!${head}:${head}"));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
