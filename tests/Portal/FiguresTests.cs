using System.Globalization;
using RaMatch.Portal.Ui;
using Xunit;

namespace RaMatch.Portal.Tests;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.004, "0")]
    [InlineData(-0.005, "-0.01")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(12.3, "12.3")]
    [InlineData(12.05, "12.05")]
    [InlineData(99.995, "100")]
    [InlineData(1_234_567.891, "1234567.89")]
    public void A_length_of_a_drawing_has_at_most_two_decimals_and_a_point(double value, string text)
    {
        Assert.Equal(text, Figures.Svg(value));
    }

    [Fact]
    public void A_length_is_written_as_the_framework_writes_it()
    {
        var random = new Random(7);
        foreach (var value in Enumerable.Range(0, 10_000).Select(_ => random.NextDouble() * 2_000 - 1_000))
        {
            Assert.Equal(value.ToString("0.##", CultureInfo.InvariantCulture), Figures.Svg(value));
        }
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(4_262, "4,262")]
    [InlineData(1_234_567.5, "1,234,568")]
    [InlineData(-4_262, "-4,262")]
    public void A_whole_number_has_separators(double value, string text) => Assert.Equal(text, Figures.Whole(value));
}
