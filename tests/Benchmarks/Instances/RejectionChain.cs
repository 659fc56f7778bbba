using System.Security.Cryptography;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;

namespace RaMatch.Benchmarks.Instances;

/// <summary>
/// The worst that can follow from one graduate: everybody holds their first wish until the last comes, who is better than the holder of
/// the first position, who is better than the holder of the second, and so on to the end, one after the other and each at another end
/// of memory. All is within one unit and one park, whose caps are their seats, so they fill only at the end.
/// </summary>
public static class RejectionChain
{
    /// <summary>A chain of so many positions with one seat each and one graduate more, who remains without.</summary>
    public static RoundInstance Make(int positions, ulong seed)
    {
        var order = new int[positions];
        for (var number = 0; number < positions; number++)
        {
            order[number] = number;
        }

        new Dice(seed, 1, 0).Shuffle(order.AsSpan());

        // Graduate i wishes for places i and i + 1 of the order; the last graduate for the first place only. The nearer to the
        // beginning of the chain, the better everywhere.
        var starts = new int[positions + 2];
        var wishes = new Wish[2 * positions];
        var at = 0;
        for (var graduate = 0; graduate < positions; graduate++)
        {
            wishes[at++] = new Wish(order[graduate], positions - graduate);
            if (graduate + 1 < positions)
            {
                wishes[at++] = new Wish(order[graduate + 1], positions - graduate);
            }

            starts[graduate + 1] = at;
        }

        wishes[at++] = new Wish(order[0], positions + 1);
        starts[positions + 1] = at;
        var lotterySeed = SHA256.HashData(BitConverter.GetBytes(seed));
        var applicants = RoundGenerator.Ids("G", positions + 1);
        return new RoundInstance
        {
            Terms = new RoundTerms("benchmark", $"chain-{positions}", 2, Lottery.Commitment(lotterySeed), Convert.ToHexStringLower(lotterySeed), 1),
            Parks = RoundGenerator.Ids("P", 1),
            ParkCaps = [positions],
            ParkFloors = [0],
            Units = RoundGenerator.Ids("U", 1),
            UnitParks = [0],
            UnitCaps = [positions],
            Positions = RoundGenerator.Ids("J", positions),
            PositionUnits = RoundGenerator.Frozen(new int[positions]),
            PositionSeats = RoundGenerator.Frozen(Enumerable.Repeat(1, positions).ToArray()),
            Applicants = applicants,
            Lottery = Lottery.Numbers(lotterySeed, applicants),
            WishStarts = RoundGenerator.Frozen(starts),
            Wishes = RoundGenerator.Frozen(wishes),
        };
    }
}
