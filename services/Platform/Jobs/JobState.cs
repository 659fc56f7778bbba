using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;

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
    ProblemDetails? Error)
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
        job.Error is { } error ? Json.Read<ProblemDetails>(error) : null);
}
