using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Solving;

/// <summary>
/// Everybody proposes until nobody is left who has no seat and a wish to try. The order is free and the result the same, so it is
/// chosen for the memory, which nearly all the time would be spent waiting for.
/// </summary>
/// <remarks>
/// Applicants are taken as their rows lie. Two rings stand between the steps: who was displaced waits in one until the rest of the own
/// row has arrived in the cache, and a wish over its position's bar waits in the other for that position's holders. Several threads take
/// turns at the applicants and each looks after those it has displaced.
/// </remarks>
sealed class Proposals
{
    // As far ahead as the slowest memory needs; twice or half of it costs nothing measurable.
    const uint ReadersWaiting = 16;
    const uint ProposalsWaiting = 8;
    const uint RingMask = 31;
    const int Turn = 1024;

    readonly Seating _seating;
    readonly Wish[] _wishes;
    readonly int[] _starts;
    readonly Reader[] _readers = new Reader[RingMask + 1];
    readonly Proposal[] _proposals = new Proposal[RingMask + 1];
    uint _readersIn, _readersOut, _proposalsIn, _proposalsOut;

    Proposals(RoundInstance instance, Seating seating)
    {
        _seating = seating;
        _wishes = ImmutableCollectionsMarshal.AsArray(instance.Wishes)!;
        _starts = ImmutableCollectionsMarshal.AsArray(instance.WishStarts)!;
    }

    // Who reads on in the own row of wishes, and from where. The key's lower half is the same for all of a graduate's wishes.
    readonly record struct Reader(int Applicant, int Wish, uint LowerHalf);

    readonly record struct Proposal(Holder Holder, int Position);

    /// <summary>Seats everybody.</summary>
    public static void Run(RoundInstance instance, Seating seating)
    {
        var proposals = new Proposals(instance, seating);
        proposals.Begin(instance.Lottery.AsSpan(), 0, instance.Applicants.Count);
        proposals.End();
    }

    /// <summary>Seats everybody on several threads; for a seating made to be shared.</summary>
    public static void Run(RoundInstance instance, Seating seating, int threads)
    {
        var next = 0;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            var proposals = new Proposals(instance, seating);
            while (Interlocked.Add(ref next, Turn) - Turn is var first && first < instance.Applicants.Count)
            {
                proposals.Begin(instance.Lottery.AsSpan(), first, Math.Min(first + Turn, instance.Applicants.Count));
            }

            proposals.End();
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Begin(ReadOnlySpan<uint> lottery, int first, int end)
    {
        for (var applicant = first; applicant < end; applicant++)
        {
            Read(new Reader(applicant, _starts[applicant], ~lottery[applicant]));
            while (_readersIn - _readersOut >= ReadersWaiting)
            {
                Read(_readers[_readersOut++ & RingMask]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void End()
    {
        while (_readersIn != _readersOut || _proposalsIn != _proposalsOut)
        {
            if (_readersIn != _readersOut)
            {
                Read(_readers[_readersOut++ & RingMask]);
            }
            else
            {
                Offer(_proposals[_proposalsOut++ & RingMask]);
            }
        }
    }

    // Up to the first wish that is not refused for certain.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Read(Reader reader)
    {
        var bars = _seating.Bars;
        var wishes = _wishes;
        var end = _starts[reader.Applicant + 1];
        for (var number = reader.Wish; number < end; number++)
        {
            var (position, score) = wishes[number];
            var key = (long)score << 32 | reader.LowerHalf;
            if (key < bars[position])
            {
                continue;
            }

            _seating.Expect(position);
            _proposals[_proposalsIn++ & RingMask] = new Proposal(new Holder(key, reader.Applicant, number), position);
            _seating.ExpectSoon(_proposals[(_proposalsIn - ProposalsWaiting / 2) & RingMask].Position);
            if (_proposalsIn - _proposalsOut > ProposalsWaiting)
            {
                Offer(_proposals[_proposalsOut++ & RingMask]);
            }

            return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Offer(in Proposal proposal)
    {
        if (!_seating.Offer(proposal.Holder, proposal.Position, out var leaving))
        {
            return;
        }

        // The rest of a row is two cache lines more often than one.
        var next = leaving.Wish + 1;
        Prefetch.At<int>(_starts, leaving.Applicant + 1);
        Prefetch.At<Wish>(_wishes, next);
        Prefetch.At<Wish>(_wishes, next + 8);
        _readers[_readersIn++ & RingMask] = new Reader(leaving.Applicant, next, (uint)leaving.Key);
    }
}
