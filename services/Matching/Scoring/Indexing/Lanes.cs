using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>Arithmetic on 16 entries at once, one to a lane of 16 bits; the same result with and without the instructions for it.</summary>
static class Lanes
{
    /// <summary>Entries at once.</summary>
    public const int Width = 16;

    /// <summary>One bit a lane, as entries are marked in a word.</summary>
    public static Vector256<ushort> Bits => Vector256.Create((ushort)1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);

    /// <summary>A field of the entries of a block, which holds one field after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ushort> Field(ReadOnlySpan<ushort> block, int field) => Vector256.Create(block[(field * Width)..]);

    /// <summary>Where the one is at least the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ushort> AtLeast(Vector256<ushort> one, Vector256<ushort> other) => Vector256.Equals(Vector256.Max(one, other), one);

    /// <summary>The bits of as many lanes as there are entries.</summary>
    public static uint Used(int entries) => entries >= Width ? (1U << Width) - 1 : (1U << entries) - 1;

    /// <summary>The upper halves of the products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ushort> MultiplyHigh(Vector256<ushort> one, Vector256<ushort> other)
    {
        if (Avx2.IsSupported)
        {
            return Avx2.MultiplyHigh(one, other);
        }

        var (oneLow, oneHigh) = Vector256.Widen(one);
        var (otherLow, otherHigh) = Vector256.Widen(other);
        return Vector256.Narrow(oneLow * otherLow >>> 16, oneHigh * otherHigh >>> 16);
    }

    /// <summary>The number at the lane's index, below 8, of eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Pick(Vector256<short> eight, Vector256<ushort> index) => Vector256.ShuffleNative(eight, index.AsInt16());

    /// <summary>Eight numbers to <see cref="Pick"/> from.</summary>
    public static Vector256<short> Eight(ReadOnlySpan<short> numbers) => Vector256.Create(Vector128.Create(numbers), Vector128<short>.Zero);
}

/// <summary>
/// A share of a weight, as many parts of a whole: never less than <c>weight · parts / whole</c> rounded down, and just that for the
/// weights and wholes there usually are.
/// </summary>
readonly struct Share
{
    const int One = 1 << 15;

    readonly Vector256<ushort> _twiceWeight;

    /// <param name="weight">At most 1000; times as many parts as there can be, 30, it stays below 2^15.</param>
    public Share(int weight) => _twiceWeight = Vector256.Create((ushort)(2 * weight));

    /// <summary>What a part of a whole of so many is worth, rounded up.</summary>
    public static ushort PartOf(int whole) => PartOf(whole, 1);

    /// <summary>The same of a part and a whole in other units; the part is not the larger.</summary>
    public static ushort PartOf(long whole, int part) => (ushort)(((long)One * part + whole - 1) / whole);

    /// <summary>So many parts of one at most can be multiplied by the weight.</summary>
    public static ushort MostParts(int weight) => (ushort)(weight == 0 ? ushort.MaxValue : (One - 1) / weight);

    /// <summary>The share of one.</summary>
    public static int Of(int weight, int parts, int whole) => 2 * weight * parts * PartOf(whole) >> 16;

    /// <summary>The share.</summary>
    /// <param name="parts">How many.</param>
    /// <param name="part">What one is worth, as <see cref="PartOf(int)"/> says.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<short> Of(Vector256<ushort> parts, Vector256<ushort> part) => Lanes.MultiplyHigh(parts * _twiceWeight, part).AsInt16();
}
