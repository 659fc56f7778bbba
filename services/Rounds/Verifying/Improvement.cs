using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Verifying;

/// <summary>
/// Looks for a circle of graduates who could all move to a dearer wish at once. It leads from position to position: to where the successor
/// for one of its seats sits now. See the remarks of <see cref="Verifier"/>.
/// </summary>
static class Improvement
{
    const int Nobody = -1;

    public static Violation? FirstViolation(RoundInstance instance, Outcome outcome, Levels levels, WishCheck.Bar[] bars, int[] refused)
    {
        var next = Next(instance, outcome, levels, bars, refused);
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
    static Step[] Next(RoundInstance instance, Outcome outcome, Levels levels, WishCheck.Bar[] bars, int[] refused)
    {
        var (ofPositions, ofUnits, ofParks) = (new Best[instance.Positions.Count], new Best[instance.Units.Count], new Best[instance.Parks.Count]);
        for (var position = 0; position < bars.Length; position++)
        {
            if (refused[position] == Nobody)
                continue;
            var best = new Best(bars[position].BestRefused, refused[position]);
            var unit = instance.PositionUnits[position];
            if (levels.Positions.IsFull(position))
                ofPositions[position] = best;
            else if (levels.Units.IsFull(unit))
                ofUnits[unit] = ofUnits[unit].Or(best);
            else
                ofParks[instance.UnitParks[unit]] = ofParks[instance.UnitParks[unit]].Or(best);
        }

        var next = new Step[bars.Length];
        for (var position = 0; position < next.Length; position++)
        {
            var unit = instance.PositionUnits[position];
            var successor = ofPositions[position].Or(ofUnits[unit]).Or(ofParks[instance.UnitParks[unit]]);
            var seat = levels.Positions.Held[position] == 0 || successor.Key == 0 ? Outcome.Unseated : outcome.Granted[successor.Applicant];
            next[position] = seat == Outcome.Unseated ? new Step(Nobody, Nobody) : new Step(instance.Wishes[seat].Position, successor.Applicant);
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

    readonly record struct Best(ulong Key, int Applicant)
    {
        public Best Or(Best other) => other.Key > Key ? other : this;
    }
}
