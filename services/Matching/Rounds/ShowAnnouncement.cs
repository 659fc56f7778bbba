using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Reference;
using RaMatch.Rounds.Format;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// Anyone reads what a round was announced with and, once it is published, the cutoffs by which everybody can check the own result. 404 for an
/// unknown round.
/// </summary>
static class ShowAnnouncement
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/rounds/{roundId:guid}/announcement", HandleAsync).AllowPublic();

    /// <param name="RoundId">The round.</param>
    /// <param name="Programme">The programme's code.</param>
    /// <param name="Title">What it is called.</param>
    /// <param name="Stage">How far it has come.</param>
    /// <param name="OpenedAt">When it was opened.</param>
    /// <param name="RankBy">Until when wishes are ranked and candidates graded.</param>
    /// <param name="PublishOn">When the result will be published.</param>
    /// <param name="AnswerBy">Until when the offers can be answered.</param>
    /// <param name="SupplementaryOn">When a supplementary round may open.</param>
    /// <param name="SupplementaryOf">The round it supplements.</param>
    /// <param name="CancelReason">Why it was cancelled.</param>
    /// <param name="PointsPerGrade">Points a grade point is worth: points = fit score + points per grade x grade.</param>
    /// <param name="Ungraded">The grade an ungraded candidate counts with.</param>
    /// <param name="FloorPolicy">What is done where a park stays below its floor; null for a round opened before that was announced.</param>
    /// <param name="LotteryCommitment">SHA-256 of the seed, 64 hex digits.</param>
    /// <param name="LotterySeed">The seed, once solved.</param>
    /// <param name="InputHash">Of the folder, once published.</param>
    /// <param name="ResultHash">Of the result, once published.</param>
    /// <param name="Graduates">Graduates with wishes in it, once published.</param>
    /// <param name="Seated">Graduates seated, once published.</param>
    /// <param name="RepairHash">Of the files of the repair in force, once published; null without one.</param>
    /// <param name="Positions">The positions, once published.</param>
    /// <param name="Parks">Parks that are full, once published.</param>
    /// <param name="Units">Units that are full over all their positions, once published.</param>
    public sealed record Response(
        Guid RoundId,
        string Programme,
        string Title,
        RoundStage Stage,
        DateTimeOffset OpenedAt,
        DateTimeOffset RankBy,
        DateTimeOffset PublishOn,
        DateTimeOffset AnswerBy,
        DateTimeOffset? SupplementaryOn,
        Guid? SupplementaryOf,
        Sentence? CancelReason,
        long PointsPerGrade,
        long Ungraded,
        FloorPolicy? FloorPolicy,
        string LotteryCommitment,
        string? LotterySeed,
        string? InputHash,
        string? ResultHash,
        long? Graduates,
        long? Seated,
        string? RepairHash,
        PageOf<PositionLine> Positions,
        IReadOnlyList<ParkLine> Parks,
        IReadOnlyList<UnitLine> Units);

    /// <summary>A position; without a cutoff it is not full.</summary>
    public sealed record PositionLine
    {
        public Guid PositionId { get; init; }
        public string Title { get; init; } = "";
        public string UnitName { get; init; } = "";
        public string ParkId { get; init; } = "";
        public long Seats { get; init; }
        public long Seated { get; init; }
        public long? CutoffScore { get; init; }
        public long? CutoffLottery { get; init; }
    }

    /// <summary>A park that is full; without a cutoff its cap is 0.</summary>
    public sealed record ParkLine(string ParkId, string Name, long? CutoffScore, long? CutoffLottery);

    /// <summary>A unit that is full; without a cutoff its cap is 0.</summary>
    public sealed record UnitLine
    {
        public Guid UnitId { get; init; }
        public string Name { get; init; } = "";
        public long? CutoffScore { get; init; }
        public long? CutoffLottery { get; init; }
    }

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> HandleAsync(Guid roundId, Page page, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(async reader =>
            await Round.FindAsync(reader, roundId) is { } round ? TypedResults.Ok(await TellAsync(reader, round, page)) : Round.None(), cancellation);

    static async Task<Response> TellAsync(Reader reader, Round round, Page page)
    {
        var of = new { round.RoundId };
        var published = round.Stage == RoundStage.Published;
        var result = published ? await reader.FindAsync<ResultRow>(SelectResult, of) : null;
        return new Response(
            round.RoundId,
            round.Programme,
            round.Title,
            round.ShownAt(reader.Now),
            round.OpenedAt,
            round.RankBy,
            round.PublishOn,
            round.AnswerBy,
            round.SupplementaryOn,
            round.SupplementaryOf,
            await reader.FindAsync<Sentence>(SelectCancelReason, of),
            round.PointsPerGrade,
            round.Ungraded,
            round.FloorPolicy,
            round.LotteryCommitment,
            round.LotterySeed,
            result?.InputHash,
            result?.ResultHash,
            result is null ? null : result.Seated + result.Unseated,
            result?.Seated,
            result?.RepairHash,
            published ? await reader.PageAsync<PositionLine>(SelectPositions, CountPositions, of, page) : new PageOf<PositionLine>([], 0, page.Number, page.Size),
            published ? [.. (await reader.QueryAsync<ParkRow>(SelectParks, of)).Select(park => new ParkLine(park.Id, Parks.ShortNameOf(park.Id), park.Score, park.Lottery))] : [],
            published ? [.. (await reader.QueryAsync<UnitLine>(SelectUnits, of)).OrderBy(unit => unit.Name, Pinyin.Order).ThenBy(unit => unit.UnitId)] : []);
    }

    sealed record ResultRow
    {
        public string InputHash { get; init; } = "";
        public string ResultHash { get; init; } = "";
        public long Seated { get; init; }
        public long Unseated { get; init; }
        public string? RepairHash { get; init; }
    }

    sealed record ParkRow
    {
        public string Id { get; init; } = "";
        public long? Score { get; init; }
        public long? Lottery { get; init; }
    }

    const string SelectCancelReason = "SELECT reason FROM round_stage WHERE round_id = @roundId AND stage = 'Cancelled'";

    const string SelectResult = "SELECT input_hash, result_hash, seated, unseated, repair_hash FROM round_result WHERE round_id = @roundId";

    const string SelectPositions = """
        SELECT round_position.position_id, round_position.title, COALESCE(unit_status.name, round_position.unit_name) AS unit_name, round_position.park_id, round_position.seats,
            (SELECT COUNT(*) FROM round_seat WHERE round_seat.round_id = round_position.round_id AND round_seat.position_id = round_position.position_id) AS seated,
            round_cutoff.score AS cutoff_score, round_cutoff.lottery AS cutoff_lottery
        FROM round_position
        LEFT JOIN unit_status ON unit_status.unit_id = round_position.unit_id
        LEFT JOIN round_cutoff ON round_cutoff.round_id = round_position.round_id AND round_cutoff.scope = 'Position' AND round_cutoff.id = round_position.position_id
        WHERE round_position.round_id = @roundId
        ORDER BY round_position.park_id, COALESCE(unit_status.name, round_position.unit_name), round_position.title, round_position.position_id
        """;

    const string CountPositions = "SELECT COUNT(*) FROM round_position WHERE round_id = @roundId";

    const string SelectParks = "SELECT id, score, lottery FROM round_cutoff WHERE round_id = @roundId AND scope = 'Park' ORDER BY id";

    const string SelectUnits = """
        SELECT round_position.unit_id, COALESCE(MAX(unit_status.name), MAX(round_position.unit_name)) AS name, round_cutoff.score AS cutoff_score, round_cutoff.lottery AS cutoff_lottery
        FROM round_cutoff
        JOIN round_position ON round_position.round_id = round_cutoff.round_id AND round_position.unit_id = round_cutoff.id
        LEFT JOIN unit_status ON unit_status.unit_id = round_position.unit_id
        WHERE round_cutoff.round_id = @roundId AND round_cutoff.scope = 'Unit'
        GROUP BY round_position.unit_id, round_cutoff.score, round_cutoff.lottery
        """;
}
