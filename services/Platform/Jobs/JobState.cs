using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Platform.Jobs;

/// <summary>A job as whoever may read its subject sees it.</summary>
/// <param name="JobId">The job; it is read at <c>/api/{service}/jobs/{jobId}</c>.</param>
/// <param name="Kind">What is done, for example <c>solve-round</c>.</param>
/// <param name="Subject">To what it is done, for example the round.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Progress">0 to 100; 100 only once it is done.</param>
/// <param name="Done">Pieces done.</param>
/// <param name="Total">Pieces in all; 0 while that is not known.</param>
/// <param name="AskedAt">When it was asked for.</param>
/// <param name="EndedAt">When it was done or failed.</param>
/// <param name="Result">Where what came of it is, once it is done.</param>
/// <param name="Error">Why it failed, and what to do.</param>
public sealed record JobState(
    Guid JobId,
    string Kind,
    Guid Subject,
    JobStage State,
    int Progress,
    long Done,
    long Total,
    DateTimeOffset AskedAt,
    DateTimeOffset? EndedAt,
    string? Result,
    JobError? Error)
{
    /// <summary>What is told of a row.</summary>
    public static JobState Of(Job job) => new(
        job.JobId,
        job.Kind,
        job.Subject,
        job.State,
        job.State == JobStage.Done ? 100 : job.Total <= 0 ? 0 : (int)Math.Clamp(job.Done * 100 / job.Total, 0, 99),
        job.Done,
        job.Total,
        job.AskedAt,
        job.EndedAt,
        job.Result,
        job.Error is { } error ? Json.Read<JobError>(error) : null);
}

/// <summary>Why a job failed.</summary>
/// <param name="Status">The HTTP status that says the same: 409 where things do not allow it, 500 for a fault of ours.</param>
/// <param name="Title">The sentence for the person who asked, with what to do.</param>
/// <param name="TraceId">By which the log tells more; null for a refusal.</param>
public sealed record JobError(int Status, Sentence Title, string? TraceId = null)
{
    /// <summary>A refusal as a use case makes it.</summary>
    public static JobError Of(ProblemDetails problem) => new(problem.Status ?? 500, Sentence.Read(problem.Title ?? "request.failed"));

    /// <summary>The same as a refusal.</summary>
    public ProblemDetails Problem() => new() { Status = Status, Title = Title.ToString() };
}
