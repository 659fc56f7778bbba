using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Floors;

/// <summary>
/// The most graduates that could be seated at all, each in a listed position, under all caps and whatever order they come in: a maximum
/// flow. Reported beside a round as the upper bound of its size, not as a goal: getting there would pass over graduates who come first.
/// </summary>
public static class LargestPossible
{
    /// <summary>How many; starts from an outcome of the round and makes its seating larger by one chain after the other.</summary>
    public static int Of(RoundInstance instance, Outcome outcome)
    {
        var chains = new Chains(instance, outcome.Granted);
        var moves = new List<Move>();
        for (var park = 0; park < instance.Parks.Count; park++)
        {
            while (chains.Extend(park, Chains.Source.Unseated, moves))
            {
                moves.Clear();
            }
        }

        return Enumerable.Range(0, instance.Parks.Count).Sum(chains.Held);
    }
}
