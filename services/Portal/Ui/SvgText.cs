using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace RaMatch.Portal.Ui;

/// <summary>
/// Text inside a drawing. Razor reserves the tag, so the element is built by hand; the content goes through the renderer's
/// encoder like any other text, never as raw markup.
/// </summary>
public sealed class SvgText : ComponentBase
{
    /// <summary>Horizontal position, in the drawing's units.</summary>
    [Parameter, EditorRequired] public double X { get; set; }

    /// <summary>Baseline, in the drawing's units.</summary>
    [Parameter, EditorRequired] public double Y { get; set; }

    /// <summary>What to write.</summary>
    [Parameter, EditorRequired] public string? Value { get; set; }

    /// <summary><c>start</c>, <c>middle</c> or <c>end</c>.</summary>
    [Parameter] public string Anchor { get; set; } = "start";

    /// <summary>Style class.</summary>
    [Parameter] public string? Class { get; set; }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", Figures.Svg(X));
        builder.AddAttribute(2, "y", Figures.Svg(Y));
        builder.AddAttribute(3, "text-anchor", Anchor);
        builder.AddAttribute(4, "class", Class);
        builder.AddContent(5, Value);
        builder.CloseElement();
    }
}
