using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Verifying;

/// <summary>
/// Looks for a circle of graduates who could all move to a dearer wish at once. It leads from position to position: to where the successor
/// for one of its seats sits now. See the remarks of <see cref="Verifier"/>.
/// </summary>
static class Improvement
{
    const int Nowhere = -1;

    public static Violation? FirstViolation(RoundInstance instance, Outcome outcome, Levels levels, Walk walk)
    {
        // Each position is entered once and then holds the mark of the way it was entered on; one met again on the same way closes a circle.
        var next = Next(Successors(instance, levels, walk.Bars), walk);
        for (var start = 0; start < next.Length; start++)
        {
            var mark = Nowhere - 1 - start;
            var at = start;
            while (next[at] >= 0)
                (at, next[at]) = (next[at], mark);
            if (next[at] == mark)
                return Circle(instance, outcome, levels, walk, at);
        }

        return null;
    }

    // Of each position with a holder the key of who would take a seat there if it became free; 0 if nobody would.
    static ulong[] Successors(RoundInstance instance, Levels levels, ReadOnlySpan<Walk.Bar> bars)
    {
        var (ofPositions, ofUnits, ofParks) = (new ulong[instance.Positions.Count], new ulong[instance.Units.Count], new ulong[instance.Parks.Count]);
        for (var position = 0; position < bars.Length; position++)
        {
            var best = bars[position].BestRefused;
            var unit = instance.PositionUnits[position];
            if (levels.Positions.IsFull(position))
                ofPositions[position] = best;
            else if (levels.Units.IsFull(unit))
                ofUnits[unit] = Math.Max(ofUnits[unit], best);
            else
                ofParks[instance.UnitParks[unit]] = Math.Max(ofParks[instance.UnitParks[unit]], best);
        }

        for (var position = 0; position < ofPositions.Length; position++)
        {
            var unit = instance.PositionUnits[position];
            ofPositions[position] = levels.Positions.Held[position] == 0 ? 0 : Math.Max(ofPositions[position], Math.Max(ofUnits[unit], ofParks[instance.UnitParks[unit]]));
        }

        return ofPositions;
    }

    // Of each position where the successor sits now.
    static int[] Next(ulong[] successors, Walk walk)
    {
        var byLottery = walk.PositionByLottery;
        var next = new int[successors.Length];
        for (var position = 0; position < next.Length; position++)
            next[position] = successors[position] == 0 ? Nowhere : byLottery[(int)Priority.Lottery(successors[position]) - 1];
        return next;
    }

    static Violation Circle(RoundInstance instance, Outcome outcome, Levels levels, Walk walk, int start)
    {
        var successors = Successors(instance, levels, walk.Bars);
        var next = Next(successors, walk);
        var graduates = 0;
        var at = start;
        do
        {
            graduates++;
            at = next[at];
        }
        while (at != start);
        var first = instance.Lottery.IndexOf(Priority.Lottery(successors[start]));
        return new Violation(
            ResultFolder.Assignments,
            Lines.OfAssignment(instance, outcome, first),
            $"not the best stable result for the graduates: {instance.Applicants.Text(first)} and {graduates - 1} more could all have a dearer wish at once");
    }
}
