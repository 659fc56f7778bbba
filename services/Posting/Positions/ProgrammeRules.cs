using RaMatch.Contracts;
using RaMatch.Contracts.Matching;
using RaMatch.Platform.Data;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Posting.Positions;

/// <summary>The rules of a programme as far as a position has to keep them: a copy of what Matching announced.</summary>
sealed record ProgrammeRules(
    string Code,
    string Title,
    DateOnly OpensOn,
    DateOnly ClosesOn,
    IReadOnlyList<PositionKind> Kinds,
    DegreeLevel MinimumDegree,
    int ShortestTermMonths,
    IReadOnlyDictionary<string, long> MinimumWagesFen)
{
    /// <summary>The programme's own monthly minimum wage of a city, however it names it; null if it has none, and the reference table's holds.</summary>
    public long? MinimumWageFen(City city)
    {
        var written = MinimumWagesFen.FirstOrDefault(entry => Cities.TryFind(entry.Key, out var named) && named == city);
        return written.Key is null ? null : written.Value;
    }

    /// <summary>Finds a programme by its code; null if none is known here.</summary>
    public static async Task<ProgrammeRules?> FindAsync(Reader reader, string? code) =>
        await reader.FindAsync<Row>(SelectProgramme, new { code = code?.Trim() ?? "" }) is { } row
            ? new ProgrammeRules(
                row.Code,
                row.Title,
                row.OpensOn,
                row.ClosesOn,
                Json.Read<IReadOnlyList<PositionKind>>(row.Kinds),
                row.MinimumDegree,
                (int)row.ShortestTermMonths,
                Json.Read<IReadOnlyDictionary<string, long>>(row.MinimumWagesFen))
            : null;

    /// <summary>Keeps what is announced, unless something newer is here.</summary>
    public static void Listen(ConsumerMap consumers) => consumers.On<ProgrammeOpened>(OpenedAsync);

    static async Task OpenedAsync(ProgrammeOpened message, UnitOfWork unit)
    {
        var row = new
        {
            message.Code,
            message.ProgrammeId,
            message.Version,
            message.Title,
            message.OpensOn,
            message.ClosesOn,
            kinds = Json.Text(message.Kinds),
            message.MinimumDegree,
            message.ShortestTermMonths,
            minimumWagesFen = Json.Text(message.MinimumWagesFen),
        };
        if (await unit.PutAsync(UpdateProgramme, InsertProgramme, row))
        {
            // Nobody applies after its last day, whatever a text says; a longer programme gives the days back.
            await unit.ExecuteAsync(ShowUntilOwnDay, new { message.Code });
            await unit.ExecuteAsync(ShowUntilLastDay, new { message.Code, message.ClosesOn });
        }
    }

    sealed record Row
    {
        public string Code { get; init; } = "";
        public string Title { get; init; } = "";
        public DateOnly OpensOn { get; init; }
        public DateOnly ClosesOn { get; init; }
        public string Kinds { get; init; } = "";
        public DegreeLevel MinimumDegree { get; init; }
        public long ShortestTermMonths { get; init; }
        public string MinimumWagesFen { get; init; } = "";
    }

    const string SelectProgramme = """
        SELECT code, title, opens_on, closes_on, kinds, minimum_degree, shortest_term_months, minimum_wages_fen
        FROM programme
        WHERE code = @code
        """;

    const string ShowUntilOwnDay = """
        UPDATE position
        SET live_until = (
            SELECT position_revision.closes_on FROM position_revision WHERE position_revision.position_id = position.position_id AND position_revision.revision = position.live_revision)
        WHERE programme = @code AND live_since IS NOT NULL
        """;

    const string ShowUntilLastDay = "UPDATE position SET live_until = @closesOn WHERE programme = @code AND live_until > @closesOn";

    const string UpdateProgramme = """
        UPDATE programme
        SET version = @version, title = @title, opens_on = @opensOn, closes_on = @closesOn, kinds = @kinds,
            minimum_degree = @minimumDegree, shortest_term_months = @shortestTermMonths, minimum_wages_fen = @minimumWagesFen
        WHERE code = @code AND version < @version
        """;

    const string InsertProgramme = """
        INSERT INTO programme (code, programme_id, version, title, opens_on, closes_on, kinds, minimum_degree, shortest_term_months, minimum_wages_fen)
        SELECT @code, @programmeId, @version, @title, @opensOn, @closesOn, @kinds, @minimumDegree, @shortestTermMonths, @minimumWagesFen
        WHERE NOT EXISTS (SELECT 1 FROM programme WHERE code = @code)
        """;
}
