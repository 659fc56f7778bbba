using System.IO.Compression;
using System.Text;
using RaMatch.Rounds.Format;
using Xunit;

namespace RaMatch.Rounds.Tests.Format;

/// <summary>One table and what becomes of each byte of it; the refusals in their place are in <see cref="RoundFolderTests"/>.</summary>
public sealed class CsvReaderTests
{
    const string Header = "id,number";

    [Theory]
    [InlineData("a,0\n", 0)]
    [InlineData("a,9\n", 9)]
    [InlineData("a,10\n", 10)]
    [InlineData("a,4294967295\n", uint.MaxValue)]
    [InlineData("\"a\",\"120\"\n", 120)]
    [InlineData("a,7", 7)]
    [InlineData("\"a\",7", 7)]
    public void A_number_is_plain_digits(string row, uint number)
    {
        using var rows = Open($"{Header}\n{row}");
        Assert.True(rows.Read());
        Assert.Equal(("a", number, 2), (Encoding.UTF8.GetString(rows.Id(0)), rows.Number(1, 0, uint.MaxValue), rows.Line));
        Assert.False(rows.Read());
    }

    [Theory]
    [InlineData("", "is empty; it is a whole number")]
    [InlineData("-", "is no whole number in plain digits")]
    [InlineData("-5", "is negative")]
    [InlineData("-50", "is negative")]
    [InlineData("-x", "is no whole number in plain digits")]
    [InlineData("-5x", "is no whole number in plain digits")]
    [InlineData("--5", "is no whole number in plain digits")]
    [InlineData("+5", "is no whole number in plain digits")]
    [InlineData("x", "is no whole number in plain digits")]
    [InlineData("5x", "is no whole number in plain digits")]
    [InlineData("5:", "is no whole number in plain digits")]
    [InlineData("5/", "is no whole number in plain digits")]
    [InlineData("５", "is no whole number in plain digits")]
    [InlineData("00", "has a leading zero")]
    [InlineData("05", "has a leading zero")]
    [InlineData("007", "has a leading zero")]
    [InlineData("1", "is 1; the least is 2")]
    [InlineData("21", "is 21; the most is 20")]
    [InlineData("4294967295", "is 4294967295; the most is 20")]
    [InlineData("4294967296", "is too large; the most is 20")]
    [InlineData("18446744073709551617", "is too large; the most is 20")]
    public void Anything_else_is_refused_in_its_place(string text, string reason)
    {
        using var rows = Open($"{Header}\nа,{text}\n");
        Assert.True(rows.Read());
        var refusal = Assert.Throws<RoundFormatException>(() => rows.Number(1, 2, 20));
        Assert.Equal(("table.csv", 2, 3, "number " + reason), (refusal.File, refusal.Line, refusal.Column, refusal.Reason));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\",g\"", "holds a comma or a double quote, which no id may")]
    [InlineData("\"g,\"", "holds a comma or a double quote, which no id may")]
    [InlineData("\"\"\"\"", "holds a comma or a double quote, which no id may")]
    public void An_id_is_something_and_needs_no_quotes(string text, string reason)
    {
        using var rows = Open($"{Header}\n{text},1\n");
        Assert.True(rows.Read());
        Assert.Equal("id " + reason, Assert.Throws<RoundFormatException>(() => Encoding.UTF8.GetString(rows.Id(0))).Reason);
    }

    [Fact]
    public void An_id_has_at_most_128_bytes()
    {
        using var rows = Open($"{Header}\n{new string('i', 128)},1\n{new string('毕', 43)},1\n");
        Assert.True(rows.Read());
        Assert.Equal(128, rows.Id(0).Length);
        Assert.True(rows.Read());
        Assert.Equal("id is longer than 128 bytes", Assert.Throws<RoundFormatException>(() => Encoding.UTF8.GetString(rows.Id(0))).Reason);
    }

    [Theory]
    [InlineData("", 1, 0, "the file is empty; it begins with the header id,number")]
    [InlineData("\n", 1, 1, "the line is empty")]
    [InlineData("i", 1, 2, "number is missing: the columns are id,number")]
    [InlineData("\"", 1, 1, "the quote is not closed on its line")]
    [InlineData("\"id,number\n", 1, 1, "the quote is not closed on its line")]
    [InlineData("ID,number\n", 1, 1, "the header must be id,number")]
    [InlineData("id,Number\n", 1, 4, "the header must be id,number")]
    [InlineData("id,number\n\n", 2, 1, "the line is empty")]
    [InlineData("id,number\na,1\nb", 3, 2, "number is missing: the columns are id,number")]
    [InlineData("id,number\na,1,\n", 2, 5, "more than 2 columns: id,number")]
    [InlineData("id,number\na,1\nb,\"2\n", 3, 3, "the quote is not closed on its line")]
    [InlineData("id,number\na,\"1\"2\n", 2, 6, "after a closing quote comes a comma or the end of the line")]
    [InlineData("id,number\na,\"1\"\"\n", 2, 3, "the quote is not closed on its line")]
    [InlineData("id,number\na,1\u0001\n", 2, 4, "the control character 01")]
    [InlineData("id,number\na,1\u001F\n", 2, 4, "the control character 1F")]
    [InlineData("id,number\na,\t1\n", 2, 3, "the control character 09")]
    [InlineData("id,number\n毕业,1\0\n", 2, 5, "a NUL")]
    public void What_is_no_table_is_refused_where_it_ceases_to_be_one(string text, int line, int column, string reason) => Refused(Encoding.UTF8.GetBytes(text), line, column, reason);

    [Fact]
    public void What_is_no_UTF_8_is_refused_where_it_ceases_to_be()
    {
        Refused([.. "id,number\n"u8, 0xFF, .. "a,1\n"u8], 2, 1, "not valid UTF-8");
        Refused([.. "id,number\na,1\n毕"u8, 0xE6, 0xAF, .. ",1\n"u8], 3, 2, "not valid UTF-8");
        Refused([0xFF, .. "id,number\n"u8], 1, 1, "not valid UTF-8");
    }

    [Fact]
    public void Quoted_and_plain_rows_mix()
    {
        using var rows = Open($"\"id\",number\na,\"1\"\n\"b\",2\nc,3\n\"毕\"\"业\",\"\"");
        var read = new List<string>();
        while (rows.Read())
        {
            read.Add($"{rows.Line} {Encoding.UTF8.GetString(rows[0])} {Encoding.UTF8.GetString(rows[1])}");
        }

        Assert.Equal(["2 a 1", "3 b 2", "4 c 3", "5 毕\"业 "], read);
    }

    [Theory]
    [InlineData("id,number\na,1\n")]
    [InlineData("")]
    [InlineData("id\n")]
    public void The_file_is_closed_with_the_reader_and_when_there_will_be_none(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        try
        {
            new CsvReader("table.csv", file, Header, progress: null, CancellationToken.None).Dispose();
        }
        catch (RoundFormatException)
        {
            Assert.NotEqual("id,number\na,1\n", text);
        }

        Assert.False(file.CanRead);
    }

    [Fact]
    public void Reading_stops_between_two_megabytes_when_it_is_called_off()
    {
        using var stop = new CancellationTokenSource();
        using var rows = new CsvReader("table.csv", new MemoryStream(Large()), Header, progress: null, stop.Token);
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
        {
            while (rows.Read())
            {
                Assert.True(rows.Line < 300_000);
            }
        });
    }

    [Fact]
    public void Progress_is_told_once_a_megabyte_with_the_length_where_the_file_knows_it()
    {
        var file = Large();
        var told = new Told();
        using (var rows = new CsvReader("table.csv", new MemoryStream(file), Header, told, CancellationToken.None))
        {
            Assert.Equal([new FileProgress("table.csv", (1 << 20) - 1, file.Length)], told);
            while (rows.Read())
            {
            }
        }

        // At the end it is told once more that there is nothing.
        Assert.Equal(file.Length, told[^1].Bytes);
        Assert.InRange(told.Count, file.Length >> 20, (file.Length >> 20) + 3);
        Assert.Equal(told.Select(progress => progress.Bytes).Order(), told.Select(progress => progress.Bytes));

        told.Clear();
        using var packed = new MemoryStream();
        using (var pack = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            pack.Write(file);
        }

        packed.Position = 0;
        using (new CsvReader("table.csv", new DeflateStream(packed, CompressionMode.Decompress), Header, told, CancellationToken.None))
        {
            Assert.Equal([new FileProgress("table.csv", (1 << 20) - 1, null)], told);
        }
    }

    static byte[] Large() => Encoding.UTF8.GetBytes($"{Header}\n{string.Concat(Enumerable.Range(100_000, 200_000).Select(number => $"i{number},{number}\n"))}");

    static CsvReader Open(string text) => new("table.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), Header, progress: null, CancellationToken.None);

    static void Refused(byte[] file, int line, int column, string reason)
    {
        var refusal = Assert.Throws<RoundFormatException>(() =>
        {
            using var rows = new CsvReader("table.csv", new MemoryStream(file), Header, progress: null, CancellationToken.None);
            while (rows.Read())
            {
            }
        });
        Assert.Equal(("table.csv", line, column, reason), (refusal.File, refusal.Line, refusal.Column, refusal.Reason));
    }
}
