using System.Text;

namespace RaMatch.Portal.Ui;

/// <summary>One line of a chart: its style, its name, and where its values are.</summary>
sealed record TrendLine(string Css, string Text, Func<TrendPoint, double?> Value);

/// <summary>A trend laid out for one width: all coordinates, no markup.</summary>
sealed record TrendFrame(
    string Css,
    int Width,
    int Height,
    IReadOnlyList<TrendFrame.Tick> Ticks,
    IReadOnlyList<TrendFrame.Mark> Periods,
    IReadOnlyList<TrendFrame.Stroke> Lines,
    string? Area,
    TrendFrame.Spot? Today,
    IReadOnlyList<TrendFrame.Mark> Ends)
{
    const int Left = 44;
    const int Right = 52;
    const int Top = 12;
    const int Bottom = 26;
    const int LineOfText = 15;

    public sealed record Spot(double X, double Y);

    public sealed record Tick(string Path, double X, double Y, string Text);

    public sealed record Mark(double X, double Y, string Text, string Anchor = "middle", string Css = "");

    public sealed record Stroke(string Css, string Path);

    /// <summary>Lays the lines out in <paramref name="width"/> x <paramref name="height"/> with at most <paramref name="labels"/> periods named.</summary>
    public static TrendFrame Draw(string css, int width, int height, int labels, IReadOnlyList<TrendPoint> points, IReadOnlyList<TrendLine> lines)
    {
        var highest = points.SelectMany(_ => lines, (point, line) => line.Value(point) ?? 0).DefaultIfEmpty(0).Max();
        var step = NiceStep(highest / 3);
        var top = Math.Max(step, Math.Ceiling(highest / step) * step);
        var floor = height - Bottom;

        double X(int index) => points.Count < 2 ? Left : Left + (double)index / (points.Count - 1) * (width - Left - Right);
        double Y(double value) => floor - value / top * (floor - Top);
        Spot At((int Index, double Value) of) => new(X(of.Index), Y(of.Value));

        var ticks = Enumerable.Range(0, (int)Math.Round(top / step) + 1)
            .Select(count => count * step)
            .Select(value => new Tick($"M{Left} {Figures.Svg(Y(value))}H{width - Right}", Left - 8, Y(value) + 4, Figures.Whole(value)))
            .ToList();

        var every = Math.Max(1, (int)Math.Ceiling((double)points.Count / labels));
        var periods = points
            .Select((point, index) => (point, index))
            .Where(at => at.index % every == 0)
            .Select(at => new Mark(X(at.index), height - 6, at.point.Label))
            .ToList();

        var drawn = lines.Select(line => (Line: line, Spots: Spots(line))).Where(one => one.Spots.Count > 0).Select(one => (one.Line, one.Spots, Path: Path(one.Spots))).ToList();
        var actual = drawn.FirstOrDefault(one => one.Line.Css == "actual");
        Spot? today = actual.Spots is [.., var last] ? At(last) : null;
        var area = actual.Spots is [var first, _, ..]
            ? $"{actual.Path}V{Figures.Svg(floor)}H{Figures.Svg(X(first.Index))}z"
            : null;

        return new TrendFrame(
            css, width, height, ticks, periods,
            // The actual line is drawn last, over the others.
            [.. drawn.OrderBy(one => one.Line.Css == "actual").Select(one => new Stroke(one.Line.Css, one.Path))],
            area, today, Ends());

        List<(int Index, double Value)> Spots(TrendLine line) =>
            [.. points.Select((point, index) => (index, Value: line.Value(point)))
                .Where(at => at.Value is not null)
                .Select(at => (at.index, at.Value!.Value))];

        // A day in the middle of a straight stretch is not written: the drawing is the same, and a season has hundreds.
        string Path(List<(int Index, double Value)> spots)
        {
            var path = new StringBuilder();
            for (var at = 0; at < spots.Count; at++)
            {
                if (at == 0 || at == spots.Count - 1 || !IsBetween(spots[at - 1], spots[at], spots[at + 1]))
                {
                    var spot = At(spots[at]);
                    path.Append(at == 0 ? 'M' : 'L').Append(Figures.Svg(spot.X)).Append(' ').Append(Figures.Svg(spot.Y));
                }
            }

            return path.ToString();
        }

        // Each line's last value stands at its end; values that would touch are pushed apart, and the actual one
        // stands below its dot unless it ends at the right edge.
        List<Mark> Ends()
        {
            var ends = new List<Mark>();
            var free = double.NegativeInfinity;
            foreach (var (line, spots, _) in drawn.OrderByDescending(one => one.Spots[^1].Value))
            {
                var (spot, value) = (At(spots[^1]), spots[^1].Value);
                if (line.Css == "actual" && spot.X < width - Right - 1)
                {
                    ends.Add(new Mark(spot.X + 6, Math.Min(spot.Y + 18, floor - 4), Figures.Whole(value), "start", "end actual"));
                    continue;
                }

                free = Math.Max(spot.Y + 4, free + LineOfText);
                ends.Add(new Mark(spot.X + 6, free, Figures.Whole(value), "start", "end " + line.Css));
            }

            return ends;
        }
    }

    static bool IsBetween((int Index, double Value) before, (int Index, double Value) at, (int Index, double Value) after) =>
        (at.Value - before.Value) * (after.Index - at.Index) == (after.Value - at.Value) * (at.Index - before.Index);

    /// <summary>The smallest of 1, 2, 5 times a power of ten that is not below <paramref name="raw"/>; people are counted whole, so at least 1.</summary>
    static double NiceStep(double raw)
    {
        if (raw <= 1)
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return (raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
    }
}
