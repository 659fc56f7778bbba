using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Verifying;

/// <summary>
/// Looks for a circle of graduates who could all move to a dearer wish at once. It leads from position to position: to where the successor
/// for one of its seats sits now. See the remarks of <see cref="Verifier"/>.
/// </summary>
sealed class Improvement
{
    const int Nowhere = -1;

    readonly RoundInstance _instance;
    readonly Levels _levels;
    readonly Walk _walk;

    // The best refused of all positions of a level that are not full, and for a park not in a full unit either.
    readonly Walk.Refused[] _units;
    readonly Walk.Refused[] _parks;

    Improvement(RoundInstance instance, Levels levels, Walk walk)
    {
        (_instance, _levels, _walk) = (instance, levels, walk);
        _units = new Walk.Refused[instance.Units.Count];
        _parks = new Walk.Refused[instance.Parks.Count];
        for (var position = 0; position < instance.Positions.Count; position++)
        {
            if (levels.Positions.IsFull(position))
            {
                continue;
            }

            var unit = instance.PositionUnits[position];
            ref var best = ref levels.Units.IsFull(unit) ? ref _units[unit] : ref _parks[instance.UnitParks[unit]];
            best = Better(best, walk.BestOf(position));
        }
    }

    public static Violation? FirstViolation(RoundInstance instance, Outcome outcome, Levels levels, Walk walk)
    {
        // Each position is entered once and then holds the mark of the way it was entered on; one met again on the same way closes a circle.
        var improvement = new Improvement(instance, levels, walk);
        var next = improvement.Next();
        for (var start = 0; start < next.Length; start++)
        {
            var mark = Nowhere - 1 - start;
            var at = start;
            while (next[at] >= 0)
            {
                (at, next[at]) = (next[at], mark);
            }

            if (next[at] == mark)
            {
                return improvement.Circle(outcome, at);
            }
        }

        return null;
    }

    // Of each position where the successor sits now.
    int[] Next()
    {
        var next = new int[_instance.Positions.Count];
        for (var position = 0; position < next.Length; position++)
        {
            var successor = _levels.Positions.Held[position] == 0 ? default : SuccessorAt(position);
            next[position] = successor.Key == 0 ? Nowhere : successor.Seat;
        }

        return next;
    }

    // Who would take a seat of a position if it became free; with key 0 if nobody would.
    Walk.Refused SuccessorAt(int position)
    {
        var unit = _instance.PositionUnits[position];
        var above = Better(_units[unit], _parks[_instance.UnitParks[unit]]);
        return _levels.Positions.IsFull(position) ? Better(_walk.BestOf(position), above) : above;
    }

    static Walk.Refused Better(in Walk.Refused one, in Walk.Refused other) => one.Key >= other.Key ? one : other;

    Violation Circle(Outcome outcome, int start)
    {
        var graduates = 0;
        var at = start;
        do
        {
            graduates++;
            at = SuccessorAt(at).Seat;
        }
        while (at != start);
        var first = _walk.ApplicantOf(SuccessorAt(start));
        return new Violation(
            ResultFolder.Assignments,
            Lines.OfAssignment(_instance, outcome, first),
            $"not the best stable result for the graduates: {_instance.Applicants.Text(first)} and {graduates - 1} more could all have a dearer wish at once");
    }
}
