using System.Runtime.CompilerServices;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>What decides between equal scores.</summary>
interface ITies
{
    /// <summary>The larger number comes first, up to <see cref="TopList.TieBits"/> bits; a negative one counts as 0.</summary>
    long NumberOf(int slot);

    /// <summary>Of equal numbers the smaller id comes first.</summary>
    Guid IdOf(int slot);
}

/// <summary>
/// The best so far, at most a given number. A count of each score says at once which score is the least that is still of use; who exactly
/// is among the best, and in which order, is settled once at the end, so the order of the offers does not matter.
/// </summary>
sealed class TopList
{
    /// <summary>Bits of a tie number; larger ones are cut.</summary>
    public const int TieBits = 44;

    const long LargestTie = (1L << TieBits) - 1;

    // So many scores are counted together too, so that the floor rises in strides.
    const int Stride = 32;

    readonly int[] _withScore = new int[(Fit.Highest / Stride + 1) * Stride];
    readonly int[] _inStride = new int[Fit.Highest / Stride + 1];
    (ulong Key, int Slot)[] _offers = [];
    int[] _slots = [];
    int[] _scores = [];
    int _most;
    int _offered;

    // Offers whose score is not below the floor.
    int _ofUse;

    /// <summary>How many there are, after <see cref="Settle"/>.</summary>
    public int Count { get; private set; }

    /// <summary>A score below it is not among the best; one equal to it may be.</summary>
    public int Floor { get; private set; }

    /// <summary>The slot of the n-th best, from 0, after <see cref="Settle"/>.</summary>
    public int SlotAt(int place) => _offers[place].Slot;

    /// <summary>The score of the n-th best, from 0, after <see cref="Settle"/>.</summary>
    public int ScoreAt(int place) => (int)(_offers[place].Key >> TieBits);

    /// <summary>Empties the list for at most so many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Clear(int most)
    {
        foreach (var score in _scores.AsSpan(0, _offered))
        {
            (_withScore[score], _inStride[score / Stride]) = (0, 0);
        }

        (_most, _offered, _ofUse, Count) = (most, 0, 0, 0);
        Floor = most == 0 ? int.MaxValue : 0;
    }

    /// <summary>Offers one whose score is not below <see cref="Floor"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Offer(int score, int slot)
    {
        if (_offered == _offers.Length)
        {
            Grow();
        }

        (_slots[_offered], _scores[_offered]) = (slot, score);
        _offers[_offered++] = ((ulong)score, slot);
        _withScore[score]++;
        _inStride[score / Stride]++;
        if (++_ofUse > _most)
        {
            Raise();
        }
    }

    void Grow()
    {
        Array.Resize(ref _offers, Math.Max(64, 2 * _offered));
        Array.Resize(ref _slots, _offers.Length);
        Array.Resize(ref _scores, _offers.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Raise()
    {
        while (_ofUse - _withScore[Floor] >= _most)
        {
            // Below the floor nobody is counted any more, so the stride it is in holds only those from it on.
            var inStride = _inStride[Floor / Stride];
            if (_ofUse - inStride >= _most)
            {
                _ofUse -= inStride;
                Floor = (Floor / Stride + 1) * Stride;
                continue;
            }

            _ofUse -= _withScore[Floor];
            _inStride[Floor / Stride] -= _withScore[Floor++];
        }
    }

    /// <summary>Whether it was offered before.</summary>
    public bool Knows(int slot) => _slots.AsSpan(0, _offered).Contains(slot);

    /// <summary>Keeps the best and puts them in order. Nothing can be offered after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Settle<TTies>(TTies ties)
        where TTies : struct, ITies
    {
        var offers = _offers.AsSpan(0, _offered);
        foreach (var offer in offers)
        {
            if ((int)offer.Key >= Floor)
            {
                offers[Count++] = (offer.Key << TieBits | (ulong)Math.Clamp(ties.NumberOf(offer.Slot), 0, LargestTie), offer.Slot);
            }
        }

        var best = offers[..Count];
        if (Count > _most)
        {
            Select(best, _most, ties);
            best = best[..(Count = _most)];
        }

        // Few, and mostly in order already, since the most promising were looked at first.
        if (Count > 64)
        {
            Sort(best, ties);
            return;
        }

        for (var next = 1; next < best.Length; next++)
        {
            var (offer, place) = (best[next], next);
            for (; place > 0 && IsWorse(best[place - 1], offer, ties); place--)
            {
                best[place] = best[place - 1];
            }

            best[place] = offer;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Sort<TTies>(Span<(ulong Key, int Slot)> offers, TTies ties)
        where TTies : struct, ITies => offers.Sort(new BestFirst<TTies>(ties).Compare);

    // Hoare's selection: the best so many come to the front, in no order.
    static void Select<TTies>(Span<(ulong Key, int Slot)> offers, int most, TTies ties)
        where TTies : struct, ITies
    {
        var (low, high) = (0, offers.Length - 1);
        while (low < high)
        {
            var (pivot, left, right) = (offers[(low + high) / 2], low, high);
            while (left <= right)
            {
                while (IsWorse(pivot, offers[left], ties))
                {
                    left++;
                }

                while (IsWorse(offers[right], pivot, ties))
                {
                    right--;
                }

                if (left <= right)
                {
                    (offers[left], offers[right]) = (offers[right], offers[left]);
                    (left, right) = (left + 1, right - 1);
                }
            }

            if (most <= right)
            {
                high = right;
            }
            else if (most > left)
            {
                low = left;
            }
            else
            {
                return;
            }
        }
    }

    static bool IsWorse<TTies>((ulong Key, int Slot) offer, (ulong Key, int Slot) other, TTies ties)
        where TTies : struct, ITies =>
        offer.Key != other.Key ? offer.Key < other.Key : ties.IdOf(offer.Slot).CompareTo(ties.IdOf(other.Slot)) > 0;

    readonly struct BestFirst<TTies>(TTies ties)
        where TTies : struct, ITies
    {
        public int Compare((ulong Key, int Slot) one, (ulong Key, int Slot) other) => IsWorse(one, other, ties) ? 1 : IsWorse(other, one, ties) ? -1 : 0;
    }
}
