using Microsoft.AspNetCore.Components;

namespace RaMatch.Portal.Ui;

/// <summary>A component that says words of its own, in the reader's language.</summary>
public abstract class KitComponent : ComponentBase
{
    /// <summary>The kit's words; Chinese unless the host cascades another language.</summary>
    [CascadingParameter] public Texts Texts { get; set; } = Texts.Chinese;
}
