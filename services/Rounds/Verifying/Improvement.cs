using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Verifying;

/// <summary>
/// Looks for a circle of graduates who could all move to a dearer wish at once. It leads from position to position: to where the successor
/// for one of its seats sits now. See the remarks of <see cref="Verifier"/>.
/// </summary>
static class Improvement
{
    const int Nobody = -1;

    public static Violation? FirstViolation(RoundInstance instance, Outcome outcome, Levels levels, ReadOnlySpan<Walk.Bar> bars)
    {
        var next = Next(instance, outcome, levels, bars);
        // Each position is entered once; one met again on the same way closes a circle.
        var enteredOn = new int[next.Length];
        for (var start = 0; start < next.Length; start++)
        {
            var at = start;
            while (at != Nobody && enteredOn[at] == 0)
            {
                enteredOn[at] = start + 1;
                at = next[at].Position;
            }

            if (at != Nobody && enteredOn[at] == start + 1)
                return Circle(instance, outcome, next, at);
        }

        return null;
    }

    // Of each position with a holder: who would take a seat there if it became free, and where that one sits now.
    static Step[] Next(RoundInstance instance, Outcome outcome, Levels levels, ReadOnlySpan<Walk.Bar> bars)
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

        var byLottery = new int[instance.Applicants.Count];
        for (var applicant = 0; applicant < byLottery.Length; applicant++)
            byLottery[instance.Lottery[applicant] - 1] = applicant;
        var next = new Step[bars.Length];
        for (var position = 0; position < next.Length; position++)
        {
            var unit = instance.PositionUnits[position];
            var key = Math.Max(ofPositions[position], Math.Max(ofUnits[unit], ofParks[instance.UnitParks[unit]]));
            next[position] = new Step(Nobody, Nobody);
            if (key == 0 || levels.Positions.Held[position] == 0)
                continue;
            var successor = byLottery[Priority.Lottery(key) - 1];
            if (outcome.Granted[successor] is not Outcome.Unseated and var seat)
                next[position] = new Step(instance.Wishes[seat].Position, successor);
        }

        return next;
    }

    static Violation Circle(RoundInstance instance, Outcome outcome, Step[] next, int start)
    {
        var graduates = 0;
        var at = start;
        do
        {
            graduates++;
            at = next[at].Position;
        }
        while (at != start);
        var first = next[start].Applicant;
        return new Violation(
            ResultFolder.Assignments,
            Lines.OfAssignment(instance, outcome, first),
            $"not the best stable result for the graduates: {instance.Applicants.Text(first)} and {graduates - 1} more could all have a dearer wish at once");
    }

    readonly record struct Step(int Position, int Applicant);
}
