using System.Globalization;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform;
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
    public static string Of(Verdicts.Verdict verdict, long rank, long score, long lottery, Verdicts.Granted? seat) => verdict switch
    {
        { Outcome: WishOutcome.Seated } when seat!.Lapsed is { } lapsed => $"撮合结果为本岗位（得分 {Number(score)}），但{lapsed}，因此没有发出录用。",
        { Outcome: WishOutcome.Seated, FloorOf: { } floor } => $"本轮公布的规则是补足名额下限：为补足{Parks.ShortNameOf(floor)}的下限，{(seat!.StableRank is { } before ? $"您由第 {Number(before)} 志愿调整到该岗位" : "您补录到该岗位")}，得分 {Number(score)}。",
        { Outcome: WishOutcome.Seated } => $"本轮为您匹配到该岗位，得分 {Number(score)}。",
        { Outcome: WishOutcome.BetterWishGranted } => $"您排在前面的志愿“{seat!.Title}”已经匹配成功，本志愿不再参加。",
        { Outcome: WishOutcome.FloorRepair, FloorOf: { } floor } when seat?.StableRank == rank =>
            $"按得分和抽签，本志愿已为您匹配；本轮公布的规则是补足名额下限，为补足{Parks.ShortNameOf(floor)}的下限，您被调整到“{seat.Title}”。",
        { Outcome: WishOutcome.FloorRepair, FloorOf: { } floor } when seat?.StableRank < rank =>
            $"为补足{Parks.ShortNameOf(floor)}的名额下限，您被调整到“{seat.Title}”，本志愿没有参加调整。",
        { Outcome: WishOutcome.FloorRepair, FloorOf: { } floor } =>
            $"按得分和抽签，您排在该岗位最后一名录取者之前，或该岗位还有空缺；因为补足{Parks.ShortNameOf(floor)}的名额下限，本志愿没有录取。",
        { Cutoff: { Score: null } } => $"{LevelOf(verdict.Outcome)}：上限为 0，本轮不录用。",
        _ => $"{LevelOf(verdict.Outcome)}：获得名额的最后一名{Comparison(score, lottery, verdict.Cutoff!)}",
    };

    /// <summary>To the graduate, of a wish whose round is not published.</summary>
    public static string Waiting(Round round) => round.Stage switch
    {
        RoundStage.Open => $"参加本轮撮合；{ChinaTime.MinuteOf(round.RankBy)} 前可以调整志愿顺序。",
        RoundStage.Cancelled => "本轮已取消，投递不受影响。",
        _ => $"志愿已截止，结果将于 {ChinaTime.MinuteOf(round.PublishOn)} 公布。",
    };

    static string LevelOf(WishOutcome outcome) => outcome switch
    {
        WishOutcome.PositionCutoff => "该岗位的名额已满",
        WishOutcome.UnitCutoff => "该单位各岗位合计的名额已满",
        _ => "该园区本轮合计的名额已满",
    };

    static string Comparison(long score, long lottery, Cutoff cutoff) => score == cutoff.Score
        ? $"与您同为 {Number(score)} 分，按抽签号从小到大：其抽签号为 {Number(cutoff.Lottery!.Value)}，您为 {Number(lottery)}。"
        : $"为 {Number(cutoff.Score!.Value)} 分，您为 {Number(score)} 分。";

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
