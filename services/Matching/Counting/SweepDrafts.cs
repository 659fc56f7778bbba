
namespace RaMatch.Matching.Counting;

/// <summary>At every start removes the unfinished documents that a killed process has left.</summary>
sealed class SweepDrafts(EvidenceFolder folder) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        folder.Sweep();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
