using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Platform.Jobs;

/// <summary>Who may read a job's subject reads how far the job is, where its result is, or why it failed. 404 for everybody else.</summary>
static class ReadJob
{
    public static void Map(RouteGroupBuilder api, Database database, IReadOnlyDictionary<string, IJobKind> kinds) =>
        api.MapGet("/jobs/{jobId:guid}", (Guid jobId, HttpContext http, CancellationToken cancellation) => HandleAsync(jobId, http, database, kinds, cancellation)).AllowPublic()
            .WithSummary($"Who may read its subject reads how far a piece of long work of {database.Name} is, or what came of it.")
            .WithOperationOf(database.Name, "Read", "Job");

    /// <summary>Tells when to ask again of a job that is not at its end, wherever an answer carries one.</summary>
    public static async ValueTask<object?> SayWhenAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var inner = result;
        while (inner is INestedHttpResult nested)
        {
            inner = nested.Result;
        }

        if (inner is IValueHttpResult { Value: JobState { State: JobStage.Waiting or JobStage.Running } })
        {
            context.HttpContext.Response.Headers.RetryAfter = "1";
        }

        return result;
    }

    static Task<Results<Ok<JobState>, NotFound<ProblemDetails>>> HandleAsync(
        Guid jobId, HttpContext http, Database database, IReadOnlyDictionary<string, IJobKind> kinds, CancellationToken cancellation) =>
        database.ReadAsync<Results<Ok<JobState>, NotFound<ProblemDetails>>>(
            async reader => await Job.FindAsync(reader, jobId) is { } job && kinds.TryGetValue(job.Kind, out var kind) && await kind.MayReadAsync(reader, job, http)
                ? TypedResults.Ok(JobState.Of(job))
                : Problems.NotFound("job.none"),
            cancellation);
}
