using RaMatch.Contracts;

namespace RaMatch.Portal.Backend;

/// <summary>How a unit was contacted.</summary>
enum ContactChannel
{
    /// <summary>上门走访.</summary>
    Visit,

    /// <summary>电话.</summary>
    Call,

    /// <summary>微信、短信、邮件.</summary>
    Message,

    /// <summary>宣讲会.</summary>
    Briefing,
}

/// <summary>What came of a contact.</summary>
enum ContactOutcome
{
    /// <summary>承诺提供岗位.</summary>
    Promised,

    /// <summary>有意向.</summary>
    Interested,

    /// <summary>需内部研究.</summary>
    Considering,

    /// <summary>已告知政策.</summary>
    Informed,

    /// <summary>暂无需求.</summary>
    NoNeed,

    /// <summary>未联系上.</summary>
    NotReached,
}

/// <summary>Which kinds of unit a park has reached.</summary>
sealed record CoverageReport(CoverageNumbers Total, IReadOnlyList<CoverageNumbers> Categories);

/// <summary>How many units of a kind, and of how many seats they are; of no kind it is the whole.</summary>
sealed record CoverageNumbers(
    UnitCategory? Category,
    long Known,
    long Untouched,
    long Contacted,
    long Published,
    long Filled,
    long Promised,
    long Due,
    long SeatsPromised,
    long SeatsPublished,
    long HiresCounted);

/// <summary>A unit that a park knows, in its list.</summary>
sealed record KnownFirm(
    Guid FirmId,
    Guid? UnitId,
    string Name,
    string? Uscc,
    UnitStatus? Status,
    IReadOnlyList<UnitCategory> Categories,
    int? Headcount,
    string? ContactName,
    string? ContactPhone,
    long Contacts,
    DateOnly? LastOn,
    ContactOutcome? LastOutcome,
    DateOnly? FollowUpOn,
    string? NextStep,
    long SeatsPromised,
    long SeatsPublished,
    long HiresCounted);

/// <summary>The whole story of a unit that a park knows.</summary>
sealed record FirmStory(
    Guid FirmId,
    Guid? UnitId,
    string Name,
    string? Uscc,
    IReadOnlyList<UnitCategory> Categories,
    int? Headcount,
    string? ContactName,
    string? ContactPhone,
    string? Address,
    string? Source,
    FirmEntry? Entry,
    UnitStatus? Status,
    DateTimeOffset? RegisteredAt,
    Guid? SameNameUnitId,
    long Contacts,
    DateOnly? FollowUpOn,
    string? NextStep,
    long SeatsPromised,
    long SeatsPublished,
    long HiresCounted,
    IReadOnlyList<StoryContact> History,
    IReadOnlyList<StoryPost> Positions);

/// <summary>What the park itself keeps of a unit.</summary>
sealed record FirmEntry(Guid FirmId, long Version, FirmEntryFacts Facts);

/// <summary>What stands in the park's list.</summary>
sealed record FirmEntryFacts(string Name, string? Uscc, IReadOnlyList<UnitCategory> Categories, int? Headcount, string? ContactName, string? ContactPhone, string? Address, string? Source);

/// <summary>A contact in the story of a unit.</summary>
sealed record StoryContact(
    Guid ContactId,
    DateOnly OnDay,
    string Department,
    string? WorkingGroup,
    ContactChannel Channel,
    string? BriefingTitle,
    ContactOutcome Outcome,
    long? SeatsPromised,
    DateOnly? FollowUpOn,
    string? NextStep,
    string? Note,
    string ActorName,
    string? AnnulledBecause,
    string? AnnulledBy);

/// <summary>A position in the story of a unit.</summary>
sealed record StoryPost(Guid PositionId, string Title, PositionStatus Status, long? SeatsPublished, long HiresCounted, DateTimeOffset SubmittedAt);

/// <summary>A contact in the park's list.</summary>
sealed record ContactLine(
    Guid ContactId,
    Guid FirmId,
    string Name,
    DateOnly OnDay,
    string Department,
    string? WorkingGroup,
    ContactChannel Channel,
    ContactOutcome Outcome,
    long? SeatsPromised,
    DateOnly? FollowUpOn,
    string? NextStep,
    string ActorName);

/// <summary>A briefing in the park's list.</summary>
sealed record BriefingLine(Guid BriefingId, DateOnly OnDay, string Title, string? Place, string Department, string? WorkingGroup, long Units, long SeatsPromised);

/// <summary>What comes of a list of firms.</summary>
sealed record ImportedFirms(int Added, int Changed, int Unchanged, int Registered);

/// <summary>A unit to visit, and why.</summary>
sealed record VisitLine(
    Guid FirmId, string Name, UnitCategory Category, string? Address, DateOnly? LastOn, int HiresHundredths, int SeatsHundredths, int ChanceBasisPoints, int FilledBasisPoints, IReadOnlyList<string> Because);
