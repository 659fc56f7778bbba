using RaMatch.Contracts;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>A bucket of graduates: what lies in it is enough to see that somebody cannot be among the best.</summary>
sealed class GraduateShelf
{
    // One plane a bit of the skills' signature, then the major's place in the class, low bit first, then "at least this degree".
    const int SkillPlanes = 0;
    const int MajorPlanes = 64;
    const int DegreePlanes = MajorPlanes + MajorTable.PlaceBits;

    readonly BitPlanes _planes = new(DegreePlanes + (int)DegreeLevel.Doctor);
    int[] _slots = [];
    Entry[] _entries = [];

    /// <summary>The rest of what bounds a score, four bytes.</summary>
    /// <param name="PayFloor">Pay floor, rounded down to <see cref="ShortPay"/>.</param>
    /// <param name="Kinds">Kinds wished for, one bit each.</param>
    /// <param name="DegreeAndYear">As <see cref="FitTable.DegreeAndYear"/>.</param>
    public readonly record struct Entry(ushort PayFloor, byte Kinds, byte DegreeAndYear);

    public int Count { get; private set; }

    public ReadOnlySpan<int> Slots => _slots.AsSpan(0, Count);

    public ReadOnlySpan<Entry> Entries => _entries.AsSpan(0, Count);

    /// <summary>The words of "at least this degree"; empty for the lowest, which everyone has.</summary>
    public ReadOnlySpan<ulong> Degree(DegreeLevel least) =>
        least == DegreeLevel.JuniorCollege ? [] : _planes.Words.Slice(_planes.Stride * PlaneOf(least), _planes.Stride);

    /// <summary>How many of these skills each of the word's 64 graduates seems to have, up to 15.</summary>
    public BitCounts Having(ulong skillBits, int word) => BitCounts.Of(_planes.Words, _planes.Stride, word, SkillPlanes, skillBits);

    /// <summary>The graduates of a word, or those with the major of that place.</summary>
    public ulong At(int majorPlace, int word)
    {
        var these = BitPlanes.Used(word, Count);
        if (majorPlace == MajorTable.Everywhere)
        {
            return these;
        }

        var words = _planes.Words;
        for (var bit = 0; bit < MajorTable.PlaceBits; bit++)
        {
            var answers = words[word + _planes.Stride * (MajorPlanes + bit)];
            these &= (majorPlace >> bit & 1) != 0 ? answers : ~answers;
        }

        return these;
    }

    public void Put(int slot, in Entry entry, ulong skillBits, int majorPlace, DegreeLevel degree)
    {
        var place = Count++;
        if (place == _slots.Length)
        {
            Array.Resize(ref _slots, Math.Max(4, 2 * place));
            Array.Resize(ref _entries, _slots.Length);
            _planes.Reserve(_slots.Length);
        }

        (_slots[place], _entries[place]) = (slot, entry);
        _planes.Set(place, SkillPlanes, skillBits);
        _planes.Set(place, MajorPlanes, (ulong)majorPlace);
        for (var least = DegreeLevel.Bachelor; least <= degree; least++)
        {
            _planes.Set(place, PlaneOf(least));
        }
    }

    /// <summary>Takes the graduate of a slot out, who must be there.</summary>
    public void Take(int slot)
    {
        var (hole, last) = (Slots.IndexOf(slot), --Count);
        (_slots[hole], _entries[hole]) = (_slots[last], _entries[last]);
        _planes.Fill(hole, last);
    }

    static int PlaneOf(DegreeLevel least) => DegreePlanes + (int)least - 1;
}
