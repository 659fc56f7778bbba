using Microsoft.AspNetCore.Components;

namespace RaMatch.Portal.Ui;

/// <summary>
/// Text inside a drawing. Razor reserves the tag, so the element is built by hand; the content goes through the renderer's
/// encoder like any other text, never as raw markup. No component: a drawing has dozens.
/// </summary>
static class SvgText
{
    /// <summary>Draws it.</summary>
    /// <param name="x">Horizontal position, in the drawing's units.</param>
    /// <param name="y">Baseline, in the drawing's units.</param>
    /// <param name="value">What to write.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <param name="css">Style class.</param>
    public static RenderFragment Draw(double x, double y, string? value, string anchor, string? css = null) => builder =>
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", Figures.Svg(x));
        builder.AddAttribute(2, "y", Figures.Svg(y));
        builder.AddAttribute(3, "text-anchor", anchor);
        builder.AddAttribute(4, "class", css);
        builder.AddContent(5, value);
        builder.CloseElement();
    };
}
