using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Platform.Jobs;

/// <summary>Where use cases ask for long work, in the transaction of their own decision, and wait a moment for its end.</summary>
public sealed class JobDesk(JobSettings settings)
{
    readonly ConcurrentDictionary<Guid, TaskCompletionSource> _ends = new();

    /// <summary>Asks for work to be done: the job that is asked for and not ended, or a new one, which is begun after the commit.</summary>
    /// <param name="unit">The transaction of the decision.</param>
    /// <param name="kind">The kind's name.</param>
    /// <param name="subject">To what it is done.</param>
    /// <param name="askedBy">Who asks; null for nobody signed in.</param>
    /// <param name="request">What is asked for beyond that; the first who asks says it.</param>
    public static async Task<Job> AskAsync(UnitOfWork unit, string kind, Guid subject, Guid? askedBy, object? request = null)
    {
        var last = await Job.FindLastAsync(unit, kind, subject);
        if (last is { HasEnded: false })
        {
            return last;
        }

        var job = new Job
        {
            JobId = Guid.CreateVersion7(),
            Kind = kind,
            Subject = subject,
            // The key lets one of two who ask at once through; the other runs again and finds it.
            Generation = (last?.Generation ?? 0) + 1,
            AskedBy = askedBy,
            AskedAt = unit.Now,
            Request = request is null ? "{}" : Json.Text(request),
            State = JobStage.Waiting,
        };
        await unit.ExecuteAsync(InsertJob, job);
        unit.Wake();
        return job;
    }

    /// <summary>202 with the job's address.</summary>
    public static Accepted<JobState> Accepted(string service, Job job) => TypedResults.Accepted($"/api/{service}/jobs/{job.JobId}", JobState.Of(job));

    /// <summary>The job once it has ended, or as it stands when patience is at its end.</summary>
    public async Task<Job> EndAsync(Database database, Guid jobId, CancellationToken cancellation)
    {
        var end = _ends.GetOrAdd(jobId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            // It may have ended before anybody waited.
            if (await database.ReadAsync(reader => Job.FindAsync(reader, jobId), cancellation) is { HasEnded: true } ended)
            {
                return ended;
            }

            await end.Task.WaitAsync(settings.Patience, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
            return (await database.ReadAsync(reader => Job.FindAsync(reader, jobId), cancellation))!;
        }
        finally
        {
            _ends.TryRemove(new KeyValuePair<Guid, TaskCompletionSource>(jobId, end));
        }
    }

    /// <summary>Tells those who wait that a job has ended.</summary>
    internal void Ended(Guid jobId)
    {
        if (_ends.TryRemove(jobId, out var end))
        {
            end.TrySetResult();
        }
    }

    const string InsertJob = """
        INSERT INTO job (job_id, kind, subject, generation, asked_by, asked_at, request, state, done, total, attempts, failures, beats)
        VALUES (@jobId, @kind, @subject, @generation, @askedBy, @askedAt, @request, @state, @done, @total, @attempts, @failures, @beats)
        """;
}
