using RaMatch.Rounds.Commands;
using RaMatch.Rounds.Format;
using Xunit;

namespace RaMatch.Rounds.Tests.Commands;

public sealed class TerminalProgressTests
{
    [Theory]
    [InlineData(1000, 1000L, "wishes.csv 100 %")]
    [InlineData(999, 1000L, "wishes.csv 99 %")]
    [InlineData(0, 1L, "wishes.csv 0 %")]
    [InlineData(0, 0L, "wishes.csv 0 MB")]
    [InlineData(3 << 20, null, "wishes.csv 3 MB")]
    [InlineData((1 << 20) - 1, null, "wishes.csv 0 MB")]
    [InlineData(1024L << 20, null, "wishes.csv 1,024 MB")]
    public void A_file_is_shown_by_the_hundred_or_where_nobody_knows_its_length_by_the_megabyte(long bytes, long? of, string line)
    {
        var screen = new Screen(isWatched: true);
        var progress = new TerminalProgress(screen.Terminal);
        screen.Move(100);
        progress.Report(new FileProgress("wishes.csv", bytes, of));
        Assert.Equal("\r" + line, screen.Errors);
    }

    [Fact]
    public void A_line_stands_for_a_tenth_of_a_second()
    {
        var screen = new Screen(isWatched: true);
        var progress = new TerminalProgress(screen.Terminal);
        screen.Move(99);
        progress.Report(new FileProgress("a", 1, 100));
        Assert.Equal("", screen.Errors);
        screen.Move(1);
        progress.Report(new FileProgress("a", 2, 100));
        screen.Move(99);
        progress.Report(new FileProgress("a", 3, 100));
        Assert.Equal("\ra 2 %", screen.Errors);
        screen.Move(1);
        progress.Report(new FileProgress("a", 4, 100));
        Assert.Equal("\ra 2 %\ra 4 %", screen.Errors);
    }

    [Fact]
    public void Nothing_is_left_of_a_longer_line_and_nothing_at_all_at_the_end()
    {
        var screen = new Screen(isWatched: true, step: 100);
        var progress = new TerminalProgress(screen.Terminal);
        progress.Clear();
        Assert.Equal("", screen.Errors);
        progress.Report(new FileProgress("positions.csv", 1, 100));
        progress.Report(new FileProgress("a", 1, 100));
        progress.Clear();
        progress.Clear();
        Assert.Equal("\rpositions.csv 1 %" + "\ra 1 %            " + "\r     \r", screen.Errors);
    }

    [Fact]
    public void Where_nobody_watches_nothing_is_shown()
    {
        var screen = new Screen(step: 1000);
        var progress = new TerminalProgress(screen.Terminal);
        progress.Report(new FileProgress("a", 1, 100));
        progress.Clear();
        Assert.Equal("", screen.Errors);
    }
}
