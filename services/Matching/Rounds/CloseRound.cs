using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// Who steers an open round closes its lists: they are frozen as they stand, with every score. 409 if somebody else steers it, if it is not open, if
/// there is no wish, or before the date that was announced unless a reason is given.
/// </summary>
static class CloseRound
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/rounds/{roundId:guid}/close", HandleAsync).RequireRoles(Roles.Supervisor, Roles.ParkStaff);

    /// <summary>Why the lists close before the date announced.</summary>
    public sealed record Request([StringLength(300, ErrorMessage = "ramatch:placement.reason-too-long?most={1}")] string? Reason = null);

    static async Task<Results<Ok<ShowRound.Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(
        Guid roundId, Request request, Caller caller, Tallies tallies, Freezing freezing, MatchingDb db, CancellationToken cancellation)
    {
        // Counted before the transaction, which others wait for.
        var wishers = await db.ReadAsync(
            async reader => await Round.FindAsync(reader, roundId, caller) is { Stage: RoundStage.Open } found ? (await tallies.OfAsync(reader, found, caller.ParkId)).Readiness.Graduates : 0,
            cancellation);
        var begun = await db.WriteAsync<Results<Ok<ShowRound.Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await Round.FindAsync(unit, roundId, caller) is not { } round)
            {
                return Round.None();
            }

            if (!round.MayBeSteeredBy(caller))
            {
                return Round.NotOwn();
            }

            if (round.Stage != RoundStage.Open)
            {
                return round.WrongStage("act.close");
            }

            var reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim();
            if (unit.Now < round.RankBy && reason is null)
            {
                return Problems.Conflict("round.early-closing-needs-reason", ("on", round.RankBy));
            }

            if (wishers == 0)
            {
                return NoWish();
            }

            await OpenLists.WaitAsync(unit, round);
            return await Freezing.BeginAsync(unit, round, caller.Id, reason)
                ? TypedResults.Ok(await ShowRound.TellAsync(unit, (await Round.FindAsync(unit, roundId))!, caller, tallies))
                : (await Round.FindAsync(unit, roundId))!.WrongStage("act.close");
        }, cancellation);
        if (begun.Result is not Ok<ShowRound.Response>)
        {
            return begun;
        }

        // It is closing and will be closed; whoever does not wait finds it closed all the same.
        await freezing.FinishAsync(roundId, cancellation);
        return await db.ReadAsync<Results<Ok<ShowRound.Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(
            async reader => await Round.FindAsync(reader, roundId) is { Stage: not RoundStage.Open } closed ? TypedResults.Ok(await ShowRound.TellAsync(reader, closed, caller, tallies)) : NoWish(),
            cancellation);
    }

    static Conflict<ProblemDetails> NoWish() => Problems.Conflict("round.no-wish");
}
