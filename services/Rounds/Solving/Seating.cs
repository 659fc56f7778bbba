using System.Runtime.CompilerServices;
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
/// the top of a position's heap ever leaves. Above the heaps stand tournaments, over the positions of a unit and over the units of a
/// park, built when a capped level is full for the first time. Their values are lower bounds: a top that falls is entered at once, a top
/// that rises when it is asked for.
/// </remarks>
sealed class Seating
{
    /// <summary>In place of a bar: anybody gets in. Keys are 0 or more.</summary>
    const long Open = -1;

    /// <summary>In place of a bar or of a worst holder: nobody gets in, nobody is there.</summary>
    const long Shut = long.MaxValue;

    const int None = -1;

    readonly long[] _bars;
    readonly Place[] _places;
    readonly Holder[] _holders;
    readonly Level[] _units;
    readonly Level[] _parks;
    readonly int[] _positionsByUnit;
    readonly int[] _unitsByPark;
    readonly int[] _leafOfPosition;
    readonly int[] _leafOfUnit;
    readonly long[] _unitNodes;
    readonly long[] _parkNodes;

    /// <summary>Everybody is still to come.</summary>
    public Seating(RoundInstance instance)
    {
        var capacities = new Capacities(instance);
        _bars = new long[instance.Positions.Count];
        _places = new Place[instance.Positions.Count];
        _holders = GC.AllocateUninitializedArray<Holder>(capacities.Total);
        _units = new Level[instance.Units.Count];
        _parks = new Level[instance.Parks.Count];

        (_unitsByPark, _leafOfUnit) = Grouped(instance.UnitParks.AsSpan(), _parks, capacities.Parks);
        (_positionsByUnit, _leafOfPosition) = Grouped(instance.PositionUnits.AsSpan(), _units, capacities.Units);
        for (var unit = 0; unit < _units.Length; unit++)
        {
            var park = instance.UnitParks[unit];
            _units[unit].Above = _parks[park].Capped ? park : None;
        }

        _unitNodes = GC.AllocateUninitializedArray<long>(2 * _positionsByUnit.Length);
        _parkNodes = GC.AllocateUninitializedArray<long>(2 * _unitsByPark.Length);

        var start = 0;
        foreach (var position in _positionsByUnit)
        {
            var unit = instance.PositionUnits[position];
            var seats = capacities.Seats[position];
            _places[position] = new Place { Start = start, Seats = seats, Unit = _units[unit].Capped || _units[unit].Above != None ? unit : None };
            _bars[position] = seats == 0 ? Shut : Open;
            start += seats;
        }
    }

    struct Place
    {
        /// <summary>Where its heap begins among all holders.</summary>
        public int Start;
        public int Seats;
        public int Held;

        /// <summary>Its unit, if that or its park has a cap that can bind.</summary>
        public int Unit;

        public readonly bool Full => Held == Seats;
    }

    struct Level
    {
        public int Cap;
        public int Held;

        /// <summary>Where its members begin among all, one level after the other; twice that is where its tournament begins.</summary>
        public int First;
        public int Members;

        /// <summary>The level above, if that has a cap that can bind.</summary>
        public int Above;
        public bool Built;

        public readonly bool Capped => Cap != RoundInstance.NoCap;
        public readonly bool Full => Held == Cap;
        public readonly Span<long> Tournament(long[] nodes) => nodes.AsSpan(2 * First, 2 * Members);
    }

    /// <summary>Of each position: a key under its bar is refused for certain, now and for ever. Bars only rise.</summary>
    public ReadOnlySpan<long> Bars => _bars;

    /// <summary>The holders of a position.</summary>
    public ReadOnlySpan<Holder> Holders(int position) => _holders.AsSpan(_places[position].Start, _places[position].Held);

    /// <summary>A proposal to this position will come soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Expect(int position) => Prefetch.At<Holder>(_holders, _places[position].Start);

    /// <summary>A proposal. True if somebody goes for it: who held a seat until now, or the proposer.</summary>
    public bool Offer(in Holder proposal, int position, out Holder leaving)
    {
        leaving = proposal;
        if (proposal.Key < _bars[position])
            return true;

        ref var place = ref _places[position];
        var heap = _holders.AsSpan(place.Start, place.Seats);
        if (place.Full)
        {
            if (proposal.Key < heap[0].Key)
                Raise(position, heap[0].Key);
            else
            {
                leaving = heap[0];
                Sink(heap, proposal);
                Raise(position, heap[0].Key);
            }

            return true;
        }

        var displaced = false;
        if (place.Unit != None)
        {
            var full = FullAbove(ref _units[place.Unit], place.Unit);
            if (full != None)
            {
                if (!Displace(proposal, position, full, ref leaving))
                    return true;
                displaced = true;
            }
        }

        place.Held++;
        Rise(heap[..place.Held], proposal);
        if (place.Full)
            Raise(position, heap[0].Key);
        if (place.Unit != None)
            Enter(position, place.Unit, heap[0].Key);
        return displaced;
    }

    void Raise(int position, long bar)
    {
        if (bar > _bars[position])
            _bars[position] = bar;
    }

    // The position whose worst holder has to go for one more in this unit, if the unit or its park is full.
    int FullAbove(ref readonly Level unit, int number) =>
        unit.Full ? WorstOfUnit(number)
        : unit.Above != None && _parks[unit.Above].Full ? WorstOfPark(unit.Above)
        : None;

    // Takes the worst holder of the full level out, unless the proposal is worse still; then its position's bar learns why.
    bool Displace(in Holder proposal, int position, int worstPosition, ref Holder leaving)
    {
        ref var place = ref _places[worstPosition];
        var worst = _holders[place.Start];
        if (proposal.Key < worst.Key)
        {
            Raise(position, worst.Key);
            return false;
        }

        leaving = worst;
        place.Held--;
        if (place.Held > 0)
            Sink(_holders.AsSpan(place.Start, place.Held), _holders[place.Start + place.Held]);

        ref var unit = ref _units[place.Unit];
        unit.Held--;
        if (unit.Above != None)
            _parks[unit.Above].Held--;
        return true;
    }

    // Counts one more holder, and lets the tournaments know if the position's worst is now a worse one.
    void Enter(int position, int unitNumber, long top)
    {
        ref var unit = ref _units[unitNumber];
        unit.Held++;
        if (unit.Built)
            Lower(unit.Tournament(_unitNodes), _leafOfPosition[position], top);
        if (unit.Above == None)
            return;

        ref var park = ref _parks[unit.Above];
        park.Held++;
        if (park.Built)
            Lower(park.Tournament(_parkNodes), _leafOfUnit[unitNumber], top);
    }

    static void Lower(Span<long> tournament, int leaf, long top)
    {
        if (top < tournament[tournament.Length / 2 + leaf])
            Tournament.Set(tournament, leaf, top);
    }

    long Top(int position) => _places[position].Held == 0 ? Shut : _holders[_places[position].Start].Key;

    // The position with the worst holder of a unit that has positions.
    int WorstOfUnit(int number)
    {
        ref var unit = ref _units[number];
        var nodes = unit.Tournament(_unitNodes);
        if (!unit.Built)
        {
            for (var leaf = 0; leaf < unit.Members; leaf++)
                nodes[unit.Members + leaf] = Top(_positionsByUnit[unit.First + leaf]);
            Tournament.Build(nodes);
            unit.Built = true;
        }

        while (true)
        {
            var leaf = Tournament.Winner(nodes);
            var position = _positionsByUnit[unit.First + leaf];
            var top = Top(position);
            if (top == nodes[1])
                return position;
            Tournament.Set(nodes, leaf, top);
        }
    }

    // The position with the worst holder of a park that has holders.
    int WorstOfPark(int number)
    {
        ref var park = ref _parks[number];
        var nodes = park.Tournament(_parkNodes);
        if (!park.Built)
        {
            for (var leaf = 0; leaf < park.Members; leaf++)
            {
                var unit = _unitsByPark[park.First + leaf];
                nodes[park.Members + leaf] = _units[unit].Members == 0 ? Shut : Top(WorstOfUnit(unit));
            }

            Tournament.Build(nodes);
            park.Built = true;
        }

        while (true)
        {
            var leaf = Tournament.Winner(nodes);
            var position = WorstOfUnit(_unitsByPark[park.First + leaf]);
            var top = Top(position);
            if (top == nodes[1])
                return position;
            Tournament.Set(nodes, leaf, top);
        }
    }

    // Puts a holder in the place of a heap's top.
    static void Sink(Span<Holder> heap, in Holder holder)
    {
        var hole = 0;
        for (var child = 1; child < heap.Length; child = 2 * hole + 1)
        {
            if (child + 1 < heap.Length && heap[child + 1].Key < heap[child].Key)
                child++;
            if (holder.Key <= heap[child].Key)
                break;
            heap[hole] = heap[child];
            hole = child;
        }

        heap[hole] = holder;
    }

    // Puts a holder at a heap's end.
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

    // The members of all levels, one level after the other, and each member's place within its level.
    static (int[] Members, int[] Leaves) Grouped(ReadOnlySpan<int> levelOf, Level[] levels, int[] caps)
    {
        var leaves = new int[levelOf.Length];
        for (var member = 0; member < levelOf.Length; member++)
            leaves[member] = levels[levelOf[member]].Members++;

        var first = 0;
        for (var level = 0; level < levels.Length; level++)
        {
            levels[level].Cap = caps[level];
            levels[level].Above = None;
            levels[level].First = first;
            first += levels[level].Members;
        }

        var members = new int[levelOf.Length];
        for (var member = 0; member < levelOf.Length; member++)
            members[levels[levelOf[member]].First + leaves[member]] = member;
        return (members, leaves);
    }
}
