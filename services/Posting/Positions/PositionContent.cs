using System.Globalization;
using RaMatch.Contracts;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Posting.Positions;

/// <summary>One text of a position, complete and in normal form; kept for ever as a revision.</summary>
sealed record PositionContent(
    string Title,
    PositionKind Kind,
    string Duties,
    int Seats,
    DegreeLevel MinimumDegree,
    IReadOnlyList<string> Majors,
    IReadOnlyList<string> RequiredSkills,
    IReadOnlyList<string> WishedSkills,
    string City,
    long PayMinimumFen,
    long PayMaximumFen,
    int TermMonths,
    DateOnly ClosesOn)
{
    /// <summary>One field that differs, in words.</summary>
    /// <param name="Field">As in the JSON.</param>
    /// <param name="Before">Before.</param>
    /// <param name="After">After.</param>
    public sealed record Change(string Field, Sentence Before, Sentence After);

    /// <summary>Keeps the text as a revision.</summary>
    public Task KeepAsync(UnitOfWork unit, Guid positionId, long revision, IReadOnlyList<Finding> findings) => unit.ExecuteAsync(InsertRevision, new
    {
        positionId,
        revision,
        Title,
        Kind,
        Duties,
        Seats,
        MinimumDegree,
        majors = Json.Text(Majors),
        requiredSkills = Json.Text(RequiredSkills),
        wishedSkills = Json.Text(WishedSkills),
        City,
        PayMinimumFen,
        PayMaximumFen,
        TermMonths,
        ClosesOn,
        findings = Json.Text(findings),
    });

    /// <summary>The text as a unit would submit it again.</summary>
    public PositionDraft ToDraft(string programme) => new(
        programme, Title, Kind, Duties, Seats, MinimumDegree, Majors, RequiredSkills, WishedSkills, City, PayMinimumFen, PayMaximumFen, TermMonths, ClosesOn);

    /// <summary>All texts of a position, oldest first.</summary>
    public static async Task<IReadOnlyList<Row>> HistoryAsync(Reader reader, Guid positionId) => await reader.QueryAsync<Row>(SelectRevisions, new { positionId });

    /// <summary>One text of a position.</summary>
    public static Task<Row> ReadAsync(Reader reader, Guid positionId, long revision) => reader.GetAsync<Row>(SelectRevision, new { positionId, revision });

    /// <summary>What is different from an earlier text.</summary>
    public IReadOnlyList<Change> ChangesFrom(PositionContent earlier) =>
        [.. Fields(earlier).Zip(Fields(this)).Where(pair => !pair.First.Value.Equals(pair.Second.Value)).Select(pair => new Change(pair.First.Field, pair.First.Value, pair.Second.Value))];

    static IEnumerable<(string Field, Sentence Value)> Fields(PositionContent content) =>
    [
        ("title", Sentence.Said(content.Title)),
        ("kind", Sentence.Label(content.Kind)),
        ("duties", Sentence.Said(content.Duties)),
        ("seats", Sentence.Said(content.Seats.ToString(CultureInfo.InvariantCulture))),
        ("minimumDegree", Sentence.Label(content.MinimumDegree)),
        ("majors", content.Majors.Count == 0 ? Sentence.Of("position.any-major") : Listed(content.Majors.Select(NameOf))),
        ("requiredSkills", Listed(content.RequiredSkills)),
        ("wishedSkills", Listed(content.WishedSkills)),
        ("city", Sentence.Said(content.City)),
        ("payMinimumFen", Pay(content.PayMinimumFen)),
        ("payMaximumFen", Pay(content.PayMaximumFen)),
        ("termMonths", Sentence.Of("position.months", ("months", content.TermMonths))),
        ("closesOn", Sentence.Said(content.ClosesOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
    ];

    /// <summary>A prefix of the catalogue in words.</summary>
    public static string NameOf(string prefix) => Reference.Majors.Describe(prefix) ?? prefix;

    static Sentence Listed(IEnumerable<string> items) => Sentence.Of("position.listed", ("items", Argument.List(items)));

    static Sentence Pay(long fen) => Sentence.Of("position.pay", ("pay", fen));

    /// <summary>A revision as it is stored.</summary>
    public sealed record Row
    {
        public long Revision { get; init; }
        public string Title { get; init; } = "";
        public PositionKind Kind { get; init; }
        public string Duties { get; init; } = "";
        public long Seats { get; init; }
        public DegreeLevel MinimumDegree { get; init; }
        public string Majors { get; init; } = "";
        public string RequiredSkills { get; init; } = "";
        public string WishedSkills { get; init; } = "";
        public string City { get; init; } = "";
        public long PayMinimumFen { get; init; }
        public long PayMaximumFen { get; init; }
        public long TermMonths { get; init; }
        public DateOnly ClosesOn { get; init; }
        public string Findings { get; init; } = "";

        public PositionContent ToContent() => new(
            Title,
            Kind,
            Duties,
            (int)Seats,
            MinimumDegree,
            Json.Read<IReadOnlyList<string>>(Majors),
            Json.Read<IReadOnlyList<string>>(RequiredSkills),
            Json.Read<IReadOnlyList<string>>(WishedSkills),
            City,
            PayMinimumFen,
            PayMaximumFen,
            (int)TermMonths,
            ClosesOn);
    }

    const string InsertRevision = """
        INSERT INTO position_revision (position_id, revision, title, kind, duties, seats, minimum_degree, majors, required_skills, wished_skills,
            city, pay_minimum_fen, pay_maximum_fen, term_months, closes_on, findings)
        VALUES (@positionId, @revision, @title, @kind, @duties, @seats, @minimumDegree, @majors, @requiredSkills, @wishedSkills,
            @city, @payMinimumFen, @payMaximumFen, @termMonths, @closesOn, @findings)
        """;

    const string SelectRevision = """
        SELECT revision, title, kind, duties, seats, minimum_degree, majors, required_skills, wished_skills,
            city, pay_minimum_fen, pay_maximum_fen, term_months, closes_on, findings
        FROM position_revision
        WHERE position_id = @positionId AND revision = @revision
        """;

    const string SelectRevisions = """
        SELECT revision, title, kind, duties, seats, minimum_degree, majors, required_skills, wished_skills,
            city, pay_minimum_fen, pay_maximum_fen, term_months, closes_on, findings
        FROM position_revision
        WHERE position_id = @positionId
        ORDER BY revision
        """;
}
