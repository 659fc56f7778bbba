using System.Security.Cryptography;
using System.Text;
using RaMatch.Rounds.Format;
using Xunit;

namespace RaMatch.Rounds.Tests.Format;

public sealed class CsvWriterTests
{
    const int Megabyte = 1 << 20;

    [Fact]
    public void Rows_are_written_as_they_come_and_hashed()
    {
        using var file = new MemoryStream();
        using var writer = Writer(file, new Told());
        writer.Header("id,cap");
        writer.Text("毕业生"u8).Comma().NumberOr(0, int.MaxValue).EndRow();
        writer.Text("a"u8).Comma().NumberOr(int.MaxValue, int.MaxValue).EndRow();
        writer.Text("b"u8).Comma().Number(uint.MaxValue).EndRow();
        var hash = writer.Finish();
        Assert.Equal("id,cap\n毕业生,0\na,\nb,4294967295\n", Encoding.UTF8.GetString(file.ToArray()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file.ToArray())), hash);
    }

    [Fact]
    public void A_file_of_megabytes_is_written_whole()
    {
        using var file = new MemoryStream();
        var told = new Told();
        using var writer = Writer(file, told);
        var expected = new StringBuilder();
        for (var number = 0u; number < 250_000; number++)
        {
            writer.Text("row"u8).Comma().Number(number).EndRow();
            expected.Append("row,").Append(number).Append('\n');
        }

        var hash = writer.Finish();
        Assert.Equal(expected.ToString(), Encoding.UTF8.GetString(file.ToArray()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file.ToArray())), hash);
        Assert.Equal(3, told.Count);
        Assert.Equal(new FileProgress("table.csv", file.Length, null), told[^1]);
    }

    [Fact]
    public void A_text_that_just_fits_does_not_begin_another_megabyte()
    {
        using var file = new MemoryStream();
        var told = new Told();
        using var writer = Writer(file, told);
        writer.Text(new byte[Megabyte - 1]).Comma();
        Assert.Empty(told);
        writer.Comma();
        Assert.Equal([Megabyte], told.Select(progress => progress.Bytes));
        writer.Finish();
        Assert.Equal([Megabyte, Megabyte + 1], told.Select(progress => progress.Bytes));
        Assert.Equal(Megabyte + 1, file.Length);
    }

    [Theory]
    [InlineData(Megabyte - 10, new[] { Megabyte })]
    [InlineData(Megabyte - 9, new[] { Megabyte - 9, Megabyte + 1 })]
    public void A_number_begins_another_megabyte_where_ten_digits_would_not_fit(int filled, int[] told)
    {
        using var file = new MemoryStream();
        var progress = new Told();
        using var writer = Writer(file, progress);
        writer.Text(new byte[filled]).Number(uint.MaxValue).Finish();
        Assert.Equal(told, progress.Select(step => (int)step.Bytes));
        Assert.Equal("4294967295", Encoding.UTF8.GetString(file.ToArray()[filled..]));
    }

    [Fact]
    public void A_finished_file_waits_for_nothing()
    {
        using var disk = new MemoryStream();
        using var buffered = new BufferedStream(disk, 1 << 16);
        using var writer = Writer(buffered, new Told());
        writer.Text("all of it"u8).Finish();
        Assert.Equal("all of it", Encoding.UTF8.GetString(disk.ToArray()));
    }

    [Fact]
    public void Writing_stops_when_it_is_called_off()
    {
        using var file = new MemoryStream();
        using var stop = new CancellationTokenSource();
        using var writer = new CsvWriter("table.csv", file, progress: null, stop.Token);
        writer.Text("a"u8);
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(writer.Finish);
        Assert.Equal(0, file.Length);
    }

    static CsvWriter Writer(Stream file, IProgress<FileProgress> progress) => new("table.csv", file, progress, CancellationToken.None);
}
