using System.IO.Compression;
using System.Text;
using RaMatch.Sheets.Reading;
using Xunit;

namespace RaMatch.Sheets.Tests.Reading;

/// <summary>Files that are something else than their name says, or that were made to hurt whoever reads them.</summary>
public sealed class HostileFileTests
{
    static readonly SheetColumn[] Columns = [new("park", "园区", new CellKind.Text(20), IsRequired: true), new("target", "目标人数", new CellKind.Whole(0, 1000), IsRequired: true)];
    static readonly string Rows = Made.Row(1, "园区", "目标人数") + Made.Row(2, "潍坊", "=305");
    static readonly byte[] Old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0];

    [Fact]
    public void What_is_no_workbook_is_said_to_be_what_it_is()
    {
        (byte[] File, SheetFault Fault)[] table =
        [
            ([], SheetFault.FileEmpty),
            ([.. Old, .. Encoding.Unicode.GetBytes("Workbook")], SheetFault.OldWorkbook),
            ([.. Old, .. Encoding.Unicode.GetBytes("EncryptedPackage")], SheetFault.Encrypted),
            (Encoding.UTF8.GetBytes("园区,目标人数\n潍坊,305\n"), SheetFault.PlainText),
            ([0xB3, 0xAC, (byte)',', 0xC7, 0xF8], SheetFault.PlainText),
            ([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("园区\t目标")], SheetFault.PlainText),
            (Encoding.UTF8.GetBytes("\uFEFF \n<html><table><tr><td>园区</td></tr></table></html>"), SheetFault.WebPage),
            (Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>"), SheetFault.WebPage),
            ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0], SheetFault.OtherFile),
            (Zip(("word/document.xml", "<w/>")), SheetFault.OtherFile),
            (Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet")), SheetFault.OtherFile),
            ("PK\u0003\u0004 and nothing more"u8.ToArray(), SheetFault.Damaged),
            (Made.Of(Rows).File().ToArray()[..^200], SheetFault.Damaged),
        ];
        foreach (var (file, fault) in table)
        {
            Assert.Equal(fault, Refused(new MemoryStream(file)));
        }
    }

    [Fact]
    public void Macros_and_other_kinds_of_workbooks_are_refused()
    {
        var macros = Made.Of(Rows);
        macros.Further.Add(("xl/vbaProject.bin", [1, 2, 3]));
        Assert.Equal(SheetFault.Macros, Refused(macros.File()));
        foreach (var (type, fault) in new[]
        {
            ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", SheetFault.Macros),
            ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", SheetFault.BinaryWorkbook),
            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", SheetFault.OtherFile),
        })
        {
            var made = Made.Of(Rows);
            made.ContentType = type;
            Assert.Equal(fault, Refused(made.File()));
        }
    }

    [Fact]
    public void What_unpacks_to_more_than_it_may_is_left_when_it_does()
    {
        var blanks = Made.Of(Rows + new string(' ', 40_000_000));
        var file = blanks.File();
        Assert.True(file.Length < 200_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(SheetFault.TooMuchInside, Refused(file));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000, "A bomb was unpacked before it was noticed.");
        Assert.Equal(SheetFault.TooMuchInside, Refused(Made.Of(Rows).File(), new SheetLimits { UnpackedBytes = 1_000 }));
    }

    [Fact]
    public void Every_count_has_its_limit()
    {
        Assert.Equal(SheetFault.FileTooLarge, Refused(Made.Of(Rows).File(), new SheetLimits { FileBytes = 100 }));
        var parts = Made.Of(Rows);
        parts.Further.AddRange(Enumerable.Range(0, 50).Select(number => ($"xl/media/{number}.png", new byte[1])));
        Assert.Equal(SheetFault.TooMuchInside, Refused(parts.File(), new SheetLimits { Parts = 20 }));
        Assert.Equal(SheetFault.TooMuchInside, Refused(Made.Of(Rows).Sheet("二", "").Sheet("三", "").File(), new SheetLimits { Sheets = 2 }));
        var texts = Made.Of(Rows);
        texts.SharedStrings = string.Concat(Enumerable.Repeat("<si><t>一</t></si>", 11));
        Assert.Equal(SheetFault.TooMuchInside, Refused(texts.File(), new SheetLimits { SharedTexts = 10 }));
        Assert.Equal(SheetFault.TooMuchInside, Refused(Made.Of(Rows + Made.Row(3, new string('长', 40_000), "=1")).File()));
        texts.SharedStrings = $"<si><t>{new string('长', 40_000)}</t></si>";
        Assert.Equal(SheetFault.TooMuchInside, Refused(texts.File()));
        Assert.Equal(SheetFault.TooMuchInside, Refused(Made.Of(Rows, after: $"<mergeCells>{string.Concat(Enumerable.Range(10, 30).Select(row => $"<mergeCell ref=\"A{row}:B{row}\"/>"))}</mergeCells>").File(), new SheetLimits { Merges = 20 }));
        var many = string.Concat(Enumerable.Range(2, 11).Select(row => Made.Row(row, "潍坊", "=1")));
        var found = Assert.Single(SheetReader.Read(Made.Of(Made.Row(1, "园区", "目标人数") + many).File(), Columns, new SheetLimits { Rows = 10 }).Faults);
        Assert.Equal((SheetFault.TooManyRows, "10"), (found.Fault, found.Arguments[0]));
        Assert.Empty(SheetReader.Read(Made.Of(Made.Row(1, "园区", "目标人数") + many).File(), Columns, new SheetLimits { Rows = 11 }).Faults);
    }

    [Fact]
    public void What_no_program_writes_is_damaged()
    {
        var entity = $"<!DOCTYPE x [<!ENTITY a \"{new string('a', 50)}\"><!ENTITY b \"&a;&a;\">]>";
        (string What, Made Made)[] table =
        [
            ("entities", new Made().Raw("一", $"{entity}<worksheet xmlns=\"{Made.Main}\"><sheetData>{Rows}<row r=\"3\"><c t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>")),
            ("an entity of a file", new Made().Raw("一", $"<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><worksheet xmlns=\"{Made.Main}\"><sheetData>{Rows}</sheetData></worksheet>")),
            ("no XML", new Made().Raw("一", "<worksheet><sheetData>")),
            ("rows upside down", Made.Of(Rows + Made.Row(1, "潍坊", "=1"))),
            ("a cell twice", Made.Of("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>")),
            ("a place that is none", Made.Of("<row r=\"1\"><c r=\"1A\"><v>1</v></c></row>")),
            ("a column that is none", Made.Of("<row r=\"1\"><c r=\"ZZZZZZZZZ1\"><v>1</v></c></row>")),
            ("a shared text that is none", Made.Of("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>")),
            ("a style that is none", Made.Of("<row r=\"1\"><c r=\"A1\" s=\"x\"><v>7</v></c></row>")),
            ("half a pair", Made.Of("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&#xD800;</t></is></c></row>")),
        ];
        foreach (var (what, made) in table)
        {
            Assert.True(SheetFault.Damaged == Refused(made.File()), what);
        }

        var twice = Made.Of(Rows);
        twice.Further.Add(("xl/worksheets/sheet0.xml", Encoding.UTF8.GetBytes("<worksheet/>")));
        Assert.Equal(SheetFault.Damaged, Refused(twice.File()));
    }

    [Fact]
    public void A_part_that_lies_outside_is_not_looked_for()
    {
        var made = Made.Of(Rows);
        made.Further.Add(("../../evil.xml", Encoding.UTF8.GetBytes("<x/>")));
        Assert.Empty(SheetReader.Read(made.File(), Columns).Faults);
    }

    [Fact]
    public void Whatever_byte_is_changed_the_file_is_read_or_refused()
    {
        var file = Made.Of(Rows).File().ToArray();
        for (var at = 0; at < file.Length; at++)
        {
            foreach (var change in new byte[] { 0x01, 0x80, 0xFF })
            {
                var other = (byte[])file.Clone();
                other[at] ^= change;
                Assert.NotNull(SheetReader.Read(new MemoryStream(other), Columns));
            }
        }
    }

    static SheetFault Refused(Stream file, SheetLimits? limits = null)
    {
        var reading = SheetReader.Read(file, Columns, limits);
        Assert.Empty(reading.Rows);
        return Assert.Single(reading.Faults).Fault;
    }

    static byte[] Zip(params (string Path, string Text)[] parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in parts)
            {
                using var writer = new StreamWriter(zip.CreateEntry(path).Open());
                writer.Write(text);
            }
        }

        return stream.ToArray();
    }
}
