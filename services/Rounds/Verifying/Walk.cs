using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using System.Text;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Verifying;

/// <summary>
/// The one walk over the wishes, by the claimed cutoffs: finds a dearer wish that blocks and a reason that is not the true one, counts the
/// holders of each position, by which the cutoffs are checked afterwards, and keeps the best refused wish of each position, from
/// which follows whether the graduates could all do better.
/// </summary>
sealed class Walk
{
    const int None = -1;

    // Far enough ahead for memory to answer, near enough for the answer to be still there.
    const int Ahead = 24;

    readonly Bar[] _bars;
    readonly Holders[] _seats;
    readonly Reason[] _refusals;
    readonly int[] _positionByLottery;
    int _applicant = None;
    int _wish;
    Reason _right;

    Walk(RoundInstance instance, Outcome outcome)
    {
        _bars = new Bar[instance.Positions.Count];
        _seats = new Holders[_bars.Length];
        _refusals = new Reason[_bars.Length];
        _positionByLottery = new int[instance.Applicants.Count];
        _positionByLottery.AsSpan().Fill(None);
        for (var position = 0; position < _bars.Length; position++)
        {
            var unit = instance.PositionUnits[position];
            _seats[position].Worst = Outcome.Closed;
            (_bars[position].Cutoff, _refusals[position]) =
                outcome.PositionCutoffs[position] is not 0 and var ofPosition ? (ofPosition, Reason.PositionCutoff)
                : outcome.UnitCutoffs[unit] is not 0 and var ofUnit ? (ofUnit, Reason.UnitCutoff)
                : (outcome.ParkCutoffs[instance.UnitParks[unit]], Reason.ParkCutoff);
        }
    }

    /// <summary>Of each position what refuses, and the best it refused.</summary>
    public ReadOnlySpan<Bar> Bars => _bars;

    /// <summary>Of each position who sits there.</summary>
    public ReadOnlySpan<Holders> Seats => _seats;

    /// <summary>By lottery number less one: where its holder sits, or -1.</summary>
    public ReadOnlySpan<int> PositionByLottery => _positionByLottery;

    public static Walk Over(RoundInstance instance, RoundResult result)
    {
        var walk = new Walk(instance, result.Outcome);
        walk.Go(instance, result);
        return walk;
    }

    /// <summary>The first wish that blocks or has a wrong reason, in the order of the applicants.</summary>
    public Violation? FirstViolation(RoundInstance instance, Outcome outcome)
    {
        if (_applicant == None)
            return null;
        if (_right != Reason.Seated || outcome.Granted[_applicant] == _wish)
            return new Violation(ResultFolder.Reasons, Lines.OfReason(instance, _applicant, _wish), $"the reason is {Encoding.UTF8.GetString(ResultFolder.ReasonWords[(int)_right])}");
        var (applicant, position) = (instance.Applicants.Text(_applicant), instance.Positions.Text(instance.Wishes[_wish].Position));
        return new Violation(
            ResultFolder.Assignments, Lines.OfAssignment(instance, outcome, _applicant), $"{applicant} would rather have {position}, and {position} would rather have {applicant}: a blocking pair");
    }

    // Called once, so the compiler has no second chance to make it fast.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    unsafe void Go(RoundInstance instance, RoundResult result)
    {
        var bars = _bars.AsSpan();
        var seats = _seats.AsSpan();
        var refusals = _refusals.AsSpan();
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
                if (Sse.IsSupported && wish + Ahead < wishes.Length)
                    Sse.Prefetch0(Unsafe.AsPointer(ref bars[wishes[wish + Ahead].Position]));
                var (position, score) = wishes[wish];
                var key = Priority.Of(score, lottery[applicant]);
                ref var bar = ref bars[position];
                if (key >= bar.Cutoff)
                    Note(applicant, wish, Reason.Seated);
                if (claimed[wish] != refusals[position])
                    Note(applicant, wish, refusals[position]);
                if (key > bar.BestRefused)
                    bar.BestRefused = key;
            }

            if (seat == end)
                continue;
            _positionByLottery[lottery[applicant] - 1] = wishes[seat].Position;
            seats[wishes[seat].Position].Take(Priority.Of(wishes[seat].Score, lottery[applicant]));
            if (claimed[seat] != Reason.Seated)
                Note(applicant, seat, Reason.Seated);
            if (claimed[(seat + 1)..end].IndexOfAnyExcept(Reason.BetterWishGranted) is >= 0 and var wrong)
                Note(applicant, seat + 1 + wrong, Reason.BetterWishGranted);
        }
    }

    void Note(int applicant, int wish, Reason right)
    {
        if (_applicant == None)
            (_applicant, _wish, _right) = (applicant, wish, right);
    }

    /// <summary>What refuses wishes for a position: 16 bytes, four to a cache line.</summary>
    public struct Bar
    {
        /// <summary>The cutoff of the innermost full level, 0 if none is full. A key below it is refused.</summary>
        public ulong Cutoff;

        /// <summary>The highest key refused, 0 if there is none.</summary>
        public ulong BestRefused;
    }

    /// <summary>Who sits in a position.</summary>
    public struct Holders
    {
        /// <summary>The least key; <see cref="Outcome.Closed"/> without any.</summary>
        public ulong Worst;

        /// <summary>How many.</summary>
        public int Count;

        /// <summary>One more.</summary>
        public void Take(ulong key)
        {
            Worst = Math.Min(Worst, key);
            Count++;
        }
    }
}
