using System.Runtime.CompilerServices;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Verifying;

/// <summary>
/// The one walk over the wishes: notices whether any reason is not the true one, counts the holders of each position and keeps the best
/// whom it refused. By that one the refusals of a position stand or fall together: it is under the cutoff exactly if all are.
/// </summary>
/// <remarks>
/// What a refused wish is held to are 8 bytes a position, so that those of a national round stay in a core's own cache: the best key
/// refused so far, in which the lottery number needs 31 bits and not 32 as it is at most the number of applicants, and in the two bits won the
/// reason. Two bits do not tell a park's refusal from a seat; the number of seats does, at the end.
/// </remarks>
sealed class Walk
{
    const int Nowhere = -1;
    const ulong ReasonBits = 3;

    readonly RoundInstance _instance;
    readonly ulong[] _refusals;
    readonly int[] _seats;

    Walk(RoundInstance instance, Outcome outcome)
    {
        _instance = instance;
        _refusals = new ulong[instance.Positions.Count];
        _seats = new int[_refusals.Length];
        for (var position = 0; position < _refusals.Length; position++)
        {
            _refusals[position] = (ulong)Cutoff.Around(instance, outcome, position).Reason & ReasonBits;
        }
    }

    /// <summary>Whether there is a dearer wish that blocks, or a reason that is not the true one.</summary>
    public bool IsWrong { get; private set; }

    /// <summary>The best whom a position refused. The key orders as <see cref="Priority"/> does, 0 if nobody was.</summary>
    public Refused BestOf(int position) => new(_refusals[position] & ~ReasonBits, _seats[position]);

    /// <summary>The applicant with a key.</summary>
    public int ApplicantOf(in Refused refused) => _instance.Lottery.IndexOf(LotteryOf(refused.Key));

    /// <summary>Walks, and takes every holder into the levels' positions.</summary>
    public static Walk Over(RoundInstance instance, RoundResult result, Levels levels)
    {
        var walk = new Walk(instance, result.Outcome);
        walk.IsWrong = !walk.ReasonsAreTrue(result, levels.Positions) || walk.AnyBlocks(result.Outcome);
        return walk;
    }

    // Called once in the life of a process, so the compiler has no second chance to make it fast.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool ReasonsAreTrue(RoundResult result, Levels.Level positions)
    {
        var refusals = _refusals.AsSpan();
        var wishes = _instance.Wishes.AsSpan();
        var starts = _instance.WishStarts.AsSpan();
        var lottery = _instance.Lottery.AsSpan();
        var granted = result.Outcome.Granted.AsSpan();
        var claimed = result.Reasons.AsSpan();
        var (differences, refused, seated) = (0UL, 0, 0);
        for (var applicant = 0; applicant < granted.Length; applicant++)
        {
            var seat = granted[applicant] == Outcome.Unseated ? starts[applicant + 1] : granted[applicant];
            var position = granted[applicant] == Outcome.Unseated ? Nowhere : wishes[seat].Position;
            var dearer = wishes[starts[applicant]..seat];
            var reasons = claimed[starts[applicant]..seat];
            var lowerBits = LowerBits(lottery[applicant]);
            for (var rank = 0; rank < dearer.Length; rank++)
            {
                ref var refusal = ref refusals[dearer[rank].Position];
                var key = UpperBits(dearer[rank].Score) | lowerBits;
                differences |= refusal ^ (ulong)reasons[rank];
                if (key <= refusal)
                {
                    continue;
                }

                refusal = key | refusal & ReasonBits;
                _seats[dearer[rank].Position] = position;
            }

            refused += dearer.Length;
            if (position == Nowhere)
            {
                continue;
            }

            seated++;
            positions.Take(position, 1, Priority.Of(wishes[seat].Score, lottery[applicant]));
            if (claimed[seat] != Reason.Seated)
            {
                differences = ReasonBits;
            }
        }

        return (differences & ReasonBits) == 0
            && claimed.Count(Reason.Seated) == seated
            && claimed.Count(Reason.BetterWishGranted) == claimed.Length - refused - seated;
    }

    bool AnyBlocks(Outcome outcome)
    {
        for (var position = 0; position < _refusals.Length; position++)
        {
            var best = BestOf(position).Key;
            if (best != 0 && Priority.Of((int)(best >> 33), LotteryOf(best)) >= Cutoff.Around(_instance, outcome, position).Key)
            {
                return true;
            }
        }

        return false;
    }

    static ulong UpperBits(int score) => (ulong)score << 33;

    // Never 0, so that a key never is.
    ulong LowerBits(uint lottery) => (ulong)((uint)_instance.Applicants.Count + 1 - lottery) << 2;

    uint LotteryOf(ulong key) => (uint)_instance.Applicants.Count + 1 - ((uint)(key >> 2) & int.MaxValue);

    /// <summary>Somebody refused.</summary>
    /// <param name="Key">Orders as <see cref="Priority"/> does, with other bits.</param>
    /// <param name="Seat">The position where the refused sits, -1 if in none.</param>
    public readonly record struct Refused(ulong Key, int Seat);
}
