namespace RaMatch.Sheets.Reading;

/// <summary>What came of reading a file.</summary>
/// <param name="Sheet">The sheet that was read; null: none was.</param>
/// <param name="Letters">By the key of a column, the letters of where it was found.</param>
/// <param name="Rows">The rows with something in them, top down, those in which something was found too.</param>
/// <param name="Faults">What has to be put right, the file's first, then row by row. With one of them, nothing of the file should be taken.</param>
/// <param name="Notes">What is worth knowing and stands in nobody's way.</param>
public sealed record SheetReading(string? Sheet, IReadOnlyDictionary<string, string> Letters, IReadOnlyList<SheetRow> Rows, IReadOnlyList<SheetFinding> Faults, IReadOnlyList<SheetFinding> Notes)
{
    internal static SheetReading Refused(SheetFinding finding) => new(null, new Dictionary<string, string>(), [], [finding], []);
}
