using System.Collections.Immutable;

namespace RaMatch.Rounds.Format;

/// <summary>
/// What proves how much of the missing floors could be repaired, and what it would cost: a seating that repairs as much, a cut that shows
/// that no seating repairs more, and the blocking pairs the repair would make. <c>repair.csv</c>, <c>cut.csv</c> and <c>blocking.csv</c>.
/// </summary>
/// <param name="Granted">Each applicant's wish after the repair, as a number into <see cref="RoundInstance.Wishes"/>, or <see cref="Outcome.Unseated"/>.</param>
/// <param name="CutParks">The parks of the cut.</param>
/// <param name="CutUnits">The units of the cut.</param>
/// <param name="CutPositions">The positions of the cut.</param>
/// <param name="Price">The blocking pairs, by applicant and wish.</param>
public sealed record FloorProof(
    ImmutableArray<int> Granted, ImmutableArray<int> CutParks, ImmutableArray<int> CutUnits, ImmutableArray<int> CutPositions, ImmutableArray<FloorProof.Pair> Price)
{
    /// <summary>A wish that would block after the repair.</summary>
    /// <param name="Applicant">Whose.</param>
    /// <param name="Wish">Which of <see cref="RoundInstance.Wishes"/>.</param>
    /// <param name="Park">The park whose floor is the reason.</param>
    public readonly record struct Pair(int Applicant, int Wish, int Park);
}
