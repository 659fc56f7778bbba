using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Matching.Rounds.Results;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// Anyone reads what the repair of missed floors changed in a published round: every seat it gave and every wish it refused against the published
/// order, each with the floor that is the reason, under the folder's pseudonyms. Who steers it may as soon as it is solved; 404 until then.
/// </summary>
static class ShowRepair
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/rounds/{roundId:guid}/repair", HandleAsync).AllowPublic();

    /// <summary>A page of both lists, by the same number; both are empty where no repair is in force.</summary>
    public sealed record Response(PageOf<Seat> Seats, PageOf<Pair> Pairs);

    /// <summary>A seat the repair gave, and where the graduate sat before; nowhere if that is null.</summary>
    public sealed record Seat
    {
        public string Applicant { get; init; } = "";
        public string Title { get; init; } = "";
        public string UnitName { get; init; } = "";
        public string? TitleBefore { get; init; }
        public string? UnitNameBefore { get; init; }
        public string FloorOf { get; init; } = "";
    }

    /// <summary>A wish refused against the published order.</summary>
    public sealed record Pair
    {
        public string Applicant { get; init; } = "";
        public string Title { get; init; } = "";
        public string UnitName { get; init; } = "";
        public long Rank { get; init; }
        public string FloorOf { get; init; } = "";
    }

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> HandleAsync(Guid roundId, HttpContext http, Page page, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(async reader =>
            await Round.FindAsync(reader, roundId) is { } round && RoundArchives.MayTake(round, http)
                ? TypedResults.Ok(new Response(
                    await reader.PageAsync<Seat>(SelectSeats, CountSeats, new { roundId }, page),
                    await reader.PageAsync<Pair>(SelectPairs, CountPairs, new { roundId }, page)))
                : Round.None(), cancellation);

    const string SelectSeats = """
        SELECT round_applicant.applicant, given.title, COALESCE(given_unit.name, given.unit_name) AS unit_name, before.title AS title_before,
            COALESCE(before_unit.name, before.unit_name) AS unit_name_before, round_seat.repaired_for AS floor_of
        FROM round_seat
        JOIN round_applicant ON round_applicant.round_id = round_seat.round_id AND round_applicant.graduate_id = round_seat.graduate_id
        JOIN round_position given ON given.round_id = round_seat.round_id AND given.position_id = round_seat.position_id
        LEFT JOIN unit_status given_unit ON given_unit.unit_id = given.unit_id
        LEFT JOIN round_position before ON before.round_id = round_seat.round_id AND before.position_id = round_seat.stable_position_id
        LEFT JOIN unit_status before_unit ON before_unit.unit_id = before.unit_id
        WHERE round_seat.round_id = @roundId AND round_seat.repaired_for IS NOT NULL
        ORDER BY round_seat.repaired_for, round_applicant.applicant
        """;

    const string CountSeats = "SELECT COUNT(*) FROM round_seat WHERE round_id = @roundId AND repaired_for IS NOT NULL";

    const string SelectPairs = """
        SELECT round_applicant.applicant, round_position.title, COALESCE(unit_status.name, round_position.unit_name) AS unit_name, round_blocking.rank, round_blocking.park_id AS floor_of
        FROM round_blocking
        JOIN round_applicant ON round_applicant.round_id = round_blocking.round_id AND round_applicant.graduate_id = round_blocking.graduate_id
        JOIN round_position ON round_position.round_id = round_blocking.round_id AND round_position.position_id = round_blocking.position_id
        LEFT JOIN unit_status ON unit_status.unit_id = round_position.unit_id
        WHERE round_blocking.round_id = @roundId
        ORDER BY round_blocking.park_id, round_applicant.applicant, round_blocking.rank
        """;

    const string CountPairs = "SELECT COUNT(*) FROM round_blocking WHERE round_id = @roundId";
}
