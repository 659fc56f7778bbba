using System.Numerics;
using System.Runtime.CompilerServices;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>
/// The signatures of a bucket's entries, one or several sets each. Few stand one after the other; many in planes, so that the bits in
/// common with a question are counted for 256 entries at once.
/// </summary>
struct Signatures(int sets)
{
    /// <summary>Entries counted at once.</summary>
    public const int AtOnce = BitPlanes.AtOnce;

    /// <summary>What is a number in a count.</summary>
    public const ushort NumberMask = 15;

    /// <summary>The mark in a count of which a bit of several skills is part: there may be less in common.</summary>
    public const ushort Unsure = 1 << 8;

    // About where counting by planes becomes as cheap and small.
    const int Few = 32;

    Signature[] _rows = [];
    BitPlanes? _planes;

    /// <summary>Puts an entry's signatures at the end.</summary>
    public void Put(int entry, in Signature first, in Signature second)
    {
        if (_planes is null && entry >= Few)
        {
            _planes = new BitPlanes(Signature.Bits * sets);
            for (var row = 0; row < entry * sets; row++)
            {
                _planes.Set(row / sets, Signature.Bits * (row % sets), _rows[row]);
            }

            _rows = [];
        }

        if (_planes is null && (entry + 1) * sets > _rows.Length)
        {
            Array.Resize(ref _rows, Math.Min(Few, Math.Max(2, 2 * entry)) * sets);
        }

        Set(entry, 0, first);
        if (sets > 1)
        {
            Set(entry, 1, second);
        }
    }

    /// <summary>Moves the last entry into the hole.</summary>
    public readonly void Fill(int hole, int last)
    {
        if (_planes is { } planes)
        {
            planes.Fill(hole, last);
        }
        else
        {
            _rows.AsSpan(last * sets, sets).CopyTo(_rows.AsSpan(hole * sets, sets));
        }
    }

    /// <summary>How many of the asked bits each of the entries from <paramref name="first"/> on has, up to 15; with one of the crowded ones, <see cref="Unsure"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Count(int set, in Signature asked, ulong crowded, int first, int entries, Span<ushort> counts)
    {
        if (_planes is { } planes)
        {
            planes.Count(Signature.Bits * set, asked, crowded, first, entries, counts);
            return;
        }

        var (rows, row) = (_rows, first * sets + set);
        for (var entry = 0; entry < entries; entry++, row += sets)
        {
            var (low, high) = (rows[row].Low & asked.Low, rows[row].High & asked.High);
            counts[entry] = (ushort)(BitOperations.PopCount(low) + BitOperations.PopCount(high) + ((high & crowded) != 0 ? Unsure : 0));
        }
    }

    readonly void Set(int entry, int set, in Signature signature)
    {
        if (_planes is { } planes)
        {
            planes.Set(entry, Signature.Bits * set, signature);
        }
        else
        {
            _rows[entry * sets + set] = signature;
        }
    }
}
