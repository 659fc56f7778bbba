using RaMatch.Platform.Data;

namespace RaMatch.Platform.Jobs;

/// <summary>The row of a piece of long work.</summary>
public sealed record Job
{
    /// <summary>The job.</summary>
    public Guid JobId { get; init; }

    /// <summary>What is done, for example <c>solve-round</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>To what it is done, for example the round.</summary>
    public Guid Subject { get; init; }

    /// <summary>How many-th time this kind is done to the subject, from 1.</summary>
    public long Generation { get; init; }

    /// <summary>Who asked first; null where nobody signed in did.</summary>
    public Guid? AskedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>What was asked for beyond kind and subject, as JSON.</summary>
    public string Request { get; init; } = "{}";

    /// <summary>How far it has come.</summary>
    public JobStage State { get; init; }

    /// <summary>Pieces done.</summary>
    public long Done { get; init; }

    /// <summary>Pieces in all; 0 while that is not known.</summary>
    public long Total { get; init; }

    /// <summary>How often it was begun; more than once after a crash. The attempt that holds the job is the last one.</summary>
    public long Attempts { get; init; }

    /// <summary>How often it failed by itself.</summary>
    public long Failures { get; init; }

    /// <summary>The process that works on it.</summary>
    public Guid? Holder { get; init; }

    /// <summary>Grows as long as the holder lives.</summary>
    public long Beats { get; init; }

    /// <summary>When the last attempt began.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>When it was done or failed.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where what came of it is; null while it is not done.</summary>
    public string? Result { get; init; }

    /// <summary>A <see cref="JobError"/> as JSON; null unless it failed.</summary>
    public string? Error { get; init; }

    /// <summary>It is done or failed, and nobody works on it any more.</summary>
    public bool HasEnded => State is JobStage.Done or JobStage.Failed;

    /// <summary>The job of an id, or null.</summary>
    public static Task<Job?> FindAsync(Reader reader, Guid jobId) => reader.FindAsync<Job>(SelectJob, new { jobId });

    /// <summary>The last generation of a kind on a subject, or null.</summary>
    public static Task<Job?> FindLastAsync(Reader reader, string kind, Guid subject) => reader.FindAsync<Job>(SelectLast, new { kind, subject });

    /// <summary>What is asked for and not ended, of some kinds on a subject, or what of them was asked for last; null if nothing ever was.</summary>
    public static async Task<Job?> FindCurrentAsync(Reader reader, Guid subject, IReadOnlyList<string> kinds)
    {
        var jobs = await reader.QueryAsync<Job>(SelectOfSubject, new { subject, kinds });
        return jobs.FirstOrDefault(job => !job.HasEnded) ?? (jobs is [.., var last] ? last : null);
    }

    internal const string Columns = """
        SELECT job_id, kind, subject, generation, asked_by, asked_at, request, state, done, total, attempts, failures, holder, beats, begun_at, ended_at, result, error
        FROM job
        """;

    const string SelectJob = Columns + """

        WHERE job_id = @jobId
        """;

    const string SelectLast = Columns + """

        WHERE kind = @kind AND subject = @subject AND generation = (SELECT MAX(generation) FROM job WHERE kind = @kind AND subject = @subject)
        """;

    const string SelectOfSubject = Columns + """

        WHERE subject = @subject AND kind IN @kinds
        ORDER BY asked_at, job_id
        """;
}

/// <summary>How far a job has come.</summary>
public enum JobStage
{
    /// <summary>等待中: nobody works on it yet.</summary>
    Waiting,

    /// <summary>进行中: a process works on it.</summary>
    Running,

    /// <summary>已完成: what came of it is there.</summary>
    Done,

    /// <summary>未完成: it was refused, or it failed too often.</summary>
    Failed,
}
