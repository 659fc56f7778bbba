using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Matching.Rounds.Lists;
using RaMatch.Matching.Rounds.Results;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Rounds;

/// <summary>What an official who has long work done on a round is told: the round if the work is done within a moment, else where to look for its end.</summary>
static class RoundWork
{
    /// <summary>What an official sees of the work under way on a round, or of what failed last.</summary>
    public static async Task<JobState?> ShownAsync(Reader reader, Guid roundId) =>
        await Job.FindCurrentAsync(reader, roundId, [Freezing.Kind, Solving.Kind, Publication.Kind]) is { State: not JobStage.Done } job ? JobState.Of(job) : null;

    /// <summary>202 with the work's address.</summary>
    public static Accepted<JobState> Accepted(Job job) => JobDesk.Accepted(MatchingService.ServiceName, job);

    /// <summary>Waits a moment for work that was asked for; a refusal that came before it stays what it is.</summary>
    public static async Task<Results<Ok<ShowRound.Response>, Accepted<JobState>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> AnswerAsync(
        IResult begun, Caller caller, JobDesk jobs, Tallies tallies, MatchingDb db, CancellationToken cancellation)
    {
        switch (begun)
        {
            case NotFound<ProblemDetails> none:
                return none;
            case Conflict<ProblemDetails> refused:
                return refused;
        }

        var job = await jobs.EndAsync(db, ((Accepted<JobState>)begun).Value!.JobId, cancellation);
        return job.State switch
        {
            JobStage.Done => TypedResults.Ok(await db.ReadAsync(async reader => await ShowRound.TellAsync(reader, (await Round.FindAsync(reader, job.Subject))!, caller, tallies), cancellation)),
            JobStage.Failed when JobState.Of(job).Error is { Status: StatusCodes.Status409Conflict } error => TypedResults.Conflict(error.Problem()),
            _ => Accepted(job),
        };
    }
}
