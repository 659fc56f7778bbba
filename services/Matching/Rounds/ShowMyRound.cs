using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Matching.Rounds.Results;
using RaMatch.Matching.Scoring;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Rounds.Format;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// A graduate opens a round: the own wishes with, once it is published, the reason why each was or was not granted and the cutoff that decided, and
/// those that take no part and why. 404 for a round without the own applications.
/// </summary>
static class ShowMyRound
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/my/rounds/{roundId:guid}", HandleAsync).RequireGraduate().RequireScope(Scopes.ApplicationsRead);

    /// <param name="RoundId">The round.</param>
    /// <param name="Title">What it is called.</param>
    /// <param name="Programme">The programme's code.</param>
    /// <param name="Stage">How far it has come.</param>
    /// <param name="RankBy">Until when wishes are ranked.</param>
    /// <param name="PublishOn">When the result will be published.</param>
    /// <param name="AnswerBy">Until when an offer can be answered.</param>
    /// <param name="SupplementaryOn">When a supplementary round may open.</param>
    /// <param name="PointsPerGrade">Points a grade point is worth.</param>
    /// <param name="Ungraded">The grade an ungraded candidate counts with.</param>
    /// <param name="FloorPolicy">What is done where a park stays below its floor; null for a round opened before that was announced.</param>
    /// <param name="LotteryCommitment">SHA-256 of the seed, 64 hex digits.</param>
    /// <param name="LotterySeed">The seed, once solved.</param>
    /// <param name="Lottery">The own number, once solved; of equal points the smaller goes first.</param>
    /// <param name="ApplicantId">The own pseudonym in the round's folder; it is the same from the opening on.</param>
    /// <param name="Ranked">Whether the graduate has said which wish is dearest.</param>
    /// <param name="RankedAt">When the graduate last ranked.</param>
    /// <param name="Wishes">Those that take part, dearest first.</param>
    /// <param name="NotTakingPart">Those that do not, and why.</param>
    public sealed record Response(
        Guid RoundId,
        string Title,
        string Programme,
        RoundStage Stage,
        DateTimeOffset RankBy,
        DateTimeOffset PublishOn,
        DateTimeOffset AnswerBy,
        DateTimeOffset? SupplementaryOn,
        long PointsPerGrade,
        long Ungraded,
        FloorPolicy? FloorPolicy,
        string LotteryCommitment,
        string? LotterySeed,
        long? Lottery,
        string ApplicantId,
        bool Ranked,
        DateTimeOffset? RankedAt,
        IReadOnlyList<WishPart> Wishes,
        IReadOnlyList<OwnWishes.Absence> NotTakingPart);

    /// <param name="PlacementId">The placement.</param>
    /// <param name="PositionId">The position.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="UnitName">The unit's name.</param>
    /// <param name="Rank">From 1, the dearest.</param>
    /// <param name="FitScore">0 to 1000.</param>
    /// <param name="Grade">The unit's grade, once published; null if it gave none.</param>
    /// <param name="Score">The points in the round, once published.</param>
    /// <param name="Outcome">What became of it, once published.</param>
    /// <param name="Sentence">The same in words.</param>
    /// <param name="Cutoff">The worst holder where the level that decided was full.</param>
    /// <param name="Lapsed">Why the granted seat lapsed.</param>
    public sealed record WishPart(
        Guid PlacementId,
        Guid PositionId,
        string Title,
        string UnitName,
        long Rank,
        long FitScore,
        long? Grade,
        long? Score,
        WishOutcome? Outcome,
        Sentence Sentence,
        Cutoff? Cutoff,
        Sentence? Lapsed);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> HandleAsync(Guid roundId, Graduate graduate, Market market, LotteryVault vault, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(async reader =>
            await Round.FindAsync(reader, roundId) is { } round && await OwnWishes.ReadAsync(reader, market, round, graduate.Id) is { Concerned: true } own
                ? TypedResults.Ok(new Response(
                    round.RoundId,
                    round.Title,
                    round.Programme,
                    round.ShownAt(reader.Now),
                    round.RankBy,
                    round.PublishOn,
                    round.AnswerBy,
                    round.SupplementaryOn,
                    round.PointsPerGrade,
                    round.Ungraded,
                    round.FloorPolicy,
                    round.LotteryCommitment,
                    round.LotterySeed,
                    round.HasResult ? own.Lottery : null,
                    vault.Pseudonyms(round)(graduate.Id),
                    own.Ranked,
                    own.RankedAt,
                    await WishesAsync(reader, round, own, graduate.Id),
                    own.Absences))
                : Round.None(), cancellation);

    static async Task<IReadOnlyList<WishPart>> WishesAsync(Reader reader, Round round, OwnWishes own, Guid graduateId)
    {
        if (round.Stage != RoundStage.Published)
        {
            return [.. own.Wishes.Select(wish => new WishPart(
                wish.PlacementId, wish.PositionId, wish.Title, wish.UnitName, wish.Rank, wish.FitScore, null, null, null, WishSentences.Waiting(round, reader.Now), null, null))];
        }

        var verdicts = await Verdicts.OfGraduateAsync(reader, round, graduateId);
        var seat = verdicts.SeatOf(graduateId);
        return [.. own.Wishes.Select(wish =>
        {
            var verdict = verdicts.Of(graduateId, wish.Rank, wish.PositionId, wish.Score);
            var lapsed = verdict.Outcome == WishOutcome.Seated ? seat!.Lapsed : null;
            return new WishPart(
                wish.PlacementId,
                wish.PositionId,
                wish.Title,
                wish.UnitName,
                wish.Rank,
                wish.FitScore,
                wish.Grade,
                wish.Score,
                verdict.Outcome,
                WishSentences.Of(verdict, wish.Rank, wish.Score, own.Lottery!.Value, seat),
                verdict.Cutoff,
                lapsed);
        })];
    }
}
