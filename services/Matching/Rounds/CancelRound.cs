using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Rounds;

/// <summary>Who steers a round cancels it before it is published, with a reason everybody reads; its parks are free for another. 409 otherwise.</summary>
static class CancelRound
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/rounds/{roundId:guid}/cancel", HandleAsync).RequireRoles(Roles.Supervisor, Roles.ParkStaff).RequireScope(Scopes.RoundsWrite).RequireRight(Right.Manage)
        .WithExample(_ => new Request("报名人数不足"));

    public sealed record Request([Required(ErrorMessage = "ramatch:round.cancel-reason-missing"), Characters(300, ErrorMessage = "ramatch:placement.reason-too-long?most={1}")] string Reason);

    static async Task<Results<Ok<ShowRound.Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(
        Guid roundId, Request request, Caller caller, Tallies tallies, JobDesk jobs, MatchingDb db, CancellationToken cancellation)
    {
        if (await db.ReadAsync(async reader => await Round.FindAsync(reader, roundId, caller) is { Stage: RoundStage.Closing } ? await Job.FindLastAsync(reader, Freezing.Kind, roundId) : null, cancellation) is { } closing)
        {
            await jobs.EndAsync(db, closing.JobId, cancellation);
        }

        return await db.WriteAsync<Results<Ok<ShowRound.Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await Round.FindAsync(unit, roundId, caller) is not { } round)
            {
                return Round.None();
            }

            if (!round.MayBeSteeredBy(caller))
            {
                return Round.NotOwn();
            }

            if (round.Stage == RoundStage.Closing)
            {
                return Problems.Conflict("round.freezing");
            }

            await OpenLists.WaitAsync(unit, round);
            if (round.Stage is not (RoundStage.Open or RoundStage.Closed or RoundStage.Solved)
                || !await round.CancelAsync(unit, caller.Id, Sentence.Said(request.Reason)))
            {
                return (await Round.FindAsync(unit, roundId))!.WrongStage("act.cancel", unit.Now);
            }

            return TypedResults.Ok(await ShowRound.TellAsync(unit, (await Round.FindAsync(unit, roundId))!, caller, tallies));
        }, cancellation);
    }
}
