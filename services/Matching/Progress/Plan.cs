using RaMatch.Matching.Programmes;

namespace RaMatch.Matching.Progress;

/// <summary>
/// How many hires a park should have by the end of a day: nothing before the first day, the whole target on the last, and in between
/// straight lines from milestone to milestone. Integers, rounded down: a plan is a demand, not a forecast.
/// </summary>
static class Plan
{
    const int Whole = 10_000;

    /// <summary>The hires expected by the end of a day.</summary>
    /// <param name="opensOn">The programme's first day.</param>
    /// <param name="closesOn">The programme's last day.</param>
    /// <param name="milestones">The milestones, earliest first.</param>
    /// <param name="target">The park's target.</param>
    /// <param name="day">The day.</param>
    public static long On(DateOnly opensOn, DateOnly closesOn, IReadOnlyList<Milestone> milestones, long target, DateOnly day)
    {
        if (day < opensOn)
        {
            return 0;
        }

        var (fromDay, fromShare) = (opensOn.AddDays(-1), 0);
        foreach (var (toDay, toShare) in Corners(closesOn, milestones))
        {
            if (day <= toDay)
            {
                long done = day.DayNumber - fromDay.DayNumber;
                long length = toDay.DayNumber - fromDay.DayNumber;
                return target * (fromShare * length + (toShare - fromShare) * done) / (Whole * length);
            }

            (fromDay, fromShare) = (toDay, toShare);
        }

        return target * fromShare / Whole;
    }

    static IEnumerable<(DateOnly Day, int Share)> Corners(DateOnly closesOn, IReadOnlyList<Milestone> milestones)
    {
        foreach (var milestone in milestones)
        {
            if (milestone.FilledBasisPoints is { } share)
            {
                yield return (milestone.On, share);
            }
        }

        if (milestones.All(milestone => milestone.FilledBasisPoints is null || milestone.On < closesOn))
        {
            yield return (closesOn, Whole);
        }
    }
}
