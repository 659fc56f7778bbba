using System.Diagnostics;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Solving;

/// <summary>What became of each wish and why, from the outcome alone.</summary>
public static class Reasons
{
    /// <summary>The reason of one wish. Of a wish refused on several levels it is the innermost: position, then unit, then park.</summary>
    /// <param name="instance">The round.</param>
    /// <param name="outcome">Its stable outcome.</param>
    /// <param name="applicant">Whose wish.</param>
    /// <param name="wish">The wish's number in <see cref="RoundInstance.Wishes"/>, within the applicant's row.</param>
    public static Reason Of(RoundInstance instance, Outcome outcome, int applicant, int wish)
    {
        var granted = outcome.Granted[applicant];
        if (granted == wish)
        {
            return Reason.Seated;
        }

        if (granted != Outcome.Unseated && granted < wish)
        {
            return Reason.BetterWishGranted;
        }

        var (position, score) = instance.Wishes[wish];
        var unit = instance.PositionUnits[position];
        var key = Priority.Of(score, instance.Lottery[applicant]);
        if (key < outcome.PositionCutoffs[position])
        {
            return Reason.PositionCutoff;
        }

        if (key < outcome.UnitCutoffs[unit])
        {
            return Reason.UnitCutoff;
        }

        if (key < outcome.ParkCutoffs[instance.UnitParks[unit]])
        {
            return Reason.ParkCutoff;
        }

        throw new UnreachableException($"Wish {wish} of applicant {applicant} is neither granted nor out of reach: the outcome is not stable.");
    }
}
