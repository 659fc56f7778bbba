using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Platform.Jobs;

/// <summary>
/// Works off the jobs of one database. A job is taken by a guarded update that names the beat it was seen at, so that one of several processes
/// gets it; a holder that lives writes a beat every few seconds. One that has not beaten for half a minute of this process's own looks is taken for
/// dead, whatever anybody's clock says; to be wrong costs time only, because who has lost a job writes nothing more.
/// </summary>
sealed class JobWorker(Database database, IReadOnlyDictionary<string, IJobKind> kinds, JobDesk jobs, JobSettings settings, ILogger log)
{
    const int MostFailures = 3;
    const int LooksWithoutBeat = 30;
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);
    static readonly TimeSpan NotYet = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    readonly Guid _me = Guid.CreateVersion7();
    readonly Dictionary<Guid, Task> _running = [];
    readonly Dictionary<Guid, (long Beats, int Looks)> _seen = [];
    readonly ConcurrentDictionary<Guid, (long Since, TimeSpan Pause)> _resting = new();

    /// <summary>Works until it is stopped; what is under way then is left for the next process to go on with.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var news = new News();
        database.Announced += news.Announce;
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                try
                {
                    await news.WaitAsync(stopping);
                    await LookAsync(news, stopping);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // A database that is away comes back; the jobs wait.
                    log.LogWarning(exception, "The jobs of {Database} could not be looked for this time", database.Name);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        finally
        {
            database.Announced -= news.Announce;
            await Task.WhenAll(_running.Values);
        }
    }

    async Task LookAsync(News news, CancellationToken stopping)
    {
        foreach (var (jobId, _) in _running.Where(one => one.Value.IsCompleted).ToList())
        {
            _running.Remove(jobId);
        }

        var open = await database.ReadAsync(reader => reader.QueryAsync<Job>(SelectOpen), stopping);
        foreach (var gone in _seen.Keys.Except(open.Select(job => job.JobId)).ToList())
        {
            _seen.Remove(gone);
            _resting.TryRemove(gone, out _);
        }

        foreach (var job in open.Where(job => kinds.ContainsKey(job.Kind) && !_running.ContainsKey(job.JobId) && IsFree(job)))
        {
            if (_running.Count >= settings.AtOnce)
            {
                return;
            }

            if (await TakeAsync(job, stopping) is { } taken)
            {
                // Not in the flow of whoever woke the worker.
                using (ExecutionContext.SuppressFlow())
                {
                    _running.Add(job.JobId, Task.Run(() => WorkAsync(taken, news, stopping), CancellationToken.None));
                }
            }
        }
    }

    /// <summary>Whether nobody works on a job, as far as can be seen from here.</summary>
    bool IsFree(Job job)
    {
        if (_resting.TryGetValue(job.JobId, out var rest) && Stopwatch.GetElapsedTime(rest.Since) < rest.Pause)
        {
            return false;
        }

        var looks = _seen.TryGetValue(job.JobId, out var before) && before.Beats == job.Beats ? before.Looks + 1 : 0;
        _seen[job.JobId] = (job.Beats, looks);
        // A file has one process: whoever else holds a job of it is dead.
        return job.State == JobStage.Waiting || (job.Holder != _me && database.Dialect == Dialect.Sqlite) || looks >= LooksWithoutBeat;
    }

    Task<Job?> TakeAsync(Job job, CancellationToken stopping) => database.WriteAsync(
        async unit => await unit.ExecuteAsync(Take, new { job.JobId, job.Beats, me = _me, begunAt = unit.Now }) > 0 ? await Job.FindAsync(unit, job.JobId) : null,
        stopping);

    async Task WorkAsync(Job job, News news, CancellationToken stopping)
    {
        using var activity = Metrics.Traces.StartActivity($"{database.Name} works on {job.Kind}");
        var run = new JobRun(database, job);
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var beating = BeatAsync(run, lost);
        try
        {
            CrashPoints.Reach("jobs.taken");
            if (job.Failures >= MostFailures)
            {
                // Whoever took it died over it, again and again.
                await FailAsync(run, Unexpected(job, activity));
                return;
            }

            var result = await kinds[job.Kind].RunAsync(run, lost.Token);
            CrashPoints.Reach("jobs.worked");
            await EndAsync(run, JobStage.Done, result, null, lost.Token);
            Metrics.JobsDone.Add(1, new KeyValuePair<string, object?>("kind", job.Kind));
        }
        catch (JobLostException exception)
        {
            log.LogInformation(exception, "{Kind} {Job} is worked on elsewhere", job.Kind, job.JobId);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            // The process stops, or the job is lost: whoever takes it next goes on with it.
            await GiveBackAsync(run);
        }
        catch (JobNotYetException)
        {
            await RestAsync(run, NotYet, failed: false, news);
        }
        catch (JobRefusedException refused)
        {
            await FailAsync(run, JobError.Of(refused.Problem));
        }
        catch (Exception exception) when (exception is DatabaseBusyException || database.Dialect.IsTransient(exception))
        {
            log.LogWarning(exception, "{Kind} {Job} waits for the database", job.Kind, job.JobId);
            await RestAsync(run, FirstPause, failed: false, news);
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            log.LogError(exception, "{Kind} {Job} of {Subject} failed, attempt {Attempt}", job.Kind, job.JobId, job.Subject, job.Attempts);
            if (job.Failures + 1 < MostFailures)
            {
                await RestAsync(run, FirstPause * (job.Failures + 1), failed: true, news);
            }
            else
            {
                await FailAsync(run, Unexpected(job, activity));
            }
        }
        finally
        {
            await lost.CancelAsync();
            await beating;
            // The next in the row need not wait for the next look.
            news.Announce();
        }
    }

    async Task BeatAsync(JobRun run, CancellationTokenSource lost)
    {
        using var timer = new PeriodicTimer(Beat);
        while (!lost.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(lost.Token);
                await run.BeatAsync(lost.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (JobLostException)
            {
                await lost.CancelAsync();
                return;
            }
            catch (Exception exception)
            {
                log.LogWarning(exception, "No sign of life of {Kind} {Job} this time", run.Job.Kind, run.Job.JobId);
            }
        }
    }

    async Task EndAsync(JobRun run, JobStage state, string? result, string? error, CancellationToken cancellation)
    {
        await database.WriteAsync(
            async unit =>
            {
                await run.HoldAsync(unit);
                await unit.ExecuteAsync(End, new { run.Job.JobId, state, result, error, endedAt = unit.Now });
            },
            cancellation);
        jobs.Ended(run.Job.JobId);
    }

    async Task FailAsync(JobRun run, JobError error)
    {
        Metrics.JobsFailed.Add(1, new KeyValuePair<string, object?>("kind", run.Job.Kind));
        await QuietlyAsync(run, () => EndAsync(run, JobStage.Failed, null, Json.Text(error), CancellationToken.None));
    }

    /// <summary>Leaves the job for another attempt after a pause.</summary>
    async Task RestAsync(JobRun run, TimeSpan pause, bool failed, News news)
    {
        _resting[run.Job.JobId] = (Stopwatch.GetTimestamp(), pause);
        await LeaveAsync(run, failed ? 1 : 0);
        _ = Task.Delay(pause, CancellationToken.None).ContinueWith(_ => news.Announce(), TaskScheduler.Default);
    }

    Task GiveBackAsync(JobRun run) => LeaveAsync(run, failures: 0);

    Task LeaveAsync(JobRun run, int failures) => QuietlyAsync(run, () => database.WriteAsync(
        async unit =>
        {
            await run.HoldAsync(unit);
            await unit.ExecuteAsync(Leave, new { run.Job.JobId, failures });
        },
        CancellationToken.None));

    /// <summary>What cannot be written down now, the next who takes the job finds out by itself.</summary>
    async Task QuietlyAsync(JobRun run, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (JobLostException exception)
        {
            log.LogInformation(exception, "{Kind} {Job} is worked on elsewhere", run.Job.Kind, run.Job.JobId);
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "The state of {Kind} {Job} could not be written down", run.Job.Kind, run.Job.JobId);
        }
    }

    // The log names both numbers.
    static JobError Unexpected(Job job, Activity? activity) => new(500, Sentence.Of("job.failed"), activity?.TraceId.ToString() ?? job.JobId.ToString());

    const string SelectOpen = Job.Columns + """

        WHERE state IN ('Waiting', 'Running')
        ORDER BY asked_at, job_id
        """;

    // A holder that died counts as a failure: work that kills its process is not begun for ever.
    const string Take = """
        UPDATE job
        SET state = 'Running', holder = @me, attempts = attempts + 1, beats = beats + 1, begun_at = @begunAt,
            failures = CASE WHEN state = 'Running' THEN failures + 1 ELSE failures END
        WHERE job_id = @jobId AND beats = @beats AND state IN ('Waiting', 'Running')
        """;

    const string Leave = "UPDATE job SET state = 'Waiting', failures = failures + @failures WHERE job_id = @jobId";

    const string End = "UPDATE job SET state = @state, result = @result, error = @error, ended_at = @endedAt WHERE job_id = @jobId";
}
