using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Rounds;

/// <summary>An official reads who is seated where, by position and points; staff see the own park's. 404 if it does not cover the own park, 409 before the round is solved.</summary>
static class ListAssignments
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/rounds/{roundId:guid}/assignments", HandleAsync).RequireRoles(Roles.Supervisor, Roles.ParkStaff).RequireScope(Scopes.RoundsRead);

    /// <summary>A graduate with the seat.</summary>
    public sealed record Line
    {
        public Guid PositionId { get; init; }
        public string Title { get; init; } = "";
        public string UnitName { get; init; } = "";
        public string ParkId { get; init; } = "";
        public Guid PlacementId { get; init; }
        public Guid GraduateId { get; init; }

        /// <summary>Which wish of the graduate's it was, from 1.</summary>
        public long Rank { get; init; }
        public long Score { get; init; }
        public long Lottery { get; init; }

        /// <summary>The park for whose floor a repair gave the seat.</summary>
        public string? RepairedFor { get; init; }

        /// <summary>When the publication made the offer, or found that the seat lapses.</summary>
        public DateTimeOffset? DecidedAt { get; init; }

        /// <summary>Why no offer was made.</summary>
        public Sentence? Lapsed { get; init; }
    }

    static Task<Results<Ok<PageOf<Line>>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(
        Guid roundId, string? park, Guid? position, Caller caller, Page page, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<PageOf<Line>>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async reader =>
        {
            if (await Round.FindAsync(reader, roundId, caller) is not { } round)
            {
                return Round.None();
            }

            if (!round.HasResult)
            {
                return round.WrongStage("act.see-result", reader.Now);
            }

            var scope = new
            {
                roundId,
                own = caller.ParkId ?? "",
                park = park ?? "",
                position = position ?? Guid.Empty,
                anyPosition = position is null ? 1 : 0,
            };
            return TypedResults.Ok(await reader.PageAsync<Line>(SelectSeats, CountSeats, scope, page));
        }, cancellation);

    const string SelectSeats = """
        SELECT round_seat.position_id, round_position.title, COALESCE(unit_status.name, round_position.unit_name) AS unit_name, round_seat.park_id, round_seat.placement_id, round_seat.graduate_id,
            round_seat.rank, round_seat.score, round_seat.lottery, round_seat.repaired_for, round_seat.decided_at, round_seat.lapsed
        FROM round_seat
        JOIN round_position ON round_position.round_id = round_seat.round_id AND round_position.position_id = round_seat.position_id
        LEFT JOIN unit_status ON unit_status.unit_id = round_position.unit_id
        WHERE round_seat.round_id = @roundId AND (@own = '' OR round_seat.park_id = @own) AND (@park = '' OR round_seat.park_id = @park)
            AND (@anyPosition = 1 OR round_seat.position_id = @position)
        ORDER BY round_seat.number
        """;

    const string CountSeats = """
        SELECT COUNT(*)
        FROM round_seat
        WHERE round_id = @roundId AND (@own = '' OR park_id = @own) AND (@park = '' OR park_id = @park) AND (@anyPosition = 1 OR position_id = @position)
        """;
}
