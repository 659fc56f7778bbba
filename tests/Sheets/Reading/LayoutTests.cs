using RaMatch.Sheets.Reading;
using Xunit;

namespace RaMatch.Sheets.Tests.Reading;

/// <summary>Where the table is in a workbook, which columns it has, and which of its rows say something.</summary>
public sealed class LayoutTests
{
    static readonly SheetColumn[] Columns =
    [
        new("park", "园区", new CellKind.Text(20), IsRequired: true) { Aliases = ["园区名称", "高新区"] },
        new("target", "目标人数", new CellKind.Whole(0, 1000), IsRequired: true) { Aliases = ["目标"] },
        new("reason", "理由", new CellKind.Text(50)),
    ];

    [Theory]
    [InlineData("园区", "目标人数", "理由")]
    [InlineData("园 区 *", "目标人数（人）", "理由：")]
    [InlineData("高新区", "目标\n人数", "理由(选填)")]
    [InlineData("园区名称", "目标(名)", "【理由】")]
    public void A_heading_is_found_however_it_is_written(string park, string target, string reason)
    {
        var reading = Read(Made.Of(Made.Row(1, park, target, reason) + Made.Row(2, "潍坊", "=305", "年度任务")));
        Assert.Empty(reading.Faults);
        Assert.Equal(("潍坊", 305L, "年度任务"), (reading.Rows[0].Text("park"), reading.Rows[0].Whole("target"), reading.Rows[0].Text("reason")));
    }

    [Fact]
    public void The_header_stands_below_titles_and_between_other_columns()
    {
        var reading = Read(Made.Of(Made.Row(1, "2026 年度目标任务表") + Made.Row(3, "单位：人") + Made.Row(6, "序号", "备注", "目标人数", "园区") + Made.Row(7, "=1", "无", "=305", "潍坊") + Made.Row(9, "=2", null, "=300", "衡阳")));
        Assert.Empty(reading.Faults);
        Assert.Equal([7, 9], reading.Rows.Select(row => row.Number));
        Assert.Equal(("D", "C", false), (reading.Letters["park"], reading.Letters["target"], reading.Letters.ContainsKey("reason")));
        Assert.Equal([(SheetFault.ColumnLeftOut, "理由"), (SheetFault.UnknownColumn, "序号"), (SheetFault.UnknownColumn, "备注")], reading.Notes.Select(note => (note.Fault, note.Label!)));
    }

    [Fact]
    public void A_header_below_the_twentieth_row_is_none()
    {
        Assert.Empty(Read(Made.Of(Made.Row(20, "园区", "目标人数") + Made.Row(21, "潍坊", "=305"))).Faults);
        var found = Assert.Single(Read(Made.Of(Made.Row(21, "园区", "目标人数") + Made.Row(22, "潍坊", "=305")).Sheet("说明", "")).Faults);
        Assert.Equal((SheetFault.NoHeader, "目标|说明"), (found.Fault, string.Join('|', found.Arguments)));
    }

    [Fact]
    public void Columns_that_are_missing_or_named_twice_are_said()
    {
        var missing = Assert.Single(Read(Made.Of(Made.Row(1, "园区", "理由") + Made.Row(2, "潍坊", "无"))).Faults);
        Assert.Equal((SheetFault.ColumnMissing, "目标人数"), (missing.Fault, missing.Label));
        var twice = Assert.Single(Read(Made.Of(Made.Row(1, "园区", "目标人数", "目标") + Made.Row(2, "潍坊", "=1", "=2"))).Faults);
        Assert.Equal((SheetFault.ColumnTwice, "B|C", 1), (twice.Fault, string.Join('|', twice.Arguments), twice.Row));
        // One that only resembles it is another column.
        var exact = Read(Made.Of(Made.Row(1, "园区", "目标（2021 年）", "目标") + Made.Row(2, "潍坊", "=1", "=2")));
        Assert.Equal((0, 2L), (exact.Faults.Count, exact.Rows[0].Whole("target")));
    }

    [Fact]
    public void A_heading_merged_downwards_is_read_and_one_merged_sideways_is_refused()
    {
        var tall = Read(Made.Of(Made.Row(2, "园区", "任务", null) + Made.Row(3, null, "目标人数", "理由") + Made.Row(4, "潍坊", "=305", "无"), after: "<mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:C2\"/></mergeCells>"));
        Assert.Empty(tall.Faults);
        Assert.Equal((4, "潍坊"), (Assert.Single(tall.Rows).Number, tall.Rows[0].Text("park")));
        var upper = Read(Made.Of(Made.Row(2, "园区", "目标人数") + Made.Row(4, "潍坊", "=305"), after: "<mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:B3\"/></mergeCells>"));
        Assert.Equal([4], upper.Rows.Select(row => row.Number));
        var wide = Assert.Single(Read(Made.Of(Made.Row(1, "园区", "目标人数", null) + Made.Row(2, "潍坊", "=1", "=2"), after: "<mergeCells><mergeCell ref=\"B1:C1\"/></mergeCells>")).Faults);
        Assert.Equal((SheetFault.HeaderMerged, "B", "B1:C1"), (wide.Fault, wide.Column, wide.Arguments[0]));
    }

    [Fact]
    public void Merged_cells_of_rows_are_refused_once()
    {
        var reading = Read(Made.Of(Made.Row(1, "园区", "目标人数") + Made.Row(2, "潍坊", "=1") + Made.Row(3, null, "=2") + Made.Row(4, "衡阳", "=3"), after: "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>"));
        var found = Assert.Single(reading.Faults);
        Assert.Equal((SheetFault.CellsMerged, 2, "A", "潍坊", "A2:A3"), (found.Fault, found.Row, found.Column, found.Value, found.Arguments[0]));
        Assert.Equal([false, false, true], reading.Rows.Select(row => row.IsWhole));
    }

    [Fact]
    public void The_sheet_with_the_header_is_read_whichever_it_is()
    {
        var made = Made.Of(Made.Row(1, "说明")).Sheet("数据", Made.Row(1, "园区", "目标人数") + Made.Row(2, "潍坊", "=305")).Sheet("旧", Made.Row(1, "园区", "目标人数") + Made.Row(2, "潍坊", "=1"), state: "hidden").Sheet("空", Made.Row(1, "园区", "目标人数"));
        Assert.Equal(("数据", 305L), (Read(made).Sheet, Read(made).Rows[0].Whole("target")));
        var two = Assert.Single(Read(made.Sheet("另一张", Made.Row(1, "园区", "目标人数") + Made.Row(2, "衡阳", "=300"))).Faults);
        Assert.Equal((SheetFault.SeveralSheets, "数据|另一张"), (two.Fault, string.Join('|', two.Arguments)));
    }

    [Fact]
    public void Blank_rows_and_columns_are_passed_over_wherever_they_are()
    {
        var reading = Read(Made.Of(Made.Row(1, "园区", "目标人数", null, " ") + Made.Row(2, "潍坊", "=305") + Made.Row(3, " ", "\u00A0") + Made.Row(4, "<s=\"1\"/>") + Made.Row(9, "衡阳", "=300") + Made.Row(1048576, "<s=\"1\"/>")));
        Assert.Equal((0, 2), (reading.Faults.Count, reading.Rows.Count));
        Assert.Equal(SheetFault.NoRows, Assert.Single(Read(Made.Of(Made.Row(1, "园区", "目标人数") + Made.Row(2, " ", null))).Faults).Fault);
    }

    [Fact]
    public void Hidden_rows_are_read_and_named()
    {
        var rows = Made.Row(1, "园区", "目标人数") + Made.HiddenRow(2, "甲", "=1") + Made.Row(3, "乙", "=2") + Made.HiddenRow(4, "丙", "=3") + Made.HiddenRow(5, "丁", "=4") + Made.HiddenRow(6);
        var hidden = Read(Made.Of(rows, before: "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>"));
        Assert.Equal(4, hidden.Rows.Count);
        Assert.Equal([(SheetFault.HiddenRows, "2、4–5"), (SheetFault.HiddenColumn, ""), (SheetFault.ColumnLeftOut, "")], hidden.Notes.Select(note => (note.Fault, string.Join('|', note.Arguments))).Order());
        var filtered = Read(Made.Of(rows, after: "<autoFilter ref=\"A1:B6\"><filterColumn colId=\"0\"><filters><filter val=\"乙\"/></filters></filterColumn></autoFilter>"));
        Assert.Contains(filtered.Notes, note => note.Fault == SheetFault.FilteredRows && note.Arguments[0] == "2、4–5");
    }

    [Fact]
    public void A_cell_that_has_to_be_filled_in_is_named()
    {
        var found = Assert.Single(Read(Made.Of(Made.Row(1, "园区", "目标人数") + Made.Row(2, "潍坊", null))).Faults);
        Assert.Equal((SheetFault.CellEmpty, 2, "B", "目标人数", ""), (found.Fault, found.Row, found.Column, found.Label, found.Value));
    }

    [Fact]
    public void Shared_texts_rich_texts_and_the_strict_names_of_the_standard_are_read()
    {
        var made = new Made { SharedStrings = "<si><t>园区</t></si>\n  <si><r><t>目标</t></r> <r><rPr><b/></rPr><t>人数</t></r><rPh sb=\"0\" eb=\"1\"><t>もく</t></rPh><phoneticPr fontId=\"1\"/></si><si><t xml:space=\"preserve\"> 潍坊 </t></si>" };
        made.Raw("数据", "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData><x:row><x:c t=\"s\"><x:v>0</x:v></x:c><x:c t=\"s\"><x:v>1</x:v></x:c></x:row><x:row><x:c t=\"s\"><x:v>2</x:v></x:c><x:c><x:v>305</x:v></x:c></x:row></x:sheetData></x:worksheet>");
        var row = Assert.Single(Read(made).Rows);
        Assert.Equal((2, "潍坊", 305L), (row.Number, row.Text("park"), row.Whole("target")));
    }

    static SheetReading Read(Made made) => SheetReader.Read(made.File(), Columns);
}
