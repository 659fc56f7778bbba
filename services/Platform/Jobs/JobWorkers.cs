using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Jobs;

/// <summary>Works off the jobs of every database of this host.</summary>
sealed class JobWorkers(IEnumerable<Database> databases, IEnumerable<IJobKind> kinds, JobDesk jobs, JobSettings settings, ILogger<JobWorker> log) : BackgroundService
{
    /// <summary>The kinds of a service by name.</summary>
    public static IReadOnlyDictionary<string, IJobKind> Of(string service, IEnumerable<IJobKind> kinds) =>
        kinds.Where(kind => kind.Service == service).ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        from database in databases
        let own = Of(database.Name, kinds)
        where own.Count > 0
        select new JobWorker(database, own, jobs, settings, log).RunAsync(stoppingToken));
}
