using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Jobs;

/// <summary>
/// A kind of long work. It is begun again after a crash, by this process or another, so it finds out from its own rows what is done already, and
/// writes by <see cref="JobRun.WriteAsync{T}"/> only: who has lost the job to another writes nothing more.
/// </summary>
public interface IJobKind
{
    /// <summary>The kind's name, the same for ever: rows carry it.</summary>
    string Name { get; }

    /// <summary>The service in whose database the jobs are.</summary>
    string Service { get; }

    /// <summary>Does the work and says where what came of it is: an address below <c>/api</c>.</summary>
    /// <exception cref="JobRefusedException">It cannot be done as things stand; whoever asked reads why.</exception>
    /// <exception cref="JobNotYetException">Other work comes first.</exception>
    Task<string> RunAsync(JobRun run, CancellationToken cancellation);

    /// <summary>Whether whoever asks may read of a job: who may read its subject may.</summary>
    Task<bool> MayReadAsync(Reader reader, Job job, HttpContext http);
}

/// <summary>The work cannot be done as things stand; it is not tried again by itself.</summary>
/// <param name="problem">What whoever asked reads.</param>
public sealed class JobRefusedException(ProblemDetails problem) : Exception(problem.Title)
{
    /// <summary>What whoever asked reads.</summary>
    public ProblemDetails Problem { get; } = problem;
}

/// <summary>Other work on the same subject comes first; the job waits and is tried again.</summary>
public sealed class JobNotYetException(string what) : Exception(what);
