using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Solving;

/// <summary>
/// The limits that can bind. A cap that is no smaller than what the level below can hold together never refuses anybody, and a level
/// above a position never holds more than its cap: so seats are cut down to the caps above them and caps that cannot bind are dropped.
/// Neither changes the greedy choice, since the tight sets stay the same.
/// </summary>
sealed class Capacities
{
    /// <summary>Each position's seats, at most the caps above it and, in a round with more seats than wishes, at most its wishes.</summary>
    public readonly int[] Seats;

    /// <summary>Each unit's cap where it can bind, else <see cref="RoundInstance.NoCap"/>.</summary>
    public readonly int[] Units;

    /// <summary>Each park's cap where it can bind, else <see cref="RoundInstance.NoCap"/>.</summary>
    public readonly int[] Parks;

    /// <summary>All seats together: fits an array.</summary>
    public readonly int Total;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    Capacities(RoundInstance instance, bool cutToDemand)
    {
        Seats = new int[instance.Positions.Count];
        Units = [.. instance.UnitCaps];
        Parks = [.. instance.ParkCaps];

        long total = 0;
        for (var position = 0; position < Seats.Length; position++)
        {
            var unit = instance.PositionUnits[position];
            Seats[position] = Math.Min(instance.PositionSeats[position], Math.Min(Units[unit], Parks[instance.UnitParks[unit]]));
            total += Seats[position];
        }

        if (cutToDemand && total > instance.Wishes.Length)
        {
            total = CutToDemand(instance.Wishes);
        }

        Total = checked((int)total);
        DropWhatCannotBind(Units, instance.PositionUnits, Seats);
        DropWhatCannotBind(Parks, instance.UnitParks, Held(Units, instance.PositionUnits));
    }

    /// <summary>For the wishes of the instance and no more.</summary>
    public static Capacities ForTheWishes(RoundInstance instance) => new(instance, cutToDemand: true);

    /// <summary>For wishes still unknown as well.</summary>
    /// <exception cref="OverflowException">More than 2,147,483,647 seats.</exception>
    public static Capacities ForAnyDemand(RoundInstance instance) => new(instance, cutToDemand: false);

    // Seats that nobody can take need no memory; this bounds the arrays by the wishes, whatever the seats say.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    long CutToDemand(ImmutableArray<Wish> wishes)
    {
        var demand = new int[Seats.Length];
        foreach (var wish in wishes)
        {
            demand[wish.Position]++;
        }

        long total = 0;
        for (var position = 0; position < Seats.Length; position++)
        {
            total += Seats[position] = Math.Min(Seats[position], demand[position]);
        }

        return total;
    }

    // The most each unit can hold: its cap where it binds, else its seats.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    long[] Held(int[] units, ImmutableArray<int> positionUnits)
    {
        var most = new long[units.Length];
        for (var position = 0; position < Seats.Length; position++)
        {
            most[positionUnits[position]] += Seats[position];
        }

        for (var unit = 0; unit < units.Length; unit++)
        {
            most[unit] = Math.Min(most[unit], units[unit]);
        }

        return most;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void DropWhatCannotBind<T>(int[] caps, ImmutableArray<int> above, T[] below)
        where T : struct, System.Numerics.INumber<T>
    {
        var most = new long[caps.Length];
        for (var index = 0; index < below.Length; index++)
        {
            most[above[index]] += long.CreateChecked(below[index]);
        }

        for (var index = 0; index < caps.Length; index++)
        {
            if (caps[index] >= most[index])
            {
                caps[index] = RoundInstance.NoCap;
            }
        }
    }
}
