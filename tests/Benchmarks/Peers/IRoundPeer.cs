namespace RaMatch.Benchmarks.Peers;

/// <summary>Another way to fill a round.</summary>
interface IRoundPeer : IDisposable
{
    /// <summary>Solves it.</summary>
    void Solve();

    /// <summary>Each graduate's wish, as the outcome of ours has it.</summary>
    int[] Granted();
}
