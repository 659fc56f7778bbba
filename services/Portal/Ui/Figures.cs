using System.Globalization;

namespace RaMatch.Portal.Ui;

/// <summary>How the portal writes numbers, the same on every page and in every SVG attribute.</summary>
public static class Figures
{
    /// <summary>A whole number with thousands separators: 4,262.</summary>
    public static string Whole(double value) => ((long)Math.Round(value, MidpointRounding.AwayFromZero)).ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share (1 is all) as a percentage with at most one decimal: 77.5%.</summary>
    public static string Percent(double share) => (share * 100).ToString("#,0.#", CultureInfo.InvariantCulture) + "%";

    /// <summary>A difference in percentage points with its sign, a true minus: −10.9, +4.1.</summary>
    public static string Points(double points) => points.ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture);

    /// <summary>A template of <see cref="Texts"/> filled in.</summary>
    internal static string Fill(string template, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, template, values);

    /// <summary>A coordinate or length for an SVG attribute, to the hundredth. A curve has hundreds, and formats of floating numbers are slow.</summary>
    internal static string Svg(double value)
    {
        var hundredths = (long)Math.Round(value * 100, MidpointRounding.AwayFromZero);
        var (whole, rest) = Math.DivRem(Math.Abs(hundredths), 100);
        var sign = hundredths < 0 ? "-" : "";
        return rest == 0 ? string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}")
            : rest % 10 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}.{rest / 10}")
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}.{rest:00}");
    }

    /// <summary>A share (clamped to 0–1) as a length relative to the drawing's width.</summary>
    internal static string SvgShare(double share) => Svg(Math.Clamp(double.IsFinite(share) ? share : 0, 0, 1) * 100) + "%";
}
