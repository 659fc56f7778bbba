using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// Who steers an open round sets the most and the fewest a park is to take, and the most a unit is to take over all its positions. 400 for a floor
/// above the cap, 404 for a round, park or unit that is not covered, 409 once the lists are closed or if somebody else steers it.
/// </summary>
static class SetCaps
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPut("/rounds/{roundId:guid}/parks/{parkId}", ParkAsync).RequireRoles(Roles.Supervisor, Roles.ParkStaff).RequireScope(Scopes.RoundsWrite).RequireRight(Right.Manage)
            .WithName("SetCapsOfPark")
            .WithExample(_ => new ParkRequest(Cap: 40, Floor: 10));
        api.MapPut("/rounds/{roundId:guid}/units/{unitId:guid}", UnitAsync).RequireRoles(Roles.Supervisor, Roles.ParkStaff).RequireScope(Scopes.RoundsWrite).RequireRight(Right.Manage)
            .WithName("SetCapOfUnit")
            .WithExample(_ => new UnitRequest(Cap: 5));
    }

    /// <summary>A park's cap and floor; null says nothing.</summary>
    public sealed record ParkRequest(
        [Range(0, 1_000_000, ErrorMessage = "ramatch:round.cap-range?least={1}&most={2}")] int? Cap = null,
        [Range(0, 1_000_000, ErrorMessage = "ramatch:round.floor-range?least={1}&most={2}")] int? Floor = null);

    /// <summary>A unit's cap; null removes it.</summary>
    public sealed record UnitRequest([Range(0, 1_000_000, ErrorMessage = "ramatch:round.cap-range?least={1}&most={2}")] int? Cap = null);

    /// <summary>Officials set how many seats a round may and should fill in a park.</summary>
    static async Task<Results<Ok<ShowRound.Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>> ParkAsync(
        Guid roundId, string parkId, ParkRequest request, Caller caller, Tallies tallies, MatchingDb db, CancellationToken cancellation)
    {
        await tallies.BeforehandAsync(roundId, caller, cancellation);
        return await db.WriteAsync<Results<Ok<ShowRound.Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            if (request.Floor > request.Cap)
            {
                return Problems.Invalid("floor", "round.floor-above-cap");
            }

            if (await Round.FindAsync(unit, roundId, caller) is not { } round || await unit.GetAsync<long>(CountPark, new { roundId, parkId }) == 0)
            {
                return Round.None();
            }

            if (await RefusalAsync(unit, round, parkId, caller) is { } refusal)
            {
                return refusal;
            }

            await unit.ExecuteAsync(UpdatePark, new { roundId, parkId, request.Cap, request.Floor });
            return TypedResults.Ok(await ShowRound.TellAsync(unit, round, caller, tallies));
        }, cancellation);
    }

    /// <summary>Officials set how many seats a round may fill in a unit.</summary>
    static async Task<Results<Ok<ShowRound.Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> UnitAsync(
        Guid roundId, Guid unitId, UnitRequest request, Caller caller, Tallies tallies, MatchingDb db, CancellationToken cancellation)
    {
        await tallies.BeforehandAsync(roundId, caller, cancellation);
        return await db.WriteAsync<Results<Ok<ShowRound.Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await Round.FindAsync(unit, roundId, caller) is not { } round
                || await unit.FindAsync<string>(SelectParkOfUnit, new { roundId, unitId, round.Programme }) is not { } parkId)
            {
                return Problems.NotFound("round.none-or-unit");
            }

            if (await RefusalAsync(unit, round, parkId, caller) is { } refusal)
            {
                return refusal;
            }

            unit.Concerns(parkId);
            await unit.ExecuteAsync(DeleteUnit, new { roundId, unitId });
            if (request.Cap is { } cap)
            {
                await unit.ExecuteAsync(InsertUnit, new { roundId, unitId, parkId, cap });
            }

            return TypedResults.Ok(await ShowRound.TellAsync(unit, round, caller, tallies));
        }, cancellation);
    }

    static async Task<Conflict<ProblemDetails>?> RefusalAsync(UnitOfWork unit, Round round, string parkId, Caller caller) =>
        !round.MayBeSteeredBy(caller) ? Round.NotOwn()
        : !await OpenLists.HoldAsync(unit, round, parkId) ? (await Round.FindAsync(unit, round.RoundId))!.WrongStage("act.set-caps", unit.Now)
        : null;

    const string CountPark = "SELECT COUNT(*) FROM round_park WHERE round_id = @roundId AND park_id = @parkId";

    // A unit lies in one park.
    const string SelectParkOfUnit = """
        SELECT MAX(position.park_id)
        FROM position
        JOIN round_park ON round_park.park_id = position.park_id AND round_park.round_id = @roundId
        WHERE position.unit_id = @unitId AND position.programme = @programme
        """;

    const string UpdatePark = "UPDATE round_park SET cap = @cap, floor = @floor WHERE round_id = @roundId AND park_id = @parkId";

    const string DeleteUnit = "DELETE FROM round_unit WHERE round_id = @roundId AND unit_id = @unitId";

    const string InsertUnit = """
        INSERT INTO round_unit (round_id, unit_id, park_id, cap)
        VALUES (@roundId, @unitId, @parkId, @cap)
        """;
}
