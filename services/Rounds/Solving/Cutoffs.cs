using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Solving;

/// <summary>From who holds which seat to the outcome with its cutoffs.</summary>
static class Cutoffs
{
    public static Outcome Of(RoundInstance instance, Seating seating) => Of(instance, seating, instance.Applicants.Count);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Outcome Of(RoundInstance instance, Seating seating, int applicants)
    {
        var granted = new int[applicants];
        Array.Fill(granted, Outcome.Unseated);
        var positions = new Tally(instance.Positions.Count);
        var units = new Tally(instance.Units.Count);
        var parks = new Tally(instance.Parks.Count);
        for (var position = 0; position < instance.Positions.Count; position++)
        {
            var holders = seating.Holders(position);
            if (holders.IsEmpty)
            {
                continue;
            }

            foreach (var holder in holders)
            {
                granted[holder.Applicant] = holder.Wish;
            }

            var unit = instance.PositionUnits[position];
            positions.Take(position, holders);
            units.Take(unit, holders);
            parks.Take(instance.UnitParks[unit], holders);
        }

        return new Outcome
        {
            Granted = ImmutableCollectionsMarshal.AsImmutableArray(granted),
            PositionCutoffs = ImmutableCollectionsMarshal.AsImmutableArray(positions.Cutoffs(instance.PositionSeats.AsSpan())),
            UnitCutoffs = ImmutableCollectionsMarshal.AsImmutableArray(units.Cutoffs(instance.UnitCaps.AsSpan())),
            ParkCutoffs = ImmutableCollectionsMarshal.AsImmutableArray(parks.Cutoffs(instance.ParkCaps.AsSpan())),
        };
    }

    // Of each place of one level: how many holders, and the worst of them; Closed while there is none.
    readonly struct Tally
    {
        readonly int[] _held;
        readonly ulong[] _worst;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public Tally(int places)
        {
            _held = new int[places];
            _worst = new ulong[places];
            Array.Fill(_worst, Outcome.Closed);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Take(int place, ReadOnlySpan<Holder> heap)
        {
            _held[place] += heap.Length;
            _worst[place] = Math.Min(_worst[place], (ulong)heap[0].Key);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public ulong[] Cutoffs(ReadOnlySpan<int> caps)
        {
            for (var place = 0; place < _worst.Length; place++)
            {
                if (_held[place] < caps[place])
                {
                    _worst[place] = 0;
                }
            }

            return _worst;
        }
    }
}
