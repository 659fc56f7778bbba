using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Verifying;

/// <summary>
/// The one walk over the wishes: no dearer wish blocks, every reason is the true one, and the best refused wish of each innermost full level,
/// from which follows whether the graduates could all do better. See the remarks of <see cref="Verifier"/>.
/// </summary>
static class WishCheck
{
    const int Nobody = -1;

    public static Violation? FirstViolation(RoundInstance instance, RoundResult result, Levels levels)
    {
        var bars = Bars(instance, levels, out var reasons);
        var refused = new int[bars.Length];
        refused.AsSpan().Fill(Nobody);
        var wishes = instance.Wishes.AsSpan();
        var starts = instance.WishStarts.AsSpan();
        var lottery = instance.Lottery.AsSpan();
        var granted = result.Outcome.Granted.AsSpan();
        var claimed = result.Reasons.AsSpan();
        for (var applicant = 0; applicant < granted.Length; applicant++)
        {
            var end = starts[applicant + 1];
            var seat = granted[applicant] == Outcome.Unseated ? end : granted[applicant];
            for (var wish = starts[applicant]; wish < seat; wish++)
            {
                var (position, score) = wishes[wish];
                var key = Priority.Of(score, lottery[applicant]);
                ref var bar = ref bars[position];
                if (key >= bar.Cutoff)
                    return Blocks(instance, result.Outcome, applicant, wish);
                if (claimed[wish] != reasons[position])
                    return WrongReason(instance, applicant, wish, reasons[position]);
                if (key > bar.BestRefused)
                {
                    bar.BestRefused = key;
                    refused[position] = applicant;
                }
            }

            if (seat == end)
                continue;
            if (claimed[seat] != Reason.Seated)
                return WrongReason(instance, applicant, seat, Reason.Seated);
            if (claimed[(seat + 1)..end].IndexOfAnyExcept(Reason.BetterWishGranted) is >= 0 and var wrong)
                return WrongReason(instance, applicant, seat + 1 + wrong, Reason.BetterWishGranted);
        }

        return Improvement.FirstViolation(instance, result.Outcome, levels, bars, refused);
    }

    // Of each position the cutoff of its innermost full level, and which that is.
    static Bar[] Bars(RoundInstance instance, Levels levels, out Reason[] reasons)
    {
        var bars = new Bar[instance.Positions.Count];
        reasons = new Reason[bars.Length];
        for (var position = 0; position < bars.Length; position++)
        {
            var unit = instance.PositionUnits[position];
            var park = instance.UnitParks[unit];
            (bars[position].Cutoff, reasons[position]) =
                levels.Positions.IsFull(position) ? (levels.Positions.Worst[position], Reason.PositionCutoff)
                : levels.Units.IsFull(unit) ? (levels.Units.Worst[unit], Reason.UnitCutoff)
                : levels.Parks.IsFull(park) ? (levels.Parks.Worst[park], Reason.ParkCutoff)
                : (0, Reason.Seated);
        }

        return bars;
    }

    static Violation Blocks(RoundInstance instance, Outcome outcome, int applicant, int wish)
    {
        var position = instance.Positions.Text(instance.Wishes[wish].Position);
        return new Violation(
            ResultFolder.Assignments,
            Lines.OfAssignment(instance, outcome, applicant),
            $"{instance.Applicants.Text(applicant)} would rather have {position}, and it would rather have {instance.Applicants.Text(applicant)}: a blocking pair");
    }

    static Violation WrongReason(RoundInstance instance, int applicant, int wish, Reason right) => new(
        ResultFolder.Reasons,
        Lines.OfReason(instance, applicant, wish),
        $"the reason is {System.Text.Encoding.UTF8.GetString(ResultFolder.ReasonWords[(int)right])}");

    /// <summary>What the walk needs of a position: 16 bytes, four to a cache line.</summary>
    public struct Bar
    {
        /// <summary>A key below it is refused.</summary>
        public ulong Cutoff;

        /// <summary>The highest key refused here, 0 without any.</summary>
        public ulong BestRefused;
    }
}
