using RaMatch.Contracts;

namespace RaMatch.Portal.Front;

/// <summary>A published position as Posting's lists give it.</summary>
public sealed record PositionItem(
    Guid PositionId,
    string Title,
    string UnitName,
    string ParkId,
    PositionKind Kind,
    int Seats,
    int SeatsHeld,
    DegreeLevel MinimumDegree,
    IReadOnlyList<string> Majors,
    string City,
    long PayMinimumFen,
    long PayMaximumFen,
    DateOnly ClosesOn);

/// <summary>A published position with everything a graduate may know of it.</summary>
public sealed record PositionDetail(
    Guid PositionId,
    string Title,
    string UnitName,
    string ParkId,
    string Programme,
    bool Open,
    PositionKind Kind,
    string Duties,
    int Seats,
    int SeatsHeld,
    DegreeLevel MinimumDegree,
    IReadOnlyList<string> Majors,
    IReadOnlyList<string> RequiredSkills,
    IReadOnlyList<string> WishedSkills,
    string City,
    long PayMinimumFen,
    long PayMaximumFen,
    int TermMonths,
    DateOnly ClosesOn,
    DateTimeOffset? PublishedAt);

/// <summary>What one park offers now.</summary>
public sealed record ParkSupply(string ParkId, string City, long Units, long Positions, long Seats);
