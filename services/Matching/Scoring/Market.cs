using RaMatch.Contracts;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Matching.Scoring;

/// <summary>
/// Supply and demand in memory, ready to compare. Every request first catches up with the rows changed since, so what it sees is what
/// its own read of the database sees, whichever process took the event in; the first one reads everything.
/// </summary>
sealed class Market : IDisposable
{
    readonly SemaphoreSlim _turn = new(1);
    volatile MarketSnapshot _latest = MarketSnapshot.Empty;

    /// <summary>The market as of the reader's state of the database, or a little later.</summary>
    public async Task<MarketSnapshot> CatchUpAsync(Reader reader)
    {
        var last = await MarketChange.LastAsync(reader);
        if (last <= _latest.ChangeNumber)
        {
            return _latest;
        }

        if (reader is UnitOfWork)
        {
            // What a transaction sees may yet be rolled back: it is told to whoever asks in it, and not kept.
            return await NextAsync(_latest, last, reader);
        }

        await _turn.WaitAsync();
        try
        {
            return last <= _latest.ChangeNumber ? _latest : _latest = await NextAsync(_latest, last, reader);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    static async Task<MarketSnapshot> NextAsync(MarketSnapshot previous, long last, Reader reader)
    {
        var since = new { after = previous.ChangeNumber };
        var positions = await reader.QueryAsync<PositionRow>(SelectPositions, since);
        var withdrawn = await reader.QueryAsync<Guid>(SelectWithdrawn, since);
        var graduates = await reader.QueryAsync<GraduateRow>(SelectGraduates, since);

        // Copied only where something changed: whoever holds the previous one goes on reading it undisturbed.
        var supply = previous.Supply;
        if (positions.Count > 0)
        {
            supply = new Dictionary<Guid, Supply>(supply);
            foreach (var row in positions)
            {
                supply[row.PositionId] = Supply.Of(row.Vacancy());
            }
        }

        var demand = previous.Demand;
        if (withdrawn.Count + graduates.Count > 0)
        {
            demand = new Dictionary<Guid, Demand>(demand);
            foreach (var id in withdrawn)
            {
                demand.Remove(id);
            }

            foreach (var row in graduates)
            {
                demand[row.GraduateId] = Demand.Of(row.Candidate());
            }
        }

        return new MarketSnapshot(last, supply, demand);
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

    const string SelectPositions = """
        SELECT p.position_id, p.version, p.unit_id, p.unit_name, p.park_id, p.programme, p.title, p.kind, p.seats, p.seats_held, p.minimum_degree,
            p.majors, p.required_skills, p.wished_skills, p.city, p.pay_minimum_fen, p.pay_maximum_fen, p.term_months, p.closes_on, p.published_at,
            CASE WHEN p.closed_at IS NOT NULL OR u.suspended_version > u.verified_version THEN 1 ELSE 0 END AS closed
        FROM position p
        LEFT JOIN unit_status u ON u.unit_id = p.unit_id
        WHERE p.position_id IN (
            SELECT position_id FROM position WHERE change_number > @after
            UNION
            SELECT offered.position_id FROM unit_status changed JOIN position offered ON offered.unit_id = changed.unit_id WHERE changed.change_number > @after)
        """;

    const string SelectGraduates = """
        SELECT graduate_id, version, degree, major_code, graduation_year, skills, cities, pay_floor_fen, kinds
        FROM graduate
        WHERE change_number > @after
        """;

    const string SelectWithdrawn = """
        SELECT graduate_id
        FROM graduate_withdrawal
        WHERE change_number > @after AND NOT EXISTS (SELECT 1 FROM graduate WHERE graduate.graduate_id = graduate_withdrawal.graduate_id)
        """;
}

/// <summary>Supply and demand after a change. Nothing in it changes any more.</summary>
/// <param name="ChangeNumber">The change.</param>
/// <param name="Supply">Positions ever published here, by id, the closed ones too.</param>
/// <param name="Demand">Graduates who consent, by pseudonym.</param>
sealed record MarketSnapshot(long ChangeNumber, Dictionary<Guid, Supply> Supply, Dictionary<Guid, Demand> Demand)
{
    public static MarketSnapshot Empty { get; } = new(0, [], []);
}

/// <summary>A position in words and in numbers.</summary>
sealed record Supply(Vacancy Vacancy, VacancyFeatures Features)
{
    public static Supply Of(Vacancy vacancy) => new(vacancy, vacancy.Features());
}

/// <summary>A graduate in words and in numbers.</summary>
sealed record Demand(Candidate Candidate, CandidateFeatures Features)
{
    public static Demand Of(Candidate candidate) => new(candidate, candidate.Features());
}
