namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>
/// Yes or no for many entries and some questions, 64 entries to a word, the words of a question side by side: what holds for 64 entries
/// is then found with a handful of operations instead of 64 comparisons.
/// </summary>
sealed class BitPlanes(int planes)
{
    ulong[] _words = [];
    int _stride;

    /// <summary>All words: word w of a question is at w + question * <see cref="Stride"/>, and its bit i is entry 64 w + i.</summary>
    public ReadOnlySpan<ulong> Words => _words;

    /// <summary>Words of a question.</summary>
    public int Stride => _stride;

    /// <summary>The bits of a word that stand for one of <paramref name="count"/> entries.</summary>
    public static ulong Used(int word, int count) => count - 64 * word >= 64 ? ulong.MaxValue : (1UL << count) - 1;

    /// <summary>Makes room for so many entries.</summary>
    public void Reserve(int entries)
    {
        var needed = (entries + 63) / 64;
        if (needed <= _stride)
        {
            return;
        }

        var stride = Math.Max(needed, 2 * _stride);
        var words = new ulong[planes * stride];
        for (var plane = 0; plane < planes; plane++)
        {
            _words.AsSpan(plane * _stride, _stride).CopyTo(words.AsSpan(plane * stride));
        }

        (_words, _stride) = (words, stride);
    }

    /// <summary>Says yes for an entry.</summary>
    public void Set(int entry, int plane) => _words[plane * _stride + entry / 64] |= 1UL << entry;

    /// <summary>Says yes to the questions from <paramref name="first"/> on whose bits are set.</summary>
    public void Set(int entry, int first, ulong bits)
    {
        for (; bits != 0; bits &= bits - 1)
        {
            Set(entry, first + System.Numerics.BitOperations.TrailingZeroCount(bits));
        }
    }

    /// <summary>Moves the last entry's answers into the hole; the last place then says no to everything.</summary>
    public void Fill(int hole, int last)
    {
        for (var at = 0; at < planes * _stride; at += _stride)
        {
            ref var from = ref _words[at + last / 64];
            var bit = from >> last & 1;
            from &= ~(1UL << last);
            if (hole != last)
            {
                ref var to = ref _words[at + hole / 64];
                to = to & ~(1UL << hole) | bit << hole;
            }
        }
    }
}

/// <summary>For 64 entries at once, how many of some questions are answered with yes: up to 15, a bit of the number in each word.</summary>
struct BitCounts
{
    /// <summary>What can be counted.</summary>
    public const int Most = 15;

    ulong _ones;
    ulong _twos;
    ulong _fours;
    ulong _eights;

    /// <summary>Counts the answers to the questions from <paramref name="first"/> on whose bits are set.</summary>
    public static BitCounts Of(ReadOnlySpan<ulong> words, int stride, int word, int first, ulong questions)
    {
        var counts = default(BitCounts);
        for (; questions != 0; questions &= questions - 1)
        {
            var answers = words[word + stride * (first + System.Numerics.BitOperations.TrailingZeroCount(questions))];
            var carry = counts._ones & answers;
            counts._ones ^= answers;
            var next = counts._twos & carry;
            counts._twos ^= carry;
            carry = counts._fours & next;
            counts._fours ^= next;
            counts._eights ^= carry;
        }

        return counts;
    }

    /// <summary>Adds the same to all.</summary>
    public BitCounts Plus(int number)
    {
        var (one, two, four) = (All(number & 1), All(number & 2), All(number & 4));
        var carry = _ones & one;
        var sum = new BitCounts { _ones = _ones ^ one, _twos = _twos ^ two ^ carry };
        carry = _twos & two | carry & (_twos ^ two);
        sum._fours = _fours ^ four ^ carry;
        sum._eights = _eights ^ All(number & 8) ^ (_fours & four | carry & (_fours ^ four));
        return sum;
    }

    /// <summary>The entries with this count.</summary>
    public readonly ulong Are(int number) => ~(_ones ^ All(number & 1) | _twos ^ All(number & 2) | _fours ^ All(number & 4) | _eights ^ All(number & 8));

    /// <summary>The entries whose count is the number in these words, of three bits.</summary>
    public readonly ulong Are(ulong ones, ulong twos, ulong fours) => ~(_ones ^ ones | _twos ^ twos | _fours ^ fours | _eights);

    /// <summary>The count of one entry.</summary>
    public readonly int At(int entry) =>
        (int)(_ones >> entry & 1 | (_twos >> entry & 1) << 1 | (_fours >> entry & 1) << 2 | (_eights >> entry & 1) << 3);

    static ulong All(int bit) => bit != 0 ? ulong.MaxValue : 0;
}
