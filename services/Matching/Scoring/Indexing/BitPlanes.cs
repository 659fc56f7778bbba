using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>
/// The bits of many signatures, the same bit of 64 entries in a word and the words of a bit side by side: how many of some bits an entry
/// has is then found for 256 entries with a handful of operations a bit.
/// </summary>
sealed class BitPlanes(int planes)
{
    /// <summary>Entries counted at once.</summary>
    public const int AtOnce = 256;

    const int Word = 64;

    // At the end there is room to read a whole vector from the last word.
    const int Spare = AtOnce / Word - 1;

    ulong[] _words = [];
    int _stride;

    /// <summary>Sets the bits of an entry that has none, in the planes from <paramref name="first"/> on.</summary>
    public void Set(int entry, int first, in Signature bits)
    {
        Reserve(entry + 1);
        Set(entry, first, bits.Low);
        Set(entry, first + Word, bits.High);
    }

    /// <summary>Moves the last entry's bits into the hole; the last place then has none.</summary>
    public void Fill(int hole, int last)
    {
        for (var at = 0; at < planes * _stride; at += _stride)
        {
            ref var from = ref _words[at + last / Word];
            var bit = from >> last & 1;
            from &= ~(1UL << last);
            if (hole != last)
            {
                ref var to = ref _words[at + hole / Word];
                to = to & ~(1UL << hole) | bit << hole;
            }
        }
    }

    /// <summary>How many of the bits each entry has in the planes from <paramref name="plane"/> on, as <see cref="Signatures.Count"/>.</summary>
    /// <param name="plane">The first plane.</param>
    /// <param name="bits">Which from there on.</param>
    /// <param name="crowded">Which of the high ones stand for several skills.</param>
    /// <param name="first">The first entry, a multiple of <see cref="AtOnce"/>.</param>
    /// <param name="entries">How many of them, up to <see cref="AtOnce"/>.</param>
    /// <param name="counts">The numbers; beyond the entries there may be any, up to a multiple of <see cref="Lanes.Width"/>.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Count(int plane, in Signature bits, ulong crowded, int first, int entries, Span<ushort> counts)
    {
        // Added up as binary numbers whose digits lie in four words: a bit an entry.
        Vector256<ulong> ones = default, twos = default, fours = default, eights = default, unsure = default;
        ref var words = ref MemoryMarshal.GetReference(_words.AsSpan(plane * _stride + first / Word, (Signature.Bits - 1) * _stride + 1 + Spare));
        for (var (half, left) = (0, bits.Low); half < Signature.Bits; half += Word, left = bits.High)
        {
            for (; left != 0; left &= left - 1)
            {
                var bit = BitOperations.TrailingZeroCount(left);
                var has = Vector256.LoadUnsafe(ref words, (nuint)(uint)((half + bit) * _stride));
                var carry = ones & has;
                ones ^= has;
                var next = twos & carry;
                twos ^= carry;
                carry = fours & next;
                fours ^= next;
                eights ^= carry;
                unsure |= half != 0 && (crowded >> bit & 1) != 0 ? has : Vector256<ulong>.Zero;
            }
        }

        // Mostly nobody has more than three of them, and nothing is in doubt.
        Span<Vector256<ulong>> digits = [ones, twos, fours, eights, unsure];
        var parts = MemoryMarshal.Cast<Vector256<ulong>, ushort>(digits);
        var (many, doubts) = ((fours | eights) != Vector256<ulong>.Zero, unsure != Vector256<ulong>.Zero);
        for (var (part, entry) = (0, 0); entry < entries; part++, entry += Lanes.Width)
        {
            var number = Digit(parts[part], 1) | Digit(parts[Lanes.Width + part], 2);
            if (many)
            {
                number |= Digit(parts[2 * Lanes.Width + part], 4) | Digit(parts[3 * Lanes.Width + part], 8);
            }

            if (doubts)
            {
                number |= Digit(parts[4 * Lanes.Width + part], Signatures.Unsure);
            }

            number.CopyTo(counts[entry..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<ushort> Digit(ushort digits, ushort worth) =>
        Vector256.Equals(Vector256.Create(digits) & Lanes.Bits, Lanes.Bits) & Vector256.Create(worth);

    void Set(int entry, int first, ulong bits)
    {
        for (; bits != 0; bits &= bits - 1)
        {
            _words[(first + BitOperations.TrailingZeroCount(bits)) * _stride + entry / Word] |= 1UL << entry;
        }
    }

    void Reserve(int entries)
    {
        var needed = (entries + Word - 1) / Word;
        if (needed <= _stride)
        {
            return;
        }

        var stride = Math.Max(needed, 2 * _stride);
        var words = new ulong[planes * stride + Spare];
        for (var plane = 0; plane < planes; plane++)
        {
            _words.AsSpan(plane * _stride, _stride).CopyTo(words.AsSpan(plane * stride));
        }

        (_words, _stride) = (words, stride);
    }
}
