using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;

namespace RaMatch.Portal.Backend;

/// <summary>Where a round stands.</summary>
public enum RoundStage
{
    /// <summary>Graduates rank, units grade.</summary>
    Open,

    /// <summary>The lists are frozen.</summary>
    Closed,

    /// <summary>The result is there for the officials.</summary>
    Solved,

    /// <summary>Everybody sees the result; the offers are out.</summary>
    Published,

    /// <summary>Called off, with a reason.</summary>
    Cancelled,
}

/// <summary>What a round does where a park stays below its floor.</summary>
public enum FloorPolicy
{
    /// <summary>Says what is missing.</summary>
    Report,

    /// <summary>Moves graduates along their wishes to fill it.</summary>
    Repair,
}

/// <summary>What became of a wish.</summary>
public enum WishOutcome
{
    /// <summary>Granted.</summary>
    Seated,

    /// <summary>A dearer wish was granted.</summary>
    BetterWishGranted,

    /// <summary>Below the cutoff of the position.</summary>
    PositionCutoff,

    /// <summary>Below the cutoff of the unit.</summary>
    UnitCutoff,

    /// <summary>Below the cutoff of the park.</summary>
    ParkCutoff,

    /// <summary>Not granted because a park's floor was repaired.</summary>
    FloorRepair,
}

/// <summary>What is full where a cutoff stands.</summary>
public enum CutoffScope
{
    /// <summary>The seats of a position.</summary>
    Position,

    /// <summary>The cap of a unit.</summary>
    Unit,

    /// <summary>The cap of a park.</summary>
    Park,
}

/// <summary>A round in the officials' list.</summary>
public sealed record RoundLine(
    Guid RoundId,
    string Programme,
    string Title,
    RoundStage Stage,
    bool Steerable,
    DateTimeOffset OpenedAt,
    DateTimeOffset RankBy,
    DateTimeOffset PublishOn,
    DateTimeOffset AnswerBy,
    Guid? SupplementaryOf,
    long Parks,
    long Graduates,
    long Ranked,
    long Positions,
    long Seats,
    long? Seated,
    RoundJob? Work);

/// <summary>A round as the officials see it; only who may <paramref name="Steerable">steer</paramref> it closes, solves, publishes and cancels it.</summary>
public sealed record RoundDetail(
    Guid RoundId,
    string Programme,
    string Title,
    RoundStage Stage,
    bool Steerable,
    DateTimeOffset OpenedAt,
    DateTimeOffset RankBy,
    DateTimeOffset PublishOn,
    DateTimeOffset AnswerBy,
    DateTimeOffset? SupplementaryOn,
    Guid? SupplementaryOf,
    int PointsPerGrade,
    int Ungraded,
    FloorPolicy? FloorPolicy,
    string LotteryCommitment,
    string? LotterySeed,
    string? CancelReason,
    RoundReadiness Readiness,
    DateTimeOffset? CountedAt,
    IReadOnlyList<RoundPark> Parks,
    IReadOnlyList<RoundUnit> Units,
    RoundResult? Result,
    IReadOnlyList<RoundEvent> History,
    RoundJob? Work);

/// <summary>A park in a round. Of a deficit, <paramref name="Repairable"/> could be filled by moving others.</summary>
public sealed record RoundPark(string ParkId, string Name, long? Cap, long? Floor, long Positions, long Seats, long Graduates, long? Seated, long? Deficit, long? Repairable);

/// <summary>A unit with a cap.</summary>
public sealed record RoundUnit(Guid UnitId, string Name, string ParkId, long Cap);

/// <summary>Who has done what the round waits for.</summary>
public sealed record RoundReadiness(long Graduates, long Ranked, long NotRanked, long Candidates, long Graded, long Refused, long Ungraded, long UnitsWaiting, long Positions, long Seats);

/// <summary>What the round came to.</summary>
public sealed record RoundResult(
    string InputHash,
    string ResultHash,
    long Seated,
    long Unseated,
    IReadOnlyList<GrantedRank> ByRank,
    long BlockingPairs,
    long? LargestPossible,
    long Lapsed,
    DateTimeOffset SolvedAt,
    long Milliseconds,
    FloorRepair? Repair);

/// <summary>What the repair of missed floors changed: seated before it, moved by it.</summary>
public sealed record FloorRepair(long StableSeated, long Moved, string RepairHash);

/// <summary>How many got their wish of a rank.</summary>
public sealed record GrantedRank(long Rank, long Graduates);

/// <summary>A stage a round has reached.</summary>
public sealed record RoundEvent(RoundStage Stage, DateTimeOffset At, string? Reason);

/// <summary>A graduate the round covers, with one of the wishes by which to ask who it is; who has one wish only need not rank.</summary>
public sealed record ReadyGraduate(Guid GraduateId, Guid PlacementId, long Wishes, bool Ranked, DateTimeOffset? RankedAt);

/// <summary>A unit the round covers.</summary>
public sealed record ReadyUnit(Guid UnitId, string UnitName, string ParkId, long Positions, long Candidates, long Graded, long Refused, long Ungraded);

/// <summary>A seat given by the round; <paramref name="Lapsed"/> says why it became no offer.</summary>
public sealed record RoundAssignment(
    Guid PositionId,
    string Title,
    string UnitName,
    string ParkId,
    Guid GraduateId,
    long Rank,
    long Score,
    long Lottery,
    string? RepairedFor,
    DateTimeOffset? DecidedAt,
    string? Lapsed);

/// <summary>What anybody may know of a round; all that depends on the result only once it is published.</summary>
public sealed record RoundAnnouncement(
    Guid RoundId,
    string Programme,
    string Title,
    RoundStage Stage,
    DateTimeOffset OpenedAt,
    DateTimeOffset RankBy,
    DateTimeOffset PublishOn,
    DateTimeOffset AnswerBy,
    DateTimeOffset? SupplementaryOn,
    string? CancelReason,
    int PointsPerGrade,
    int Ungraded,
    FloorPolicy? FloorPolicy,
    string LotteryCommitment,
    string? LotterySeed,
    string? InputHash,
    string? ResultHash,
    long? Graduates,
    long? Seated,
    string? RepairHash,
    PageOf<AnnouncedPosition> Positions,
    IReadOnlyList<FullPark> Parks,
    IReadOnlyList<FullUnit> Units);

/// <summary>A position of a published round; the worst holder where it is full.</summary>
public sealed record AnnouncedPosition(Guid PositionId, string Title, string UnitName, string ParkId, long Seats, long Seated, long? CutoffScore, long? CutoffLottery);

/// <summary>A park that is full, with its worst holder; there is none if it takes nobody.</summary>
public sealed record FullPark(string ParkId, string Name, long? CutoffScore, long? CutoffLottery);

/// <summary>A unit that is full over all its positions, with its worst holder; there is none if it takes nobody.</summary>
public sealed record FullUnit(Guid UnitId, string Name, long? CutoffScore, long? CutoffLottery);

/// <summary>A round in a unit's list.</summary>
public sealed record UnitRound(
    Guid RoundId,
    string Title,
    RoundStage Stage,
    DateTimeOffset RankBy,
    DateTimeOffset PublishOn,
    DateTimeOffset AnswerBy,
    int PointsPerGrade,
    int Ungraded,
    FloorPolicy? FloorPolicy,
    long Candidates,
    long Graded,
    long Refused,
    long UngradedCount);

/// <summary>A candidate of a unit in a round.</summary>
public sealed record RoundCandidate(
    Guid PlacementId,
    Guid GraduateId,
    Guid PositionId,
    string Title,
    long FitScore,
    long? Grade,
    string? RefusedReason,
    long Score,
    WishOutcome? Outcome);

/// <summary>What is being done to a round, or failed last.</summary>
public sealed record RoundJob(string Kind, JobStage State, int Progress, RoundJobError? Error);

/// <summary>Why it failed, in words, and by which number the log tells more.</summary>
public sealed record RoundJobError(string Title, string? TraceId);
