using System.Collections.Immutable;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Floors;

/// <summary>One graduate's step in a chain.</summary>
/// <param name="Applicant">The graduate.</param>
/// <param name="From">The wish granted before, or <see cref="Outcome.Unseated"/>.</param>
/// <param name="To">The wish granted now.</param>
public readonly record struct Move(int Applicant, int From, int To);

/// <summary>
/// A seating that can be made to hold one more in a park: by a chain of graduates, each moving to a listed position and, where there is no
/// room, into the place of the next. Shortest chains first: an augmenting path in the flow from graduates through positions and
/// units to parks, searched from the park backwards, since there a chain is short and the graduates without a seat are many.
/// </summary>
/// <remarks>
/// Whoever has a seat keeps one. A search that fails has reached all that could help, and no chain made later changes that: what it
/// reached is closed, the far side of a minimum cut, and never searched again. So all failures together cost two passes over the
/// wishes, one for each <see cref="Source"/>. Of chains of equal length it is the one found by going through ids in their order and wishes by priority: rows may stand in any order.
/// </remarks>
sealed class Chains
{
    const int None = -1;

    readonly RoundInstance _instance;
    readonly int[] _granted;
    readonly Groups _unitsOfPark;
    readonly Groups _positionsOfUnit;
    readonly Groups _wishesForPosition;
    readonly int[] _applicantOfWish;
    readonly bool[] _sorted;

    // Nodes are numbered through: applicants, positions, units, parks.
    readonly int _firstPosition;
    readonly int _firstUnit;
    readonly int _firstPark;
    readonly int[] _held;
    readonly int[] _seen;
    readonly Source[] _closed;
    readonly int[] _next;
    readonly int[] _reached;
    int _reachedCount;
    int _search;
    Source _from;
    int _start;
    int _target;

    /// <summary>Where a chain begins.</summary>
    public enum Source : byte
    {
        /// <summary>With a graduate who has no seat: one more is seated in all.</summary>
        Unseated = 1,

        /// <summary>With a graduate of a park that holds more than its floor; a seat there stays empty.</summary>
        ParkAboveFloor = 2,
    }

    /// <summary>Starts from a feasible seating.</summary>
    public Chains(RoundInstance instance, ImmutableArray<int> granted)
    {
        _instance = instance;
        _granted = [.. granted];
        _unitsOfPark = Groups.By(instance.UnitParks.AsSpan(), instance.Parks.Count, IdOrder.Of(instance.Units));
        _positionsOfUnit = Groups.By(instance.PositionUnits.AsSpan(), instance.Units.Count, IdOrder.Of(instance.Positions));
        _applicantOfWish = new int[instance.Wishes.Length];
        _wishesForPosition = Listed();
        _sorted = new bool[instance.Positions.Count];

        _firstPosition = instance.Applicants.Count;
        _firstUnit = _firstPosition + instance.Positions.Count;
        _firstPark = _firstUnit + instance.Units.Count;
        var nodes = _firstPark + instance.Parks.Count;
        _held = new int[nodes];
        _seen = new int[nodes];
        _closed = new Source[nodes];
        _next = new int[nodes];
        _reached = new int[nodes];
        foreach (var wish in _granted)
        {
            if (wish != Outcome.Unseated)
            {
                Count(wish, 1);
            }
        }
    }

    /// <summary>Each applicant's granted wish by now.</summary>
    public ReadOnlySpan<int> Granted => _granted;

    /// <summary>How many a park holds by now.</summary>
    public int Held(int park) => _held[_firstPark + park];

    /// <summary>The parks, units and positions closed to chains from anywhere.</summary>
    public (ImmutableArray<int> Parks, ImmutableArray<int> Units, ImmutableArray<int> Positions) Cut() =>
        (Closures(_firstPark, _seen.Length), Closures(_firstUnit, _firstPark), Closures(_firstPosition, _firstUnit));

    /// <summary>Makes a park hold one more, by a shortest chain.</summary>
    /// <param name="park">The park.</param>
    /// <param name="from">Where the chain may begin; from a park above its floor only once there is none from the unseated.</param>
    /// <param name="moves">Takes the chain, from the graduate who comes in to the one who fills the park's seat.</param>
    /// <returns>False, and nothing changes, if there is no such chain.</returns>
    public bool Extend(int park, Source from, List<Move> moves)
    {
        if (Held(park) >= _instance.ParkCaps[park] || !Search(park, from))
        {
            return false;
        }

        for (var node = _start; node != None;)
        {
            if (node >= _firstPosition)
            {
                node = _next[node];
                continue;
            }

            var wish = _next[node];
            moves.Add(new Move(node, _granted[node], wish));
            node = _firstPosition + _instance.Wishes[wish].Position;
        }

        foreach (var move in moves)
        {
            if (move.From != Outcome.Unseated)
            {
                Count(move.From, -1);
            }

            Count(move.To, 1);
            _granted[move.Applicant] = move.To;
        }

        return true;
    }

    // Breadth first by graduates moved: what costs no move is reached in the same breath.
    bool Search(int park, Source from)
    {
        _search++;
        _reachedCount = 0;
        _start = None;
        _target = park;
        _from = from;
        ReachPark(park, None);
        for (var index = 0; index < _reachedCount && _start == None; index++)
        {
            var node = _reached[index];
            if (node >= _firstPosition && node < _firstUnit)
            {
                ReachApplicants(node - _firstPosition);
            }
        }

        if (_start != None)
        {
            return true;
        }

        foreach (var node in _reached.AsSpan(0, _reachedCount))
        {
            _closed[node] = from;
        }

        return false;
    }

    // One more in the park helps; so does one more in a unit that may take one, and a park with somebody to spare is a source.
    void ReachPark(int park, int next)
    {
        if (!Reach(_firstPark + park, next))
        {
            return;
        }

        if (_from == Source.ParkAboveFloor && park != _target && Held(park) > _instance.ParkFloors[park])
        {
            _start = _firstPark + park;
        }

        foreach (var unit in _unitsOfPark[park])
        {
            if (_held[_firstUnit + unit] < _instance.UnitCaps[unit])
            {
                ReachUnit(unit, _firstPark + park);
            }
        }
    }

    // One more in the unit helps; so does one in a position with a free seat, and one in the park in place of one in the unit.
    void ReachUnit(int unit, int next)
    {
        if (!Reach(_firstUnit + unit, next))
        {
            return;
        }

        foreach (var position in _positionsOfUnit[unit])
        {
            if (_held[_firstPosition + position] < _instance.PositionSeats[position])
            {
                ReachPosition(position, _firstUnit + unit);
            }
        }

        if (_held[_firstUnit + unit] > 0)
        {
            ReachPark(_instance.UnitParks[unit], _firstUnit + unit);
        }
    }

    // One more in the position helps; so does one in the unit in place of one in the position.
    void ReachPosition(int position, int next)
    {
        if (Reach(_firstPosition + position, next) && _held[_firstPosition + position] > 0)
        {
            ReachUnit(_instance.PositionUnits[position], _firstPosition + position);
        }
    }

    // Everybody who lists the position helps by moving there; so does one more where they sit now, and who sits nowhere is a source.
    void ReachApplicants(int position)
    {
        foreach (var wish in ByPriority(position))
        {
            var applicant = _applicantOfWish[wish];
            var granted = _granted[applicant];
            if (granted == wish || !Reach(applicant, wish))
            {
                continue;
            }

            if (granted == Outcome.Unseated)
            {
                _start = applicant;
            }
            else
            {
                ReachPosition(_instance.Wishes[granted].Position, applicant);
            }

            if (_start != None)
            {
                return;
            }
        }
    }

    // False if it has been reached before, or the end is in sight. Next is the way on to the target; of an applicant it is the wish.
    bool Reach(int node, int next)
    {
        if (_start != None || _seen[node] == _search || _closed[node] >= _from)
        {
            return false;
        }

        _seen[node] = _search;
        _next[node] = next;
        _reached[_reachedCount++] = node;
        return true;
    }

    void Count(int wish, int change)
    {
        var position = _instance.Wishes[wish].Position;
        var unit = _instance.PositionUnits[position];
        _held[_firstPosition + position] += change;
        _held[_firstUnit + unit] += change;
        _held[_firstPark + _instance.UnitParks[unit]] += change;
    }

    Span<int> ByPriority(int position)
    {
        var wishes = _wishesForPosition[position];
        if (!_sorted[position])
        {
            wishes.Sort((one, other) => Key(other).CompareTo(Key(one)));
            _sorted[position] = true;
        }

        return wishes;
    }

    ulong Key(int wish) => Priority.Of(_instance.Wishes[wish].Score, _instance.Lottery[_applicantOfWish[wish]]);

    Groups Listed()
    {
        var positions = new int[_instance.Wishes.Length];
        for (var applicant = 0; applicant < _instance.Applicants.Count; applicant++)
        {
            for (var wish = _instance.WishStarts[applicant]; wish < _instance.WishStarts[applicant + 1]; wish++)
            {
                positions[wish] = _instance.Wishes[wish].Position;
                _applicantOfWish[wish] = applicant;
            }
        }

        return Groups.By(positions, _instance.Positions.Count);
    }

    ImmutableArray<int> Closures(int first, int end)
    {
        var closed = ImmutableArray.CreateBuilder<int>();
        for (var node = first; node < end; node++)
        {
            if (_closed[node] == Source.ParkAboveFloor)
            {
                closed.Add(node - first);
            }
        }

        return closed.DrainToImmutable();
    }
}
