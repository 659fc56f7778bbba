using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>
/// The graduates in buckets of acceptable city and discipline, and of city and class, in these with the place of the major. Its answers are
/// exactly those of <see cref="Fit"/> on every graduate, for the same reason as those of <see cref="PositionIndex"/>.
/// </summary>
/// <remarks>Not safe for a writer beside readers; any number of readers, each with its own <see cref="IndexSearch"/>, are.</remarks>
sealed class GraduateIndex(KeyNumbers skills, KeyNumbers cities)
{
    // Cities are numbered from 1.
    const int AnyCity = 0;

    readonly Dictionary<ulong, Shelf<GraduateEntry>> _shelves = [];
    readonly SkillAlphabets _alphabets = new();
    readonly GraduateBook _graduates = new(skills);

    /// <summary>Graduates.</summary>
    public int Count => _graduates.Count;

    /// <summary>Whose slot it is.</summary>
    public Guid IdOf(int slot) => _graduates.IdOf(slot);

    /// <summary>A graduate consents to matching, or has changed the profile.</summary>
    public void Put(Guid id, in CandidateFeatures candidate)
    {
        Remove(id);
        var slot = _graduates.Add(id, candidate);
        var place = MajorTable.PlaceOf(_graduates[slot].MajorRank);
        var signature = _alphabets.For(place.Discipline).Give(_graduates.SkillsOf(slot), out _);
        var entry = new GraduateEntry(
            ShortPay.Down(candidate.PayFloorFen),
            (ushort)(candidate.PayFloorFen % ShortPay.Step),
            GraduateEntry.YearOf(candidate.GraduationYear),
            (byte)candidate.Kinds,
            GraduateEntry.Pack(candidate.Degree, place.InClass));
        if (candidate.Cities.IsEmpty)
        {
            PutInto(AnyCity);
        }

        foreach (var city in candidate.Cities.Span)
        {
            PutInto(1 + cities.Give(city));
        }

        void PutInto(int city)
        {
            ShelfFor(KeyOf(city, place.Discipline)).Put(slot, entry, signature);
            if (place.Class != place.Discipline)
            {
                ShelfFor(KeyOf(city, place.Class)).Put(slot, entry, signature);
            }
        }
    }

    /// <summary>The graduate is recommended to nobody any more; nothing happens if it was not so.</summary>
    public void Remove(Guid id)
    {
        if (!_graduates.TryFind(id, out var slot))
        {
            return;
        }

        ref readonly var candidate = ref _graduates.CandidateOf(slot);
        var place = MajorTable.PlaceOf(_graduates[slot].MajorRank);
        if (candidate.Cities.IsEmpty)
        {
            TakeFrom(AnyCity);
        }

        foreach (var city in candidate.Cities.Span)
        {
            TakeFrom(1 + cities.Find(city));
        }

        _graduates.Free(slot);

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TopList Search(Guid positionId, in VacancyFeatures vacancy, FitTable table, int today, int most, IndexSearch search, IReadOnlySet<Guid>? except = null)
    {
        search.Top.Clear(most);
        if (vacancy.Closed || vacancy.FreeSeats <= 0 || today > vacancy.LastDay)
        {
            return search.Top;
        }

        var required = search.Marks.Set(vacancy.RequiredSkills, skills, SkillMarks.First);
        var wished = search.Marks.Set(vacancy.WishedSkills, skills, SkillMarks.Second);
        Plan(vacancy, table, today, search.Graduates);
        var sweep = new GraduateSweep(_graduates, _alphabets, in vacancy, required.Span, wished.Span, table, today, search, except);
        while (search.Graduates.TryTakeBest(search.Top.Floor, out var visit))
        {
            sweep.Over(visit);
        }

        search.Marks.Clear();
        search.Top.Settle(new ByLot(_graduates, positionId));
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

        var degrees = table.GraduatesFor(vacancy.MinimumDegree);
        var namesTwice = MajorTable.NamesTwice(vacancy.Majors);
        Plan(vacancy, table, today, search.Graduates);
        foreach (ref readonly var visit in search.Graduates.Listed)
        {
            foreach (var slot in visit.Shelf.Slots)
            {
                ref readonly var record = ref _graduates[slot];
                fitting += degrees[record.Degree] >= 0
                    && (visit.Place == MajorTable.Everywhere || visit.Place == MajorTable.PlaceOf(record.MajorRank).InClass)
                    && _graduates.Accepts(slot, vacancy, table.Rules)
                    && (!namesTwice || Fit.Closeness(vacancy, MajorTable.Of(record.MajorRank)) == visit.Closeness) ? 1 : 0;
            }
        }

        return fitting;
    }

    void Plan(in VacancyFeatures vacancy, FitTable table, int today, Visits<Shelf<GraduateEntry>> visits)
    {
        visits.Clear();
        var weights = table.Rules.Weights;
        var some = weights.Degree + weights.Pay + weights.Kind + table.Freshness[Math.Clamp(today - vacancy.PublishedDay, 0, Fit.Stale)]
            + (vacancy.RequiredSkills.IsEmpty ? weights.RequiredSkills / 2 : weights.RequiredSkills)
            + (vacancy.WishedSkills.IsEmpty ? weights.WishedSkills / 2 : weights.WishedSkills);
        if (cities.Find(vacancy.City) is >= 0 and var city)
        {
            PlanCity(vacancy, 1 + city, table, table.NamedCity, some, visits);
        }

        PlanCity(vacancy, AnyCity, table, table.AnyCity, some, visits);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void PlanCity(in VacancyFeatures vacancy, int city, FitTable table, int ofCity, int some, Visits<Shelf<GraduateEntry>> visits)
    {
        if (vacancy.Majors.IsEmpty)
        {
            foreach (var discipline in MajorTable.Disciplines)
            {
                PlanGroup(discipline, discipline, MajorTable.Everywhere, Fit.AnyMajor);
            }
        }

        foreach (var code in vacancy.Majors.Span)
        {
            if (MajorTable.TryFind(code, out var accepted))
            {
                PlanGroup(accepted.Group, MajorTable.DisciplineOf(accepted), accepted.Place, accepted.Closeness);
            }
        }

        void PlanGroup(int group, int discipline, int place, int closeness)
        {
            if (_shelves.TryGetValue(KeyOf(city, group), out var shelf) && shelf.Count > 0)
            {
                var points = table.Majors[closeness] + ofCity;
                visits.Add(new Visit<Shelf<GraduateEntry>> { Shelf = shelf, Discipline = discipline, Place = place, Table = table, Closeness = closeness, Points = points, Bound = points + some });
            }
        }
    }

    Shelf<GraduateEntry> ShelfFor(ulong key) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_shelves, key, out _) ??= new Shelf<GraduateEntry>(GraduateEntry.Sets);

    static ulong KeyOf(int city, int group) => (ulong)city << 16 | (uint)group;

    readonly struct ByLot(GraduateBook graduates, Guid positionId) : ITies
    {
        public long NumberOf(int slot) => Lot.Of(positionId, graduates.IdOf(slot));

        public Guid IdOf(int slot) => graduates.IdOf(slot);
    }
}
