using System.Diagnostics;
using System.Text;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Verifying;

/// <summary>Finds where a result is wrong that the <see cref="Walk"/> has found wrong, at leisure: wish by wish in the order of the applicants.</summary>
static class WrongReason
{
    public static Violation First(RoundInstance instance, RoundResult result)
    {
        for (var applicant = 0; applicant < instance.Applicants.Count; applicant++)
        {
            var granted = result.Outcome.Granted[applicant] is not Outcome.Unseated and var seat ? seat : instance.WishStarts[applicant + 1];
            for (var wish = instance.WishStarts[applicant]; wish < instance.WishStarts[applicant + 1]; wish++)
            {
                var cutoff = Cutoff.Around(instance, result.Outcome, instance.Wishes[wish].Position);
                if (wish < granted && Priority.Of(instance.Wishes[wish].Score, instance.Lottery[applicant]) >= cutoff.Key)
                {
                    return Blocks(instance, result.Outcome, applicant, wish);
                }

                var right = wish < granted ? cutoff.Reason : wish == granted ? Reason.Seated : Reason.BetterWishGranted;
                if (result.Reasons[wish] != right)
                {
                    return new Violation(ResultFolder.Reasons, Lines.OfReason(instance, applicant, wish), $"the reason is {Encoding.UTF8.GetString(ResultFolder.ReasonWords[(int)right])}");
                }
            }
        }

        throw new UnreachableException("the walk found a wrong reason or a blocking pair, and there is none");
    }

    static Violation Blocks(RoundInstance instance, Outcome outcome, int applicant, int wish)
    {
        var (graduate, position) = (instance.Applicants.Text(applicant), instance.Positions.Text(instance.Wishes[wish].Position));
        return new Violation(
            ResultFolder.Assignments, Lines.OfAssignment(instance, outcome, applicant), $"{graduate} would rather have {position}, and {position} would rather have {graduate}: a blocking pair");
    }
}
