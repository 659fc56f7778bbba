using System.Collections.Immutable;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Floors;

/// <summary>What became of a park's floor.</summary>
/// <param name="Park">The park.</param>
/// <param name="Floor">The fewest it is to get.</param>
/// <param name="Seated">What it got.</param>
/// <param name="Repairable">How much of the deficit chains of graduates could fill; see <see cref="FloorCertificate"/>.</param>
public readonly record struct ParkFloor(int Park, int Floor, int Seated, int Repairable)
{
    /// <summary>What is missing.</summary>
    public int Deficit => Math.Max(0, Floor - Seated);

    /// <summary>What no assignment along listed wishes can fill.</summary>
    public int Never => Deficit - Repairable;

    /// <summary>Nothing is missing.</summary>
    public bool Met => Deficit == 0;
}

/// <summary>
/// Which floors a stable outcome meets and how much of what is missing could be repaired at all. A floor the outcome misses no stable
/// matching meets, since every stable matching gives each park the same number; so the deficit is the exact price of stability.
/// </summary>
/// <remarks>
/// <para>
/// Repairable, all parks together, is the most seats the parks below their floors could fill up to these floors, over all feasible
/// assignments of graduates to positions they listed, in which every floor now met stays met and nobody now seated is left without a
/// seat. That is a maximum flow; leaving out the last condition would not raise it (the symmetric supply-demand theorem of Ford
/// and Fulkerson 1962). Which park it falls to can be a choice: parks are served in the order of their ids, each as far as it goes.
/// </para>
/// <para>
/// The cut proves that no more is possible, and anybody can check it against the repaired seating: whoever lists one of its positions
/// sits in one of them; none of its parks holds more than its floor; what holds somebody in it lies in a unit and a park of it;
/// and of its units and parks, every position or unit with room belongs to it. Parks that have reached their caps need no proof.
/// </para>
/// </remarks>
/// <param name="Parks">Every park with a floor, in the order of their ids.</param>
/// <param name="CutParks">The minimum cut: the parks of it, in their numbers' order.</param>
/// <param name="CutUnits">The units of it.</param>
/// <param name="CutPositions">The positions of it.</param>
public sealed record FloorCertificate(
    ImmutableArray<ParkFloor> Parks, ImmutableArray<int> CutParks, ImmutableArray<int> CutUnits, ImmutableArray<int> CutPositions)
{
    /// <summary>All that is missing.</summary>
    public int Deficit => Parks.Sum(park => park.Deficit);

    /// <summary>How much of it could be repaired.</summary>
    public int Repairable => Parks.Sum(park => park.Repairable);

    /// <summary>How much never.</summary>
    public int Never => Parks.Sum(park => park.Never);

    /// <summary>The certificate of a stable outcome.</summary>
    public static FloorCertificate Of(RoundInstance instance, Outcome outcome) => Of(instance, outcome, _ => { }, out _);

    // Also gives the chains that repair what can be, as they are made, and where everybody sits after them.
    internal static FloorCertificate Of(RoundInstance instance, Outcome outcome, Action<Chain> made, out ImmutableArray<int> granted)
    {
        var chains = new Chains(instance, outcome.Granted);
        var parks = ImmutableArray.CreateBuilder<ParkFloor>();
        var moves = new List<Move>();
        // Before any chain: one made for another park may take graduates from a park above its floor.
        var seated = Enumerable.Range(0, instance.Parks.Count).Select(chains.Held).ToArray();
        foreach (var park in IdOrder.Of(instance.Parks))
        {
            var floor = instance.ParkFloors[park];
            if (floor == 0)
            {
                continue;
            }

            while (chains.Held(park) < floor
                && (chains.Extend(park, Chains.Source.Unseated, moves) || chains.Extend(park, Chains.Source.ParkAboveFloor, moves)))
            {
                made(new Chain(park, [.. moves]));
                moves.Clear();
            }

            parks.Add(new ParkFloor(park, floor, seated[park], seated[park] < floor ? chains.Held(park) - seated[park] : 0));
        }

        granted = [.. chains.Granted];
        var (cutParks, cutUnits, cutPositions) = chains.Cut();
        return new FloorCertificate(parks.DrainToImmutable(), cutParks, cutUnits, cutPositions);
    }
}
