namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>The positions of an index by slot: what is compared exactly.</summary>
sealed class PositionBook(KeyNumbers skills)
{
    readonly SlotBook _slots = new();
    readonly LongSkills _long = new();
    PositionRecord[] _records = [];
    VacancyFeatures[] _vacancies = [];
    int[] _programmes = [];

    public int Count => _slots.Count;

    public Guid IdOf(int slot) => _slots.Ids[slot];

    public ref readonly PositionRecord this[int slot] => ref _records[slot];

    public ref readonly VacancyFeatures VacancyOf(int slot) => ref _vacancies[slot];

    /// <summary>The number of its programme.</summary>
    public int ProgrammeOf(int slot) => _programmes[slot];

    public bool TryFind(Guid id, out int slot) => _slots.TryFind(id, out slot);

    /// <summary>Enters a position that is not in the book.</summary>
    public int Add(Guid id, int programme, long publishedAt, in VacancyFeatures vacancy)
    {
        var slot = _slots.Take(id);
        if (_records.Length < _slots.Capacity)
        {
            Array.Resize(ref _records, _slots.Capacity);
            Array.Resize(ref _vacancies, _slots.Capacity);
            Array.Resize(ref _programmes, _slots.Capacity);
            _long.Reserve(_slots.Capacity);
        }

        _vacancies[slot] = vacancy;
        ref var record = ref _records[slot];
        record.PayMinimumFen = vacancy.PayMinimumFen;
        record.PayMaximumFen = vacancy.PayMaximumFen;
        record.PublishedAt = publishedAt;
        record.PublishedDay = vacancy.PublishedDay;
        record.LastDay = vacancy.LastDay;
        _programmes[slot] = programme;
        record.RequiredCount = (ushort)vacancy.RequiredSkills.Count;
        record.WishedCount = (ushort)vacancy.WishedSkills.Count;
        record.MinimumDegree = (byte)vacancy.MinimumDegree;
        record.Kind = (byte)vacancy.Kind;
        record.NamesTwice = MajorTable.NamesTwice(vacancy.Majors);
        var numbers = _long.Room(record.Skills, slot, record.RequiredCount + record.WishedCount);
        foreach (var key in vacancy.RequiredSkills.Span)
        {
            numbers[0] = skills.Give(key);
            numbers = numbers[1..];
        }

        foreach (var key in vacancy.WishedSkills.Span)
        {
            numbers[0] = skills.Give(key);
            numbers = numbers[1..];
        }

        return slot;
    }

    /// <summary>Takes it out.</summary>
    public void Free(int slot)
    {
        _vacancies[slot] = default;
        _slots.Free(slot);
    }

    /// <summary>Numbers of the required skills, then of the wished ones.</summary>
    public ReadOnlySpan<int> SkillsOf(int slot)
    {
        ref readonly var record = ref _records[slot];
        return _long.Of(record.Skills, slot, record.RequiredCount + record.WishedCount);
    }

    /// <summary>Whether position and graduate accept each other; degree, city, major and cohort are the bucket's and the table's business.</summary>
    public bool Accepts(int slot, in CandidateFeatures candidate, int today)
    {
        ref readonly var record = ref _records[slot];
        return today <= record.LastDay && candidate.PayFloorFen <= record.PayMaximumFen;
    }
}
