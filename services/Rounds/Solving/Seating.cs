using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Solving;

/// <summary>Who holds a seat.</summary>
/// <param name="Key">The <see cref="Priority"/> key with which it is held; never negative.</param>
/// <param name="Applicant">The applicant.</param>
/// <param name="Wish">The wish granted for now.</param>
readonly record struct Holder(long Key, int Applicant, int Wish);

/// <summary>
/// The parks' greedy choice under nested caps, kept up to date proposal by proposal: seats of a position within the cap of its unit
/// within the cap of its park, a laminar matroid, so that of a proposal and the holders exactly one goes if a level is over its
/// limit: the worst of the innermost such level, the only circuit.
/// </summary>
/// <remarks>
/// A position's holders are a heap, the worst on top. The worst of a unit or park is the worst of its positions' worst, so nobody but
/// the top of a position's heap ever leaves. Above the heaps stand tournaments, over the positions of a unit and over the units of
/// a park, built once a capped level is full for the first time. Their values are lower bounds: a top that falls is entered at once, a
/// top that rises when it is asked for.
/// </remarks>
sealed class Seating
{
    /// <summary>In place of a bar: anybody gets in. Keys are 0 or more.</summary>
    public const long Open = -1;

    /// <summary>In place of a bar: nobody gets in.</summary>
    public const long Shut = long.MaxValue;

    /// <summary>Of each position: a key under its bar is refused for certain, now and for ever. Bars only rise.</summary>
    public readonly long[] Bars;

    readonly Place[] _places;
    readonly Holder[] _holders;
    readonly Level[] _units;
    readonly Level[] _parks;
    readonly int[] _positionsByUnit;
    readonly int[] _unitsByPark;
    readonly int[] _leafOfUnit;
    readonly long[] _unitNodes;
    readonly long[] _parkNodes;

    public Seating(RoundInstance instance)
    {
        var capacities = new Capacities(instance);
        Bars = new long[instance.Positions.Count];
        _places = new Place[instance.Positions.Count];
        _holders = new Holder[capacities.Total];
        _units = new Level[instance.Units.Count];
        _parks = new Level[instance.Parks.Count];

        _unitsByPark = Grouped(instance.UnitParks.AsSpan(), _parks, capacities.Parks);
        _positionsByUnit = Grouped(instance.PositionUnits.AsSpan(), _units, capacities.Units);
        _leafOfUnit = new int[_units.Length];
        for (var index = 0; index < _unitsByPark.Length; index++)
        {
            var unit = _unitsByPark[index];
            var park = instance.UnitParks[unit];
            _leafOfUnit[unit] = index - _parks[park].First;
            _units[unit].Above = capacities.Parks[park] == RoundInstance.NoCap ? None : park;
        }

        _unitNodes = new long[2 * _positionsByUnit.Length];
        _parkNodes = new long[2 * _unitsByPark.Length];

        var start = 0;
        for (var index = 0; index < _positionsByUnit.Length; index++)
        {
            var position = _positionsByUnit[index];
            var unit = instance.PositionUnits[position];
            var capped = capacities.Units[unit] != RoundInstance.NoCap || _units[unit].Above != None;
            _places[position] = new Place { Start = start, Seats = capacities.Seats[position], Unit = capped ? unit : None, Leaf = index - _units[unit].First };
            Bars[position] = capacities.Seats[position] == 0 ? Shut : Open;
            start += capacities.Seats[position];
        }
    }

    const int None = -1;

    struct Place
    {
        /// <summary>Where its holders begin.</summary>
        public int Start;
        public int Seats;
        public int Held;

        /// <summary>Its unit, if that or its park has a cap that can bind.</summary>
        public int Unit;
        public int Leaf;
    }

    struct Level
    {
        public int Cap;
        public int Held;

        /// <summary>Its first member among all, grouped; also half the place of its tournament.</summary>
        public int First;
        public int Members;

        /// <summary>The level above, if that has a cap that can bind.</summary>
        public int Above;
        public bool Built;

        public readonly bool Full => Held == Cap;
    }

    /// <summary>
    /// A proposal whose key is not under the bar of the position. Gives back who goes: nobody (an applicant of -1), who held a
    /// seat until now, or the proposer.
    /// </summary>
    public Holder Offer(in Holder proposal, int position)
    {
        ref var place = ref _places[position];
        var heap = _holders.AsSpan(place.Start, place.Seats);
        if (place.Held == place.Seats)
        {
            if (proposal.Key < heap[0].Key)
            {
                Bars[position] = Math.Max(Bars[position], heap[0].Key);
                return proposal;
            }

            var worst = heap[0];
            SinkFromTop(heap, proposal);
            Bars[position] = Math.Max(Bars[position], heap[0].Key);
            return worst;
        }

        var leaving = new Holder(0, None, None);
        if (place.Unit != None)
        {
            ref var unit = ref _units[place.Unit];
            if (unit.Full)
            {
                if (!Displace(proposal, WorstOfUnit(place.Unit), position, out leaving))
                    return proposal;
                unit.Held++;
            }
            else if (unit.Above == None)
            {
                unit.Held++;
            }
            else if (!_parks[unit.Above].Full)
            {
                unit.Held++;
                _parks[unit.Above].Held++;
            }
            else
            {
                if (!Displace(proposal, WorstOfPark(unit.Above), position, out leaving))
                    return proposal;
                unit.Held++;
            }
        }

        Rise(heap[..(place.Held + 1)], proposal);
        if (++place.Held == place.Seats)
            Bars[position] = Math.Max(Bars[position], heap[0].Key);
        if (place.Unit != None)
            TopMayHaveFallen(place.Unit, place.Leaf, heap[0].Key);
        return leaving;
    }

    /// <summary>Every seat held, position by position.</summary>
    public IEnumerable<(int Position, Holder Holder)> Holders()
    {
        for (var position = 0; position < _places.Length; position++)
        {
            for (var index = 0; index < _places[position].Held; index++)
                yield return (position, _holders[_places[position].Start + index]);
        }
    }

    // Takes the worst of a full level out, unless the proposal is worse still; then its position's bar learns why.
    bool Displace(in Holder proposal, int worstPosition, int position, out Holder leaving)
    {
        ref var from = ref _places[worstPosition];
        leaving = _holders[from.Start];
        if (proposal.Key < leaving.Key)
        {
            Bars[position] = Math.Max(Bars[position], leaving.Key);
            return false;
        }

        from.Held--;
        _units[from.Unit].Held--;
        if (from.Held > 0)
            SinkFromTop(_holders.AsSpan(from.Start, from.Held), _holders[from.Start + from.Held]);
        return true;
    }

    long Top(int position) => _places[position].Held == 0 ? Shut : _holders[_places[position].Start].Key;

    int WorstOfUnit(int unit)
    {
        ref var level = ref _units[unit];
        var nodes = _unitNodes.AsSpan(2 * level.First, 2 * level.Members);
        if (!level.Built)
        {
            for (var leaf = 0; leaf < level.Members; leaf++)
                nodes[level.Members + leaf] = Top(_positionsByUnit[level.First + leaf]);
            Tournament.Build(nodes);
            level.Built = true;
        }

        while (true)
        {
            var leaf = Tournament.Winner(nodes);
            var position = _positionsByUnit[level.First + leaf];
            var top = Top(position);
            if (top == nodes[1])
                return position;
            Tournament.Set(nodes, leaf, top);
        }
    }

    int WorstOfPark(int park)
    {
        ref var level = ref _parks[park];
        var nodes = _parkNodes.AsSpan(2 * level.First, 2 * level.Members);
        if (!level.Built)
        {
            for (var leaf = 0; leaf < level.Members; leaf++)
            {
                var unit = _unitsByPark[level.First + leaf];
                nodes[level.Members + leaf] = _units[unit].Members == 0 ? Shut : Top(WorstOfUnit(unit));
            }

            Tournament.Build(nodes);
            level.Built = true;
        }

        while (true)
        {
            var leaf = Tournament.Winner(nodes);
            var position = WorstOfUnit(_unitsByPark[level.First + leaf]);
            var top = Top(position);
            if (top == nodes[1])
                return position;
            Tournament.Set(nodes, leaf, top);
        }
    }

    void TopMayHaveFallen(int unit, int leaf, long top)
    {
        ref var level = ref _units[unit];
        if (!level.Built)
            return;
        var nodes = _unitNodes.AsSpan(2 * level.First, 2 * level.Members);
        if (top < nodes[level.Members + leaf])
            Tournament.Set(nodes, leaf, top);

        if (level.Above == None || !_parks[level.Above].Built)
            return;
        ref var park = ref _parks[level.Above];
        var parkNodes = _parkNodes.AsSpan(2 * park.First, 2 * park.Members);
        if (nodes[1] < parkNodes[park.Members + _leafOfUnit[unit]])
            Tournament.Set(parkNodes, _leafOfUnit[unit], nodes[1]);
    }

    static void SinkFromTop(Span<Holder> heap, in Holder holder)
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

    // Members of each level, one level after the other, and the levels told where theirs begin.
    static int[] Grouped(ReadOnlySpan<int> levelOf, Level[] levels, int[] caps)
    {
        foreach (var level in levelOf)
            levels[level].Members++;
        var first = 0;
        for (var level = 0; level < levels.Length; level++)
        {
            levels[level].Cap = caps[level];
            levels[level].Above = None;
            levels[level].First = first;
            first += levels[level].Members;
        }

        var grouped = new int[levelOf.Length];
        var next = Array.ConvertAll(levels, level => level.First);
        for (var member = 0; member < levelOf.Length; member++)
            grouped[next[levelOf[member]]++] = member;
        return grouped;
    }
}
