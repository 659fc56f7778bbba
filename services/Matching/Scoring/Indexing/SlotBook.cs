namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>Which of a table's slots belongs to whom. A freed slot is given to the next who comes.</summary>
sealed class SlotBook
{
    readonly Dictionary<Guid, int> _slots = [];
    readonly Stack<int> _free = [];
    Guid[] _ids = [];
    int _used;

    public int Count => _slots.Count;

    /// <summary>Slots there are; no slot number reaches it.</summary>
    public int Capacity => _ids.Length;

    public ReadOnlySpan<Guid> Ids => _ids;

    public bool TryFind(Guid id, out int slot) => _slots.TryGetValue(id, out slot);

    /// <summary>A slot for somebody who has none.</summary>
    public int Take(Guid id)
    {
        if (!_free.TryPop(out var slot))
        {
            slot = _used++;
            if (slot == _ids.Length)
            {
                Array.Resize(ref _ids, Math.Max(256, 2 * slot));
            }
        }

        _ids[slot] = id;
        _slots.Add(id, slot);
        return slot;
    }

    public void Free(int slot)
    {
        _slots.Remove(_ids[slot]);
        _free.Push(slot);
    }
}
