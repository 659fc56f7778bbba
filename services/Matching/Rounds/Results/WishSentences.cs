using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Matching.Rounds.Results;

/// <summary>The sentences in which a graduate is told what becomes of a wish.</summary>
static class WishSentences
{
    /// <summary>To the graduate: what became of a wish and what decided it.</summary>
    /// <param name="verdict">What became of it.</param>
    /// <param name="rank">The wish's rank.</param>
    /// <param name="score">The wish's score.</param>
    /// <param name="lottery">The graduate's lottery number.</param>
    /// <param name="seat">The seat that was granted, if one was.</param>
    public static Sentence Of(Verdicts.Verdict verdict, long rank, long score, long lottery, Verdicts.Granted? seat) => verdict switch
    {
        { Outcome: WishOutcome.Seated } when seat!.Lapsed is { } lapsed => Sentence.Of("wish.lapsed", ("score", score), ("why", lapsed)),
        { Outcome: WishOutcome.Seated, FloorOf: { } floor } => Sentence.Of("wish.seated-for-floor", ("park", Parks.ShortNameOf(floor)), ("how", Arrival(seat!)), ("score", score)),
        { Outcome: WishOutcome.Seated } => Sentence.Of("wish.seated", ("score", score)),
        { Outcome: WishOutcome.BetterWishGranted } => Sentence.Of("wish.better-granted", ("title", seat!.Title)),
        { Outcome: WishOutcome.FloorRepair, FloorOf: { } floor } when seat?.StableRank == rank =>
            Sentence.Of("wish.moved-away", ("park", Parks.ShortNameOf(floor)), ("title", seat.Title)),
        { Outcome: WishOutcome.FloorRepair, FloorOf: { } floor } when seat?.StableRank < rank =>
            Sentence.Of("wish.not-in-repair", ("park", Parks.ShortNameOf(floor)), ("title", seat.Title)),
        { Outcome: WishOutcome.FloorRepair, FloorOf: { } floor } => Sentence.Of("wish.lost-to-floor", ("park", Parks.ShortNameOf(floor))),
        { Cutoff: { Score: null } } => Sentence.Of("wish.cap-of-zero", ("level", LevelOf(verdict.Outcome))),
        { Cutoff: { } cutoff } when score == cutoff.Score =>
            Sentence.Of("wish.cutoff-lottery", ("level", LevelOf(verdict.Outcome)), ("score", score), ("theirs", cutoff.Lottery!.Value), ("yours", lottery)),
        _ => Sentence.Of("wish.cutoff", ("level", LevelOf(verdict.Outcome)), ("theirs", verdict.Cutoff!.Score!.Value), ("yours", score)),
    };

    /// <summary>To the graduate, of a wish whose round is not published.</summary>
    public static Sentence Waiting(Round round, DateTimeOffset now) => round.ShownAt(now) switch
    {
        RoundStage.Open => Sentence.Of("wish.taking-part", ("until", round.RankBy)),
        RoundStage.Cancelled => Sentence.Of("wish.round-cancelled"),
        _ => Sentence.Of("wish.waiting", ("on", round.PublishOn)),
    };

    static Sentence Arrival(Verdicts.Granted seat) =>
        seat.StableRank is { } before ? Sentence.Of("wish.moved-here", ("rank", before)) : Sentence.Of("wish.added-here");

    static Sentence LevelOf(WishOutcome outcome) => outcome switch
    {
        WishOutcome.PositionCutoff => Sentence.Of("wish.position-full"),
        WishOutcome.UnitCutoff => Sentence.Of("wish.unit-full"),
        _ => Sentence.Of("wish.park-full"),
    };
}
