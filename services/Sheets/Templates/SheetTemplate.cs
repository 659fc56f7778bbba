using RaMatch.Sheets.Reading;

namespace RaMatch.Sheets.Templates;

/// <summary>A workbook for people to fill in, made of the same columns by which it is read.</summary>
/// <param name="Sheet">The name of the sheet to fill in; at most 31 characters without <c>\ / ? * [ ] :</c>.</param>
/// <param name="Columns">Its columns, from left to right.</param>
public sealed record SheetTemplate(string Sheet, IReadOnlyList<SheetColumn> Columns)
{
    /// <summary>Rows that are filled in already, a value a column: <see cref="string"/>, <see cref="long"/> (of amounts in fen), <see cref="DateOnly"/>, or null for an empty cell. Of a choice it is the label.</summary>
    public IReadOnlyList<IReadOnlyList<object?>> Rows { get; init; } = [];

    /// <summary>Whether the first row below the header is an example, marked as such, which readers pass over.</summary>
    public bool HasExample { get; init; } = true;

    /// <summary>What stands above the explanations of the columns: a sentence each.</summary>
    public IReadOnlyList<string> Guide { get; init; } = [];

    /// <summary>For how many rows below the header drop-downs and checks are set.</summary>
    public int CheckedRows { get; init; } = 5_000;

    /// <summary>The file: the same bytes for the same template.</summary>
    /// <exception cref="ArgumentException">A row has more values than there are columns, or one of another type.</exception>
    public byte[] ToFile() => TemplateFile.Make(this);
}
