using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Solving;

/// <summary>
/// Everybody proposes until nobody is left who has a seat to lose and a wish to try. The order is free, the result is the same, so it is
/// chosen for the memory: nearly all time would go into waiting for it.
/// </summary>
/// <remarks>
/// Two rings stand between the steps. Who was displaced waits in <see cref="_readers"/> while the rest of the own row of wishes
/// arrives in the cache; a wish over its position's bar waits in <see cref="_proposals"/> while the position's heap does. And who
/// scores high in the first wish comes first: bars stand high early, and half the displacements never happen.
/// </remarks>
sealed class Proposals
{
    const int RingSize = 64;
    const int Ahead = 16;

    readonly RoundInstance _instance;
    readonly Seating _seating;
    readonly Reader[] _readers = new Reader[RingSize];
    readonly Proposal[] _proposals = new Proposal[RingSize];
    int _readersIn, _readersOut, _proposalsIn, _proposalsOut;

    Proposals(RoundInstance instance, Seating seating) => (_instance, _seating) = (instance, seating);

    /// <summary>Whose row of wishes is to be read on, from where.</summary>
    readonly record struct Reader(int Applicant, int Wish, int End, uint LotteryHalf);

    readonly record struct Proposal(Holder Holder, int Position);

    /// <summary>Seats everybody.</summary>
    public static void Run(RoundInstance instance, Seating seating) => new Proposals(instance, seating).Run();

    void Run()
    {
        var order = StrongestFirst(_instance);
        var starts = _instance.WishStarts.AsSpan();
        var lottery = _instance.Lottery.AsSpan();
        for (var next = 0; next < order.Length; next++)
        {
            if (next + Ahead < order.Length)
            {
                var coming = order[next + Ahead];
                Fetch(starts[coming]);
                Prefetch.At(lottery, coming);
                if (next + 2 * Ahead < order.Length)
                    Prefetch.At(starts, order[next + 2 * Ahead]);
            }

            var applicant = order[next];
            Read(new Reader(applicant, starts[applicant], starts[applicant + 1], ~lottery[applicant]));
            while (_readersIn - _readersOut >= Ahead)
                Read(_readers[_readersOut++ % RingSize]);
        }

        while (_readersOut != _readersIn || _proposalsOut != _proposalsIn)
        {
            if (_readersOut != _readersIn)
                Read(_readers[_readersOut++ % RingSize]);
            else
                Offer();
        }
    }

    // Reads a row up to the first wish that is not refused for certain.
    void Read(Reader reader)
    {
        var bars = _seating.Bars;
        var row = _instance.Wishes.AsSpan(reader.Wish, reader.End - reader.Wish);
        for (var index = 0; index < row.Length; index++)
        {
            var (position, score) = row[index];
            var key = (long)score << 32 | reader.LotteryHalf;
            if (key < bars[position])
                continue;

            _seating.Expect(position);
            _proposals[_proposalsIn++ % RingSize] = new Proposal(new Holder(key, reader.Applicant, reader.Wish + index), position);
            break;
        }

        if (_proposalsIn - _proposalsOut > Ahead)
            Offer();
    }

    void Offer()
    {
        ref readonly var proposal = ref _proposals[_proposalsOut++ % RingSize];
        if (!_seating.Offer(proposal.Holder, proposal.Position, out var leaving))
            return;

        var end = _instance.WishStarts[leaving.Applicant + 1];
        if (leaving.Wish + 1 == end)
            return;

        Fetch(leaving.Wish + 1);
        _readers[_readersIn++ % RingSize] = new Reader(leaving.Applicant, leaving.Wish + 1, end, (uint)leaving.Key);
    }

    // A row is two cache lines more often than one.
    void Fetch(int wish)
    {
        Prefetch.At(_instance.Wishes.AsSpan(), wish);
        Prefetch.At(_instance.Wishes.AsSpan(), wish + 8);
    }

    // Applicants by the score of their first wish, in 1,024 steps, the highest first.
    static int[] StrongestFirst(RoundInstance instance)
    {
        var scores = new int[instance.Applicants.Count];
        var highest = 0;
        for (var applicant = 0; applicant < scores.Length; applicant++)
        {
            var first = instance.WishStarts[applicant];
            scores[applicant] = first == instance.WishStarts[applicant + 1] ? 0 : instance.Wishes[first].Score;
            highest = Math.Max(highest, scores[applicant]);
        }

        var step = Math.Max(0, 22 - int.LeadingZeroCount(highest));
        var next = new int[1024];
        foreach (var score in scores)
            next[score >> step]++;
        var start = 0;
        for (var level = next.Length - 1; level >= 0; level--)
            (next[level], start) = (start, start + next[level]);

        var order = new int[scores.Length];
        for (var applicant = 0; applicant < scores.Length; applicant++)
            order[next[scores[applicant] >> step]++] = applicant;
        return order;
    }
}
