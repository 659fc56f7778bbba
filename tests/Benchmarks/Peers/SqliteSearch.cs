using System.Text.Json;
using Microsoft.Data.Sqlite;
using RaMatch.Benchmarks.Instances;
using RaMatch.Benchmarks.Measuring;
using RaMatch.Matching.Scoring;
using RaMatch.Matching.Scoring.Indexing;

namespace RaMatch.Benchmarks.Peers;

/// <summary>
/// SQLite in memory, with the indexes the two queries want, statements prepared once. The whole score is in the SQL, integer for integer, so the answers are
/// the same as everybody's.
/// </summary>
sealed class SqliteSearch : ITopPeer
{
    readonly MarketInstance _market;
    readonly SqliteConnection _connection = new("Data Source=:memory:");
    readonly SqliteCommand _positionsFor;
    readonly SqliteCommand _graduatesFor;
    Guid _asking;

    public SqliteSearch(MarketInstance market, int most)
    {
        _market = market;
        _connection.Open();
        // Between equal scores a position draws lots; the lot is the product's.
        _connection.CreateFunction("lot", (long number) => Lot.Of(_asking, market.GraduateIds[number]));
        Execute(Schema);
        using (var transaction = _connection.BeginTransaction())
        {
            FillPositions(transaction);
            FillGraduates(transaction);
            transaction.Commit();
        }

        Execute("ANALYZE");
        _positionsFor = Prepared(
            PositionsFor, "@most", "@today", "@major", "@class", "@discipline", "@anyCity", "@cities", "@skills", "@floor", "@degree", "@year", "@kinds");
        _graduatesFor = Prepared(
            GraduatesFor, "@most", "@city", "@anyMajor", "@codes", "@disciplines", "@lowest", "@earliest", "@latest", "@maximum", "@minimum", "@kind",
            "@fresh", "@required", "@requiredCount", "@wished", "@wishedCount");
        (_positionsFor.Parameters["@most"].Value, _graduatesFor.Parameters["@most"].Value) = (most, most);
    }

    public void ForGraduate(int number, ref Checksum sum)
    {
        var candidate = _market.Candidates[number];
        var rules = MarketGenerator.Rules;
        var set = _positionsFor.Parameters;
        set["@today"].Value = MarketGenerator.Today.DayNumber;
        set["@major"].Value = (long)candidate.Major.Major;
        set["@class"].Value = (long)candidate.Major.Class;
        set["@discipline"].Value = (long)candidate.Major.Discipline;
        set["@anyCity"].Value = candidate.Cities.IsEmpty;
        set["@cities"].Value = Json(candidate.Cities);
        set["@skills"].Value = Json(candidate.Skills);
        set["@floor"].Value = candidate.PayFloorFen;
        set["@degree"].Value = (int)candidate.Degree;
        set["@year"].Value = candidate.GraduationYear >= rules.EarliestGraduationYear && candidate.GraduationYear <= rules.LatestGraduationYear;
        set["@kinds"].Value = candidate.Kinds;
        Read(_positionsFor, _market.PositionIds, ref sum);
    }

    public void ForPosition(int number, ref Checksum sum)
    {
        var vacancy = _market.Vacancies[number];
        var (rules, today) = (MarketGenerator.Rules, MarketGenerator.Today.DayNumber);
        if (vacancy.Closed || vacancy.FreeSeats <= 0 || vacancy.LastDay < today)
        {
            return;
        }

        _asking = _market.PositionIds[number];
        var set = _graduatesFor.Parameters;
        set["@city"].Value = (long)vacancy.City;
        set["@anyMajor"].Value = vacancy.Majors.IsEmpty;
        set["@codes"].Value = Json(vacancy.Majors);
        // A code of the catalogue is its characters; the first two of them are the discipline.
        set["@disciplines"].Value = JsonSerializer.Serialize(vacancy.Majors.Span.ToArray().Select(code => code >> (Length(code) - 2) * 8).Distinct());
        set["@lowest"].Value = (int)Fit.Lowest(vacancy, rules);
        set["@earliest"].Value = rules.EarliestGraduationYear;
        set["@latest"].Value = rules.LatestGraduationYear;
        set["@maximum"].Value = vacancy.PayMaximumFen;
        set["@minimum"].Value = vacancy.PayMinimumFen;
        set["@kind"].Value = 1 << (int)vacancy.Kind;
        set["@fresh"].Value = Math.Clamp(37 - (today - vacancy.PublishedDay), 0, 30);
        set["@required"].Value = Json(vacancy.RequiredSkills);
        set["@requiredCount"].Value = vacancy.RequiredSkills.Count;
        set["@wished"].Value = Json(vacancy.WishedSkills);
        set["@wishedCount"].Value = vacancy.WishedSkills.Count;
        Read(_graduatesFor, _market.GraduateIds, ref sum);
    }

    public void Dispose()
    {
        _positionsFor.Dispose();
        _graduatesFor.Dispose();
        _connection.Dispose();
    }

    static int Length(ulong code) => (71 - System.Numerics.BitOperations.LeadingZeroCount(code)) / 8;

    static string Json(KeySet keys) => JsonSerializer.Serialize(keys.Span.ToArray().Select(key => (long)key));

    static void Read(SqliteCommand command, Guid[] ids, ref Checksum sum)
    {
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            BestList.Add(ref sum, rows.GetInt32(1), ids[rows.GetInt32(0)]);
        }
    }

    void FillPositions(SqliteTransaction transaction)
    {
        using var position = Prepared("INSERT INTO position VALUES (@number, @lowest, @minimum, @maximum, @kind, @published_day, @last_day, @published_at, @id, @required, @wished)",
            "@number", "@lowest", "@minimum", "@maximum", "@kind", "@published_day", "@last_day", "@published_at", "@id", "@required", "@wished");
        using var code = Prepared("INSERT INTO position_code VALUES (@code, @city, @number)", "@code", "@city", "@number");
        using var skill = Prepared("INSERT INTO position_skill VALUES (@number, @required, @skill)", "@number", "@required", "@skill");
        (position.Transaction, code.Transaction, skill.Transaction) = (transaction, transaction, transaction);
        for (var number = 0; number < _market.Shape.Positions; number++)
        {
            var vacancy = _market.Vacancies[number];
            if (vacancy.Closed || vacancy.FreeSeats <= 0)
            {
                continue;
            }

            Insert(position, number, (int)Fit.Lowest(vacancy, MarketGenerator.Rules), vacancy.PayMinimumFen, vacancy.PayMaximumFen, 1 << (int)vacancy.Kind,
                vacancy.PublishedDay, vacancy.LastDay, _market.PublishedAt[number], Sortable(_market.PositionIds[number]), vacancy.RequiredSkills.Count, vacancy.WishedSkills.Count);
            foreach (var accepted in vacancy.Majors.IsEmpty ? [0UL] : vacancy.Majors.Span)
            {
                Insert(code, (long)accepted, (long)vacancy.City, number);
            }

            foreach (var key in vacancy.RequiredSkills.Span)
            {
                Insert(skill, number, 1, (long)key);
            }

            foreach (var key in vacancy.WishedSkills.Span)
            {
                Insert(skill, number, 0, (long)key);
            }
        }
    }

    void FillGraduates(SqliteTransaction transaction)
    {
        using var graduate = Prepared("INSERT INTO graduate VALUES (@number, @degree, @year, @floor, @kinds, @id)", "@number", "@degree", "@year", "@floor", "@kinds", "@id");
        using var place = Prepared("INSERT INTO graduate_place VALUES (@city, @discipline, @class, @major, @number)", "@city", "@discipline", "@class", "@major", "@number");
        using var skill = Prepared("INSERT INTO graduate_skill VALUES (@number, @skill)", "@number", "@skill");
        (graduate.Transaction, place.Transaction, skill.Transaction) = (transaction, transaction, transaction);
        for (var number = 0; number < _market.Shape.Graduates; number++)
        {
            var candidate = _market.Candidates[number];
            Insert(graduate, number, (int)candidate.Degree, candidate.GraduationYear, candidate.PayFloorFen, candidate.Kinds, Sortable(_market.GraduateIds[number]));
            foreach (var city in candidate.Cities.IsEmpty ? [0UL] : candidate.Cities.Span)
            {
                Insert(place, (long)city, (long)candidate.Major.Discipline, (long)candidate.Major.Class, (long)candidate.Major.Major, number);
            }

            foreach (var key in candidate.Skills.Span)
            {
                Insert(skill, number, (long)key);
            }
        }
    }

    static byte[] Sortable(Guid id) => id.ToByteArray(bigEndian: true);

    static void Insert(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var place = 0; place < values.Length; place++)
        {
            command.Parameters[place].Value = values[place];
        }

        command.ExecuteNonQuery();
    }

    SqliteCommand Prepared(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.AddWithValue(parameter, 0L);
        }

        command.Prepare();
        return command;
    }

    void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    const string Schema = """
        CREATE TABLE position (
            number INTEGER PRIMARY KEY, lowest INTEGER, minimum INTEGER, maximum INTEGER, kind INTEGER, published_day INTEGER, last_day INTEGER,
            published_at INTEGER, id BLOB, required INTEGER, wished INTEGER);
        CREATE TABLE position_code (code INTEGER, city INTEGER, number INTEGER, PRIMARY KEY (code, city, number)) WITHOUT ROWID;
        CREATE TABLE position_skill (number INTEGER, required INTEGER, skill INTEGER, PRIMARY KEY (number, required, skill)) WITHOUT ROWID;
        CREATE TABLE graduate (number INTEGER PRIMARY KEY, degree INTEGER, year INTEGER, floor INTEGER, kinds INTEGER, id BLOB);
        CREATE TABLE graduate_place (city INTEGER, discipline INTEGER, class INTEGER, major INTEGER, number INTEGER, PRIMARY KEY (city, discipline, class, major, number)) WITHOUT ROWID;
        CREATE TABLE graduate_skill (number INTEGER, skill INTEGER, PRIMARY KEY (number, skill)) WITHOUT ROWID;
        """;

    // Weights are those of FitWeights.Default.
    const string PositionsFor = """
        WITH named AS (
            SELECT number, MAX(CASE code WHEN @major THEN 4 WHEN @class THEN 3 ELSE 2 END) AS closeness
            FROM position_code
            WHERE code IN (@major, @class, @discipline, 0) AND (@anyCity OR city IN (SELECT value FROM json_each(@cities)))
            GROUP BY number
        )
        SELECT p.number,
            250 * named.closeness / 4
            + CASE WHEN p.required = 0 THEN 150 ELSE 300 * (
                SELECT COUNT(*) FROM position_skill s WHERE s.number = p.number AND s.required = 1 AND s.skill IN (SELECT value FROM json_each(@skills))) / p.required END
            + CASE WHEN p.wished = 0 THEN 50 ELSE 100 * (
                SELECT COUNT(*) FROM position_skill s WHERE s.number = p.number AND s.required = 0 AND s.skill IN (SELECT value FROM json_each(@skills))) / p.wished END
            + 80 * (10 - 3 * (@degree - p.lowest)) / 10
            + CASE WHEN @anyCity THEN 40 ELSE 80 END
            + CASE WHEN @floor <= p.minimum THEN 80 WHEN p.maximum <= p.minimum THEN 0 ELSE 80 * (p.maximum - @floor) / (p.maximum - p.minimum) END
            + CASE WHEN @kinds = 0 THEN 30 WHEN @kinds & p.kind THEN 60 ELSE 0 END
            + 50 * MAX(0, MIN(30, 37 - (@today - p.published_day))) / 30 AS score
        FROM named
        JOIN position p ON p.number = named.number
        WHERE @year AND p.last_day >= @today AND p.lowest <= @degree AND p.maximum >= @floor
        ORDER BY score DESC, p.published_at DESC, p.id
        LIMIT @most
        """;

    const string GraduatesFor = """
        WITH named AS (
            SELECT number, city,
                CASE WHEN @anyMajor THEN 2 WHEN major IN (SELECT value FROM json_each(@codes)) THEN 4 WHEN class IN (SELECT value FROM json_each(@codes)) THEN 3
                    WHEN discipline IN (SELECT value FROM json_each(@codes)) THEN 2 ELSE 0 END AS closeness
            FROM graduate_place
            WHERE city IN (@city, 0) AND (@anyMajor OR discipline IN (SELECT value FROM json_each(@disciplines)))
        )
        SELECT g.number,
            250 * named.closeness / 4
            + CASE WHEN @requiredCount = 0 THEN 150 ELSE 300 * (
                SELECT COUNT(*) FROM json_each(@required) s WHERE EXISTS (SELECT 1 FROM graduate_skill h WHERE h.number = g.number AND h.skill = s.value)) / @requiredCount END
            + CASE WHEN @wishedCount = 0 THEN 50 ELSE 100 * (
                SELECT COUNT(*) FROM json_each(@wished) s WHERE EXISTS (SELECT 1 FROM graduate_skill h WHERE h.number = g.number AND h.skill = s.value)) / @wishedCount END
            + 80 * (10 - 3 * (g.degree - @lowest)) / 10
            + CASE WHEN named.city = 0 THEN 40 ELSE 80 END
            + CASE WHEN g.floor <= @minimum THEN 80 WHEN @maximum <= @minimum THEN 0 ELSE 80 * (@maximum - g.floor) / (@maximum - @minimum) END
            + CASE WHEN g.kinds = 0 THEN 30 WHEN g.kinds & @kind THEN 60 ELSE 0 END
            + 50 * @fresh / 30 AS score
        FROM named
        JOIN graduate g ON g.number = named.number
        WHERE named.closeness > 0 AND g.degree >= @lowest AND g.year BETWEEN @earliest AND @latest AND g.floor <= @maximum
        ORDER BY score DESC, lot(g.number) DESC, g.id
        LIMIT @most
        """;
}
