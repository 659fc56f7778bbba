using System.Collections.Immutable;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Verifying;

/// <summary>On which line of the result's files something stands, or would stand; found by walking, once there is something to report.</summary>
static class Lines
{
    public static int OfAssignment(RoundInstance instance, Outcome outcome, int applicant) => 2 + Count(
        instance.Applicants.Count, other => outcome.Granted[other] != Outcome.Unseated && instance.Applicants[other].SequenceCompareTo(instance.Applicants[applicant]) < 0);

    public static int OfReason(RoundInstance instance, int applicant, int wish)
    {
        var line = 2 + wish - instance.WishStarts[applicant];
        for (var other = 0; other < instance.Applicants.Count; other++)
        {
            if (instance.Applicants[other].SequenceCompareTo(instance.Applicants[applicant]) < 0)
            {
                line += instance.WishStarts[other + 1] - instance.WishStarts[other];
            }
        }

        return line;
    }

    public static int OfPositionCutoff(RoundInstance instance, Outcome outcome, int position) => 2 + Before(instance.Positions, outcome.PositionCutoffs, position);

    public static int OfUnitCutoff(RoundInstance instance, Outcome outcome, int unit) => 2 + All(outcome.PositionCutoffs) + Before(instance.Units, outcome.UnitCutoffs, unit);

    public static int OfParkCutoff(RoundInstance instance, Outcome outcome, int park) =>
        2 + All(outcome.PositionCutoffs) + All(outcome.UnitCutoffs) + Before(instance.Parks, outcome.ParkCutoffs, park);

    static int All(ImmutableArray<ulong> cutoffs) => cutoffs.Count(cutoff => cutoff != 0);

    static int Before(IdTable ids, ImmutableArray<ulong> cutoffs, int number) => Count(ids.Count, other => cutoffs[other] != 0 && ids[other].SequenceCompareTo(ids[number]) < 0);

    static int Count(int numbers, Func<int, bool> counts) => Enumerable.Range(0, numbers).Count(counts);
}
