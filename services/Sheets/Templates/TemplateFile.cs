using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using RaMatch.Sheets.Reading;

namespace RaMatch.Sheets.Templates;

/// <summary>Makes the file of a template: the sheet to fill in, the explanations, and the lists that are too long for a check.</summary>
static class TemplateFile
{
    const string ListSheet = "选项";

    // What packs a file writes the time of day into it, which no two files share.
    static readonly DateTimeOffset Then = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Make(SheetTemplate template)
    {
        using var made = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(made, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            // Left to itself, it is called by chance.
            document.ChangeIdOfPart(book, "book");
            book.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = Styles.Sheet();
            var lists = template.Columns.Where(column => column.Kind is CellKind.OneOf kind && !Checks.FitsInline(kind)).Select((column, at) => (Column: column, Letter: (char)('A' + at))).ToList();
            var ranges = lists.ToDictionary(list => list.Column, list => string.Create(CultureInfo.InvariantCulture, $"'{ListSheet}'!${list.Letter}$1:${list.Letter}${((CellKind.OneOf)list.Column.Kind).Choices.Count}"));
            book.AddNewPart<WorksheetPart>("sheet1").Worksheet = ToFill(template, ranges);
            book.AddNewPart<WorksheetPart>("sheet2").Worksheet = Guide(template);
            var sheets = new DocumentFormat.OpenXml.Spreadsheet.Sheets(
                new Sheet { Name = template.Sheet, SheetId = 1, Id = "sheet1" },
                new Sheet { Name = SheetReader.GuideName, SheetId = 2, Id = "sheet2" });
            if (lists.Count > 0)
            {
                book.AddNewPart<WorksheetPart>("sheet3").Worksheet = Lists([.. lists.Select(list => ((CellKind.OneOf)list.Column.Kind).Choices)]);
                sheets.Append(new Sheet { Name = ListSheet, SheetId = 3, Id = "sheet3", State = SheetStateValues.Hidden });
            }

            book.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(sheets);
        }

        return Repacked(made);
    }

    static Worksheet ToFill(SheetTemplate template, Dictionary<SheetColumn, string> lists)
    {
        var data = new SheetData();
        var heading = new Row { RowIndex = 1, Height = 24, CustomHeight = true };
        foreach (var column in template.Columns)
        {
            heading.Append(Words(column.IsRequired ? column.Label + " *" : column.Label, column.IsRequired ? Styles.RequiredHeading : Styles.Heading));
        }

        data.Append(heading);
        var number = 1u;
        if (template.HasExample)
        {
            var row = new Row { RowIndex = ++number };
            var mark = $"（{SheetReader.ExampleMark}）";
            foreach (var column in template.Columns)
            {
                row.Append(column.Example is not null || mark.Length > 0 ? Words(mark + column.Example, Styles.Example) : new Cell { StyleIndex = Styles.Example });
                mark = "";
            }

            data.Append(row);
        }

        var first = number + 1;
        foreach (var values in template.Rows)
        {
            if (values.Count > template.Columns.Count)
            {
                throw new ArgumentException("A row has more values than there are columns.", nameof(template));
            }

            var row = new Row { RowIndex = ++number };
            foreach (var (value, column) in values.Zip(template.Columns))
            {
                row.Append(Value(value, column.Kind));
            }

            data.Append(row);
        }

        var last = Math.Max(number, 1 + template.CheckedRows);
        var checks = template.Columns.Select((column, at) => Checks.Of(column, string.Create(CultureInfo.InvariantCulture, $"{Letters.Of(at + 1)}{first}:{Letters.Of(at + 1)}{last}"), lists.GetValueOrDefault(column))).ToList();
        return new Worksheet(
            new SheetViews(new SheetView(
                new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen },
                new Selection { Pane = PaneValues.BottomLeft, ActiveCell = $"A{first}", SequenceOfReferences = new ListValue<StringValue>([$"A{first}"]) })
            { TabSelected = true, WorkbookViewId = 0 }),
            new SheetFormatProperties { DefaultRowHeight = 18, CustomHeight = true },
            new Columns(template.Columns.Select((column, at) => new Column { Min = (uint)at + 1, Max = (uint)at + 1, Width = Width(column), CustomWidth = true, Style = Styles.Of(column.Kind) })),
            data,
            new DataValidations(checks) { Count = (uint)checks.Count });
    }

    static Worksheet Guide(SheetTemplate template)
    {
        var data = new SheetData();
        foreach (var sentence in template.Guide)
        {
            data.Append(new Row(Words(sentence, Styles.Plain)));
        }

        data.Append(new Row(Words("列", Styles.Heading), Words("是否必填", Styles.Heading), Words("怎么填", Styles.Heading), Words("示例", Styles.Heading)));
        foreach (var column in template.Columns)
        {
            var rule = Checks.Rule(column);
            data.Append(new Row(
                Words(column.Label, Styles.Wrapped),
                Words(column.IsRequired ? "必填" : "选填", Styles.Wrapped),
                Words(column.Help is { } help && help != rule ? help + rule : rule, Styles.Wrapped),
                Words(column.Example ?? "", Styles.Wrapped)));
        }

        if (template.HasExample)
        {
            data.Append(new Row(Words($"标有“（{SheetReader.ExampleMark}）”的一行不会被读取，可以保留或删除；要填写真实内容，请另起一行。", Styles.Plain)));
        }

        return new Worksheet(
            new Columns(
                new Column { Min = 1, Max = 1, Width = 24, CustomWidth = true },
                new Column { Min = 2, Max = 2, Width = 10, CustomWidth = true },
                new Column { Min = 3, Max = 3, Width = 64, CustomWidth = true },
                new Column { Min = 4, Max = 4, Width = 28, CustomWidth = true }),
            data);
    }

    static Worksheet Lists(IReadOnlyList<IReadOnlyList<SheetChoice>> lists)
    {
        var data = new SheetData();
        for (var at = 0; at < lists.Max(list => list.Count); at++)
        {
            var row = new Row();
            foreach (var list in lists)
            {
                row.Append(at < list.Count ? Words(list[at].Label, Styles.Plain) : new Cell());
            }

            data.Append(row);
        }

        return new Worksheet(data);
    }

    static double Width(SheetColumn column) => column.Kind switch
    {
        CellKind.IdNumber or CellKind.CreditCode => 24,
        CellKind.Text { Most: > 60 } => 40,
        _ => Math.Max(14, 2 * column.Label.Length + 4),
    };

    // As itself and never as a formula, whatever it begins with.
    static Cell Words(string text, uint style) => new(new InlineString(new Text(Escapes.Of(text)) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString, StyleIndex = style };

    static Cell Value(object? value, CellKind kind) => value switch
    {
        null => new Cell { StyleIndex = Styles.Of(kind) },
        string text => Words(text, Styles.Of(kind)),
        long number when kind is CellKind.Money => Number(number / 100m, Styles.Of(kind)),
        long number => Number(number, Styles.Of(kind)),
        DateOnly day => Number(Checks.Serial(day), Styles.Of(kind)),
        _ => throw new ArgumentException($"A cell takes no {value.GetType().Name}.", nameof(value)),
    };

    static Cell Number(decimal number, uint style) => new(new CellValue(number.ToString(CultureInfo.InvariantCulture))) { StyleIndex = style };

    static byte[] Repacked(MemoryStream made)
    {
        using var packed = new MemoryStream();
        using (var from = new ZipArchive(made, ZipArchiveMode.Read, leaveOpen: true))
        using (var to = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            // The list of types stands first, where programs that read a file as it comes look for it.
            foreach (var entry in from.Entries.OrderBy(entry => entry.FullName == "[Content_Types].xml" ? 0 : 1).ThenBy(entry => entry.FullName, StringComparer.Ordinal))
            {
                var copy = to.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = Then;
                using var source = entry.Open();
                using var target = copy.Open();
                source.CopyTo(target);
            }
        }

        return packed.ToArray();
    }
}
