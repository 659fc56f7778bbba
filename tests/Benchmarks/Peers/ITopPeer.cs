using RaMatch.Benchmarks.Measuring;

namespace RaMatch.Benchmarks.Peers;

/// <summary>Another way to the best twenty, on the positions and graduates of a market without its newcomers.</summary>
interface ITopPeer : IDisposable
{
    /// <summary>Adds the best positions for a graduate of the market, newcomers included, to the checksum.</summary>
    void ForGraduate(int number, ref Checksum sum);

    /// <summary>Adds the best graduates for a position of the market, newcomers included, to the checksum.</summary>
    void ForPosition(int number, ref Checksum sum);
}
