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
        var keep = new int[instance.Parks.Count];
        Array.Fill(keep, int.MaxValue);
        var moves = new List<Move>();
        var seated = 0;
        for (var park = 0; park < keep.Length; park++)
        {
            while (chains.Extend(park, keep, moves))
                moves.Clear();
        }

        for (var park = 0; park < keep.Length; park++)
            seated += chains.Held(park);
        return seated;
    }
}
