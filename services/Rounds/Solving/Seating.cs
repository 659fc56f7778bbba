using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Solving;

/// <summary>Who holds a seat, or asks for one.</summary>
/// <param name="Key">The <see cref="Priority"/> key, which is never negative.</param>
/// <param name="Applicant">The applicant.</param>
/// <param name="Wish">The wish's number.</param>
readonly record struct Holder(long Key, int Applicant, int Wish);

/// <summary>
/// The parks' greedy choice under nested caps, kept up to date proposal by proposal: seats of a position within the cap of its unit
/// within the cap of its park, a laminar matroid, so that of a proposal and the holders exactly one goes if a level is over its
/// limit: the worst of the innermost such level, the only circuit.
/// </summary>
/// <remarks>
/// A position's holders are a heap, the worst on top. The worst of a unit or park is the worst of its positions' worst, so nobody but
/// the top of a position's heap ever leaves. Under caps the tops stand side by side, park by park and unit by unit, in blocks of two
/// cache lines, and the blocks' lower bounds likewise: whoever wants the worst of a level runs over its bounds and checks the least.
/// A top that falls lowers its bound at once; one that rises is noticed when it is asked for.
/// </remarks>
sealed class Seating
{
    /// <summary>In place of a bar: anybody gets in. Keys are 0 or more.</summary>
    const long Open = -1;

    /// <summary>In place of a bar or of a worst holder: nobody gets in, nobody is there.</summary>
    const long Shut = long.MaxValue;

    const int None = -1;
    const int BlockSize = 16;

    readonly long[] _bars;
    readonly Place[] _places;
    readonly Holder[] _holders;
    readonly Level[] _units;
    readonly Level[] _parks;

    // By slot: positions under caps, each park's and each capped unit's in blocks of their own.
    readonly long[] _tops;
    readonly int[] _positionOfSlot;
    readonly int[] _unitOfSlot;
    readonly long[] _blocks;

    // Where several threads propose: what one proposal can touch lies within its park, or within its position where no cap stands above.
    readonly Gates? _gates;

    /// <summary>Everybody is still to come.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Seating(RoundInstance instance, Capacities capacities, bool shared = false)
    {
        _gates = shared ? new Gates(instance) : null;
        _bars = new long[instance.Positions.Count];
        _places = new Place[instance.Positions.Count];
        _holders = GC.AllocateUninitializedArray<Holder>(capacities.Total);
        _units = Array.ConvertAll(capacities.Units, cap => new Level { Cap = cap, Above = None });
        _parks = Array.ConvertAll(capacities.Parks, cap => new Level { Cap = cap, Above = None });

        var unitsByPark = Groups.By(instance.UnitParks.AsSpan(), _parks.Length);
        var positionsByUnit = Groups.By(instance.PositionUnits.AsSpan(), _units.Length);
        var slots = 0;
        var start = 0;
        for (var park = 0; park < _parks.Length; park++)
        {
            slots = Aligned(slots);
            _parks[park].FirstBlock = slots / BlockSize;
            foreach (var unit in unitsByPark[park])
            {
                if (_parks[park].Capped)
                {
                    _units[unit].Above = park;
                }

                if (_units[unit].Capped)
                {
                    slots = Aligned(slots);
                }

                _units[unit].FirstBlock = slots / BlockSize;
                var capped = _units[unit].Capped || _parks[park].Capped;
                foreach (var position in positionsByUnit[unit])
                {
                    var seats = capacities.Seats[position];
                    _places[position] = new Place { Start = start, Seats = seats, Slot = capped ? slots++ : None };
                    _bars[position] = seats == 0 ? Shut : Open;
                    start += seats;
                }

                if (_units[unit].Capped)
                {
                    slots = Aligned(slots);
                }

                _units[unit].EndBlock = slots / BlockSize;
            }

            slots = Aligned(slots);
            _parks[park].EndBlock = slots / BlockSize;
        }

        _tops = new long[slots];
        _blocks = new long[slots / BlockSize];
        _positionOfSlot = new int[slots];
        _unitOfSlot = new int[slots];
        Array.Fill(_tops, Shut);
        Array.Fill(_blocks, Shut);
        for (var position = 0; slots > 0 && position < _places.Length; position++)
        {
            if (_places[position].Slot is var slot and not None)
            {
                (_positionOfSlot[slot], _unitOfSlot[slot]) = (position, instance.PositionUnits[position]);
            }
        }
    }

    struct Place
    {
        /// <summary>Where its heap begins among all holders.</summary>
        public int Start;
        public int Seats;
        public int Held;

        /// <summary>Where its top stands, if a cap above it can bind.</summary>
        public int Slot;

        public readonly bool Full => Held == Seats;
    }

    struct Level
    {
        public int Cap;
        public int Held;

        /// <summary>Its blocks, for a level with a cap that can bind.</summary>
        public int FirstBlock;
        public int EndBlock;

        /// <summary>The level above, if that has a cap that can bind.</summary>
        public int Above;

        public readonly bool Capped => Cap != RoundInstance.NoCap;
        public readonly bool Full => Held == Cap;
    }

    /// <summary>
    /// Of each position: a key under its bar is refused for certain, now and for ever. Bars only rise, so one that another thread has
    /// raised meanwhile misleads nobody.
    /// </summary>
    public ReadOnlySpan<long> Bars => _bars;

    /// <summary>The holders of a position, a worst one first.</summary>
    public ReadOnlySpan<Holder> Holders(int position) => _holders.AsSpan(_places[position].Start, _places[position].Held);

    /// <summary>A proposal to this position will come: first its place is asked for, and once that has arrived, what it points to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Expect(int position) => Prefetch.At<Place>(_places, position);

    /// <summary>The proposal will come soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ExpectSoon(int position)
    {
        ref readonly var place = ref _places[position];
        Prefetch.At<Holder>(_holders, place.Start);
        Prefetch.At<long>(_tops, place.Slot);
    }

    /// <summary>A proposal. True if somebody goes for it: who held a seat until now, or the proposer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Offer(in Holder proposal, int position, out Holder leaving)
    {
        if (_gates == null)
        {
            return Choose(proposal, position, out leaving);
        }

        ref var gate = ref _gates.Of(position, capped: _places[position].Slot != None);
        Gates.Enter(ref gate);
        var goes = Choose(proposal, position, out leaving);
        Gates.Leave(ref gate);
        return goes;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool Choose(in Holder proposal, int position, out Holder leaving)
    {
        leaving = proposal;
        if (proposal.Key < _bars[position])
        {
            return true;
        }

        ref var place = ref _places[position];
        if (place.Full)
        {
            // A full position's bar is its top.
            var heap = _holders.AsSpan(place.Start, place.Seats);
            leaving = heap[0];
            Sink(heap, proposal);
            _bars[position] = heap[0].Key;
            if (place.Slot != None)
            {
                _tops[place.Slot] = heap[0].Key;
            }

            return true;
        }

        if (place.Slot == None)
        {
            Add(ref place, position, proposal);
            return false;
        }

        ref var unit = ref _units[_unitOfSlot[place.Slot]];
        ref var full = ref unit;
        if (!unit.Full && unit.Above != None)
        {
            full = ref _parks[unit.Above];
        }

        if (full.Full)
        {
            var worst = Worst(full);
            if (proposal.Key < _tops[worst])
            {
                _bars[position] = _tops[worst];
                return true;
            }

            leaving = Remove(worst);
            AddUnderCaps(ref place, position, proposal, ref unit);
            return true;
        }

        AddUnderCaps(ref place, position, proposal, ref unit);
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Add(ref Place place, int position, in Holder proposal)
    {
        var heap = _holders.AsSpan(place.Start, ++place.Held);
        Rise(heap, proposal);
        if (place.Full)
        {
            _bars[position] = heap[0].Key;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddUnderCaps(ref Place place, int position, in Holder proposal, ref Level unit)
    {
        Add(ref place, position, proposal);
        var top = _tops[place.Slot] = _holders[place.Start].Key;
        ref var block = ref _blocks[place.Slot / BlockSize];
        block = Math.Min(block, top);
        unit.Held++;
        if (unit.Above != None)
        {
            _parks[unit.Above].Held++;
        }
    }

    // Takes the worst holder of a position under caps out.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    Holder Remove(int slot)
    {
        ref var place = ref _places[_positionOfSlot[slot]];
        var worst = _holders[place.Start];
        var heap = _holders.AsSpan(place.Start, --place.Held);
        if (heap.IsEmpty)
        {
            _tops[slot] = Shut;
        }
        else
        {
            Sink(heap, _holders[place.Start + place.Held]);
            _tops[slot] = heap[0].Key;
        }

        ref var unit = ref _units[_unitOfSlot[slot]];
        unit.Held--;
        if (unit.Above != None)
        {
            _parks[unit.Above].Held--;
        }

        return worst;
    }

    // The slot with the worst holder of a level that has holders.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Worst(in Level level)
    {
        var bounds = _blocks.AsSpan(level.FirstBlock..level.EndBlock);
        while (true)
        {
            var least = Least(bounds);
            var first = (level.FirstBlock + least) * BlockSize;
            var tops = _tops.AsSpan(first, BlockSize);
            var top = Least(tops);
            if (tops[top] == bounds[least])
            {
                return first + top;
            }

            bounds[least] = tops[top];
        }
    }

    // The place of the least of one or more values.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Least(ReadOnlySpan<long> values)
    {
        var least = values[0];
        var vectors = MemoryMarshal.Cast<long, Vector<long>>(values);
        if (!vectors.IsEmpty)
        {
            var leasts = vectors[0];
            foreach (var vector in vectors[1..])
            {
                leasts = Vector.Min(leasts, vector);
            }

            for (var lane = 0; lane < Vector<long>.Count; lane++)
            {
                least = Math.Min(least, leasts[lane]);
            }
        }

        foreach (var value in values[(vectors.Length * Vector<long>.Count)..])
        {
            least = Math.Min(least, value);
        }

        return values.IndexOf(least);
    }

    // Puts a holder in the place of a heap's top.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Sink(Span<Holder> heap, in Holder holder)
    {
        var hole = 0;
        for (var child = 1; child < heap.Length; child = 2 * hole + 1)
        {
            if (child + 1 < heap.Length && heap[child + 1].Key < heap[child].Key)
            {
                child++;
            }

            if (holder.Key <= heap[child].Key)
            {
                break;
            }

            heap[hole] = heap[child];
            hole = child;
        }

        heap[hole] = holder;
    }

    // Puts a holder at a heap's end.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Rise(Span<Holder> heap, in Holder holder)
    {
        var hole = heap.Length - 1;
        while (hole > 0 && holder.Key < heap[(hole - 1) / 2].Key)
        {
            heap[hole] = heap[(hole - 1) / 2];
            hole = (hole - 1) / 2;
        }

        heap[hole] = holder;
    }

    static int Aligned(int slots) => (slots + BlockSize - 1) / BlockSize * BlockSize;
}
