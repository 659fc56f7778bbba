using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using RaMatch.Matching;
using RaMatch.Matching.Counting;
using RaMatch.Portal.Accounts;

namespace RaMatch.Benchmarks.Pages;

/// <summary>
/// A season of so many counted hires, all of one park, written as rows: through the services a hundred thousand of them would take an hour. Forty
/// units, three hires a position, sixty positions open today. What waits is the same whatever the size: fourteen candidates of the unit whose board is
/// opened, twenty-six offers, sixty hires at the evidence desk.
/// </summary>
/// <param name="Hires">Hires counted.</param>
sealed record MadeSeason(int Hires)
{
    /// <summary>The programme's code.</summary>
    public const string Programme = "ra-pages";

    const int Units = 40;
    const int Open = 60;
    const int Waiting = 100;

    /// <summary>First day and last.</summary>
    public static (DateOnly Opens, DateOnly Closes) Days { get; } = (DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-120), DateOnly.FromDateTime(DateTime.UtcNow).AddDays(60));

    /// <summary>Fills the three databases of a folder whose schema stands and in which the programme is open; no process may have them open.</summary>
    public void Write(string folder)
    {
        Fill(folder, "posting", Posting);
        Fill(folder, "applicant", Applicant);
        Fill(folder, "matching", Matching, connection =>
        {
            Book(connection);
            AddUp(connection);
        });
    }

    void Fill(string folder, string service, string script, Action<SqliteConnection>? also = null)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, service + ".db"), Pooling = false }.ConnectionString);
        connection.Open();
        Run(connection, "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY");
        using var transaction = connection.BeginTransaction();
        Run(connection, Numbers);
        Run(connection, script);
        also?.Invoke(connection);
        Run(connection, "DROP TABLE temp.fact; DROP TABLE temp.post; DROP TABLE temp.placed");
        transaction.Commit();
        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    void Run(SqliteConnection connection, string script)
    {
        using var command = connection.CreateCommand();
        command.CommandText = script;
        command.CommandTimeout = 600;
        command.Parameters.AddWithValue("@hires", Hires);
        command.Parameters.AddWithValue("@unit", DemoPersona.Unit.Caller.UnitId!.Value.ToString());
        command.Parameters.AddWithValue("@park", DemoPersona.Park.Caller.ParkId);
        command.Parameters.AddWithValue("@now", DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("@closes", Days.Closes.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        command.Parameters.AddWithValue("@starts", Days.Opens.AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        command.Parameters.AddWithValue("@year", Days.Closes.Year);
        command.ExecuteNonQuery();
    }

    /// <summary>Makes the sums of the rows as the script does that has brought them.</summary>
    void AddUp(SqliteConnection connection)
    {
        var assembly = typeof(MatchingService).Assembly;
        using var script = new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(name => name.EndsWith("0013_sums.sqlite.sql", StringComparison.Ordinal)))!);
        foreach (var statement in script.ReadToEnd().Split(";\n").Where(statement => statement.Contains("SELECT", StringComparison.Ordinal)))
        {
            Run(connection, statement);
        }
    }

    // The product proves the chain when it starts.
    static void Book(SqliteConnection connection)
    {
        var entry = new Ledger.Entry { Programme = Programme, Hash = Ledger.Start };
        foreach (var hire in connection.Query<Ledger.Entry>(SelectBooked).AsList())
        {
            entry = hire with { Number = entry.Number + 1, PreviousHash = entry.Hash };
            entry = entry with { Hash = Ledger.HashOf(entry) };
            connection.Execute(InsertEntry, new
            {
                entry.Programme,
                entry.Number,
                placementId = entry.PlacementId.ToString(),
                entry.Sequence,
                entry.ParkId,
                unitId = entry.UnitId.ToString(),
                positionId = entry.PositionId.ToString(),
                graduateId = entry.GraduateId.ToString(),
                entry.Delta,
                entry.OfCohort,
                reason = entry.Reason.ToString(),
                entry.RulesVersion,
                actorId = entry.ActorId.ToString(),
                occurredAt = entry.OccurredAt.ToUnixTimeMilliseconds(),
                entry.PreviousHash,
                entry.Hash,
            });
        }

        connection.Execute("INSERT INTO ledger_head (programme, entries, hash) VALUES (@Programme, @Number, @Hash)", new { entry.Programme, entry.Number, entry.Hash });
    }

    // Positions are numbered from 1, the open ones first; placements too, those that wait first. Every script counts with these three tables.
    static readonly string Numbers = $"""
        CREATE TEMP TABLE fact AS SELECT
            @hires AS hires, @unit AS unit, @park AS park, @now AS now, @closes AS closes, @starts AS starts, @year AS year, '{Programme}' AS programme,
            86400000 AS day;

        CREATE TEMP TABLE post AS
        WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {Open} + @hires / 3)
        SELECT n, printf('%08x-0000-7000-8000-%012x', 3, n) AS position_id,
            CASE n % {Units} WHEN 1 THEN @unit ELSE printf('%08x-0000-7000-8000-%012x', 4, n % {Units}) END AS unit_id,
            '第' || (n % {Units}) || '科技有限公司' AS unit_name, '数据分析科研助理（第' || n || '组）' AS title, n <= {Open} AS is_open,
            @now - 86400000 * (10 + n % 90) AS published_at
        FROM number;

        CREATE TEMP TABLE placed AS
        WITH RECURSIVE number (m) AS (SELECT 1 UNION ALL SELECT m + 1 FROM number WHERE m < {Waiting} + @hires)
        SELECT m AS n, printf('%08x-0000-7000-8000-%012x', 1, m) AS placement_id, printf('%08x-0000-7000-8000-%012x', 2, m) AS graduate_id,
            post.position_id, post.unit_id, post.unit_name,
            CASE WHEN m <= 5 THEN 'Applied' WHEN m <= 9 THEN 'Shortlisted' WHEN m <= 12 THEN 'Interviewing' WHEN m <= 40 THEN 'Offered'
                WHEN m <= {Waiting} THEN 'OnDuty' ELSE 'Counted' END AS stage,
            CASE WHEN m <= 5 THEN 1 WHEN m <= 9 THEN 2 WHEN m <= 12 THEN 3 WHEN m <= 40 THEN 4 WHEN m <= {Waiting} THEN 7 ELSE 8 END AS steps,
            @now - 86400000 * (1 + m % 80) AS since
        FROM number
        JOIN post ON post.n = CASE WHEN number.m <= 14 THEN 1 WHEN number.m <= {Waiting} THEN 2 + number.m % ({Open} - 1) ELSE {Open} + 1 + (number.m - {Waiting} - 1) / 3 % MAX(1, @hires / 3) END;
        """;

    const string Unit = """
        SELECT unit_id, 'USCC' || MIN(n), unit_name, unit_name, park, '潍坊市', '高新区创新路 ' || MIN(n) || ' 号', '联系人', '13800000000', 'Verified', 2, now - 100 * day, now - 110 * day, now - 110 * day
        FROM post, fact
        GROUP BY unit_id
        """;

    const string Posting = $"""
        INSERT INTO unit (unit_id, uscc, name, verified_name, park_id, city, address, contact_name, contact_phone, status, version, trusted_since, registered_at, submitted_at)
        {Unit};

        INSERT INTO unit_event (unit_id, version, event, actor_id, actor_name, occurred_at) SELECT unit_id, 2, 'Verified', unit_id, '林知远', registered_at FROM unit;

        INSERT INTO position (position_id, unit_id, park_id, programme, status, version, revision, live_revision, seats_held, seats_version, created_at, submitted_at, published_at,
            live_since, live_until, published_seats)
        SELECT position_id, unit_id, park, programme, CASE is_open WHEN 1 THEN 'Published' ELSE 'Closed' END, 3, 1, 1, 1, 1, published_at, published_at, published_at,
            CASE is_open WHEN 1 THEN published_at END, CASE is_open WHEN 1 THEN closes END, 3
        FROM post, fact;

        INSERT INTO position_revision (position_id, revision, title, kind, duties, seats, minimum_degree, majors, required_skills, wished_skills, city, pay_minimum_fen,
            pay_maximum_fen, term_months, closes_on, findings)
        SELECT position_id, 1, title, 'ResearchProject', '为研发项目清洗、建模与可视化试验和生产数据。', 3, 'Bachelor', '["0809","0712"]', '["Python"]', '["SQL"]', '潍坊市',
            600000, 900000 + n % 7 * 10000, 12, closes, '[]'
        FROM post, fact;

        INSERT INTO position_major (position_id, prefix) SELECT position_id, prefix FROM post, (SELECT '0809' AS prefix UNION SELECT '0712') WHERE is_open;

        INSERT INTO hire (placement_id, version, unit_id, position_id, programme, counted)
        SELECT placement_id, 8, unit_id, position_id, programme, 1 FROM placed, fact WHERE stage = 'Counted';
        """;

    const string Applicant = """
        INSERT INTO graduate (graduate_id, version) SELECT graduate_id, 1 FROM placed;

        INSERT INTO profile (graduate_id, name, phone, university_code, major_code, degree, graduation_year, skills, cities, pay_floor_fen, kinds, updated_at)
        SELECT graduate_id, '毕业生' || n, '13900000000', '4137010422', '080902', 'Bachelor', year, '["Python","SQL"]', '["潍坊市"]', 500000, '["ResearchProject"]', now FROM placed, fact;

        INSERT INTO consent (graduate_id, purpose, number, text_version, given_at)
        SELECT graduate_id, purpose, 1, 2, now - 90 * day FROM placed, fact, (SELECT 'Matching' AS purpose UNION SELECT 'Contact');

        INSERT INTO application (application_id, version, graduate_id, position_id, unit_id, park_id, programme, rank, submitted_at)
        SELECT placement_id, 1, graduate_id, position_id, unit_id, park, programme, 1, since - 10 * day FROM placed, fact;

        INSERT INTO placement (placement_id, version, graduate_id, programme, stage, occurred_at) SELECT placement_id, steps, graduate_id, programme, stage, since FROM placed, fact;
        """;

    const string Matching = """
        INSERT INTO position (position_id, version, unit_id, unit_name, park_id, programme, title, kind, seats, seats_held, minimum_degree, majors, required_skills, wished_skills,
            city, pay_minimum_fen, pay_maximum_fen, term_months, closes_on, published_at, closed_at)
        SELECT position_id, 3, unit_id, unit_name, park, programme, title, 'ResearchProject', 3, 1, 'Bachelor', '["0809","0712"]', '["Python"]', '["SQL"]', '潍坊市', 600000, 900000, 12,
            closes, published_at, CASE is_open WHEN 1 THEN NULL ELSE now - day END
        FROM post, fact;

        INSERT INTO unit_status (unit_id, park_id, verified_version, name, categories, verified_at, suspended_version)
        SELECT unit_id, park, 2, unit_name, '[]', now - 100 * day, 0 FROM post, fact GROUP BY unit_id;

        INSERT INTO graduate (graduate_id, version, degree, major_code, graduation_year, skills, cities, pay_floor_fen, kinds, published_at, shown_to_units)
        SELECT graduate_id, 1, 'Bachelor', '080902', year, '["Python","SQL"]', '["潍坊市"]', 500000, '["ResearchProject"]', now - 90 * day, 1 FROM placed, fact;

        INSERT INTO placement (placement_id, version, programme, park_id, unit_id, position_id, graduate_id, rank, stage, stage_since, applied_at, interview_at, interview_place, offer_pay_fen,
            offer_expires_at, form, signed_on, starts_on, term_months, pay_fen, degree, graduation_year)
        SELECT placement_id, steps, programme, park, unit_id, position_id, graduate_id, 1, stage, since, since - 10 * day,
            CASE WHEN steps >= 3 THEN now + day END, CASE WHEN steps >= 3 THEN '三楼会议室' END, CASE WHEN steps >= 4 THEN 700000 END, CASE WHEN steps >= 4 THEN now + 9 * day END,
            CASE WHEN steps >= 6 THEN 'LabourContract' END, CASE WHEN steps >= 6 THEN starts END, CASE WHEN steps >= 6 THEN starts END, CASE WHEN steps >= 6 THEN 12 END,
            CASE WHEN steps >= 6 THEN 700000 END, 'Bachelor', year
        FROM placed, fact;

        INSERT INTO placement_stage (placement_id, version, stage, occurred_at)
        SELECT placement_id, step, stage_reached, since - (steps - step) * day
        FROM placed, fact, (SELECT 1 AS step, 'Applied' AS stage_reached UNION SELECT 2, 'Shortlisted' UNION SELECT 3, 'Interviewing' UNION SELECT 4, 'Offered' UNION SELECT 5, 'Accepted'
            UNION SELECT 6, 'Signed' UNION SELECT 7, 'OnDuty' UNION SELECT 8, 'Counted')
        WHERE step <= steps;

        INSERT INTO seat (position_id, seat_number, placement_id, held_at)
        SELECT position_id, ROW_NUMBER() OVER (PARTITION BY position_id ORDER BY n), placement_id, since FROM placed WHERE steps >= 4;

        INSERT INTO acceptance (programme, graduate_id, placement_id, accepted_at) SELECT programme, graduate_id, placement_id, since FROM placed, fact WHERE steps >= 5;

        INSERT INTO confirmation (placement_id, version, graduate_id, person_key, confirmed_at)
        SELECT placement_id, 1, graduate_id, printf('%064x', n), since FROM placed WHERE steps = 8 OR (steps = 7 AND n % 2 = 0);

        INSERT INTO evidence (evidence_id, placement_id, kind, content_type, size, sha256, actor_id, filed_at)
        SELECT printf('%08x-0000-7000-8000-%012x', 5 + which, n), placement_id, kind, 'application/pdf', 40000, printf('%064x', n * 2 + which), unit_id, since
        FROM placed, (SELECT 0 AS which, 'Agreement' AS kind UNION SELECT 1, 'OnDuty') WHERE steps = 8 OR (steps = 7 AND (which = 0 OR n % 3 = 0));

        INSERT INTO counted_hire (placement_id, programme, person_key, park_id, unit_id, of_cohort, rules_version, counted_at)
        SELECT placement_id, programme, printf('%064x', n), park, unit_id, n % 5 > 0, 1, since FROM placed, fact WHERE steps = 8;
        """;

    const string SelectBooked = """
        SELECT programme, placement_id, 1 AS sequence, park AS park_id, unit_id, position_id, graduate_id, 1 AS delta, n % 5 > 0 AS of_cohort, 'ramatch:ledger.counted' AS reason,
            1 AS rules_version, unit_id AS actor_id, since AS occurred_at
        FROM placed, fact
        WHERE stage = 'Counted'
        ORDER BY n
        """;

    const string InsertEntry = """
        INSERT INTO ledger_entry (programme, number, placement_id, sequence, park_id, unit_id, position_id, graduate_id, delta, of_cohort, reason, rules_version, actor_id,
            occurred_at, previous_hash, hash)
        VALUES (@Programme, @Number, @placementId, @Sequence, @ParkId, @unitId, @positionId, @graduateId, @Delta, @OfCohort, @reason, @RulesVersion, @actorId, @occurredAt,
            @PreviousHash, @Hash)
        """;
}
