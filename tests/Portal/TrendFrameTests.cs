using System.Globalization;
using RaMatch.Portal.Ui;
using Xunit;

namespace RaMatch.Portal.Tests;

/// <summary>A curve is drawn through every point although those in the middle of a straight stretch are not written.</summary>
public sealed class TrendFrameTests
{
    static readonly TrendLine Actual = new("actual", "", point => point.Actual);

    [Fact]
    public void A_curve_goes_through_every_point()
    {
        var days = new Random(7);
        for (var season = 0; season < 50; season++)
        {
            var count = 0.0;
            // Most days nobody is counted, some days the same number as the day before.
            List<TrendPoint> points = [.. Enumerable.Range(0, 90).Select(_ => new TrendPoint("", count += days.Next(4) == 0 ? days.Next(3) : 0))];
            // Gaps in the middle, as a line has that is not known of every day.
            points[days.Next(1, 89)] = new TrendPoint("", Actual: null);
            var frame = TrendFrame.Draw("wide", 680, 250, 12, points, [Actual]);
            var drawn = Spots(frame);

            var top = frame.Ticks[^1];
            var (zero, unit) = (frame.Ticks[0].Y, (frame.Ticks[0].Y - top.Y) / double.Parse(top.Text, NumberStyles.Number, CultureInfo.InvariantCulture));
            foreach (var (point, index) in points.Select((point, index) => (point, index)).Where(at => at.point.Actual is not null))
            {
                var x = drawn[0].X + index * (drawn[^1].X - drawn[0].X) / (points.Count - 1);
                // A tick's text stands four units below its line; on a steep slope the hundredth to which coordinates are written is some more.
                Assert.Equal(zero - 4 - point.Actual!.Value * unit, HeightAt(drawn, x), tolerance: 0.1);
            }
        }
    }

    [Fact]
    public void A_straight_stretch_is_written_by_its_ends()
    {
        double[] counted = [0, 0, 0, 0, 2, 4, 6, 6, 5, 5];

        var drawn = Spots(TrendFrame.Draw("wide", 680, 250, 12, [.. counted.Select(value => new TrendPoint("", value))], [Actual]));

        Assert.Equal(6, drawn.Count);
    }

    static List<(double X, double Y)> Spots(TrendFrame frame) =>
        [.. Assert.Single(frame.Lines).Path[1..].Split('L').Select(spot => spot.Split(' ')).Select(spot => (Number(spot[0]), Number(spot[1])))];

    static double HeightAt(List<(double X, double Y)> drawn, double x)
    {
        var after = Math.Max(1, drawn.FindIndex(spot => spot.X >= x - 0.01));
        var (from, to) = (drawn[after - 1], drawn[after]);
        return from.Y + (x - from.X) / (to.X - from.X) * (to.Y - from.Y);
    }

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
