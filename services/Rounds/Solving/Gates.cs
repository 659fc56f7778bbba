using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Solving;

/// <summary>Lets one thread at a time into a park, or into a position that is a world of its own. A stay is a fraction of a microsecond.</summary>
sealed class Gates(RoundInstance instance)
{
    // Positions without caps share these; two threads seldom want the same.
    const int OfPositions = 1024;

    // Gates stand a cache line apart.
    const int Stride = 16;

    readonly int[] _gates = new int[(OfPositions + instance.Parks.Count) * Stride];

    /// <summary>The gate to a position.</summary>
    public ref int Of(int position, bool capped) => ref _gates[Stride * (capped
        ? OfPositions + instance.UnitParks[instance.PositionUnits[position]]
        : position % OfPositions)];

    /// <summary>Waits until nobody is in, and goes in.</summary>
    public static void Enter(ref int gate)
    {
        var spin = new SpinWait();
        while (Interlocked.CompareExchange(ref gate, 1, 0) != 0)
        {
            spin.SpinOnce();
        }
    }

    /// <summary>Goes out.</summary>
    public static void Leave(ref int gate) => Volatile.Write(ref gate, 0);
}
