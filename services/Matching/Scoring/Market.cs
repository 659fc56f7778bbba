using System.Collections.Concurrent;
using RaMatch.Contracts;
using RaMatch.Matching.Scoring.Indexing;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// Supply and demand in memory, with the index over them. Every request first catches up with the rows changed since, so what it sees is
/// what its own read of the database sees, whichever process took the event in; the first one reads everything, and the others wait for it.
/// </summary>
/// <remarks>
/// One lock for readers and writers, not a copy a change: an event changes a few words of a few buckets in microseconds, a question reads
/// for microseconds, so neither waits long for the other, and no question ever sees half of a change.
/// </remarks>
sealed class Market : IDisposable
{
    readonly SemaphoreSlim _turn = new(1);
    readonly ReaderWriterLockSlim _guard = new();
    readonly ConcurrentBag<IndexSearch> _searches = [];
    readonly Dictionary<Guid, Supply> _supply = [];
    readonly Dictionary<Guid, Demand> _demand = [];
    readonly MatchIndex _index = new();
    volatile ChangeCursor? _cursor;
    volatile Rulebook _rules = new(new Dictionary<string, FitRules>());

    /// <summary>
    /// Asks the market as of the reader's state of the database, or a little later, under the rules in force there. Nothing changes while
    /// <paramref name="question"/> runs; positions and graduates may be kept, the view may not. Within a transaction the view finds, but does
    /// not look for the best.
    /// </summary>
    public async Task<T> AskAsync<T>(Reader reader, Func<MarketView, T> question)
    {
        // What a transaction sees may yet be rolled back: it is told to whoever asks in it, and not kept.
        var unkept = reader is UnitOfWork ? await NewsAsync(reader) : null;
        if (unkept is null)
        {
            await CatchUpAsync(reader);
        }

        var rules = await RulesInForce.ReadAsync(reader);
        var book = _rules.Says(rules) ? _rules : _rules = new Rulebook(rules, _rules);
        if (!_searches.TryTake(out var search))
        {
            search = new IndexSearch();
        }

        _guard.EnterReadLock();
        try
        {
            return question(new MarketView(new Kept<Supply>(_supply, unkept?.Supply), new Kept<Demand>(_demand, unkept?.Demand), reader is UnitOfWork ? null : _index, book, search, ChinaTime.DayOf(reader.Now)));
        }
        finally
        {
            _guard.ExitReadLock();
            _searches.Add(search);
        }
    }

    /// <summary>Takes in what has changed in the database since the last time.</summary>
    public async Task CatchUpAsync(Reader reader)
    {
        if (_cursor is { } cursor && await MarketChange.ReadAsync(reader, cursor) == cursor)
        {
            return;
        }

        await _turn.WaitAsync();
        try
        {
            if (await NewsAsync(reader) is { } news)
            {
                TakeIn(news);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        _guard.Dispose();
    }

    /// <summary>What has changed since the last time, as the reader sees it; null if nothing has.</summary>
    async Task<News?> NewsAsync(Reader reader)
    {
        var before = _cursor;
        // The log before the rows: what is committed after it was read is read again.
        var cursor = before is null ? await MarketChange.StartAsync(reader) : await MarketChange.ReadAsync(reader, before);
        if (cursor == before)
        {
            return null;
        }

        var since = new { last = before?.Last ?? 0, missing = before?.Missing ?? [] };
        return new News(
            cursor,
            [.. (await reader.QueryAsync<PositionRow>(before is null ? SelectAllPositions : SelectPositions, since)).Select(row => Supply.Of(row.Vacancy()))],
            before is null ? [] : await reader.QueryAsync<Guid>(SelectWithdrawn, since),
            // By major and city, so that who is compared together lies together in memory; it matters where everything is read at once.
            [.. (await reader.QueryAsync<GraduateRow>(before is null ? SelectAllGraduates : SelectGraduates, since))
                .Select(row => Demand.Of(row.Candidate(), row.ShownToUnits != 0))
                .OrderBy(demand => demand.Candidate.MajorCode, StringComparer.Ordinal)
                .ThenBy(demand => demand.Candidate.Cities is [var first, ..] ? first : "", StringComparer.Ordinal)]);
    }

    void TakeIn(News news)
    {
        _guard.EnterWriteLock();
        try
        {
            news.Apply(_supply, _demand);
            foreach (var supply in news.Positions)
            {
                _index.Positions.Put(supply.Vacancy.PositionId, supply.Vacancy.Programme, supply.Vacancy.PublishedAt.ToUnixTimeMilliseconds(), supply.Features);
            }

            foreach (var id in news.Withdrawn)
            {
                _index.Graduates.Remove(id);
            }

            foreach (var demand in news.Graduates)
            {
                // Only units ask it, so it holds whom they may see, and of them what they may know.
                if (demand.ShownToUnits)
                {
                    _index.Graduates.Put(demand.Candidate.GraduateId, UnitView.Of(demand.Features));
                }
                else
                {
                    _index.Graduates.Remove(demand.Candidate.GraduateId);
                }
            }

            _cursor = news.Cursor;
        }
        finally
        {
            _guard.ExitWriteLock();
        }
    }

    /// <summary>The rows changed up to where the log was read.</summary>
    sealed record News(ChangeCursor Cursor, IReadOnlyList<Supply> Positions, IReadOnlyList<Guid> Withdrawn, IReadOnlyList<Demand> Graduates)
    {
        /// <summary>The positions by id.</summary>
        public IReadOnlyDictionary<Guid, Supply?> Supply => Positions.ToDictionary(position => position.Vacancy.PositionId, Supply? (position) => position);

        /// <summary>The graduates by id; null for one who has withdrawn.</summary>
        public IReadOnlyDictionary<Guid, Demand?> Demand => Withdrawn.Select(id => (Id: id, Demand: (Demand?)null))
            .Concat(Graduates.Select(graduate => (Id: graduate.Candidate.GraduateId, Demand: (Demand?)graduate)))
            .ToDictionary(one => one.Id, one => one.Demand);

        public void Apply(Dictionary<Guid, Supply> supply, Dictionary<Guid, Demand> demand)
        {
            foreach (var position in Positions)
            {
                supply[position.Vacancy.PositionId] = position;
            }

            foreach (var id in Withdrawn)
            {
                demand.Remove(id);
            }

            foreach (var graduate in Graduates)
            {
                demand[graduate.Candidate.GraduateId] = graduate;
            }
        }
    }

    sealed record PositionRow
    {
        public Guid PositionId { get; init; }
        public long Version { get; init; }
        public Guid UnitId { get; init; }
        public string UnitName { get; init; } = "";
        public string ParkId { get; init; } = "";
        public string Programme { get; init; } = "";
        public string Title { get; init; } = "";
        public PositionKind Kind { get; init; }
        public long Seats { get; init; }
        public long SeatsHeld { get; init; }
        public DegreeLevel MinimumDegree { get; init; }
        public string Majors { get; init; } = "[]";
        public string RequiredSkills { get; init; } = "[]";
        public string WishedSkills { get; init; } = "[]";
        public string City { get; init; } = "";
        public long PayMinimumFen { get; init; }
        public long PayMaximumFen { get; init; }
        public long TermMonths { get; init; }
        public DateOnly ClosesOn { get; init; }
        public DateTimeOffset PublishedAt { get; init; }
        public long Closed { get; init; }

        public Vacancy Vacancy() => new()
        {
            PositionId = PositionId,
            Version = Version,
            UnitId = UnitId,
            UnitName = UnitName,
            ParkId = ParkId,
            Programme = Programme,
            Title = Title,
            Kind = Kind,
            Seats = Seats,
            SeatsHeld = SeatsHeld,
            MinimumDegree = MinimumDegree,
            Majors = Json.Read<IReadOnlyList<string>>(Majors),
            RequiredSkills = Json.Read<IReadOnlyList<string>>(RequiredSkills),
            WishedSkills = Json.Read<IReadOnlyList<string>>(WishedSkills),
            City = City,
            PayMinimumFen = PayMinimumFen,
            PayMaximumFen = PayMaximumFen,
            TermMonths = TermMonths,
            ClosesOn = ClosesOn,
            PublishedAt = PublishedAt,
            Closed = Closed != 0,
        };
    }

    sealed record GraduateRow
    {
        public Guid GraduateId { get; init; }
        public long Version { get; init; }
        public DegreeLevel Degree { get; init; }
        public string MajorCode { get; init; } = "";
        public long GraduationYear { get; init; }
        public string Skills { get; init; } = "[]";
        public string Cities { get; init; } = "[]";
        public long PayFloorFen { get; init; }
        public string Kinds { get; init; } = "[]";
        public long ShownToUnits { get; init; }

        public Candidate Candidate() => new()
        {
            GraduateId = GraduateId,
            Version = Version,
            Degree = Degree,
            MajorCode = MajorCode,
            GraduationYear = GraduationYear,
            Skills = Json.Read<IReadOnlyList<string>>(Skills),
            Cities = Json.Read<IReadOnlyList<string>>(Cities),
            PayFloorFen = PayFloorFen,
            Kinds = Json.Read<IReadOnlyList<PositionKind>>(Kinds),
        };
    }

    const string SelectAllPositions = """
        SELECT p.position_id, p.version, p.unit_id, COALESCE(u.name, p.unit_name) AS unit_name, p.park_id, p.programme, p.title, p.kind, p.seats, p.seats_held, p.minimum_degree,
            p.majors, p.required_skills, p.wished_skills, p.city, p.pay_minimum_fen, p.pay_maximum_fen, p.term_months, p.closes_on, p.published_at,
            CASE WHEN p.closed_at IS NOT NULL OR u.suspended_version > u.verified_version THEN 1 ELSE 0 END AS closed
        FROM position p
        LEFT JOIN unit_status u ON u.unit_id = p.unit_id
        """;

    const string SelectPositions = SelectAllPositions + """

        WHERE p.position_id IN (
            SELECT subject_id FROM market_news WHERE (news_number > @last OR news_number IN @missing) AND subject = 'Position'
            UNION
            SELECT offered.position_id
            FROM market_news
            JOIN position offered ON offered.unit_id = market_news.subject_id
            WHERE (news_number > @last OR news_number IN @missing) AND subject = 'Unit')
        """;

    const string SelectAllGraduates = """
        SELECT graduate_id, version, degree, major_code, graduation_year, skills, cities, pay_floor_fen, kinds, shown_to_units
        FROM graduate
        """;

    const string SelectGraduates = SelectAllGraduates + """

        WHERE graduate_id IN (SELECT subject_id FROM market_news WHERE (news_number > @last OR news_number IN @missing) AND subject = 'Graduate')
        """;

    const string SelectWithdrawn = """
        SELECT DISTINCT subject_id
        FROM market_news
        WHERE (news_number > @last OR news_number IN @missing) AND subject = 'Graduate'
            AND NOT EXISTS (SELECT 1 FROM graduate WHERE graduate.graduate_id = market_news.subject_id)
        """;
}

/// <summary>A position in words and in numbers.</summary>
sealed record Supply(Vacancy Vacancy, VacancyFeatures Features)
{
    public static Supply Of(Vacancy vacancy) => new(vacancy, vacancy.Features());
}

/// <summary>A graduate in words and in numbers, and whether units may see them by pseudonym before an application.</summary>
sealed record Demand(Candidate Candidate, CandidateFeatures Features, bool ShownToUnits)
{
    public static Demand Of(Candidate candidate, bool shownToUnits) => new(candidate, candidate.Features(), shownToUnits);
}
