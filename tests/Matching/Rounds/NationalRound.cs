using System.Globalization;
using RaMatch.Contracts;
using RaMatch.Platform.Data;

namespace RaMatch.Matching.Tests.Rounds;

/// <summary>
/// A programme of any size, written into the tables as the events would leave it: so many graduates, three tenths as many positions of three seats,
/// two to a unit, and up to fifteen wishes a graduate. Choices are drawn from a fixed seed.
/// </summary>
sealed class NationalRound
{
    /// <summary>Graduates, positions and wishes of the whole country.</summary>
    public const int Country = 183_000;

    const int SeatsEach = 3;
    const int MostWishes = 15;
    const int RowsAtOnce = 10_000;

    static readonly string[] Parks = [.. RaMatch.Reference.Parks.All.Select(park => park.Id).Order(StringComparer.Ordinal)];

    readonly int _graduates;

    public NationalRound(int graduates) => _graduates = graduates;

    public int Positions => Math.Max(MostWishes, _graduates * 3 / 10);

    public static Guid Graduate(int number) => IdOf(1, number);

    public static Guid Position(int number) => IdOf(2, number);

    public static Guid Unit(int number) => IdOf(3, number);

    public static string ParkOf(int position) => Parks[position / 2 % Parks.Length];

    /// <summary>Writes everything; returns how many wishes there are.</summary>
    public async Task<long> FillAsync(Database database, DateTimeOffset now)
    {
        var random = new Random(183);
        await InsertAsync(database, InsertPosition, Enumerable.Range(0, Positions).Select(number => new
        {
            id = Position(number),
            one = 1,
            programme = Season.Code,
            held = 0,
            none = "[]",
            minimum = 600_000,
            maximum = 900_000,
            term = 24,
            unitId = Unit(number / 2),
            unitName = string.Create(CultureInfo.InvariantCulture, $"单位{number / 2}"),
            parkId = ParkOf(number),
            title = string.Create(CultureInfo.InvariantCulture, $"岗位{number}"),
            kind = PositionKind.ResearchProject,
            seats = SeatsEach,
            degree = DegreeLevel.Bachelor,
            city = "潍坊市",
            now,
            closesOn = new DateOnly(2022, 8, 30),
        }));
        await InsertAsync(database, InsertGraduate, Enumerable.Range(0, _graduates).Select(number => new
        {
            id = Graduate(number),
            one = 1,
            year = 2022,
            none = "[]",
            degree = DegreeLevel.Bachelor,
            major = "080801",
            floor = 500_000 + random.Next(300) * 1_000,
            now,
        }));
        var wishes = Enumerable.Range(0, _graduates).Select(_ => Chosen(random)).ToList();
        await InsertAsync(database, InsertPlacement, wishes.SelectMany((list, graduate) => list.Select((position, index) => new
        {
            id = Placement(graduate, index),
            one = 1,
            programme = Season.Code,
            park = ParkOf(position),
            unitId = Unit(position / 2),
            positionId = Position(position),
            graduateId = Graduate(graduate),
            rank = index + 1,
            stage = PlacementStage.Applied,
            now,
        })));
        await InsertAsync(database, InsertRanking, wishes.Select((list, graduate) => new
        {
            graduateId = Graduate(graduate),
            one = 1,
            programme = Season.Code,
            applications = RaMatch.Platform.Web.Json.Text(list.Select((_, index) => Placement(graduate, index))),
            now,
        }));
        await database.WriteAsync(unit => unit.ExecuteAsync("""
            INSERT INTO market_news (subject, subject_id, told_at)
            SELECT 'Position', position_id, 0 FROM position
            UNION ALL
            SELECT 'Graduate', graduate_id, 0 FROM graduate
            """));
        return wishes.Sum(list => (long)list.Count);
    }

    public static Guid Placement(int graduate, int index) => IdOf(4, graduate * MostWishes + index);

    List<int> Chosen(Random random)
    {
        var chosen = new List<int>();
        while (chosen.Count < MostWishes)
        {
            // The square draws more of them to the first positions, as everybody wants the same ones.
            var position = (int)(Math.Pow(random.NextDouble(), 1.5) * Positions);
            if (!chosen.Contains(position))
            {
                chosen.Add(position);
            }
        }

        return chosen;
    }

    static async Task InsertAsync<T>(Database database, string sql, IEnumerable<T> rows)
        where T : notnull
    {
        foreach (var chunk in rows.Chunk(RowsAtOnce))
        {
            await database.WriteAsync(unit => unit.InsertAllAsync(sql, chunk));
        }
    }

    // Scattered as ids drawn at different times are.
    static Guid IdOf(int kind, int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(((long)kind << 32) | (uint)number)).AsSpan(0, 16).CopyTo(bytes);
        return new Guid(bytes);
    }

    const string InsertPosition = """
        INSERT INTO position (position_id, version, unit_id, unit_name, park_id, programme, title, kind, seats, seats_held, minimum_degree, majors,
            required_skills, wished_skills, city, pay_minimum_fen, pay_maximum_fen, term_months, closes_on, published_at)
        VALUES (@id, @one, @unitId, @unitName, @parkId, @programme, @title, @kind, @seats, @held, @degree, @none, @none, @none, @city, @minimum, @maximum, @term,
            @closesOn, @now)
        """;

    const string InsertGraduate = """
        INSERT INTO graduate (graduate_id, version, degree, major_code, graduation_year, skills, cities, pay_floor_fen, kinds, published_at)
        VALUES (@id, @one, @degree, @major, @year, @none, @none, @floor, @none, @now)
        """;

    const string InsertPlacement = """
        INSERT INTO placement (placement_id, version, programme, park_id, unit_id, position_id, graduate_id, rank, stage, stage_since, applied_at)
        VALUES (@id, @one, @programme, @park, @unitId, @positionId, @graduateId, @rank, @stage, @now, @now)
        """;

    const string InsertRanking = """
        INSERT INTO ranking (graduate_id, programme, version, applications, ranked_at)
        VALUES (@graduateId, @programme, @one, @applications, @now)
        """;
}
