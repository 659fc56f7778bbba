using RaMatch.Contracts;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>
/// The graduates in buckets of acceptable city and discipline, in each by major. Its answers are exactly those of <see cref="Fit"/> on
/// every graduate, for the same reason as those of <see cref="PositionIndex"/>.
/// </summary>
/// <remarks>Not safe for a writer beside readers; any number of readers, each with its own <see cref="IndexSearch"/>, are.</remarks>
sealed class GraduateIndex(KeyNumbers skills, KeyNumbers cities)
{
    // Cities are numbered from 1.
    const int AnyCity = 0;

    readonly Dictionary<ulong, GraduateShelf> _shelves = [];
    readonly SlotBook _slots = new();
    GraduateRecord[] _records = [];
    CandidateFeatures[] _candidates = [];
    int[]?[] _longSkills = [];

    /// <summary>Graduates.</summary>
    public int Count => _slots.Count;

    /// <summary>Whose slot it is.</summary>
    public Guid IdOf(int slot) => _slots.Ids[slot];

    /// <summary>A graduate consents to matching, or has changed the profile.</summary>
    public void Put(Guid id, in CandidateFeatures candidate)
    {
        Remove(id);
        var slot = _slots.Take(id);
        if (_records.Length < _slots.Capacity)
        {
            Array.Resize(ref _records, _slots.Capacity);
            Array.Resize(ref _candidates, _slots.Capacity);
            Array.Resize(ref _longSkills, _slots.Capacity);
        }

        _candidates[slot] = candidate;
        ref var record = ref _records[slot];
        record.PayFloorFen = candidate.PayFloorFen;
        record.GraduationYear = candidate.GraduationYear;
        record.MajorRank = (ushort)MajorTable.RankOf(candidate.Major);
        record.SkillCount = (ushort)candidate.Skills.Count;
        var skillBits = Number(candidate.Skills, Places(ref record, slot));
        var entry = new GraduateShelf.Entry(ShortPay.Down(candidate.PayFloorFen), (byte)candidate.Kinds, FitTable.DegreeAndYear(candidate.Degree, candidate.GraduationYear));
        if (candidate.Cities.IsEmpty)
        {
            PutInto(AnyCity, candidate.Degree);
        }

        foreach (var city in candidate.Cities.Span)
        {
            PutInto(1 + cities.Give(city), candidate.Degree);
        }

        void PutInto(int city, DegreeLevel degree)
        {
            var place = MajorTable.PlaceOf(_records[slot].MajorRank);
            ShelfFor(KeyOf(city, place.Discipline)).Put(slot, entry, skillBits, place.InClass, degree);
            if (place.Class != place.Discipline)
            {
                ShelfFor(KeyOf(city, place.Class)).Put(slot, entry, skillBits, place.InClass, degree);
            }
        }
    }

    /// <summary>The graduate is recommended to nobody any more; nothing happens if it was not so.</summary>
    public void Remove(Guid id)
    {
        if (!_slots.TryFind(id, out var slot))
        {
            return;
        }

        ref readonly var candidate = ref _candidates[slot];
        var place = MajorTable.PlaceOf(_records[slot].MajorRank);
        if (candidate.Cities.IsEmpty)
        {
            TakeFrom(AnyCity);
        }

        foreach (var city in candidate.Cities.Span)
        {
            TakeFrom(1 + cities.Find(city));
        }

        _longSkills[slot]?.AsSpan().Clear();
        _candidates[slot] = default;
        _slots.Free(slot);

        void TakeFrom(int city)
        {
            _shelves[KeyOf(city, place.Discipline)].Take(slot);
            if (place.Class != place.Discipline)
            {
                _shelves[KeyOf(city, place.Class)].Take(slot);
            }
        }
    }

    /// <summary>
    /// The graduates who fit a position best: by score, then by <see cref="Lot"/>, then the smaller id. They are in
    /// <see cref="IndexSearch.Top"/> until the next search.
    /// </summary>
    /// <param name="positionId">The position; it decides the lots.</param>
    /// <param name="vacancy">What it says; it need not be in any index.</param>
    /// <param name="table">The rules of its programme.</param>
    /// <param name="today">The day for which it is asked.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="search">What the search needs for itself.</param>
    /// <param name="except">Who is not to be among them.</param>
    public TopList Search(Guid positionId, in VacancyFeatures vacancy, FitTable table, int today, int most, IndexSearch search, IReadOnlySet<Guid>? except = null)
    {
        search.Top.Clear(most);
        if (vacancy.Closed || vacancy.FreeSeats <= 0 || today > vacancy.LastDay)
        {
            return search.Top;
        }

        var question = new Question(
            Asked.For(vacancy.RequiredSkills.Count, search.Marks.Set(vacancy.RequiredSkills, skills, SkillMarks.First)),
            Asked.For(vacancy.WishedSkills.Count, search.Marks.Set(vacancy.WishedSkills, skills, SkillMarks.Second)),
            MajorTable.NamesTwice(vacancy.Majors),
            except);
        Plan(vacancy, table, today, question.Required, search.Graduates);
        while (search.Graduates.Best(search.Top.Floor) is >= 0 and var next)
        {
            ref var visit = ref search.Graduates.Listed[next];
            Look(visit, vacancy, question, today, search);
            Advance(ref visit, question.Required);
        }

        search.Marks.Clear(vacancy.RequiredSkills, skills);
        search.Marks.Clear(vacancy.WishedSkills, skills);
        search.Top.Settle(new ByLot(this, positionId));
        return search.Top;
    }

    /// <summary>How many graduates fit the position.</summary>
    public int CountFitting(in VacancyFeatures vacancy, FitTable table, int today, IndexSearch search)
    {
        var fitting = 0;
        if (vacancy.Closed || vacancy.FreeSeats <= 0 || today > vacancy.LastDay)
        {
            return fitting;
        }

        var namesTwice = MajorTable.NamesTwice(vacancy.Majors);
        Plan(vacancy, table, today, default, search.Graduates);
        foreach (ref readonly var visit in search.Graduates.Listed)
        {
            var shelf = visit.Shelf;
            var degrees = table.GraduatesFor(vacancy.MinimumDegree);
            for (var word = 0; 64 * word < shelf.Count; word++)
            {
                for (var these = shelf.At(visit.Place, word); these != 0; these &= these - 1)
                {
                    var entry = 64 * word + System.Numerics.BitOperations.TrailingZeroCount(these);
                    fitting += degrees[shelf.Entries[entry].DegreeAndYear] >= 0
                        && Accepts(_records[shelf.Slots[entry]], vacancy, table.Rules, namesTwice ? visit.Closeness : null) ? 1 : 0;
                }
            }
        }

        return fitting;
    }

    void Plan(in VacancyFeatures vacancy, FitTable table, int today, in Asked required, Visits<GraduateShelf> visits)
    {
        visits.Clear();
        var weights = table.Rules.Weights;
        var some = weights.Degree + weights.Pay + weights.Kind + table.Freshness[Math.Clamp(today - vacancy.PublishedDay, 0, Fit.Stale)]
            + (vacancy.WishedSkills.IsEmpty ? weights.WishedSkills / 2 : weights.WishedSkills);
        if (cities.Find(vacancy.City) is >= 0 and var city)
        {
            PlanCity(vacancy, 1 + city, table, table.NamedCity, some, required, visits);
        }

        PlanCity(vacancy, AnyCity, table, table.AnyCity, some, required, visits);
    }

    void PlanCity(in VacancyFeatures vacancy, int city, FitTable table, int ofCity, int some, in Asked required, Visits<GraduateShelf> visits)
    {
        if (vacancy.Majors.IsEmpty)
        {
            foreach (var discipline in MajorTable.Disciplines)
            {
                PlanGroup(discipline, required, MajorTable.Everywhere, Fit.AnyMajor);
            }
        }

        foreach (var code in vacancy.Majors.Span)
        {
            if (MajorTable.TryFind(code, out var accepted))
            {
                PlanGroup(accepted.Group, required, accepted.Place, accepted.Closeness);
            }
        }

        void PlanGroup(int group, in Asked required, int place, int closeness)
        {
            if (_shelves.TryGetValue(KeyOf(city, group), out var shelf) && shelf.Count > 0)
            {
                var points = table.Majors[closeness] + ofCity;
                var visit = new Visit<GraduateShelf>
                {
                    Shelf = shelf,
                    Place = place,
                    Table = table,
                    Closeness = closeness,
                    Points = points,
                    MostOfRest = points + some,
                    Level = 1 + System.Numerics.BitOperations.PopCount(required.Bits),
                };
                Advance(ref visit, required);
                visits.Add(visit);
            }
        }
    }

    // The next level is that of the graduates who seem to have one required skill less.
    static void Advance(ref Visit<GraduateShelf> visit, in Asked required) =>
        visit.Bound = --visit.Level < 0 ? -1 : visit.MostOfRest + visit.Table.RequiredSkills[required.Row + visit.Level];

    void Look(in Visit<GraduateShelf> visit, in VacancyFeatures vacancy, in Question question, int today, IndexSearch search)
    {
        var (shelf, table, top) = (visit.Shelf, visit.Table, search.Top);
        var degrees = table.GraduatesFor(vacancy.MinimumDegree);
        var kinds = table.WishesFor(vacancy.Kind);
        var ofWished = table.WishedSkills[question.Wished.Row..];
        var ofPay = new PayBound(table.Rules.Weights.Pay, vacancy.PayMinimumFen, vacancy.PayMaximumFen);
        var points = visit.Points + table.Freshness[Math.Clamp(today - vacancy.PublishedDay, 0, Fit.Stale)];
        var pointsWithRequired = points + table.RequiredSkills[question.Required.Row + visit.Level];
        var degree = shelf.Degree(Fit.Lowest(vacancy, table.Rules));
        var least = top.Floor;
        for (var word = 0; 64 * word < shelf.Count; word++)
        {
            var these = shelf.Having(question.Required.Bits, word).Are(visit.Level) & (degree.IsEmpty ? ulong.MaxValue : degree[word]);
            if (these == 0 || (these &= shelf.At(visit.Place, word)) == 0)
            {
                continue;
            }

            for (var wished = shelf.Having(question.Wished.Bits, word); these != 0; these &= these - 1)
            {
                var place = System.Numerics.BitOperations.TrailingZeroCount(these);
                ref readonly var entry = ref shelf.Entries[64 * word + place];
                var ofDegreeAndKind = degrees[entry.DegreeAndYear] + kinds[entry.Kinds];
                if (pointsWithRequired + ofDegreeAndKind + ofWished[wished.At(place)] + ofPay.Most(entry.PayFloor) < least)
                {
                    continue;
                }

                var slot = shelf.Slots[64 * word + place];
                ref readonly var record = ref _records[slot];
                if (!Accepts(record, vacancy, table.Rules, question.NamesTwice ? visit.Closeness : null))
                {
                    continue;
                }

                var marks = search.Marks.Sum(SkillsOf(slot));
                var score = points + ofDegreeAndKind
                    + Fit.Pay(table.Rules.Weights.Pay, record.PayFloorFen, vacancy.PayMinimumFen, vacancy.PayMaximumFen)
                    + table.Required(marks % SkillMarks.Second, vacancy.RequiredSkills.Count)
                    + table.Wished(marks / SkillMarks.Second, vacancy.WishedSkills.Count);
                if (score >= least && question.Except?.Contains(IdOf(slot)) != true)
                {
                    top.Offer(score, slot);
                    least = top.Floor;
                }
            }
        }
    }

    // Degree and city are the table's and the bucket's business; a year's byte may stand for another year.
    static bool Accepts(in GraduateRecord record, in VacancyFeatures vacancy, FitRules rules, int? closeness) =>
        Fit.Takes(rules, record.GraduationYear)
        && record.PayFloorFen <= vacancy.PayMaximumFen
        && (closeness is null || Fit.Closeness(vacancy, MajorTable.Of(record.MajorRank)) == closeness);

    ulong Number(KeySet names, Span<int> places)
    {
        var bits = 0UL;
        for (var place = 0; place < names.Count; place++)
        {
            places[place] = skills.Give(names.Span[place]);
            bits |= Signature.BitOf(places[place]);
        }

        return bits;
    }

    Span<int> Places(ref GraduateRecord record, int slot)
    {
        if (record.SkillCount <= GraduateRecord.InlineSkills.Length)
        {
            return record.Skills;
        }

        return (_longSkills[slot] is { } kept && kept.Length >= record.SkillCount ? kept : _longSkills[slot] = new int[record.SkillCount]).AsSpan(0, record.SkillCount);
    }

    ReadOnlySpan<int> SkillsOf(int slot)
    {
        ref readonly var record = ref _records[slot];
        return record.SkillCount <= GraduateRecord.InlineSkills.Length ? ((ReadOnlySpan<int>)record.Skills)[..record.SkillCount] : _longSkills[slot].AsSpan(0, record.SkillCount);
    }

    GraduateShelf ShelfFor(ulong key)
    {
        if (!_shelves.TryGetValue(key, out var shelf))
        {
            _shelves.Add(key, shelf = new GraduateShelf());
        }

        return shelf;
    }

    static ulong KeyOf(int city, int group) => (ulong)city << 16 | (uint)group;

    readonly struct ByLot(GraduateIndex index, Guid positionId) : ITies
    {
        public long NumberOf(int slot) => Lot.Of(positionId, index.IdOf(slot));

        public Guid IdOf(int slot) => index.IdOf(slot);
    }

    /// <summary>Skills asked for, as the planes count them.</summary>
    /// <param name="Bits">Their bits; none if there are too many to count, which then bound nothing.</param>
    /// <param name="Row">Where to count from in the table.</param>
    readonly record struct Asked(ulong Bits, int Row)
    {
        public static Asked For(int count, Signature signature) => new(count > BitCounts.Most ? 0 : signature.Bits, FitTable.RowOf(count, signature));
    }

    /// <summary>What is the same for all graduates compared with one position.</summary>
    readonly record struct Question(Asked Required, Asked Wished, bool NamesTwice, IReadOnlySet<Guid>? Except);
}
