using System.IO.Compression;
using System.Security;
using System.Text;

namespace RaMatch.Sheets.Tests;

/// <summary>A workbook made by hand, part by part, as spreadsheet programs write it, or as nobody should.</summary>
sealed class Made
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    readonly List<(string Name, string State, string Xml)> _sheets = [];

    public string ContentType { get; set; } = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    public string BookProperties { get; set; } = "";

    public string? SharedStrings { get; set; }

    public string? Styles { get; set; }

    public List<(string Path, byte[] Content)> Further { get; } = [];

    public static Made Of(string rows, string before = "", string after = "") => new Made().Sheet("目标", rows, before, after);

    public Made Sheet(string name, string rows, string before = "", string after = "", string state = "visible")
    {
        _sheets.Add((name, state, $"<worksheet xmlns=\"{Main}\">{before}<sheetData>{rows}</sheetData>{after}</worksheet>"));
        return this;
    }

    public Made Raw(string name, string xml)
    {
        _sheets.Add((name, "visible", xml));
        return this;
    }

    /// <summary>A row of texts; null leaves a cell out, <c>=n</c> is a number, and what begins with &lt; stands as it is.</summary>
    public static string Row(int number, params string?[] cells) => $"<row r=\"{number}\">{Cells(number, cells)}</row>";

    public static string HiddenRow(int number, params string?[] cells) => $"<row r=\"{number}\" hidden=\"1\">{Cells(number, cells)}</row>";

    public MemoryStream File()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Add(string path, string text)
            {
                using var writer = new StreamWriter(zip.CreateEntry(path).Open(), new UTF8Encoding(false));
                writer.Write(text);
            }

            Add("[Content_Types].xml", $"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/xl/workbook.xml\" ContentType=\"{ContentType}\"/></Types>");
            Add("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            var sheets = string.Concat(_sheets.Select((sheet, at) => $"<sheet name=\"{SecurityElement.Escape(sheet.Name)}\" sheetId=\"{at + 1}\" state=\"{sheet.State}\" r:id=\"s{at}\"/>"));
            Add("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">{BookProperties}<sheets>{sheets}</sheets></workbook>");
            const string Type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
            Add("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + string.Concat(_sheets.Select((_, at) => $"<Relationship Id=\"s{at}\" Type=\"{Type}worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"))
                + $"<Relationship Id=\"t\" Type=\"{Type}sharedStrings\" Target=\"/xl/sharedStrings.xml\"/><Relationship Id=\"y\" Type=\"{Type}styles\" Target=\"styles.xml\"/></Relationships>");
            foreach (var (sheet, at) in _sheets.Select((sheet, at) => (sheet, at)))
            {
                Add($"xl/worksheets/sheet{at}.xml", sheet.Xml);
            }

            if (SharedStrings is not null)
            {
                Add("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{SharedStrings}</sst>");
            }

            if (Styles is not null)
            {
                Add("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\">{Styles}</styleSheet>");
            }

            foreach (var (path, content) in Further)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(content);
            }
        }

        stream.Position = 0;
        return stream;
    }

    static string Cells(int row, string?[] cells) => string.Concat(cells.Select((cell, at) => cell switch
    {
        null => "",
        ['=', .. var number] => $"<c r=\"{(char)('A' + at)}{row}\"><v>{number}</v></c>",
        ['<', .. var inner] => $"<c r=\"{(char)('A' + at)}{row}\" {inner}",
        _ => $"<c r=\"{(char)('A' + at)}{row}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(cell)}</t></is></c>",
    }));
}
