using RaMatch.Contracts;

namespace RaMatch.Portal.Backend;

/// <summary>Where a unit stands with its park.</summary>
enum UnitStatus
{
    /// <summary>待核验.</summary>
    Pending,

    /// <summary>已核验.</summary>
    Verified,

    /// <summary>未通过.</summary>
    Refused,

    /// <summary>已暂停.</summary>
    Suspended,
}

/// <summary>Where the latest text of a position stands.</summary>
enum PositionStatus
{
    /// <summary>待审核.</summary>
    Submitted,

    /// <summary>已退回.</summary>
    Returned,

    /// <summary>已发布.</summary>
    Published,

    /// <summary>已关闭.</summary>
    Closed,
}

/// <summary>A unit in a park's list.</summary>
sealed record UnitLine(
    Guid UnitId,
    string Uscc,
    string Name,
    string ParkId,
    string City,
    string ContactName,
    string ContactPhone,
    UnitStatus Status,
    long Version,
    IReadOnlyList<UnitCategory> Categories,
    DateTimeOffset SubmittedAt,
    int WaitingDays,
    long PositionsPublished,
    long SeatsPublished,
    long HiresCounted);

/// <summary>A unit with where it stands.</summary>
sealed record Unit(
    Guid UnitId,
    string Uscc,
    string Name,
    string? VerifiedName,
    string ParkId,
    string City,
    string? Address,
    string ContactName,
    string ContactPhone,
    IReadOnlyList<CategoryEvidence> Categories,
    UnitStatus Status,
    long Version,
    bool Trusted,
    string? Reason,
    DateTimeOffset RegisteredAt,
    DateTimeOffset SubmittedAt,
    long PositionsPublished,
    long SeatsPublished,
    long HiresCounted);

/// <summary>A category a unit holds and what proves it.</summary>
sealed record CategoryEvidence(UnitCategory Category, string Evidence, int Year);

/// <summary>Something that happened to a unit.</summary>
sealed record UnitEvent(long Version, string Event, string ActorName, string? Reason, DateTimeOffset OccurredAt);

/// <summary>One of the unit's positions, to choose it by.</summary>
sealed record OwnTitle(Guid PositionId, string Title, int Seats);

/// <summary>A draft in its unit's list.</summary>
sealed record DraftLine(Guid DraftId, long Version, string? Title, string SavedBy, DateTimeOffset SavedAt);

/// <summary>A position in its unit's list.</summary>
sealed record OwnPosition(
    Guid PositionId,
    string Programme,
    string Title,
    PositionKind Kind,
    PositionStatus Status,
    bool Live,
    long Version,
    string City,
    long PayMinimumFen,
    long PayMaximumFen,
    int Seats,
    int SeatsHeld,
    long HiresCounted,
    DateOnly ClosesOn,
    DateTimeOffset SubmittedAt);

/// <summary>A position as those see it who take part in its review.</summary>
sealed record Position(
    Guid PositionId,
    long Version,
    PositionStatus Status,
    bool Open,
    string Programme,
    Guid UnitId,
    string UnitName,
    string ParkId,
    string Title,
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
    PositionReview? Review);

/// <summary>The state of a review.</summary>
sealed record PositionReview(long Revision, long? LiveRevision, DateTimeOffset SubmittedAt, IReadOnlyList<Finding> Findings, IReadOnlyList<ReviewNote> Notes);

/// <summary>What the linter has to say about a field.</summary>
sealed record Finding(string Rule, string Severity, string Field, string Sentence)
{
    /// <summary>Whether it stops the submission.</summary>
    public bool IsError => Severity == "error";
}

/// <summary>What the park wants changed in a field.</summary>
sealed record ReviewNote(string Field, string Note);

/// <summary>A position that waits for its park.</summary>
sealed record WaitingPosition(
    Guid PositionId,
    long Version,
    Guid UnitId,
    string UnitName,
    string Programme,
    string Title,
    PositionKind Kind,
    int Seats,
    DegreeLevel MinimumDegree,
    string City,
    long PayMinimumFen,
    long PayMaximumFen,
    DateOnly ClosesOn,
    bool IsRevision,
    IReadOnlyList<Finding> Findings,
    DateTimeOffset SubmittedAt,
    int WaitingDays);

/// <summary>Something that happened to a position.</summary>
sealed record PositionEvent(long Version, string Event, string ActorName, string? Reason, IReadOnlyList<ReviewNote> Notes, IReadOnlyList<PositionChange> Changes, DateTimeOffset OccurredAt);

/// <summary>A field that differs from the text before.</summary>
sealed record PositionChange(string Field, string Before, string After);
