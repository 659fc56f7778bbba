namespace RaMatch.Sheets.Reading;

/// <summary>A column of a sheet, as templates show it and readers look for it.</summary>
/// <param name="Key">What the caller calls it; unique among the columns of a sheet.</param>
/// <param name="Label">Its heading. Found in whatever width, with blanks, line breaks, an asterisk, and with or without what stands in brackets.</param>
/// <param name="Kind">What its cells hold.</param>
/// <param name="IsRequired">Whether the column has to be there and each row has to have it.</param>
public sealed record SheetColumn(string Key, string Label, CellKind Kind, bool IsRequired = false)
{
    /// <summary>What else people call it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What to write there, in a sentence of at most 200 characters; null: its kind says enough.</summary>
    public string? Help { get; init; }

    /// <summary>What the example row of a template shows; null: nothing.</summary>
    public string? Example { get; init; }
}
