using System.Collections.Immutable;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Verifying;

/// <summary>No position, unit or park holds more than it may.</summary>
static class FeasibilityCheck
{
    public static Violation? FirstViolation(RoundInstance instance, Outcome outcome, Levels levels, ImmutableArray<int> granted)
    {
        return First(levels.Positions, "position", instance.Positions, position => position)
            ?? First(levels.Units, "unit", instance.Units, position => instance.PositionUnits[position])
            ?? First(levels.Parks, "park", instance.Parks, position => instance.UnitParks[instance.PositionUnits[position]]);

        Violation? First(Levels.Level level, string scope, IdTable ids, Func<int, int> ofPosition)
        {
            for (var number = 0; number < ids.Count; number++)
            {
                if (level.Held[number] <= level.Limit(number))
                {
                    continue;
                }

                var holder = Enumerable.Range(0, granted.Length).First(applicant => KeyAt(applicant, number) == level.Worst[number]);
                return new Violation(
                    ResultFolder.Assignments, Lines.OfAssignment(instance, outcome, holder), $"{scope} {ids.Text(number)} holds {level.Held[number]} and may hold {level.Limit(number)}");
            }

            return null;

            ulong? KeyAt(int applicant, int at) =>
                granted[applicant] is not Outcome.Unseated and var wish && ofPosition(instance.Wishes[wish].Position) == at
                    ? Priority.Of(instance.Wishes[wish].Score, instance.Lottery[applicant])
                    : null;
        }
    }
}
