using RaMatch.Sheets.Reading;
using Xunit;

namespace RaMatch.Sheets.Tests.Reading;

/// <summary>What a cell says in its column, however a program keeps it, and why it says nothing.</summary>
public sealed class CellTests
{
    // 0 as it is, 1 a day, 2 percents, 3 six digits, 4 a month, 5 a date by its number, 6 text in quotes that says d.
    const string Looks = """
        <numFmts count="5"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="0.0%"/><numFmt numFmtId="166" formatCode="000000"/><numFmt numFmtId="167" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="168" formatCode="0&quot;days&quot;"/></numFmts>
        <cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs count="7"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="14"/><xf numFmtId="168"/></cellXfs>
        """;

    static readonly DateOnly First = new(2000, 1, 1);
    static readonly DateOnly Last = new(2099, 12, 31);

    static readonly Dictionary<string, CellKind> Kinds = new(StringComparer.Ordinal)
    {
        ["text"] = new CellKind.Text(10),
        ["lines"] = new CellKind.Text(10) { ManyLines = true },
        ["whole"] = new CellKind.Whole(0, 1_000_000) { Units = ["人", "名"] },
        ["day"] = new CellKind.Day(First, Last),
        ["dayOf2026"] = new CellKind.Day(First, Last) { Year = 2026 },
        ["old"] = new CellKind.Day(new DateOnly(1900, 1, 1), Last),
        ["month"] = new CellKind.Month(First, Last),
        ["money"] = new CellKind.Money(0, 100_000_00),
        ["choice"] = new CellKind.OneOf([new("weifang", "潍坊高新区", "潍坊高新技术产业开发区"), new("hengyang", "衡阳高新区")]),
        ["id"] = new CellKind.IdNumber(),
        ["genuine"] = new CellKind.IdNumber(number => number.EndsWith('8')),
        ["uscc"] = new CellKind.CreditCode(code => !code.EndsWith('1')),
    };

    [Theory]
    [InlineData("text", "高新区", "高新区")]
    [InlineData("text", "  高 新\u00A0区\u200B ", "高 新 区")]
    [InlineData("text", "Ａ区\r\n", "Ａ区")]
    [InlineData("lines", "一\r\n二_x000D_\n三", "一\n二\n三")]
    [InlineData("text", "=12", "12")]
    [InlineData("text", "=1380013800", "1380013800")]
    [InlineData("text", "=0.1", "0.1")]
    [InlineData("text", "<s=\"3\"><v>2138</v></c>", "002138")]
    [InlineData("text", "<s=\"2\"><v>0.5</v></c>", "50%")]
    [InlineData("text", "<t=\"b\"><v>1</v></c>", "TRUE")]
    [InlineData("text", "<t=\"str\"><f>A1&amp;\"\"</f><v>算出来的</v></c>", "算出来的")]
    [InlineData("text", "<t=\"inlineStr\"><is><r><t>富</t></r><r><rPr><b/></rPr><t>文本</t></r><rPh sb=\"0\" eb=\"1\"><t>ふ</t></rPh></is></c>", "富文本")]
    [InlineData("whole", "=305", "305")]
    [InlineData("whole", "=305.00000000000006", "305")]
    [InlineData("whole", "=3.05E2", "305")]
    [InlineData("whole", "３０５", "305")]
    [InlineData("whole", "1,305 人", "1305")]
    [InlineData("whole", "１，３０５名", "1305")]
    [InlineData("whole", "305.00", "305")]
    [InlineData("whole", "<s=\"6\"><v>7</v></c>", "7")]
    [InlineData("whole", "<><f>SUM(B1:B2)</f><v>12</v></c>", "12")]
    [InlineData("money", "=6500.5", "650050")]
    [InlineData("money", "=0.29", "29")]
    [InlineData("money", "￥6,500.50元", "650050")]
    [InlineData("day", "=46203", "2026-06-30")]
    [InlineData("day", "<s=\"1\"><v>46203.75</v></c>", "2026-06-30")]
    [InlineData("day", "=20260630", "2026-06-30")]
    [InlineData("day", "2026/6/30", "2026-06-30")]
    [InlineData("day", "2026.06.30", "2026-06-30")]
    [InlineData("day", "2026-6-30", "2026-06-30")]
    [InlineData("day", "２０２６－０６－３０", "2026-06-30")]
    [InlineData("day", "20260630", "2026-06-30")]
    [InlineData("day", "2026年6月30日", "2026-06-30")]
    [InlineData("day", "2026 年 6 月 30 号", "2026-06-30")]
    [InlineData("day", "2026/6/30 0:00:00", "2026-06-30")]
    [InlineData("day", "<t=\"d\"><v>2026-06-30T00:00:00</v></c>", "2026-06-30")]
    [InlineData("day", "2024-02-29", "2024-02-29")]
    [InlineData("dayOf2026", "6月30日", "2026-06-30")]
    [InlineData("dayOf2026", "6/30", "2026-06-30")]
    [InlineData("old", "=1", "1900-01-01")]
    [InlineData("old", "=59", "1900-02-28")]
    [InlineData("old", "=61", "1900-03-01")]
    [InlineData("month", "2026-6", "2026-06-01")]
    [InlineData("month", "2026年06月", "2026-06-01")]
    [InlineData("month", "2026.10", "2026-10-01")]
    [InlineData("month", "202606", "2026-06-01")]
    [InlineData("month", "=202606", "2026-06-01")]
    [InlineData("month", "<s=\"4\"><v>46174</v></c>", "2026-06-01")]
    [InlineData("month", "2026-06-30", "2026-06-01")]
    [InlineData("choice", "潍坊高新区", "weifang")]
    [InlineData("choice", " 潍坊 高新区", "weifang")]
    [InlineData("choice", "潍坊高新技术产业开发区", "weifang")]
    [InlineData("choice", "HENGYANG", "hengyang")]
    [InlineData("id", "37070219900101101X", "37070219900101101X")]
    [InlineData("id", "３７０７０２ 19900101 101ｘ", "37070219900101101X")]
    [InlineData("id", "'370702199001011018", "370702199001011018")]
    [InlineData("genuine", "370702199001011018", "370702199001011018")]
    [InlineData("uscc", "91370700ma3abcde1y", "91370700MA3ABCDE1Y")]
    public void What_can_be_read_in_one_way_only_is_read(string kind, string cell, string expected)
    {
        var reading = Read(kind, cell);
        Assert.Empty(reading.Faults);
        var row = Assert.Single(reading.Rows);
        Assert.Equal((5, true), (row.Number, row.IsWhole));
        Assert.Equal(expected, Kinds[kind] switch
        {
            CellKind.Whole or CellKind.Money => row.Whole("value")?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            CellKind.Day or CellKind.Month => row.Day("value")?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            _ => row.Text("value"),
        });
    }

    [Theory]
    [InlineData("text", "一二三四五六七八九十一", SheetFault.TooLong, "10")]
    [InlineData("text", "一\n二", SheetFault.LineBreak, "")]
    [InlineData("text", "<s=\"5\"><v>46056</v></c>", SheetFault.TurnedIntoDate, "")]
    [InlineData("text", "=6.2170012345678901E18", SheetFault.DigitsLost, "")]
    [InlineData("text", "<t=\"e\"><v>#REF!</v></c>", SheetFault.ErrorValue, "")]
    [InlineData("text", "#N/A", SheetFault.ErrorValue, "")]
    [InlineData("text", "<><f>VLOOKUP(A1,B:C,2,0)</f></c>", SheetFault.NoResult, "")]
    [InlineData("whole", "三百", SheetFault.NotWhole, "")]
    [InlineData("whole", "1,2", SheetFault.NotWhole, "")]
    [InlineData("whole", "6²", SheetFault.NotWhole, "")]
    [InlineData("whole", "①", SheetFault.NotWhole, "")]
    [InlineData("whole", "3.05E+02", SheetFault.DigitsLost, "")]
    [InlineData("whole", "=30.5", SheetFault.NotWhole, "")]
    [InlineData("whole", "=-1", SheetFault.OutOfRange, "0|1000000")]
    [InlineData("whole", "1000001", SheetFault.OutOfRange, "0|1000000")]
    [InlineData("whole", "<s=\"2\"><v>1</v></c>", SheetFault.Percentage, "")]
    [InlineData("whole", "<s=\"1\"><v>305</v></c>", SheetFault.TurnedIntoDate, "")]
    [InlineData("money", "面议", SheetFault.NotMoney, "")]
    [InlineData("money", "6500.005", SheetFault.TooManyDecimals, "")]
    [InlineData("money", "=6500.005", SheetFault.TooManyDecimals, "")]
    [InlineData("money", "=200000", SheetFault.OutOfRange, "0|100000")]
    [InlineData("day", "6月30日", SheetFault.DayWithoutYear, "")]
    [InlineData("day", "2026-02-29", SheetFault.NoSuchDay, "")]
    [InlineData("day", "2026-13-01", SheetFault.NoSuchDay, "")]
    [InlineData("day", "46203", SheetFault.NotDay, "2026-06-30")]
    [InlineData("day", "26/6/30", SheetFault.NotDay, "")]
    [InlineData("day", "昨天", SheetFault.NotDay, "")]
    [InlineData("day", "=2026", SheetFault.DayOutOfRange, "2000-01-01|2099-12-31")]
    [InlineData("day", "=-1", SheetFault.NotDay, "")]
    [InlineData("old", "=60", SheetFault.NoSuchDay, "")]
    [InlineData("month", "=2026.1", SheetFault.MonthAsDecimal, "")]
    [InlineData("month", "六月", SheetFault.NotMonth, "")]
    [InlineData("month", "1999-12", SheetFault.DayOutOfRange, "2000-01|2099-12")]
    [InlineData("choice", "潍纺高新区", SheetFault.NoChoice, "潍坊高新区")]
    [InlineData("choice", "衡阳", SheetFault.NoChoice, "衡阳高新区")]
    [InlineData("choice", "亚特兰蒂斯", SheetFault.NoChoice, "")]
    [InlineData("id", "=3.70702199001011E+17", SheetFault.DigitsLost, "")]
    [InlineData("id", "3.70702E+17", SheetFault.DigitsLost, "")]
    [InlineData("id", "370702199001011000", SheetFault.DigitsLost, "")]
    [InlineData("genuine", "370702199001011000", SheetFault.DigitsLost, "")]
    [InlineData("genuine", "370702199001011011", SheetFault.CheckCharacter, "")]
    [InlineData("id", "37070219900101101", SheetFault.IdNumberForm, "")]
    [InlineData("uscc", "91370700MA3ABCDE1", SheetFault.CreditCodeForm, "")]
    [InlineData("uscc", "91370700MA3ABCDE11", SheetFault.CheckCharacter, "")]
    [InlineData("uscc", "=9.13707001234567E+17", SheetFault.DigitsLost, "")]
    public void What_cannot_is_refused_at_its_cell_with_the_reason(string kind, string cell, SheetFault fault, string arguments)
    {
        var reading = Read(kind, cell);
        var found = Assert.Single(reading.Faults);
        Assert.Equal((fault, 5, "B", "值", arguments), (found.Fault, found.Row, found.Column, found.Label, string.Join('|', found.Arguments)));
        Assert.False(Assert.Single(reading.Rows).IsWhole);
    }

    [Fact]
    public void A_count_of_days_from_1904_is_another_day()
    {
        var made = Made.Of(Made.Row(1, "名称", "值") + Made.Row(5, "甲", "=44741"));
        made.BookProperties = "<workbookPr date1904=\"1\"/>";
        Assert.Equal(new DateOnly(2026, 6, 30), Assert.Single(SheetReader.Read(made.File(), Columns("day")).Rows).Day("value"));
    }

    [Fact]
    public void Results_of_formulas_are_read_and_said()
    {
        var note = Assert.Single(Read("whole", "<><f>1+1</f><v>2</v></c>").Notes);
        Assert.Equal((SheetFault.ResultsOfFormulas, "1|B5"), (note.Fault, string.Join('|', note.Arguments)));
    }

    [Fact]
    public void What_stands_in_the_cell_is_shown_as_its_reader_sees_it()
    {
        Assert.Equal("2026-02-03", Assert.Single(Read("text", "<s=\"5\"><v>46056</v></c>").Faults).Value);
        Assert.Equal(61, Assert.Single(Read("whole", new string('长', 90)).Faults).Value!.Length);
        Assert.Equal("#REF!", Assert.Single(Read("whole", "<t=\"e\"><v>#REF!</v></c>").Faults).Value);
    }

    static SheetColumn[] Columns(string kind) => [new("name", "名称", new CellKind.Text(20)), new("value", "值", Kinds[kind])];

    static SheetReading Read(string kind, string cell)
    {
        var made = Made.Of(Made.Row(1, "名称", "值") + Made.Row(5, "甲", cell));
        made.Styles = Looks;
        return SheetReader.Read(made.File(), Columns(kind));
    }
}
