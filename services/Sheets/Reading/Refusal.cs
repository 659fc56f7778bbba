namespace RaMatch.Sheets.Reading;

/// <summary>Ends the reading of a file from wherever it is, by way of the XML reader and the unpacking; caught where the reading began.</summary>
sealed class Refusal(SheetFinding finding) : Exception(finding.Fault.ToString())
{
    public Refusal(SheetFault fault)
        : this(SheetFinding.OfFile(fault))
    {
    }

    public SheetFinding Finding { get; } = finding;
}
