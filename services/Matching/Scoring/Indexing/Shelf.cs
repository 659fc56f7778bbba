using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>
/// A bucket: what lies in it is enough to see that an entry cannot be among the best. Entries stand in blocks of <see cref="Lanes.Width"/>,
/// in a block field by field, so that 16 of them are compared at once.
/// </summary>
/// <typeparam name="TEntry">What bounds the score beside skills: some fields of 16 bits.</typeparam>
/// <param name="sets">Sets of skills an entry has.</param>
sealed class Shelf<TEntry>(int sets)
    where TEntry : unmanaged
{
    static int Fields => Unsafe.SizeOf<TEntry>() / sizeof(ushort);

    Signatures _skills = new(sets);
    ushort[] _blocks = [];
    int[] _slots = [];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Slots => _slots.AsSpan(0, Count);

    /// <summary>The skills.</summary>
    public ref readonly Signatures Skills => ref _skills;

    /// <summary>The fields of the entries from <paramref name="first"/>, a multiple of <see cref="Lanes.Width"/>, on.</summary>
    public ReadOnlySpan<ushort> Block(int first) => _blocks.AsSpan(first * Fields, Fields * Lanes.Width);

    /// <summary>Puts somebody in, with one or two signatures.</summary>
    public void Put(int slot, TEntry entry, in Signature first, in Signature second = default)
    {
        var place = Count++;
        if (place == _slots.Length)
        {
            Array.Resize(ref _slots, Math.Max(2, 2 * place));
            Array.Resize(ref _blocks, (_slots.Length + Lanes.Width - 1) / Lanes.Width * Lanes.Width * Fields);
        }

        _slots[place] = slot;
        _skills.Put(place, first, second);
        var at = PlaceOf(place);
        foreach (var field in MemoryMarshal.Cast<TEntry, ushort>(new ReadOnlySpan<TEntry>(in entry)))
        {
            _blocks[at] = field;
            at += Lanes.Width;
        }
    }

    /// <summary>Takes out who has the slot and must be there.</summary>
    public void Take(int slot)
    {
        var (hole, last) = (Slots.IndexOf(slot), --Count);
        _slots[hole] = _slots[last];
        _skills.Fill(hole, last);
        var (to, from) = (PlaceOf(hole), PlaceOf(last));
        for (var field = 0; field < Fields; field++)
        {
            _blocks[to + field * Lanes.Width] = _blocks[from + field * Lanes.Width];
        }
    }

    static int PlaceOf(int entry) => (entry & -Lanes.Width) * Fields + (entry & Lanes.Width - 1);
}
