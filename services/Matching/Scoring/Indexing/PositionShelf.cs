namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>A bucket of positions: what lies in it is enough to see that a position cannot be among the best.</summary>
sealed class PositionShelf
{
    /// <summary>The first plane of required skills, one a bit of <see cref="Signature"/>.</summary>
    public const int Required = 0;

    /// <summary>The first plane of the number of required skills, low bit first.</summary>
    public const int Asked = 64;

    /// <summary>Bits of that number.</summary>
    public const int AskedBits = 3;

    /// <summary>The plane of positions whose required skills cannot be counted in planes: none, too many, or two with one bit.</summary>
    public const int Uncountable = Asked + AskedBits;

    const int MostAsked = (1 << AskedBits) - 1;

    // Smaller buckets are looked through faster entry by entry, and there are very many of them.
    const int Few = 24;

    BitPlanes? _planes;
    PositionEntry[] _entries = [];

    public int Count { get; private set; }

    /// <summary>At least the largest number of required skills, where it can be counted.</summary>
    public int LargestAsked { get; private set; }

    public ReadOnlySpan<PositionEntry> Entries => _entries.AsSpan(0, Count);

    /// <summary>Null while there are only few.</summary>
    public BitPlanes? Planes => _planes;

    public void Put(in PositionEntry entry)
    {
        var place = Count++;
        if (place == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(2, 2 * place));
            _planes?.Reserve(_entries.Length);
        }

        _entries[place] = entry;
        if (_planes is not null)
        {
            Mark(place);
        }
        else if (Count > Few)
        {
            _planes = new BitPlanes(Uncountable + 1);
            _planes.Reserve(_entries.Length);
            for (var each = 0; each < Count; each++)
            {
                Mark(each);
            }
        }
    }

    /// <summary>Takes the position of a slot out, which must be there.</summary>
    public void Take(int slot)
    {
        var (hole, last) = (0, --Count);
        while (_entries[hole].Slot != slot)
        {
            hole++;
        }

        _entries[hole] = _entries[last];
        _planes?.Fill(hole, last);
    }

    void Mark(int place)
    {
        ref readonly var entry = ref _entries[place];
        var asked = System.Numerics.BitOperations.PopCount(entry.Required);
        if (asked is 0 or > MostAsked || entry.RequiredRow != FitTable.RowOf(asked, default))
        {
            _planes!.Set(place, Uncountable);
            return;
        }

        _planes!.Set(place, Required, entry.Required);
        _planes.Set(place, Asked, (ulong)asked);
        LargestAsked = Math.Max(LargestAsked, asked);
    }
}
