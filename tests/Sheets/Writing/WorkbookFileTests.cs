using System.Globalization;
using System.Security.Cryptography;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using RaMatch.Sheets.Writing;
using Xunit;
using Cell = RaMatch.Sheets.Writing.Cell;
using Column = RaMatch.Sheets.Writing.Column;
using Sheet = RaMatch.Sheets.Writing.Sheet;
using Workbook = RaMatch.Sheets.Writing.Workbook;

namespace RaMatch.Sheets.Tests.Writing;

/// <summary>A workbook as spreadsheet programs open it, and as the same bytes whenever it is written.</summary>
public sealed class WorkbookFileTests
{
    static Workbook Table { get; } = new("岗位统计表", "RaMatch", new DateTimeOffset(2022, 7, 10, 16, 0, 0, TimeSpan.Zero),
    [
        new Sheet(
            "岗位's 统计",
            "科研助理岗位统计表",
            ["园区：潍坊高新区", "截至 2022-07-10 24:00"],
            [new Column("单位", 24), new Column("名额", 8, "#,##0"), new Column("完成率", 8.5, "0.0%")],
            [
                [Cell.Of("=1+1"), Cell.Of(1_200), Cell.Of(0.775m)],
                [Cell.Of("+甲 <乙> & \"丙\""), Cell.Of(-3), Cell.Empty],
                [Cell.Of("-丁"), Cell.Of(0), Cell.Of(2)],
                [Cell.Of("@戊\u0001𠮷\ud800\n己 "), Cell.Empty, Cell.Empty],
            ],
            [Cell.Of("合计"), Cell.Of(1_197), Cell.Empty],
            ["落实：经园区核验计入台账的人数。"],
            ["填报人：", "负责人：", "日期："],
            "第 &P 页，共 &N 页"),
        new Sheet("空表", "还没有岗位", [], [new Column("单位", 10)], [], null, [], []),
    ]);

    [Fact]
    public void A_workbook_is_valid_and_reads_back_as_it_was_written()
    {
        using var document = Open(WorkbookFile.Write(Table));
        var errors = new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document, TestContext.Current.CancellationToken).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}");
        Assert.Empty(errors);

        Assert.Equal(("岗位统计表", "RaMatch"), (document.PackageProperties.Title, document.PackageProperties.Creator));
        var sheets = document.WorkbookPart!.Workbook!.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().ToList();
        Assert.Equal(["岗位's 统计", "空表"], sheets.Select(sheet => sheet.Name!.Value));
        var rows = RowsOf(document, sheets[0]);
        Assert.Equal("科研助理岗位统计表", Assert.Single(rows[0]));
        Assert.Equal(["单位", "名额", "完成率"], rows[3]);
        Assert.Equal(["=1+1", "1200", "0.775"], rows[4]);
        Assert.Equal(["+甲 <乙> & \"丙\"", "-3", ""], rows[5]);
        Assert.Equal(["@戊𠮷\n己 ", "", ""], rows[7]);
        Assert.Equal(["合计", "1197", ""], rows[8]);
        Assert.Equal(["填报人：", "负责人：", "日期："], rows[^1]);
    }

    [Fact]
    public void What_looks_like_a_formula_is_a_text()
    {
        using var document = Open(WorkbookFile.Write(Table));
        var cells = document.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>()).ToList();
        Assert.Empty(cells.SelectMany(cell => cell.Elements<CellFormula>()));
        Assert.All(cells.Where(cell => cell.InlineString is not null), cell => Assert.Equal(CellValues.InlineString, cell.DataType!.Value));
    }

    [Fact]
    public void A_printed_page_is_an_A4_that_lies_with_the_head_of_the_table_and_its_number()
    {
        using var document = Open(WorkbookFile.Write(Table));
        var names = document.WorkbookPart!.Workbook!.DefinedNames!.Elements<DefinedName>().ToList();
        Assert.Equal(("_xlnm.Print_Titles", "'岗位''s 统计'!$4:$4"), (names[0].Name!.Value, names[0].Text));
        var sheet = document.WorkbookPart.WorksheetParts.Select(part => part.Worksheet!).Single(one => one.Elements<HeaderFooter>().Any());
        Assert.Equal("&C第 &P 页，共 &N 页", sheet.GetFirstChild<HeaderFooter>()!.OddFooter!.Text);
        var setup = sheet.GetFirstChild<PageSetup>()!;
        Assert.Equal((9u, OrientationValues.Landscape, 0u), (setup.PaperSize!.Value, setup.Orientation!.Value, setup.FitToHeight!.Value));
        Assert.Equal((4d, PaneStateValues.Frozen), (sheet.Descendants<Pane>().Single().VerticalSplit!.Value, sheet.Descendants<Pane>().Single().State!.Value));
    }

    [Fact]
    public void The_same_workbook_is_the_same_bytes_on_any_day_and_machine()
    {
        // What stands here was written when reports were first frozen: with other bytes none of them could be proved any more.
        const string written = "6ad190f7fa248cc79ab75651acb4a0a8ddc2a2fec30679a0e9fb63a8543147e1";
        Assert.Equal(written, Convert.ToHexStringLower(SHA256.HashData(WorkbookFile.Write(Table))));
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(written, Convert.ToHexStringLower(SHA256.HashData(WorkbookFile.Write(Table))));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void What_no_program_would_open_is_not_written()
    {
        var sheet = Table.Sheets[0];
        Workbook[] table =
        [
            Table with { Sheets = [] },
            Table with { Sheets = [sheet, sheet with { Name = sheet.Name.ToUpperInvariant() }] },
            .. new[] { "", "a/b", "[a]", "'a", new string('长', 32) }.Select(name => Table with { Sheets = [sheet with { Name = name }] }),
            Table with { Sheets = [sheet with { Columns = [] }] },
            Table with { Sheets = [sheet with { Rows = [[Cell.Of("少")]] }] },
            Table with { Sheets = [sheet with { Sums = [Cell.Of("少")] }] },
        ];
        foreach (var workbook in table)
        {
            Assert.Throws<ArgumentException>(() => WorkbookFile.Write(workbook));
        }
    }

    static SpreadsheetDocument Open(byte[] bytes) => SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);

    static List<List<string>> RowsOf(SpreadsheetDocument document, DocumentFormat.OpenXml.Spreadsheet.Sheet sheet) =>
        [.. ((WorksheetPart)document.WorkbookPart!.GetPartById(sheet.Id!.Value!)).Worksheet!.Descendants<Row>()
            .Select(row => row.Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>().Select(cell => cell.InlineString?.Text?.Text ?? cell.CellValue?.Text ?? "").ToList())];
}
