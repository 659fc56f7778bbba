using System.Collections.Immutable;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Verifying;

/// <summary>Each cutoff is the worst holder of a full level, and a level that is not full has none.</summary>
static class CutoffCheck
{
    public static Violation? FirstViolation(RoundInstance instance, Outcome outcome, Levels levels)
    {
        return First(levels.Positions, "position", instance.Positions, outcome.PositionCutoffs, Lines.OfPositionCutoff)
            ?? First(levels.Units, "unit", instance.Units, outcome.UnitCutoffs, Lines.OfUnitCutoff)
            ?? First(levels.Parks, "park", instance.Parks, outcome.ParkCutoffs, Lines.OfParkCutoff);

        Violation? First(Levels.Level level, string scope, IdTable ids, ImmutableArray<ulong> claimed, Func<RoundInstance, Outcome, int, int> line)
        {
            for (var number = 0; number < ids.Count; number++)
            {
                if (claimed[number] != level.Cutoff(number))
                {
                    return new Violation(
                        ResultFolder.Cutoffs, line(instance, outcome, number), $"the cutoff of {scope} {ids.Text(number)} is {Words(level.Cutoff(number))}, not {Words(claimed[number])}");
                }
            }

            return null;
        }
    }

    static string Words(ulong cutoff) => cutoff switch
    {
        0 => "none, as it is not full",
        Outcome.Closed => "empty, as it takes nobody",
        _ => $"{Priority.Score(cutoff)},{Priority.Lottery(cutoff)}",
    };
}
