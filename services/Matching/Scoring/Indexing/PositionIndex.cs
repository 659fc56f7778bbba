namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>
/// The open positions with free seats, in buckets of programme, city and accepted code, and once more for all cities together. Its
/// answers are exactly those of <see cref="Fit"/> on every position: a bucket or an entry is passed over only if the most it could
/// score is less than the worst of the best so far.
/// </summary>
/// <remarks>Not safe for a writer beside readers; any number of readers, each with its own <see cref="IndexSearch"/>, are.</remarks>
sealed class PositionIndex(KeyNumbers skills, KeyNumbers cities)
{
    // Bucket keys: numbers of programme, city (from 1) and code (from 1).
    const int AllCities = 0;
    const int AnyCode = 0;

    readonly Dictionary<ulong, PositionShelf> _shelves = [];
    readonly List<string> _programmes = [];
    readonly SlotBook _slots = new();
    PositionRecord[] _records = [];
    VacancyFeatures[] _vacancies = [];
    int[] _programmeOf = [];
    int[]?[] _longSkills = [];

    /// <summary>Positions that could be recommended to somebody, were their last day not over.</summary>
    public int Count => _slots.Count;

    /// <summary>Whose slot it is.</summary>
    public Guid IdOf(int slot) => _slots.Ids[slot];

    /// <summary>A position is published, or something about it has changed.</summary>
    /// <param name="id">The position.</param>
    /// <param name="programme">The programme's code.</param>
    /// <param name="publishedAt">When it was published, in milliseconds: of equal scores the newer position comes first.</param>
    /// <param name="vacancy">What it says. Closed or full, it leaves the index.</param>
    public void Put(Guid id, string programme, long publishedAt, in VacancyFeatures vacancy)
    {
        Remove(id);
        if (vacancy.Closed || vacancy.FreeSeats <= 0)
        {
            return;
        }

        var slot = _slots.Take(id);
        if (_records.Length < _slots.Capacity)
        {
            Array.Resize(ref _records, _slots.Capacity);
            Array.Resize(ref _vacancies, _slots.Capacity);
            Array.Resize(ref _programmeOf, _slots.Capacity);
            Array.Resize(ref _longSkills, _slots.Capacity);
        }

        _vacancies[slot] = vacancy;
        _programmeOf[slot] = NumberOf(programme);
        ref var record = ref _records[slot];
        record.PayMinimumFen = vacancy.PayMinimumFen;
        record.PayMaximumFen = vacancy.PayMaximumFen;
        record.PublishedAt = publishedAt;
        record.PublishedDay = vacancy.PublishedDay;
        record.LastDay = vacancy.LastDay;
        record.RequiredCount = (ushort)vacancy.RequiredSkills.Count;
        record.WishedCount = (ushort)vacancy.WishedSkills.Count;
        record.NamesTwice = MajorTable.NamesTwice(vacancy.Majors);
        var places = Places(ref record, slot);
        var required = Number(vacancy.RequiredSkills, places);
        var wished = Number(vacancy.WishedSkills, places[record.RequiredCount..]);
        var entry = new PositionEntry
        {
            Slot = slot,
            Required = required.Bits,
            Wished = wished.Bits,
            PublishedDay = ShortDay.Of(vacancy.PublishedDay),
            LastDay = ShortDay.Of(vacancy.LastDay),
            HighestPay = ShortPay.Up(vacancy.PayMaximumFen),
            RequiredRow = FitTable.RowOf(record.RequiredCount, required),
            WishedRow = FitTable.RowOf(record.WishedCount, wished),
            MinimumDegree = (byte)vacancy.MinimumDegree,
            Kind = (byte)vacancy.Kind,
        };
        var city = 1 + cities.Give(vacancy.City);
        foreach (var code in Codes(vacancy.Majors))
        {
            ShelfFor(KeyOf(_programmeOf[slot], city, code)).Put(entry);
            ShelfFor(KeyOf(_programmeOf[slot], AllCities, code)).Put(entry);
        }
    }

    /// <summary>The position is recommended to nobody any more; nothing happens if it was not.</summary>
    public void Remove(Guid id)
    {
        if (!_slots.TryFind(id, out var slot))
        {
            return;
        }

        ref readonly var vacancy = ref _vacancies[slot];
        var city = 1 + cities.Find(vacancy.City);
        foreach (var code in Codes(vacancy.Majors))
        {
            _shelves[KeyOf(_programmeOf[slot], city, code)].Take(slot);
            _shelves[KeyOf(_programmeOf[slot], AllCities, code)].Take(slot);
        }

        _longSkills[slot]?.AsSpan().Clear();
        _vacancies[slot] = default;
        _slots.Free(slot);
    }

    /// <summary>
    /// The positions that fit a graduate best: by score, then the newer, then the smaller id. They are in <see cref="IndexSearch.Top"/>
    /// until the next search.
    /// </summary>
    public TopList Search(in CandidateFeatures candidate, Rulebook rules, int today, int most, IndexSearch search)
    {
        search.Top.Clear(most);
        var skillBits = search.Marks.Set(candidate.Skills, skills, SkillMarks.First).Bits;
        Plan(candidate, rules, skillBits != 0, search.Positions);
        while (search.Positions.Best(search.Top.Floor) is >= 0 and var next)
        {
            ref var visit = ref search.Positions.Listed[next];
            Look(visit, candidate, skillBits, today, search);
            Advance(ref visit);
        }

        search.Marks.Clear(candidate.Skills, skills);
        search.Top.Settle(new NewerFirst(this));
        return search.Top;
    }

    /// <summary>How many positions fit the graduate.</summary>
    public int CountFitting(in CandidateFeatures candidate, Rulebook rules, int today, IndexSearch search)
    {
        var fitting = 0;
        Plan(candidate, rules, anySkill: true, search.Positions);
        foreach (ref readonly var visit in search.Positions.Listed)
        {
            var degrees = visit.Table.DegreesFor(candidate.Degree);
            foreach (ref readonly var entry in visit.Shelf.Entries)
            {
                fitting += degrees[entry.MinimumDegree] >= 0 && Accepts(_records[entry.Slot], entry.Slot, candidate, visit.Closeness, today) ? 1 : 0;
            }
        }

        return fitting;
    }

    void Plan(in CandidateFeatures candidate, Rulebook rules, bool anySkill, Visits<PositionShelf> visits)
    {
        visits.Clear();
        for (var programme = 0; programme < _programmes.Count; programme++)
        {
            if (rules.Find(_programmes[programme]) is not { } table || !Fit.Takes(table.Rules, candidate.GraduationYear))
            {
                continue;
            }

            var (weights, some) = (table.Rules.Weights, 0);
            some += anySkill ? weights.WishedSkills : weights.WishedSkills / 2;
            some += Highest(table.DegreesFor(candidate.Degree)) + Highest(table.KindsFor(candidate.Kinds)) + weights.Pay + weights.Freshness;
            if (candidate.Cities.IsEmpty)
            {
                PlanCity(candidate, programme, AllCities, table, table.AnyCity, some, visits);
            }

            foreach (var city in candidate.Cities.Span)
            {
                if (cities.Find(city) is >= 0 and var number)
                {
                    PlanCity(candidate, programme, 1 + number, table, table.NamedCity, some, visits);
                }
            }
        }
    }

    void PlanCity(in CandidateFeatures candidate, int programme, int city, FitTable table, int ofCity, int some, Visits<PositionShelf> visits)
    {
        PlanCode(AnyCode, Fit.AnyMajor);
        PlanMajor(candidate.Major.Discipline, Fit.SameDiscipline);
        PlanMajor(candidate.Major.Major, Fit.SameMajor);
        // In the graduate catalogue the two are the same code.
        if (candidate.Major.Class != candidate.Major.Major)
        {
            PlanMajor(candidate.Major.Class, Fit.SameClass);
        }

        void PlanMajor(ulong code, int closeness)
        {
            if (MajorTable.TryFind(code, out var accepted))
            {
                PlanCode(accepted.Number, closeness);
            }
        }

        void PlanCode(int code, int closeness)
        {
            if (_shelves.TryGetValue(KeyOf(programme, city, code), out var shelf) && shelf.Count > 0)
            {
                var points = table.Majors[closeness] + ofCity;
                visits.Add(new Visit<PositionShelf>
                {
                    Shelf = shelf,
                    Table = table,
                    Closeness = closeness,
                    Points = points,
                    MostOfRest = points + some,
                    Bound = points + some + table.Rules.Weights.RequiredSkills,
                });
            }
        }
    }

    // The next level lacks one required skill more; without planes all were looked at together.
    static void Advance(ref Visit<PositionShelf> visit)
    {
        var (lacking, asked, weight) = (++visit.Level, visit.Shelf.LargestAsked, visit.Table.Rules.Weights.RequiredSkills);
        visit.Bound = visit.Shelf.Planes is null || lacking > asked ? -1 : visit.MostOfRest + Fit.Covered(weight, asked - lacking, asked);
    }

    void Look(in Visit<PositionShelf> visit, in CandidateFeatures candidate, ulong skillBits, int today, IndexSearch search)
    {
        var entries = visit.Shelf.Entries;
        var comparison = new Comparison(this, visit, in candidate, skillBits, today, search);
        if (visit.Shelf.Planes is not { } planes)
        {
            foreach (ref readonly var entry in entries)
            {
                comparison.With(entry);
            }

            return;
        }

        var words = planes.Words;
        var stride = planes.Stride;
        for (var word = 0; 64 * word < entries.Length; word++)
        {
            var counts = BitCounts.Of(words, stride, word, PositionShelf.Required, skillBits).Plus(visit.Level);
            var asked = word + stride * PositionShelf.Asked;
            var uncountable = words[word + stride * PositionShelf.Uncountable];
            var these = counts.Are(words[asked], words[asked + stride], words[asked + 2 * stride]) & ~uncountable & BitPlanes.Used(word, entries.Length);
            for (these |= visit.Level == 0 ? uncountable : 0; these != 0; these &= these - 1)
            {
                comparison.With(entries[64 * word + System.Numerics.BitOperations.TrailingZeroCount(these)]);
            }
        }
    }

    // Degree, city, major and cohort are the bucket's and the table's business.
    bool Accepts(in PositionRecord record, int slot, in CandidateFeatures candidate, int closeness, int today) =>
        today <= record.LastDay
        && candidate.PayFloorFen <= record.PayMaximumFen
        && (!record.NamesTwice || Fit.Closeness(_vacancies[slot], candidate.Major) == closeness);

    Signature Number(KeySet asked, Span<int> places)
    {
        var signature = default(Signature);
        for (var place = 0; place < asked.Count; place++)
        {
            places[place] = skills.Give(asked.Span[place]);
            signature = signature.With(places[place]);
        }

        return signature;
    }

    Span<int> Places(ref PositionRecord record, int slot)
    {
        var count = record.RequiredCount + record.WishedCount;
        if (count <= PositionRecord.InlineSkills.Length)
        {
            return record.Skills;
        }

        return (_longSkills[slot] is { } kept && kept.Length >= count ? kept : _longSkills[slot] = new int[count]).AsSpan(0, count);
    }

    ReadOnlySpan<int> SkillsOf(int slot)
    {
        ref readonly var record = ref _records[slot];
        var count = record.RequiredCount + record.WishedCount;
        return count <= PositionRecord.InlineSkills.Length ? ((ReadOnlySpan<int>)record.Skills)[..count] : _longSkills[slot].AsSpan(0, count);
    }

    int NumberOf(string programme)
    {
        var number = _programmes.IndexOf(programme);
        if (number < 0)
        {
            number = _programmes.Count;
            _programmes.Add(programme);
        }

        return number;
    }

    PositionShelf ShelfFor(ulong key)
    {
        if (!_shelves.TryGetValue(key, out var shelf))
        {
            _shelves.Add(key, shelf = new PositionShelf());
        }

        return shelf;
    }

    static ulong KeyOf(int programme, int city, int code) => (ulong)programme << 48 | (ulong)city << 16 | (uint)code;

    static int Highest(ReadOnlySpan<short> points)
    {
        var highest = points[0];
        foreach (var one in points)
        {
            highest = Math.Max(highest, one);
        }

        return highest;
    }

    static CodeNumbers Codes(KeySet majors) => new(majors);

    /// <summary>The numbers of the accepted codes, or the one number of "any"; codes that are in no catalogue accept nobody.</summary>
    ref struct CodeNumbers(KeySet majors)
    {
        readonly ReadOnlySpan<ulong> _majors = majors.Span;
        int _next;

        public int Current { get; private set; }

        public readonly CodeNumbers GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_majors.IsEmpty && _next++ == 0)
            {
                Current = AnyCode;
                return true;
            }

            while (_next < _majors.Length)
            {
                if (MajorTable.TryFind(_majors[_next++], out var accepted))
                {
                    Current = accepted.Number;
                    return true;
                }
            }

            return false;
        }
    }

    readonly struct NewerFirst(PositionIndex index) : ITies
    {
        public long NumberOf(int slot) => index._records[slot].PublishedAt;

        public Guid IdOf(int slot) => index.IdOf(slot);
    }

    /// <summary>One graduate compared with the positions of a bucket, first with what bounds the score, then exactly.</summary>
    ref struct Comparison
    {
        readonly PositionIndex _index;
        readonly IndexSearch _search;
        readonly FitTable _table;
        readonly ref readonly CandidateFeatures _candidate;
        readonly ReadOnlySpan<short> _required;
        readonly ReadOnlySpan<short> _wished;
        readonly ReadOnlySpan<short> _freshness;
        readonly ReadOnlySpan<short> _degrees;
        readonly ReadOnlySpan<short> _kinds;
        readonly ulong _skillBits;
        readonly int _points;
        readonly int _payWeight;
        readonly int _closeness;
        readonly int _today;
        readonly ushort _day;
        readonly ushort _payFloor;
        int _least;

        public Comparison(PositionIndex index, in Visit<PositionShelf> visit, ref readonly CandidateFeatures candidate, ulong skillBits, int today, IndexSearch search)
        {
            (_index, _search, _table, _skillBits, _today) = (index, search, visit.Table, skillBits, today);
            _candidate = ref candidate;
            _required = _table.RequiredSkills;
            _wished = _table.WishedSkills;
            _freshness = _table.Freshness;
            _degrees = _table.DegreesFor(candidate.Degree);
            _kinds = _table.KindsFor(candidate.Kinds);
            (_points, _closeness, _payWeight) = (visit.Points, visit.Closeness, _table.Rules.Weights.Pay);
            (_day, _payFloor) = (ShortDay.Of(today), ShortPay.Down(candidate.PayFloorFen));
            _least = search.Top.Floor;
        }

        public void With(in PositionEntry entry)
        {
            var ofDegreeAndKind = _points + _degrees[entry.MinimumDegree] + _kinds[entry.Kind];
            var most = ofDegreeAndKind + _payWeight
                + _freshness[Math.Clamp(_day - entry.PublishedDay, 0, Fit.Stale)]
                + _required[entry.RequiredRow + Signature.MostCommon(entry.Required, _skillBits)]
                + _wished[entry.WishedRow + Signature.MostCommon(entry.Wished, _skillBits)];
            if (most < _least || entry.HighestPay < _payFloor || entry.LastDay < _day)
            {
                return;
            }

            ref readonly var record = ref _index._records[entry.Slot];
            var pay = Fit.Pay(_payWeight, _candidate.PayFloorFen, record.PayMinimumFen, record.PayMaximumFen);
            if (most - _payWeight + pay < _least || !_index.Accepts(record, entry.Slot, _candidate, _closeness, _today))
            {
                return;
            }

            var asked = _index.SkillsOf(entry.Slot);
            var score = ofDegreeAndKind + pay
                + _freshness[Math.Clamp(_today - record.PublishedDay, 0, Fit.Stale)]
                + _table.Required(_search.Marks.Sum(asked[..record.RequiredCount]), record.RequiredCount)
                + _table.Wished(_search.Marks.Sum(asked[record.RequiredCount..]), record.WishedCount);
            if (score >= _least)
            {
                _search.Top.Offer(score, entry.Slot);
                _least = _search.Top.Floor;
            }
        }
    }
}
