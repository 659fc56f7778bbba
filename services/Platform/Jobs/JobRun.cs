using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Platform.Jobs;

/// <summary>One attempt at a job, which holds it as long as nobody else has begun another.</summary>
public sealed class JobRun
{
    readonly Database _database;
    long _done;
    long _total;

    internal JobRun(Database database, Job job) => (_database, Job, _done, _total) = (database, job, 0, 0);

    /// <summary>The job as it was when the attempt began.</summary>
    public Job Job { get; }

    /// <summary>What it is done to.</summary>
    public Guid Subject => Job.Subject;

    /// <summary>What was asked for beyond kind and subject.</summary>
    public T Request<T>() => Json.Read<T>(Job.Request);

    /// <summary>Says how far the work is; it is written down with the next write or the next sign of life.</summary>
    public void Tell(long done, long total) => (_done, _total) = (done, total);

    /// <summary>A transaction of whoever holds the job.</summary>
    /// <exception cref="JobLostException">Another process has taken the job over; nothing was written.</exception>
    public Task<T> WriteAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken cancellation) =>
        _database.WriteAsync(
            async unit =>
            {
                // First of all: of two who believe they hold it, the second waits here and then finds that it does not.
                await HoldAsync(unit);
                var result = await work(unit);
                CrashPoints.Reach("jobs.in-transaction");
                return result;
            },
            cancellation);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<UnitOfWork, Task> work, CancellationToken cancellation) => WriteAsync(
        async unit =>
        {
            await work(unit);
            return true;
        },
        cancellation);

    /// <summary>A read of the service's database.</summary>
    public Task<T> ReadAsync<T>(Func<Reader, Task<T>> read, CancellationToken cancellation) => _database.ReadAsync(read, cancellation);

    /// <summary>Writes a sign of life.</summary>
    internal Task BeatAsync(CancellationToken cancellation) => _database.WriteAsync(HoldAsync, cancellation);

    internal async Task HoldAsync(UnitOfWork unit)
    {
        if (await unit.ExecuteAsync(Hold, new { Job.JobId, Job.Holder, Job.Attempts, done = _done, total = _total }) == 0)
        {
            throw new JobLostException(Job);
        }
    }

    const string Hold = """
        UPDATE job
        SET beats = beats + 1, done = @done, total = @total
        WHERE job_id = @jobId AND holder = @holder AND attempts = @attempts AND state = 'Running'
        """;
}

/// <summary>Another process has taken the job over.</summary>
public sealed class JobLostException(Job job) : Exception($"Another attempt works on {job.Kind} {job.JobId}.");
