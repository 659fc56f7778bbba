using System.Collections.Immutable;
using System.Diagnostics;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Floors;

/// <summary>
/// The blocking pairs of a repaired round and why each is one. The round was stable before, so a chain is behind every pair: it moved the
/// graduate, or it brought in the holder the graduate goes before, or it took somebody out where the graduate wants to be.
/// </summary>
sealed class RepairPrice
{
    const int None = -1;

    readonly RoundInstance _instance;
    readonly ImmutableArray<int> _granted;
    readonly int[] _movedFor;
    readonly Level _positions;
    readonly Level _units;
    readonly Level _parks;

    public RepairPrice(RoundInstance instance, ImmutableArray<int> granted, IEnumerable<Chain> chains)
    {
        (_instance, _granted) = (instance, granted);
        _movedFor = new int[granted.Length];
        Array.Fill(_movedFor, None);
        _positions = new Level(instance.PositionSeats);
        _units = new Level(instance.UnitCaps);
        _parks = new Level(instance.ParkCaps);
        foreach (var chain in chains)
        {
            foreach (var move in chain.Moves)
            {
                _movedFor[move.Applicant] = chain.Park;
                if (move.From != Outcome.Unseated)
                {
                    Each(move.From, (level, place) => level.LeftFor[place] = chain.Park);
                }
            }
        }

        for (var applicant = 0; applicant < granted.Length; applicant++)
        {
            if (granted[applicant] is var wish and not Outcome.Unseated)
            {
                Each(wish, (level, place) => level.Take(place, Key(applicant, wish), applicant));
            }
        }
    }

    public ImmutableArray<BlockingPair> BlockingPairs()
    {
        var pairs = ImmutableArray.CreateBuilder<BlockingPair>();
        for (var applicant = 0; applicant < _granted.Length; applicant++)
        {
            var dearer = _granted[applicant] == Outcome.Unseated ? _instance.WishStarts[applicant + 1] : _granted[applicant];
            for (var wish = _instance.WishStarts[applicant]; wish < dearer; wish++)
            {
                if (Blocks(applicant, wish, out var worst))
                {
                    pairs.Add(new BlockingPair(applicant, wish, Cause(applicant, wish, worst)));
                }
            }
        }

        return pairs.DrainToImmutable();
    }

    // Whether the park would choose the wish, and the worst holder of the innermost full level who would go for it, if any is full. Who is that
    // worst holder, and wants the other position of the same unit or park at the same points, would go for it too: to move displaces nobody else.
    bool Blocks(int applicant, int wish, out int worst)
    {
        var (position, unit, park) = Places(wish);
        var (level, place) = _positions.Full(position) ? (_positions, position)
            : _units.Full(unit) ? (_units, unit)
            : (_parks, park);
        worst = level.Full(place) ? level.WorstHolder[place] : None;
        return !level.Full(place) || Key(applicant, wish) >= level.Worst[place];
    }

    int Cause(int applicant, int wish, int worst)
    {
        if (_movedFor[applicant] != None)
        {
            return _movedFor[applicant];
        }

        if (worst != None && _movedFor[worst] != None)
        {
            return _movedFor[worst];
        }

        var (position, unit, park) = Places(wish);
        foreach (var left in (ReadOnlySpan<int>)[_positions.LeftFor[position], _units.LeftFor[unit], _parks.LeftFor[park]])
        {
            if (left != None)
            {
                return left;
            }
        }

        throw new UnreachableException($"Wish {wish} of applicant {applicant} blocks and no chain is the reason: the outcome was not stable before.");
    }

    void Each(int wish, Action<Level, int> action)
    {
        var (position, unit, park) = Places(wish);
        action(_positions, position);
        action(_units, unit);
        action(_parks, park);
    }

    (int Position, int Unit, int Park) Places(int wish)
    {
        var position = _instance.Wishes[wish].Position;
        var unit = _instance.PositionUnits[position];
        return (position, unit, _instance.UnitParks[unit]);
    }

    ulong Key(int applicant, int wish) => Priority.Of(_instance.Wishes[wish].Score, _instance.Lottery[applicant]);

    sealed class Level(ImmutableArray<int> caps)
    {
        readonly int[] _held = new int[caps.Length];

        public ulong[] Worst { get; } = [.. Enumerable.Repeat(Outcome.Closed, caps.Length)];
        public int[] WorstHolder { get; } = new int[caps.Length];

        /// <summary>For which park's floor somebody left last.</summary>
        public int[] LeftFor { get; } = [.. Enumerable.Repeat(None, caps.Length)];

        public bool Full(int place) => _held[place] == caps[place];

        public void Take(int place, ulong key, int applicant)
        {
            _held[place]++;
            if (key < Worst[place])
            {
                (Worst[place], WorstHolder[place]) = (key, applicant);
            }
        }
    }
}
