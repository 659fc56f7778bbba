using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Matching.Rounds.Results;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// Who steers a round whose lists are closed, by somebody or by the clock, has it solved: seats, cutoffs and the lottery's seed are stored for officials to see. Solved again it gives the same.
/// 409 if somebody else steers it or its lists are not closed; 202 where it takes longer than a moment. A result the verifier does not accept is an
/// alarm, and nothing of it is stored.
/// </summary>
static class SolveRound
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/rounds/{roundId:guid}/solve", HandleAsync).RequireRoles(Roles.Supervisor, Roles.ParkStaff).RequireScope(Scopes.RoundsWrite).RequireRight(Right.Manage);

    static async Task<Results<Ok<ShowRound.Response>, Accepted<JobState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(
        Guid roundId, Caller caller, Tallies tallies, JobDesk jobs, MatchingDb db, CancellationToken cancellation)
    {
        var begun = await db.WriteAsync<Results<Accepted<JobState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
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
                // The work begins once the lists are written down, which is taken up again here where it had failed.
                await JobDesk.AskAsync(unit, Freezing.Kind, roundId, caller.Id);
            }

            if (round.Stage == RoundStage.Open && !round.IsOpenAt(unit.Now))
            {
                // The clock has closed the lists; whoever comes first has them written down.
                await OpenLists.WaitAsync(unit, round);
                await Freezing.BeginAsync(unit, round, actorId: null, reason: null);
                round = (await Round.FindAsync(unit, roundId))!;
            }

            return round.Stage is RoundStage.Closing or RoundStage.Closed or RoundStage.Solved
                ? RoundWork.Accepted(await JobDesk.AskAsync(unit, Solving.Kind, roundId, caller.Id))
                : round.WrongStage("act.solve", unit.Now);
        }, cancellation);
        return await RoundWork.AnswerAsync(begun.Result, caller, jobs, tallies, db, cancellation);
    }
}
