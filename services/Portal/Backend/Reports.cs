namespace RaMatch.Portal.Backend;

/// <summary>What has become of a frozen report.</summary>
public enum ReportState
{
    /// <summary>Frozen only.</summary>
    Frozen,

    /// <summary>Waits for the supervisors.</summary>
    HandedIn,

    /// <summary>Another one has to be frozen.</summary>
    Returned,

    /// <summary>Accepted.</summary>
    Accepted,
}

/// <summary>How a park stands with a milestone.</summary>
public enum DueState
{
    /// <summary>Nothing handed in.</summary>
    Missing,

    /// <summary>Handed in.</summary>
    HandedIn,

    /// <summary>Returned, and nothing since.</summary>
    Returned,

    /// <summary>Accepted.</summary>
    Accepted,
}

/// <summary>How the cells of a column are to be read.</summary>
public enum FactKind
{
    /// <summary>Texts.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    Whole,

    /// <summary>Parts in basis points.</summary>
    Share,
}

/// <summary>What became of a row from one report to another.</summary>
public enum RowChange
{
    /// <summary>It came.</summary>
    Added,

    /// <summary>It went.</summary>
    Gone,

    /// <summary>It is not the same.</summary>
    Changed,
}

/// <summary>What every park hands in at a milestone.</summary>
public enum MilestoneReport
{
    /// <summary>The sheet of units and posts.</summary>
    UnitPost,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>A frozen report.</summary>
public sealed record ReportLine(
    Guid ReportId,
    string Programme,
    string? ParkId,
    string? ParkName,
    string Layout,
    DateOnly? MilestoneOn,
    DateTimeOffset AsOf,
    long RulesVersion,
    long LedgerEntries,
    string LedgerHash,
    long Rows,
    long Seats,
    long Claimed,
    long Counted,
    long OfCohort,
    string Hash,
    long Size,
    DateTimeOffset FrozenAt,
    ReportState State,
    DateTimeOffset? HandedInAt,
    bool Late,
    DateTimeOffset? DecidedAt,
    string? Reason);

/// <summary>A milestone with what is due at it.</summary>
public sealed record DueMilestone(DateOnly On, string Title, DateTimeOffset FreezesAt, bool Passed, long HandedIn, long Accepted, long Missing, long Late, long Counted, IReadOnlyList<DuePark> Parks);

/// <summary>A park's answer to it.</summary>
public sealed record DuePark(string ParkId, string ParkName, DueState State, bool Late, ReportLine? Report);

/// <summary>A report's sheet without its rows.</summary>
public sealed record SheetView(string Title, IReadOnlyList<string> Lines, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<string?>? Sums, IReadOnlyList<string> Notes, IReadOnlyList<string> Signatures);

/// <summary>A column of it.</summary>
public sealed record ReportColumn(string Fact, string Label, FactKind Kind, bool Signed);

/// <summary>A row of it.</summary>
public sealed record SheetRow(string Key, IReadOnlyList<string?> Cells);

/// <summary>A report that is not frozen.</summary>
sealed record ReportPreview(SheetView Sheet, IReadOnlyList<SheetRow> Rows, long RowCount, DateTimeOffset AsOf, long RulesVersion, long LedgerEntries);

/// <summary>A frozen report, opened.</summary>
sealed record ReportDetail(ReportLine Report, SheetView Sheet, IReadOnlyList<ReportStep> Steps);

/// <summary>A step of its history.</summary>
sealed record ReportStep(ReportState State, string? Reason, DateTimeOffset OccurredAt);

/// <summary>A report that has just been frozen.</summary>
sealed record FrozenReport(Guid ReportId, string Hash);

/// <summary>A report that has just been handed in.</summary>
sealed record HandedInReport(bool Late);

/// <summary>The difference of two reports.</summary>
sealed record ReportDifference(ReportLine Before, ReportLine After, long Unchanged, IReadOnlyList<ReportRowChange> Rows, IReadOnlyList<ReportCause> Causes);

/// <summary>A row that is not the same.</summary>
public sealed record ReportRowChange(string Key, string Name, RowChange Change, IReadOnlyList<ReportField> Fields, IReadOnlyList<ReportCause> Causes);

/// <summary>A fact that is different.</summary>
public sealed record ReportField(string Fact, string Label, FactKind Kind, string? Before, string? After);

/// <summary>Something that happened in between.</summary>
public sealed record ReportCause(DateTimeOffset? At, string Sentence);
