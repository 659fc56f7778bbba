using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Programmes;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Matching.Rounds.Results;
using RaMatch.Platform;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Rounds;

/// <summary>
/// Who steers a solved round publishes it: everybody sees the result, and every seated graduate has an offer until the date announced. 400 for an
/// answering date that is none, 409 if somebody else steers it, if it is not solved, or if the date announced has gone by and no later one is given; 202 where
/// it takes longer than a moment.
/// </summary>
static class PublishRound
{
    const int LongestAnswerDays = 60;

    public static void Map(RouteGroupBuilder api) => api.MapPost("/rounds/{roundId:guid}/publish", HandleAsync).RequireRoles(Roles.Supervisor, Roles.ParkStaff).RequireScope(Scopes.RoundsWrite).RequireRight(Right.Manage)
        .WithExample(today => new Request(ChinaTime.At(today.AddDays(21), new TimeOnly(18, 0))));

    /// <param name="AnswerBy">A later date than the one announced, where that has gone by or come too near; never an earlier one.</param>
    public sealed record Request(DateTimeOffset? AnswerBy = null);

    static async Task<Results<Ok<ShowRound.Response>, Accepted<JobState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>> HandleAsync(
        Guid roundId, Request request, Caller caller, Tallies tallies, JobDesk jobs, MatchingDb db, CancellationToken cancellation)
    {
        var begun = await db.WriteAsync<Results<Accepted<JobState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            if (await Round.FindAsync(unit, roundId, caller) is not { } round)
            {
                return Round.None();
            }

            if (!round.MayBeSteeredBy(caller))
            {
                return Round.NotOwn();
            }

            if (round.Stage == RoundStage.Publishing)
            {
                // The publication under way, or taken up again where it had failed.
                return RoundWork.Accepted(await JobDesk.AskAsync(unit, Publication.Kind, roundId, caller.Id));
            }

            if (round.Stage != RoundStage.Solved)
            {
                return round.WrongStage("act.publish", unit.Now);
            }

            if (await Programme.TakeAsync(unit, round.Programme) is { } programme)
            {
                if (unit.Now >= programme.Ends)
                {
                    return Problems.Conflict("round.programme-over", ("last", programme.ClosesOn));
                }

                if (request.AnswerBy >= programme.Ends)
                {
                    return Problems.Invalid("answerBy", "round.answer-after-programme");
                }
            }

            if (request.AnswerBy is { } later && (later < round.AnswerBy || later <= unit.Now || later > unit.Now.AddDays(LongestAnswerDays)))
            {
                return Problems.Invalid("answerBy", "round.answer-only-later", ("days", LongestAnswerDays));
            }

            var answerBy = request.AnswerBy ?? round.AnswerBy;
            if (answerBy <= unit.Now)
            {
                return Problems.Conflict("round.answer-passed", ("on", answerBy));
            }

            if (!await round.MoveAsync(unit, RoundStage.Publishing, caller.Id))
            {
                return (await Round.FindAsync(unit, roundId))!.WrongStage("act.publish", unit.Now);
            }

            await unit.ExecuteAsync(UpdateAnswerBy, new { roundId, answerBy });
            return RoundWork.Accepted(await JobDesk.AskAsync(unit, Publication.Kind, roundId, caller.Id));
        }, cancellation);
        if (begun.Result is ValidationProblem invalid)
        {
            return invalid;
        }

        // The decision is made and stays made; whoever does not wait for the offers finds them out all the same.
        return (await RoundWork.AnswerAsync(begun.Result, caller, jobs, tallies, db, cancellation)).Result switch
        {
            Ok<ShowRound.Response> published => published,
            Accepted<JobState> accepted => accepted,
            NotFound<ProblemDetails> none => none,
            var refused => (Conflict<ProblemDetails>)refused,
        };
    }

    const string UpdateAnswerBy = "UPDATE round SET answer_by = @answerBy WHERE round_id = @roundId";
}
