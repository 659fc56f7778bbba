namespace RaMatch.Sheets.Reading;

/// <summary>Something a reader found.</summary>
/// <param name="Fault">What.</param>
/// <param name="Row">In which row, numbered as the program shows it; null: in no row.</param>
/// <param name="Column">In which column, by its letters; null: in no column.</param>
/// <param name="Label">What the column is called.</param>
/// <param name="Value">What stands there, at most 60 characters of it. It may hold what the column holds: numbers of persons, for one.</param>
/// <param name="Arguments">What the words need; see <see cref="SheetFault"/>.</param>
public sealed record SheetFinding(SheetFault Fault, int? Row, string? Column, string? Label, string? Value, params IReadOnlyList<string> Arguments)
{
    const int LongestShown = 60;

    internal static SheetFinding OfFile(SheetFault fault, params IReadOnlyList<string> arguments) => new(fault, null, null, null, null, arguments);

    internal static string Shown(string value) => value.Length <= LongestShown ? value : value[..(char.IsHighSurrogate(value[LongestShown - 1]) ? LongestShown - 1 : LongestShown)] + "…";
}
