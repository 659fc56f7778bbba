using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Solving;

/// <summary>
/// Applicant-proposing deferred acceptance in which each park chooses greedily under nested caps. The result is the stable one that every
/// graduate likes best; it is strategy-proof for graduates within the list limit and depends on no order of processing.
/// </summary>
/// <remarks>
/// Abdulkadiroglu and Sönmez 2003 for deferred acceptance in school choice; Hatfield and Milgrom 2005, Goto et al. 2014 and Kamada
/// and Kojima 2015 for choice under nested regional caps. A round is solved once in the life of a process: what takes the time is
/// compiled with all optimizations at its first call, which halves the cost of the command.
/// </remarks>
public static class DeferredAcceptance
{
    /// <summary>Solves a round. The instance must have been checked, as a reader does: numbers in range, no lottery number twice.</summary>
    /// <param name="instance">The round.</param>
    /// <param name="threads">On how many threads; the outcome is the same.</param>
    public static Outcome Solve(RoundInstance instance, int threads = 1)
    {
        var seating = new Seating(instance, Capacities.ForTheWishes(instance), shared: threads > 1);
        if (threads > 1)
        {
            Proposals.Run(instance, seating, threads);
        }
        else
        {
            Proposals.Run(instance, seating);
        }

        return Cutoffs.Of(instance, seating);
    }
}
