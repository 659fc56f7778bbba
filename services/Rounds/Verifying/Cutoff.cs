using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Verifying;

/// <summary>What refuses wishes for a position: the innermost full level around it.</summary>
/// <param name="Key">A key below it is refused; 0 if no level is full, then nobody is.</param>
/// <param name="Reason">The reason of those refused.</param>
readonly record struct Cutoff(ulong Key, Reason Reason)
{
    /// <summary>By the claimed cutoffs.</summary>
    public static Cutoff Around(RoundInstance instance, Outcome outcome, int position)
    {
        if (outcome.PositionCutoffs[position] is not 0 and var ofPosition)
        {
            return new Cutoff(ofPosition, Reason.PositionCutoff);
        }

        var unit = instance.PositionUnits[position];
        return outcome.UnitCutoffs[unit] is not 0 and var ofUnit
            ? new Cutoff(ofUnit, Reason.UnitCutoff)
            : new Cutoff(outcome.ParkCutoffs[instance.UnitParks[unit]], Reason.ParkCutoff);
    }
}
