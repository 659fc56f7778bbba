namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>The graduates of an index by slot: what is compared exactly.</summary>
sealed class GraduateBook(KeyNumbers skills)
{
    readonly SlotBook _slots = new();
    readonly LongSkills _long = new();
    GraduateRecord[] _records = [];
    CandidateFeatures[] _candidates = [];

    public int Count => _slots.Count;

    public Guid IdOf(int slot) => _slots.Ids[slot];

    public ref readonly GraduateRecord this[int slot] => ref _records[slot];

    public ref readonly CandidateFeatures CandidateOf(int slot) => ref _candidates[slot];

    public bool TryFind(Guid id, out int slot) => _slots.TryFind(id, out slot);

    /// <summary>Enters a graduate who is not in the book.</summary>
    public int Add(Guid id, in CandidateFeatures candidate)
    {
        var slot = _slots.Take(id);
        if (_records.Length < _slots.Capacity)
        {
            Array.Resize(ref _records, _slots.Capacity);
            Array.Resize(ref _candidates, _slots.Capacity);
            _long.Reserve(_slots.Capacity);
        }

        _candidates[slot] = candidate;
        ref var record = ref _records[slot];
        record.PayFloorFen = candidate.PayFloorFen;
        record.GraduationYear = candidate.GraduationYear;
        record.MajorRank = (ushort)MajorTable.RankOf(candidate.Major);
        record.SkillCount = (ushort)candidate.Skills.Count;
        record.Degree = (byte)candidate.Degree;
        record.Kinds = (byte)candidate.Kinds;
        var numbers = _long.Room(record.Skills, slot, record.SkillCount);
        for (var place = 0; place < numbers.Length; place++)
        {
            numbers[place] = skills.Give(candidate.Skills.Span[place]);
        }

        return slot;
    }

    /// <summary>Takes the graduate out.</summary>
    public void Free(int slot)
    {
        _candidates[slot] = default;
        _slots.Free(slot);
    }

    /// <summary>Numbers of the skills.</summary>
    public ReadOnlySpan<int> SkillsOf(int slot)
    {
        ref readonly var record = ref _records[slot];
        return _long.Of(record.Skills, slot, record.SkillCount);
    }

    /// <summary>Whether graduate and position accept each other, degree, major and city apart, which are the bucket's and the table's business.</summary>
    public bool Accepts(int slot, in VacancyFeatures vacancy, FitRules rules)
    {
        ref readonly var record = ref _records[slot];
        return Fit.Takes(rules, record.GraduationYear) && record.PayFloorFen <= vacancy.PayMaximumFen;
    }
}
