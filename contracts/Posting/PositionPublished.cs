namespace RaMatch.Contracts.Posting;

/// <summary>A reviewed position, or a reviewed revision of one, is open to applications. A snapshot: the higher version wins.</summary>
/// <param name="PositionId">The position.</param>
/// <param name="Version">The subject's version after this event, counted from 1.</param>
/// <param name="UnitId">The unit that offers it.</param>
/// <param name="UnitName">The unit's registered name.</param>
/// <param name="ParkId">The unit's park.</param>
/// <param name="Programme">The programme's code, for example <c>ra-2022</c>.</param>
/// <param name="Title">The post's title.</param>
/// <param name="Kind">Which of the six kinds.</param>
/// <param name="Seats">Seats, 1 to 500.</param>
/// <param name="MinimumDegree">The lowest degree accepted.</param>
/// <param name="Majors">Accepted majors as code prefixes: 2 digits a discipline, 4 a class, 6 a major; empty means any.</param>
/// <param name="RequiredSkills">Skills asked for.</param>
/// <param name="WishedSkills">Skills that help.</param>
/// <param name="City">The prefecture-level city of work.</param>
/// <param name="PayMinimumFen">Lowest monthly pay before tax, in fen.</param>
/// <param name="PayMaximumFen">Highest monthly pay before tax, in fen.</param>
/// <param name="TermMonths">The agreement's term in months.</param>
/// <param name="ClosesOn">Last day for applications (China time).</param>
/// <param name="PublishedAt">When the park published this version, or made its unit's new name known.</param>
/// <param name="Duties">What is to be done. Absent where the event was written before it was told.</param>
/// <param name="IsRenaming">Nothing was published but its unit's new name. Absent where the event was written before it was told.</param>
[Message("posting", "position-published", "applicant", "matching", "portal")]
public sealed record PositionPublished(
    Guid PositionId,
    long Version,
    Guid UnitId,
    string UnitName,
    string ParkId,
    string Programme,
    string Title,
    PositionKind Kind,
    int Seats,
    DegreeLevel MinimumDegree,
    IReadOnlyList<string> Majors,
    IReadOnlyList<string> RequiredSkills,
    IReadOnlyList<string> WishedSkills,
    string City,
    long PayMinimumFen,
    long PayMaximumFen,
    int TermMonths,
    DateOnly ClosesOn,
    DateTimeOffset PublishedAt,
    string? Duties = null,
    bool? IsRenaming = null) : IMessage
{
    Guid IMessage.Subject => PositionId;
}
