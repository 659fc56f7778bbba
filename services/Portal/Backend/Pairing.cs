using RaMatch.Contracts;

namespace RaMatch.Portal.Backend;

/// <summary>An applicant in a unit's pipeline, by pseudonym.</summary>
public sealed record PlacementLine(
    Guid PlacementId,
    Guid PositionId,
    string? PositionTitle,
    Guid GraduateId,
    PlacementStage Stage,
    DateTimeOffset StageSince,
    DateTimeOffset AppliedAt,
    DateTimeOffset? InterviewAt,
    string? InterviewPlace,
    DateTimeOffset? OfferExpiresAt,
    string? ReturnedReason,
    DateTimeOffset? ConfirmedAt);

/// <summary>A unit's board: how many stand at each stage, and those shown with their scores, 0 to 1000.</summary>
sealed record UnitBoard(IReadOnlyList<AtStage> Stages, IReadOnlyList<BoardLine> Cards);

/// <summary>One of those shown.</summary>
sealed record BoardLine(PlacementLine Line, int? Score);

/// <summary>How many placements stand at a stage.</summary>
public sealed record AtStage(PlacementStage Stage, long Placements);

/// <summary>One placement, opened.</summary>
sealed record PlacementDetail(
    Placement Hire,
    string? PositionTitle,
    string? UnitName,
    long? PayMinimumFen,
    long? PayMaximumFen,
    Verdict? Verdict,
    IReadOnlyList<EvidenceOnFile> Evidence,
    IReadOnlyList<PlacementStep> Steps);

/// <summary>A placement's facts.</summary>
public sealed record Placement(
    Guid PlacementId,
    string Programme,
    string ParkId,
    Guid UnitId,
    Guid PositionId,
    Guid GraduateId,
    PlacementStage Stage,
    DateTimeOffset StageSince,
    string? Reason,
    DateTimeOffset AppliedAt,
    DateTimeOffset? InterviewAt,
    string? InterviewPlace,
    long? OfferPayFen,
    DateTimeOffset? OfferExpiresAt,
    AgreementForm? Form,
    DateOnly? SignedOn,
    DateOnly? StartsOn,
    long? TermMonths,
    long? PayFen,
    DateOnly? TerminatedOn,
    string? ReturnedReason);

/// <summary>What is there and what is missing before a hire counts.</summary>
sealed record Verdict(
    bool Claimed,
    bool Evidenced,
    bool Confirmed,
    bool OfCohort,
    IReadOnlyList<string> Missing,
    IReadOnlyList<AgreementFault> Faults,
    IReadOnlyList<string> Findings);

/// <summary>What in the agreement will not count, at its field.</summary>
sealed record AgreementFault(string Field, string Sentence);

/// <summary>What is said of an agreement just registered.</summary>
sealed record SignedAgreement(IReadOnlyList<AgreementFault> Faults);

/// <summary>A stage reached.</summary>
sealed record PlacementStep(PlacementStage Stage, string? Reason, DateTimeOffset OccurredAt);

/// <summary>A document on file.</summary>
public sealed record EvidenceOnFile(Guid EvidenceId, EvidenceKind Kind, string? Month, string ContentType, long Size, string Sha256, DateTimeOffset FiledAt);

/// <summary>Who an applicant is, as far as the reader may know.</summary>
public sealed record Candidate(
    Guid PlacementId,
    string Name,
    string Phone,
    string? Email,
    bool Masked,
    string? MaskedBecause,
    string? University,
    string? Major,
    DegreeLevel? Degree,
    int? GraduationYear,
    IReadOnlyList<string> Skills,
    string? Summary,
    int? GraduationMonth,
    int? Cohort,
    bool UniversityByHand,
    string? UniversityCountry,
    bool MajorByHand);

/// <summary>How well an applicant fits, with the reasons.</summary>
sealed record CandidateFit(Guid PlacementId, int? Score, IReadOnlyList<FitRefusal> Refusals, IReadOnlyList<FitContribution> Contributions);

/// <summary>A requirement not met.</summary>
sealed record FitRefusal(string Sentence);

/// <summary>A part of the score.</summary>
public sealed record FitContribution(int Points, int Maximum, string Sentence);

/// <summary>How many graduates a position reaches, in whole tens; null for fewer than ten.</summary>
sealed record Reach(long? Graduates, long? Eligible, long? WithAllRequiredSkills, IReadOnlyList<Barrier> KeptAway);

/// <summary>A requirement and whom it alone keeps away.</summary>
sealed record Barrier(long Graduates, string Sentence);

/// <summary>Graduates who fit a position and have not applied, a page of them, and the skills they lack all together.</summary>
sealed record RecommendedGraduates(IReadOnlyList<RecommendedGraduate> Items, long Total, int Number, int Size, IReadOnlyList<MissingSkill> Missing);

/// <summary>One of them, by a pseudonym of the position.</summary>
public sealed record RecommendedGraduate(
    Guid Pseudonym,
    DegreeLevel Degree,
    string MajorCode,
    int GraduationYear,
    int Score,
    IReadOnlyList<FitContribution> Contributions);

/// <summary>A skill asked for and how many of them do not name it.</summary>
sealed record MissingSkill(string Skill, bool Required, long Graduates);

/// <summary>A claimed hire on the park's desk.</summary>
public sealed record DeskLine(
    Guid PlacementId,
    string? UnitName,
    Guid UnitId,
    string? PositionTitle,
    PlacementStage Stage,
    DateTimeOffset Since,
    long WaitingDays,
    bool Claimed,
    bool Evidenced,
    bool Confirmed,
    bool OfCohort,
    bool Ready,
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Findings,
    string? ReturnedReason,
    AgreementForm? Form,
    DateOnly? SignedOn,
    DateOnly? StartsOn,
    long? TermMonths,
    long? PayFen,
    IReadOnlyList<EvidenceOnFile> Evidence);

/// <summary>Two placements that claim the same person.</summary>
public sealed record Dispute(Guid DisputeId, string Programme, DisputeSide Holder, DisputeSide Claimant, DateTimeOffset OpenedAt, Guid? WinnerPlacementId, string? Decision, DateTimeOffset? DecidedAt);

/// <summary>One side of a dispute.</summary>
public sealed record DisputeSide(
    Guid PlacementId,
    string ParkId,
    string? UnitName,
    string? PositionTitle,
    PlacementStage Stage,
    DateOnly? SignedOn,
    DateOnly? StartsOn,
    long? TermMonths,
    DateTimeOffset? ConfirmedAt,
    IReadOnlyList<EvidenceOnFile> Evidence);

/// <summary>An entry of the ledger.</summary>
sealed record LedgerEntry(
    long Number,
    Guid PlacementId,
    string ParkId,
    Guid UnitId,
    string? UnitName,
    string? PositionTitle,
    long Delta,
    long OfCohort,
    string Reason,
    long RulesVersion,
    DateTimeOffset OccurredAt,
    string Hash);

/// <summary>Whether ledger and hires agree.</summary>
sealed record Reconciliation(bool Ok, IReadOnlyList<ParkSum> Parks, IReadOnlyList<string> Differences, long Entries, string Digest, string Hash, LedgerSeal? Sealed);

/// <summary>How far the ledger is sealed.</summary>
sealed record LedgerSeal(DateOnly On, long Entries, string Hash);

/// <summary>A park's two sums.</summary>
sealed record ParkSum(string ParkId, long Ledger, long Counted);

/// <summary>Where a park stands.</summary>
public sealed record ParkNumbers(
    string ParkId,
    string ParkName,
    long Target,
    long PublishedPositions,
    long PublishedSeats,
    long SeatsOpen,
    long OffersPending,
    long Claimed,
    long Evidenced,
    long Counted,
    long OfCohort,
    long Compared,
    long? RateBasisPoints,
    long PlanToday,
    long Gap,
    long UnitsPublished,
    long UnitsHired);

/// <summary>One park's course.</summary>
public sealed record ParkProgress(
    string Programme,
    string Title,
    DateOnly Today,
    long RulesVersion,
    ParkNumbers Numbers,
    NextMilestone? NextMilestone,
    WaitingHires Waiting,
    IReadOnlyList<AtStage> Funnel,
    IReadOnlyList<TrendDay> Trend,
    IReadOnlyList<ToDo> ToDos);

/// <summary>The next dated expectation.</summary>
public sealed record NextMilestone(DateOnly On, string Title, long? Published, long? Filled, long DaysLeft, long? FilledGap);

/// <summary>Claimed hires by what they wait for.</summary>
public sealed record WaitingHires(long Ready, long Incomplete, long Returned, long Unconfirmed, long Disputes);

/// <summary>A day of the course; counted is null for days to come.</summary>
public sealed record TrendDay(DateOnly On, long? Counted, long Plan);

/// <summary>Something to do next.</summary>
public sealed record ToDo(string Kind, long Count, string Sentence);

/// <summary>All parks side by side.</summary>
sealed record Comparison(string Programme, string Title, DateOnly Today, ParkSums Total, IReadOnlyList<ParkNumbers> Parks);

/// <summary>Sums over the parks.</summary>
sealed record ParkSums(long Parks, long Target, long PublishedPositions, long PublishedSeats, long Claimed, long Evidenced, long Counted, long OfCohort, long Compared, long? RateBasisPoints);

/// <summary>A placement behind a number.</summary>
sealed record HireLine(
    Guid PlacementId,
    Guid UnitId,
    string? UnitName,
    Guid PositionId,
    string? PositionTitle,
    PlacementStage Stage,
    DateTimeOffset StageSince,
    AgreementForm? Form,
    DateOnly? SignedOn,
    DateOnly? StartsOn,
    long? TermMonths,
    DegreeLevel? Degree,
    int? GraduationYear,
    DateTimeOffset? ConfirmedAt,
    DateTimeOffset? CountedAt,
    long? OfCohort);

/// <summary>A published position behind a number.</summary>
sealed record PostLine(Guid PositionId, string Title, Guid UnitId, string UnitName, PositionKind Kind, long Seats, long SeatsHeld, DateOnly ClosesOn, DateTimeOffset? ClosedAt, DateTimeOffset PublishedAt);
