using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace RaMatch.Rounds.Format;

/// <summary>
/// Numbers ids while they are read, and finds them again: an open hash table over the bytes of an <see cref="IdTable"/> in the making, with
/// 8 bytes a slot and no object an id.
/// </summary>
sealed class IdIndex
{
    // A file cannot be made so that its ids collide: nobody knows this before the process starts.
    static readonly ulong Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    byte[] _text = new byte[1 << 12];
    int[] _ends = new int[1 << 8];
    Slot[] _slots = new Slot[1 << 9];

    /// <summary>The index of ids that have their numbers.</summary>
    public static IdIndex Of(IdTable ids)
    {
        var index = new IdIndex();
        for (var number = 0; number < ids.Count; number++)
        {
            index.Add(ids[number]);
        }

        return index;
    }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The id in UTF-8.</summary>
    public ReadOnlySpan<byte> this[int number] => _text.AsSpan((number == 0 ? 0 : _ends[number - 1]).._ends[number]);

    /// <summary>Gives an id the next number; false if it has one already.</summary>
    public bool Add(ReadOnlySpan<byte> id)
    {
        var hash = Hash(id);
        ref var slot = ref Search(id, hash);
        if (slot.Number != 0)
        {
            return false;
        }

        var start = Count == 0 ? 0 : _ends[Count - 1];
        if (start + id.Length > _text.Length)
        {
            Array.Resize(ref _text, (int)Math.Min(Array.MaxLength, _text.Length * 2L));
        }

        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
        }

        id.CopyTo(_text.AsSpan(start));
        _ends[Count++] = start + id.Length;
        slot = new Slot((uint)hash, Count);
        if (Count * 2L > _slots.Length)
        {
            Grow();
        }

        return true;
    }

    /// <summary>The id's number, or -1.</summary>
    public int Find(ReadOnlySpan<byte> id) => Search(id, Hash(id)).Number - 1;

    /// <summary>The ids as a table without the index.</summary>
    public IdTable ToTable() => new(_text[..(Count == 0 ? 0 : _ends[Count - 1])], _ends[..Count]);

    // The slot of an id, or the empty one where it belongs.
    ref Slot Search(ReadOnlySpan<byte> id, ulong hash)
    {
        for (var at = (int)(hash >> 32) & (_slots.Length - 1); ; at = (at + 1) & (_slots.Length - 1))
        {
            ref var slot = ref _slots[at];
            if (slot.Number == 0 || (slot.Tag == (uint)hash && this[slot.Number - 1].SequenceEqual(id)))
            {
                return ref slot;
            }
        }
    }

    void Grow()
    {
        _slots = new Slot[_slots.Length * 2];
        for (var number = 0; number < Count; number++)
        {
            var hash = Hash(this[number]);
            Search(this[number], hash) = new Slot((uint)hash, number + 1);
        }
    }

    // Multiply and fold, eight bytes at a time.
    static ulong Hash(ReadOnlySpan<byte> id)
    {
        var hash = Seed ^ (ulong)id.Length;
        for (; id.Length >= sizeof(ulong); id = id[sizeof(ulong)..])
        {
            hash = Fold(hash ^ MemoryMarshal.Read<ulong>(id));
        }

        var rest = 0UL;
        foreach (var value in id)
        {
            rest = rest << 8 | value;
        }

        return Fold(BitOperations.RotateLeft(hash, 17) ^ rest);
    }

    static ulong Fold(ulong value) => Math.BigMul(value, 0x9E3779B97F4A7C15, out var low) ^ low;

    // The number is one more than the id's, so that an empty slot is zero.
    readonly record struct Slot(uint Tag, int Number);
}
