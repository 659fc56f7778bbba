using RaMatch.Portal.Backend;

namespace RaMatch.Portal.Graduates;

/// <summary>A round in which the graduate has wishes.</summary>
public sealed record OwnRound(
    Guid RoundId,
    string Title,
    string Programme,
    RoundStage Stage,
    DateTimeOffset RankBy,
    DateTimeOffset PublishOn,
    DateTimeOffset AnswerBy,
    FloorPolicy? FloorPolicy,
    long Wishes,
    bool Ranked,
    DateTimeOffset? RankedAt,
    string? SeatedPositionTitle)
{
    /// <summary>Where Matching tells them.</summary>
    public const string AllOfThem = "my/rounds";

    /// <summary>
    /// Whether it still asks something of the graduate or has something to tell: a round called off is told on its own page only, and who has accepted an offer of
    /// the programme neither ranks nor waits any more.
    /// </summary>
    public bool IsTopical(IEnumerable<Application> own) =>
        Stage != RoundStage.Cancelled && (SeatedPositionTitle is not null || Application.TakenIn(Programme, own) is null);
}

/// <summary>A round with what became of every wish.</summary>
public sealed record OwnRoundDetail(
    Guid RoundId,
    string Title,
    string Programme,
    RoundStage Stage,
    DateTimeOffset RankBy,
    DateTimeOffset PublishOn,
    DateTimeOffset AnswerBy,
    DateTimeOffset? SupplementaryOn,
    int PointsPerGrade,
    int Ungraded,
    FloorPolicy? FloorPolicy,
    string LotteryCommitment,
    string? LotterySeed,
    long? Lottery,
    string ApplicantId,
    bool Ranked,
    DateTimeOffset? RankedAt,
    IReadOnlyList<OwnWish> Wishes,
    IReadOnlyList<LeftOut> NotTakingPart);

/// <summary>One wish and, after publication, what became of it and why.</summary>
public sealed record OwnWish(
    Guid PlacementId,
    Guid PositionId,
    string Title,
    string UnitName,
    long Rank,
    long FitScore,
    long? Grade,
    long? Score,
    WishOutcome? Outcome,
    string Sentence,
    WishCutoff? Cutoff,
    string? Lapsed);

/// <summary>The worst holder of what was full; there is none where nobody is taken.</summary>
public sealed record WishCutoff(CutoffScope Scope, long? Score, long? Lottery);

/// <summary>An application that takes no part, and why.</summary>
public sealed record LeftOut(Guid PlacementId, Guid PositionId, string Title, string Sentence);
