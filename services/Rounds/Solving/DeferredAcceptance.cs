using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Solving;

/// <summary>
/// Applicant-proposing deferred acceptance in which each park chooses greedily under nested caps. The result is the stable one that every
/// graduate likes best; it is strategy-proof for graduates within the list limit and depends on no order of processing.
/// </summary>
/// <remarks>
/// Abdulkadiroglu and Sönmez 2003 for deferred acceptance in school choice; Hatfield and Milgrom 2005, Goto et al. 2014 and Kamada
/// and Kojima 2015 for choice under nested regional caps.
/// </remarks>
public static class DeferredAcceptance
{
    /// <summary>Solves a round. The instance must have been checked, as a reader does: numbers in range, no lottery number twice.</summary>
    public static Outcome Solve(RoundInstance instance)
    {
        var seating = new Seating(instance);
        var bars = seating.Bars;
        for (var first = 0; first < instance.Applicants.Count; first++)
        {
            var proposer = new Holder((uint)~instance.Lottery[first], first, instance.WishStarts[first] - 1);
            while (proposer.Applicant >= 0)
                proposer = Propose(instance, seating, bars, proposer);
        }

        return Cutoffs.Of(instance, seating);
    }

    // The next wish after the proposer's last that is not refused for certain; gives back who goes.
    static Holder Propose(RoundInstance instance, Seating seating, long[] bars, Holder proposer)
    {
        var end = instance.WishStarts[proposer.Applicant + 1];
        for (var number = proposer.Wish + 1; number < end; number++)
        {
            var wish = instance.Wishes[number];
            var key = (long)wish.Score << 32 | (uint)proposer.Key;
            if (key >= bars[wish.Position])
                return seating.Offer(new Holder(key, proposer.Applicant, number), wish.Position);
        }

        return new Holder(0, -1, -1);
    }
}
