using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// Who steers an open round closes its lists: they are frozen as they stand, with every score. At the date announced the clock does it. 409 if somebody
/// else steers it, if it is solved, published or cancelled, if there is no wish, or before the date that was announced unless a reason is given. 202 where it
/// takes longer than a moment.
/// </summary>
static class CloseRound
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/rounds/{roundId:guid}/close", HandleAsync).RequireRoles(Roles.Supervisor, Roles.ParkStaff).RequireScope(Scopes.RoundsWrite).RequireRight(Right.Manage)
        .WithExample(_ => new Request("双方都已准备好"));

    /// <summary>Why the lists close before the date announced.</summary>
    public sealed record Request([Characters(300, ErrorMessage = "ramatch:placement.reason-too-long?most={1}")] string? Reason = null);

    static async Task<Results<Ok<ShowRound.Response>, Accepted<JobState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(
        Guid roundId, Request request, Caller caller, Tallies tallies, JobDesk jobs, MatchingDb db, CancellationToken cancellation)
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
                // The closing under way, or taken up again where it had failed.
                return RoundWork.Accepted(await JobDesk.AskAsync(unit, Freezing.Kind, roundId, caller.Id));
            }

            if (round.Stage == RoundStage.Closed && await Job.FindLastAsync(unit, Freezing.Kind, roundId) is { } done)
            {
                // The clock may have been a moment quicker.
                return RoundWork.Accepted(done);
            }

            if (round.Stage != RoundStage.Open)
            {
                return round.WrongStage("act.close", unit.Now);
            }

            var reason = request.Reason is null ? null : Sentence.Said(request.Reason);
            if (unit.Now < round.RankBy && reason is null)
            {
                return Problems.Conflict("round.early-closing-needs-reason", ("on", round.RankBy));
            }

            await OpenLists.WaitAsync(unit, round);
            return await Freezing.BeginAsync(unit, round, caller.Id, reason) is { } job
                ? RoundWork.Accepted(job)
                : (await Round.FindAsync(unit, roundId))!.WrongStage("act.close", unit.Now);
        }, cancellation);
        return await RoundWork.AnswerAsync(begun.Result, caller, jobs, tallies, db, cancellation);
    }
}
