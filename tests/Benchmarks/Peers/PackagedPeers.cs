using RaMatch.Benchmarks.Instances;
using RaMatch.Benchmarks.Measuring;
using RaMatch.Rounds.Format;

namespace RaMatch.Benchmarks.Peers;

/// <summary>The peers that are packages. A build with <c>-p:Peers=false</c> is without them: suites leave their columns empty, and there are no small rounds.</summary>
static class PackagedPeers
{
#if PEERS
    /// <summary>This build has them.</summary>
    public static bool AreHere => true;

    /// <summary>OR-Tools on a round.</summary>
    public static IRoundPeer FlowOf(RoundInstance round) => new MinCostFlow(round);

    /// <summary>Lucene.Net on a market.</summary>
    public static ITopPeer LuceneOf(MarketInstance market, int most, bool ownScore) => new LuceneSearch(market, most, ownScore);

    /// <summary>Small rounds.</summary>
    public static void Micro(Session session) => Suites.MicroSuite.Run(session);
#else
    /// <summary>This build has them.</summary>
    public static bool AreHere => false;

    /// <summary>OR-Tools on a round.</summary>
    public static IRoundPeer FlowOf(RoundInstance round) => throw Absent($"a round of {round.Lottery.Length}");

    /// <summary>Lucene.Net on a market.</summary>
    public static ITopPeer LuceneOf(MarketInstance market, int most, bool ownScore) => throw Absent($"the best {most} of {market.Shape.Name}, own score: {ownScore}");

    /// <summary>Small rounds.</summary>
    public static void Micro(Session session)
    {
        if (!session.Quick)
        {
            Console.Error.WriteLine("micro: left out, built without peers");
        }
    }

    static InvalidOperationException Absent(string what) => new($"Built without peers: {what}.");
#endif
}
