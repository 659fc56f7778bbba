using System.Collections.Immutable;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Floors;

/// <summary>The graduates who moved so that one park holds one more, from the one who came in to the one who filled the seat.</summary>
/// <param name="Park">The park whose floor it was for.</param>
/// <param name="Moves">The moves, each into the place the next leaves or, in a full unit or park, in return for it.</param>
public sealed record Chain(int Park, ImmutableArray<Move> Moves);

/// <summary>A graduate and a dearer wish the park would grant by the published order, and does not.</summary>
/// <param name="Applicant">The graduate.</param>
/// <param name="Wish">The wish.</param>
/// <param name="Park">The park whose floor is the reason.</param>
public readonly record struct BlockingPair(int Applicant, int Wish, int Park);

/// <summary>
/// A policy switch, off by default: fills what is missing of floors by the shortest chains into positions the graduates listed. Not
/// stable, and not strategy-proof: each blocking pair it makes is named with the floor that caused it, and a graduate may gain by
/// listing otherwise. Floors are met exactly where any feasible assignment meets them; nobody seated loses the seat for none. A chain
/// that seats one more graduate comes before one that takes from a park above its floor and leaves a seat empty there.
/// </summary>
/// <param name="Granted">Each applicant's wish after the repair, or <see cref="Outcome.Unseated"/>.</param>
/// <param name="Chains">What was done, in order.</param>
/// <param name="BlockingPairs">The price, by applicant and wish.</param>
/// <param name="Certificate">What was missing before and what of it was repaired.</param>
public sealed record FloorRepair(
    ImmutableArray<int> Granted, ImmutableArray<Chain> Chains, ImmutableArray<BlockingPair> BlockingPairs, FloorCertificate Certificate)
{
    /// <summary>What shows a stranger that no more could be repaired, and the price.</summary>
    public FloorProof Proof => new(
        Granted,
        Certificate.CutParks,
        Certificate.CutUnits,
        Certificate.CutPositions,
        [.. BlockingPairs.Select(pair => new FloorProof.Pair(pair.Applicant, pair.Wish, pair.Park))]);

    /// <summary>Repairs a stable outcome.</summary>
    public static FloorRepair Of(RoundInstance instance, Outcome outcome)
    {
        var chains = ImmutableArray.CreateBuilder<Chain>();
        var certificate = FloorCertificate.Of(instance, outcome, chains.Add, out var granted);
        var price = new RepairPrice(instance, granted, chains);
        return new FloorRepair(granted, chains.DrainToImmutable(), price.BlockingPairs(), certificate);
    }
}
