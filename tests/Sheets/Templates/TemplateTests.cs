using System.Globalization;
using CsCheck;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using RaMatch.Sheets.Reading;
using RaMatch.Sheets.Templates;
using Xunit;

namespace RaMatch.Sheets.Tests.Templates;

/// <summary>What a template shows is what a reader of it asks for.</summary>
public sealed class TemplateTests
{
    static readonly DateOnly First = new(2000, 1, 1);
    static readonly DateOnly Last = new(2099, 12, 31);
    static readonly string[] Parks = [.. Enumerable.Range(1, 173).Select(number => $"第{number}高新区")];

    static readonly SheetColumn[] Columns =
    [
        new("park", "园区", new CellKind.OneOf([.. Parks.Select((name, at) => new SheetChoice($"p{at}", name))]), IsRequired: true) { Example = "第1高新区", Help = "从下拉列表中选择园区。" },
        new("level", "层次", new CellKind.OneOf([new("a", "本科"), new("b", "硕士, 博士")])) { Example = "本科" },
        new("target", "目标人数", new CellKind.Whole(0, 1_000_000), IsRequired: true) { Example = "305" },
        new("pay", "月薪", new CellKind.Money(0, 1_000_000_00)),
        new("from", "开始日期", new CellKind.Day(First, Last)) { Example = "2026-06-30" },
        new("month", "参保月份", new CellKind.Month(First, Last)),
        new("id", "身份证号", new CellKind.IdNumber()),
        new("code", "统一社会信用代码", new CellKind.CreditCode()),
        new("note", "备注", new CellKind.Text(200)),
    ];

    [Fact]
    public void A_template_is_a_workbook_that_the_standard_takes()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(Template(Row("第2高新区", 3)).ToFile()), isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2016).Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        Assert.Equal([("目标", false), ("填写说明", false), ("选项", true)], document.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Select(sheet => (sheet.Name!.Value!, sheet.State?.Value == SheetStateValues.Hidden)));
        var sheet = ((WorksheetPart)document.WorkbookPart.GetPartById("sheet1")).Worksheet!;
        var checks = sheet.Descendants<DataValidation>().ToList();
        Assert.Equal(Columns.Length, checks.Count);
        Assert.Equal("'选项'!$A$1:$A$173", checks[0].Formula1!.Text);
        Assert.Equal("'选项'!$B$1:$B$2", checks[1].Formula1!.Text);
        Assert.Equal("A3:A5001", checks[0].SequenceOfReferences!.InnerText);
        Assert.StartsWith("必填。从下拉列表", checks[0].Prompt!.Value, StringComparison.Ordinal);
        Assert.Equal(PaneStateValues.Frozen, sheet.Descendants<Pane>().Single().State!.Value);
    }

    [Fact]
    public void The_same_template_is_the_same_bytes()
    {
        Assert.Equal(Template(Row("第2高新区", 3)).ToFile(), Template(Row("第2高新区", 3)).ToFile());
        Assert.NotEqual(Template(Row("第2高新区", 3)).ToFile(), Template(Row("第2高新区", 4)).ToFile());
    }

    [Fact]
    public void An_empty_template_has_no_rows_and_the_example_is_none()
    {
        var found = Assert.Single(SheetReader.Read(new MemoryStream(Template().ToFile()), Columns).Faults);
        Assert.Equal(SheetFault.NoRows, found.Fault);
        var filled = SheetReader.Read(new MemoryStream(Template(Row("第2高新区", 3)).ToFile()), Columns);
        Assert.Equal((0, 0, 3), (filled.Faults.Count, filled.Notes.Count, Assert.Single(filled.Rows).Number));
    }

    [Fact]
    public void Whoever_writes_over_the_example_and_leaves_its_mark_is_told()
    {
        var changed = Columns.Select(column => column.Key == "target" ? column with { Example = "300" } : column).ToArray();
        var found = Assert.Single(SheetReader.Read(new MemoryStream(Template(Row("第2高新区", 3)).ToFile()), changed).Faults);
        Assert.Equal((SheetFault.ExampleChanged, 2, "A", "（示例）第1高新区"), (found.Fault, found.Row, found.Column, found.Value));
    }

    [Fact]
    public void One_column_is_a_table_too()
    {
        SheetColumn[] one = [new("name", "单位名称", new CellKind.Text(50), IsRequired: true) { Example = "某公司" }];
        var file = new SheetTemplate("名单", one) { Rows = [["=HYPERLINK(\"http://x\")"], ["甲_x0041_"]] }.ToFile();
        Assert.Equal(["=HYPERLINK(\"http://x\")", "甲_x0041_"], SheetReader.Read(new MemoryStream(file), one).Rows.Select(row => row.Text("name")));
    }

    [Fact]
    public void What_is_written_into_a_template_comes_back()
    {
        var day = Gen.Int[First.DayNumber, Last.DayNumber].Select(DateOnly.FromDayNumber);
        var digits = Gen.Char['0', '9'].Array[17].Select(all => string.Concat(all) + "X");
        var row = Gen.Select(Gen.Int[0, Parks.Length - 1], Gen.Long[0, 1_000_000], Gen.Long[0, 1_000_000_00], day, day, digits, Gen.Char["高新区人才 '=<>&\"_x0041_-１Ａ"].Array[0, 30].Select(string.Concat));
        row.Array[1, 8].Sample(
            rows =>
            {
                var template = Template([.. rows.Select(one => (IReadOnlyList<object?>)[Parks[one.Item1], "硕士, 博士", one.Item2, one.Item3, one.Item4, new DateOnly(one.Item5.Year, one.Item5.Month, 1), one.Item6, "91370700MA3ABCDE1Y", one.Item7])]);
                var reading = SheetReader.Read(new MemoryStream(template.ToFile()), Columns);
                Assert.Empty(reading.Faults);
                Assert.Equal(rows.Length, reading.Rows.Count);
                foreach (var (wrote, read) in rows.Zip(reading.Rows))
                {
                    Assert.Equal(($"p{wrote.Item1}", "b", wrote.Item2, wrote.Item3), (read.Text("park"), read.Text("level"), read.Whole("target"), read.Whole("pay")));
                    Assert.Equal((wrote.Item4, new DateOnly(wrote.Item5.Year, wrote.Item5.Month, 1), wrote.Item6), (read.Day("from"), read.Day("month"), read.Text("id")));
                    Assert.Equal(wrote.Item7.Trim() is { Length: > 0 } note ? note : null, read.Text("note"));
                }
            },
            iter: 60);
    }

    [Fact]
    public void Of_five_thousand_rows_exactly_the_forty_that_are_wrong_are_named()
    {
        const int rows = 5_000;
        (SheetFault Fault, int Column, object? Wrong)[] kinds =
        [
            (SheetFault.CellEmpty, 2, null),
            (SheetFault.NoChoice, 0, "第2高薪区"),
            (SheetFault.NotWhole, 2, "三百"),
            (SheetFault.OutOfRange, 2, 1_000_001L),
            (SheetFault.NotMoney, 3, "面议"),
            (SheetFault.NotDay, 4, "去年"),
            (SheetFault.NotMonth, 5, "上月"),
            (SheetFault.DigitsLost, 6, "3.70702E+17"),
            (SheetFault.CreditCodeForm, 7, "91370700"),
            (SheetFault.TooLong, 8, new string('长', 201)),
        ];
        var planted = new SortedDictionary<int, (SheetFault Fault, int Column, object? Wrong)>(Enumerable.Range(0, 40).ToDictionary(number => 17 + number * 123, number => kinds[number % kinds.Length]));
        var all = Enumerable.Range(0, rows).Select(IReadOnlyList<object?> (number) =>
        {
            object?[] row = [Parks[number % Parks.Length], "本科", (long)number, 6_500_50L, First.AddDays(number), new DateOnly(2026, 1 + number % 12, 1), "37070219900101101X", "91370700MA3ABCDE1Y", "备注" + number.ToString(CultureInfo.InvariantCulture)];
            if (planted.TryGetValue(number, out var wrong))
            {
                row[wrong.Column] = wrong.Wrong;
            }

            return row;
        });
        var reading = SheetReader.Read(new MemoryStream(Template([.. all]).ToFile()), Columns);
        Assert.Equal(planted.Select(one => (one.Value.Fault, (int?)one.Key + 3, ((char)('A' + one.Value.Column)).ToString())), reading.Faults.Select(found => (found.Fault, found.Row, found.Column!)));
        Assert.Equal((rows, rows - 40), (reading.Rows.Count, reading.Rows.Count(row => row.IsWhole)));
    }

    static IReadOnlyList<object?> Row(string park, long target) => [park, "本科", target, null, null, null, null, null, null];

    static SheetTemplate Template(params IReadOnlyList<IReadOnlyList<object?>> rows) => new("目标", Columns) { Rows = rows, Guide = ["按列填写。"] };
}
