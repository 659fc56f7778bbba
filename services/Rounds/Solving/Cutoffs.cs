using System.Runtime.InteropServices;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Solving;

/// <summary>From who holds which seat to the outcome with its cutoffs.</summary>
static class Cutoffs
{
    public static Outcome Of(RoundInstance instance, Seating seating)
    {
        var granted = new int[instance.Applicants.Count];
        Array.Fill(granted, Outcome.Unseated);
        var positions = new Tally(instance.Positions.Count);
        var units = new Tally(instance.Units.Count);
        var parks = new Tally(instance.Parks.Count);
        foreach (var (position, holder) in seating.Holders())
        {
            granted[holder.Applicant] = holder.Wish;
            var unit = instance.PositionUnits[position];
            positions.Take(position, (ulong)holder.Key);
            units.Take(unit, (ulong)holder.Key);
            parks.Take(instance.UnitParks[unit], (ulong)holder.Key);
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

        public Tally(int places)
        {
            _held = new int[places];
            _worst = new ulong[places];
            Array.Fill(_worst, Outcome.Closed);
        }

        public void Take(int place, ulong key)
        {
            _held[place]++;
            _worst[place] = Math.Min(_worst[place], key);
        }

        public ulong[] Cutoffs(ReadOnlySpan<int> caps)
        {
            for (var place = 0; place < _worst.Length; place++)
            {
                if (_held[place] < caps[place])
                    _worst[place] = 0;
            }

            return _worst;
        }
    }
}
