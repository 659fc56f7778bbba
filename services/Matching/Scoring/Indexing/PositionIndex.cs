using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>
/// The open positions with free seats, in buckets of programme, city and accepted code, and once more for all cities together. Its
/// answers are exactly those of <see cref="Fit"/> on every position: a bucket or an entry is passed over only if the most it could
/// score is less than the worst of the best so far.
/// </summary>
/// <remarks>Not safe for a writer beside readers; any number of readers, each with its own <see cref="IndexSearch"/>, are.</remarks>
sealed class PositionIndex(KeyNumbers skills, KeyNumbers cities)
{
    // Cities are numbered from 1.
    const int AllCities = 0;

    readonly Dictionary<ulong, Shelf<PositionEntry>> _shelves = [];
    readonly List<string> _programmes = [];
    readonly SkillAlphabets _alphabets = new();
    readonly PositionBook _positions = new(skills);

    /// <summary>Positions that could be recommended to somebody, were their last day not over.</summary>
    public int Count => _positions.Count;

    /// <summary>Whose slot it is.</summary>
    public Guid IdOf(int slot) => _positions.IdOf(slot);

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

        var (number, city) = (NumberOf(programme), 1 + cities.Give(vacancy.City));
        var slot = _positions.Add(id, number, publishedAt, vacancy);
        var required = _positions.SkillsOf(slot)[..vacancy.RequiredSkills.Count];
        var wished = _positions.SkillsOf(slot)[vacancy.RequiredSkills.Count..];
        foreach (var code in new AcceptedCodes(vacancy.Majors))
        {
            var alphabet = _alphabets.For(code.Discipline);
            var askedRequired = AskedSkills.Of(required.Length, alphabet.Give(required, out var doubled), doubled);
            var askedWished = AskedSkills.Of(wished.Length, alphabet.Give(wished, out doubled), doubled);
            var entry = new PositionEntry(vacancy, _positions[slot].NamesTwice, askedRequired, askedWished);
            ShelfFor(KeyOf(number, city, code.Number)).Put(slot, entry, askedRequired.Bits, askedWished.Bits);
            ShelfFor(KeyOf(number, AllCities, code.Number)).Put(slot, entry, askedRequired.Bits, askedWished.Bits);
        }
    }

    /// <summary>The position is recommended to nobody any more; nothing happens if it was not.</summary>
    public void Remove(Guid id)
    {
        if (!_positions.TryFind(id, out var slot))
        {
            return;
        }

        ref readonly var vacancy = ref _positions.VacancyOf(slot);
        var (programme, city) = (_positions.ProgrammeOf(slot), 1 + cities.Find(vacancy.City));
        foreach (var code in new AcceptedCodes(vacancy.Majors))
        {
            _shelves[KeyOf(programme, city, code.Number)].Take(slot);
            _shelves[KeyOf(programme, AllCities, code.Number)].Take(slot);
        }

        _positions.Free(slot);
    }

    /// <summary>
    /// The positions that fit a graduate best: by score, then the newer, then the smaller id. They are in <see cref="IndexSearch.Top"/>
    /// until the next search.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TopList Search(in CandidateFeatures candidate, Rulebook rules, int today, int most, IndexSearch search)
    {
        search.Top.Clear(most);
        var known = search.Marks.Set(candidate.Skills, skills, SkillMarks.First);
        var discipline = MajorTable.PlaceOf(MajorTable.RankOf(candidate.Major)).Discipline;
        var (ofAny, crowdedOfAny) = SignatureIn(AcceptedCodes.NoDiscipline, known.Span);
        var (ofDiscipline, crowded) = SignatureIn(discipline, known.Span);
        Plan(candidate, rules, !known.IsEmpty, search.Positions);
        scoped PositionSweep sweep = default;
        while (search.Positions.TryTakeBest(search.Top.Floor, out var visit))
        {
            if (sweep.Table != visit.Table)
            {
                sweep = new PositionSweep(_positions, in candidate, visit.Table, today, search);
            }

            if (visit.Discipline == AcceptedCodes.NoDiscipline)
            {
                sweep.Over(visit, ofAny, crowdedOfAny);
            }
            else
            {
                sweep.Over(visit, ofDiscipline, crowded);
            }
        }

        search.Marks.Clear();
        search.Top.Settle(new NewerFirst(_positions));
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
            foreach (var slot in visit.Shelf.Slots)
            {
                ref readonly var record = ref _positions[slot];
                fitting += degrees[record.MinimumDegree] >= 0
                    && _positions.Accepts(slot, candidate, today)
                    && (!record.NamesTwice || Fit.Closeness(_positions.VacancyOf(slot), candidate.Major) == visit.Closeness) ? 1 : 0;
            }
        }

        return fitting;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Plan(in CandidateFeatures candidate, Rulebook rules, bool anySkill, Visits<Shelf<PositionEntry>> visits)
    {
        visits.Clear();
        Span<(int Number, int Discipline, int Closeness)> codes = [(AcceptedCodes.AnyNumber, AcceptedCodes.NoDiscipline, Fit.AnyMajor), default, default, default];
        codes = codes[..CodesOf(candidate.Major, codes)];
        for (var programme = 0; programme < _programmes.Count; programme++)
        {
            if (rules.Find(_programmes[programme]) is not { } table || !Fit.Takes(table.Rules, candidate.GraduationYear))
            {
                continue;
            }

            // Who has no skill gets half of the weight where none is asked for.
            var weights = table.Rules.Weights;
            var some = weights.RequiredSkills + (anySkill ? weights.WishedSkills : weights.WishedSkills / 2)
                + Highest(table.DegreesFor(candidate.Degree)) + Highest(table.KindsFor(candidate.Kinds)) + weights.Pay + weights.Freshness;
            if (candidate.Cities.IsEmpty)
            {
                PlanCity(codes, programme, AllCities, table, table.AnyCity, some, visits);
            }

            foreach (var city in candidate.Cities.Span)
            {
                if (cities.Find(city) is >= 0 and var number)
                {
                    PlanCity(codes, programme, 1 + number, table, table.NamedCity, some, visits);
                }
            }
        }
    }

    void PlanCity(ReadOnlySpan<(int Number, int Discipline, int Closeness)> codes, int programme, int city, FitTable table, int ofCity, int some, Visits<Shelf<PositionEntry>> visits)
    {
        foreach (var (code, discipline, closeness) in codes)
        {
            if (_shelves.TryGetValue(KeyOf(programme, city, code), out var shelf) && shelf.Count > 0)
            {
                var points = table.Majors[closeness] + ofCity;
                visits.Add(new Visit<Shelf<PositionEntry>> { Shelf = shelf, Discipline = discipline, Table = table, Closeness = closeness, Points = points, Bound = points + some });
            }
        }
    }

    // The codes a position may name to accept the major, behind "any"; how many there are with that.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int CodesOf(in MajorKey major, Span<(int Number, int Discipline, int Closeness)> codes)
    {
        var count = 1;
        // In the graduate catalogue a major is its own class.
        foreach (var code in (ReadOnlySpan<ulong>)[major.Discipline, major.Class == major.Major ? 0 : major.Class, major.Major])
        {
            if (MajorTable.TryFind(code, out var accepted))
            {
                codes[count++] = (accepted.Number, MajorTable.DisciplineOf(accepted), accepted.Closeness);
            }
        }

        return count;
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

    (Signature Skills, ulong Crowded) SignatureIn(int discipline, ReadOnlySpan<int> known) =>
        _alphabets.Find(discipline) is { } alphabet ? (alphabet.Find(known, out _), alphabet.Crowded) : default;

    Shelf<PositionEntry> ShelfFor(ulong key) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_shelves, key, out _) ??= new Shelf<PositionEntry>(PositionEntry.Sets);

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

    readonly struct NewerFirst(PositionBook positions) : ITies
    {
        public long NumberOf(int slot) => positions[slot].PublishedAt;

        public Guid IdOf(int slot) => positions.IdOf(slot);
    }
}
